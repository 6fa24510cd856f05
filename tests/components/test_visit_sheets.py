"""The displays of completeness and deviations, and the strips of days from target, as the demo fills them."""

import json

import pytest

from callbacks.context import AppContext
from components import completeness_page, deviations_page, offset_plot
from data_access import settings
from data_access.store import SnapshotStore
from trial import analysis, compliance
from trial.deviation_rules import Rule
from trial.deviations import shown
from trial.selection import Selection, selected_subjects
from trial.visit_filter import VisitFilter
from trial.visit_offsets import offsets


@pytest.fixture(scope="module")
def demo():
    store = SnapshotStore(settings.read())
    store.load()
    return analysis.build(AppContext(source=store).current(), None)


def words(part):
    """Every text of a tree, in order."""
    if isinstance(part, str):
        return [part]
    if isinstance(part, list | tuple):
        return [text for one in part for text in words(one)]
    if isinstance(part, dict):
        return words(part.get("props", {}).get("children"))
    return words(getattr(part, "children", None)) if part is not None else []


def found(part, css):
    """Every element of a tree with a class."""
    if isinstance(part, list | tuple):
        return [one for each in part for one in found(each, css)]
    if not isinstance(part, dict):
        return []
    own = [part["props"]] if css in str(part["props"].get("className", "")).split() else []
    return own + found(part["props"].get("children"), css)


def test_the_matrix_of_the_demo(demo):
    page = completeness_page.page(compliance.completeness(demo, Selection()), 1)
    text = " ".join(words(page))
    assert "131 of 136 (96 %) of the assessments required at visits held have a usable value: 4 not done and 1 " in text
    assert "8 more are lost with visits overdue or missed." in text
    cells = found(page, "cm-cell")
    assert len(cells) == 6 * 7  # the aspiration requires nothing
    weak = next(cell for cell in cells if cell["data-change"] == "visit=01-003%3AMN6")
    assert weak["title"] == "01-003, Month 6: ALSFRS-R value, FVC not done: too weak, MVIC arm value, MVIC grip value"
    assert len(found(page, "cm-blank")) == 1 + 1  # and the key


def test_pages_of_many_patients(demo):
    matrix = compliance.completeness(demo, Selection())
    many = type(matrix)(
        measures=matrix.measures, places=matrix.places, visits=matrix.visits, rows=matrix.rows * 10,
        by_measure=matrix.by_measure, by_visit=matrix.by_visit, by_both=matrix.by_both, total=matrix.total, items=(),
    )  # fmt: skip
    assert len(found(completeness_page.page(many, 1), "cm-cell")) == 24 * 7
    assert len(found(completeness_page.page(many, 99), "cm-cell")) == 12 * 7


def test_the_deviations_of_the_demo(demo):
    everything = deviations_page.page(shown.build(demo, Selection()))
    text = " ".join(words(everything))
    assert "11 deviations in 6 of 6 patients, 3 of them important." in text
    assert "Not judged:" in text
    rows = shown.build(demo, Selection(rule=Rule.OUT_OF_WINDOW))
    assert (rows.total, len(rows.rows), {one.rule for one in rows.rows}) == (11, 4, {Rule.OUT_OF_WINDOW})
    one = shown.build(demo, Selection(subjects=("01-006",)))
    assert [each.rule for each in one.rows] == [Rule.PROHIBITED_MEDICATION, Rule.OVERDUE_VISIT]
    assert json.dumps(
        words(deviations_page.page(shown.build(demo, Selection(subjects=("01-004",), rule=Rule.SAME_DAY))))
    )


def test_the_strips_say_direction_and_size(demo):
    all_visits, each = offsets(demo, demo.subjects)
    assert offset_plot.summary(all_visits) == (
        "2 early and 2 late of 34 visits; median +1 from target, half between −1 and +2 days"
    )
    strips = offset_plot.plot(all_visits, each, demo.subjects)
    late = next(dot for dot in found(strips, "op-dot") if "Month 1, 11 days after target" in dot["title"])
    assert late["data-change"] == "visit=01-002%3AMN1"
    assert late["className"] == "op-dot off"
    several = next(dot for dot in found(strips, "op-dot") if "subjects=" in dot["data-change"])
    assert several["title"].startswith("Week 2, on target: ")


def test_patients_by_how_their_visits_went(demo):
    outside = selected_subjects(Selection(visits=VisitFilter.OUTSIDE), demo)
    assert [subject.id for subject in outside] == ["01-002", "01-003", "01-004", "01-005"]
    assert selected_subjects(Selection(visits=VisitFilter.NOT_HELD), demo) == ()
