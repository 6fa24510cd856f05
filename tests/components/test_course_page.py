"""The page of the patients on the screen: every count leads to its patients, nothing is blank, empty states."""

from urllib.parse import parse_qs, urlsplit

import pytest

from components import course_page
from components.course_links import MOST_ADDRESS, patients
from data_access import settings
from data_access.store import SnapshotStore
from tests.factories import snapshot
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.course.page import build
from trial.selection import Part, Selection
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus


@pytest.fixture(scope="module")
def demo() -> Analysis:
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analyse(loaded, None)


def parts(node, kind=None):
    """All elements below a node, those of one tag alone if it is named."""
    if isinstance(node, str) or node is None:
        return
    if isinstance(node, list | tuple):
        for each in node:
            yield from parts(each, kind)
        return
    tag = node["type"] if isinstance(node, dict) else type(node).__name__
    inside = node["props"].get("children") if isinstance(node, dict) else getattr(node, "children", None)
    if kind in (None, tag):
        yield node
    yield from parts(inside, kind)


def prop(node, name):
    return node["props"].get(name) if isinstance(node, dict) else getattr(node, name, None)


def words(node):
    if isinstance(node, str):
        return node
    if isinstance(node, list | tuple):
        return " ".join(map(words, node))
    return "" if node is None else words(prop(node, "children"))


def shown(analysis, selection=None):
    return course_page.page(build(analysis, selection or Selection(part=Part.COURSE)))


def test_every_count_leads_to_its_patients_and_keeps_the_cut(demo):
    selection = Selection(part=Part.COURSE, status=(SubjectStatus.ON_STUDY, SubjectStatus.DIED), grade=3)
    links = [one for one in parts(shown(demo, selection), "A") if prop(one, "className") == "crs-count"]
    assert len(links) > 30
    for link in links:
        address = urlsplit(prop(link, "href"))
        query = parse_qs(address.query)
        if address.path == "/":
            assert len(query["subjects"][0].split(",")) == int(words(link))
        assert set(query) == {"subjects"}
        assert words(link) in prop(link, "aria-label")


def test_no_cell_is_blank_and_each_value_says_where_it_stands(demo):
    page = shown(demo)
    for table in parts(page, "Table"):
        cells = [words(cell).strip() for row in list(parts(table, "Tr"))[1:] for cell in parts(row, "Td")]
        assert cells and all(cells)
    titles = [prop(span, "title") for span in parts(page, "Span") if prop(span, "title")]
    assert "2010-11-16, QS, INFUSION" in titles
    text = words(page)
    assert "Every stage adds up: 6 screened, then 6 with infusion at every stage." in text
    assert "not recorded" in text  # the viability of 01-004
    assert "Puncture-site pain" in text


def test_a_study_without_patients_and_filters_without_any(demo):
    assert "0 patients" in words(shown(analyse(snapshot({"DM": []}), None)))
    none = Selection(part=Part.COURSE, status=(SubjectStatus.SCREEN_FAILURE,))
    assert "No patient matches" in words(shown(demo, none))
    untreated = analyse(snapshot({"DM": [{"USUBJID": "S-01", "SUBJID": "01"}]}), None)
    assert "0 patients with infusion" in words(shown(untreated))


@pytest.mark.parametrize(("count", "is_link"), [(1, True), (300, True), (3000, False)])
def test_an_address_names_no_more_patients_than_it_can(count, is_link):
    subjects = [f"01-{number:05d}" for number in range(count)]
    found = patients(str(count), subjects, Selection())
    assert (found["type"] == "A") is is_link
    if is_link:
        assert len(found["props"]["href"]) <= MOST_ADDRESS + 2


def test_many_patients_are_summarised(demo):
    dm = [{"USUBJID": f"S-{number:02d}", "SUBJID": f"{number:02d}", "AGE": 40.0 + number} for number in range(20)]
    ex = [{"USUBJID": row["USUBJID"], "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for row in dm]
    text = words(shown(analyse(snapshot({"DM": dm, "EX": ex}), None)))
    assert "Mean (SD) or n (%)" in text
    assert "49.5 (SD 5.9)" in text
