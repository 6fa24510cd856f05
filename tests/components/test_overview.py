"""The overview on the screen: every number stands where it belongs, in words that cannot be misread."""

import re
from pathlib import Path

import pytest
from dash import html

from components import elements
from components.overview_cells import _due, events, slope_words
from components.overview_rows import body
from data_access import settings
from data_access.store import SnapshotStore
from tests.components.sent import many, named, nodes, one_patient, sent, text
from tests.environment import ROOT
from tests.factories import endpoint, planned, snapshot, study
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.overview import build
from trial.patient_row import EventCounts
from trial.selection import Selection
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus


@pytest.fixture(scope="module")
def demo() -> Analysis:
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analyse(loaded, None)


def rows_of(analysis, **changes):
    page = sent(body(build(analysis, Selection(**changes))))
    return {
        text(named(row, "ov-id")).split()[-1]: row for row in named(page, "ov-row") if row["props"].get("data-row-link")
    }


def test_an_element_travels_as_its_component_does():
    made = elements.element("A", ["x", elements.sr("y")], href="/patient/1", className="a", aria_label="z", data_b="1")
    same = html.A(
        ["x", html.Span("y", className="sr")], href="/patient/1", className="a", **{"aria-label": "z", "data-b": "1"}
    )
    assert sent(made) == sent(same)
    assert elements.element("Div", title=None)["props"] == {}


def test_the_browser_knows_every_tag_and_attribute_that_is_sent(demo):
    script = (ROOT / "assets" / "94-elements.js").read_text(encoding="utf-8")
    tags, plain = (
        set(re.findall(r'"(\w+)"', re.search(rf"{name} = new Set\(\[(.*?)\]\)", script)[1]))
        for name in ("TAGS", "PLAIN")
    )
    chosen = ((demo, Selection()), (demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,))), (many(120), Selection()))
    pages = [body(build(*one)) for one in chosen]
    found = [one for page in pages for one in nodes(sent(page))]
    assert {one["type"] for one in found} <= tags
    keys = {key.split("-")[0] for one in found for key in one["props"]} - {"children", "style"}
    assert {{"className": "class", "tabIndex": "tabindex"}.get(key, key) for key in keys} <= plain


def test_rows_are_a_table_with_every_cell_named(demo):
    (table,) = [one for one in nodes(sent(body(build(demo, Selection())))) if one["props"].get("role") == "table"]
    rows = table["props"]["children"]
    assert {row["props"]["role"] for row in rows} == {"row"}
    heads = [cell["props"]["role"] for cell in rows[0]["props"]["children"]]
    assert heads == ["columnheader"] * 9
    for row in rows[1:]:
        roles = [cell["props"]["role"] for cell in row["props"]["children"]]
        assert roles in (["cell"], ["rowheader", *["cell"] * 8])
    groups = [text(row) for row in rows if "ov-group" in row["props"]["className"]]
    assert groups[0].startswith("Needs attention 3 One patient’s pre and post lines do not show a treatment effect.")
    assert groups[1] == "Nothing open 3"


def test_a_row_leads_to_its_patient_and_says_how_urgent_it_is(demo):
    row = rows_of(demo)["01-003"]
    (link,) = named(row, "ov-id")
    assert link["props"]["href"] == "/patient/01-003"
    assert text(link) == "Needs attention.  01-003"
    assert "Died to day 264" in text(row)
    assert "No event to day 258" in text(row)
    assert "5 events, 2 serious 2 of grade 3 and up" in text(row)
    assert "No further visits Last 5 Aug 2011 6 of 7" in text(row)


def test_slopes_stand_with_their_change_and_how_firm_they_are(demo):
    found = rows_of(demo)
    cells = {name: [text(one) for one in named(row, "ov-course")] for name, row in found.items()}
    assert cells["01-003"] == ["−1.59 −1.74 −0.46", "−4.38 −5.08 s −0.61", "−0.25 −0.10 +0.15", "−0.15 −0.15 0.00"]
    assert cells["01-005"] == ["−0.82 (0.00) (+1.98)", "−1.98 n 1 (+6.77)", "−0.27 n 1 (+0.38)", "−0.27 n 1 (+0.26)"]
    words = named(found["01-005"], "ov-course")[0]["props"]["aria-label"]
    assert words.startswith("ALSFRS-R, points per month. Pre −0.82, 95 % CI ")
    assert "Post 0.00, 2 points: no interval. Change +1.98, 95 % CI " in words
    assert words.endswith(", continuous spline.")


def test_a_large_slope_has_a_decimal_less():
    days = ("2011-01-15", "2011-02-14", "2011-03-01")
    scores = [{"QSTESTCD": "E0", "QSSTRESN": v, "QSDTC": day} for v, day in zip((48.0, 30.0, 20.0), days, strict=True)]
    made = one_patient(QS=scores, of=study(visits=(), endpoints=(endpoint("e0", "E0"),), historical_months=None))
    view = build(analyse(made, None), Selection())
    exact = view.rows[0].slopes[0].pre.slope
    (cell,) = named(sent(body(view)), "ov-course")
    assert exact < -10
    assert text(cell) == f"−{-exact:.1f} n 0 –"
    assert f"Pre −{-exact:.2f}, 95 % CI" in cell["props"]["title"]


def test_slope_words_give_the_reason_for_what_is_missing(demo):
    view = build(analyse(demo.snapshot, demo.cut.replace(2010, 10, 1)), Selection())
    assert slope_words(view.rows[0].slopes[0], view.endpoints[0]) == (
        "ALSFRS-R, points per month. Pre not estimable: no points. Post not estimable: no points. "
        "Change not estimable: no points."
    )


def test_the_next_visit_has_its_date(demo):
    found = {row.id: row.visits.next for row in build(demo, Selection()).rows}
    assert _due(found["01-004"]) == ("due 21 Mar 2012", "")
    assert _due(found["01-002"]) == ("by 13 Jan 2012", "accent")
    assert _due(found["01-006"]) == ("overdue 3 days", "act")
    assert "Month 12 by 13 Jan 2012" in re.sub(r" +", " ", text(rows_of(demo)["01-002"]))


def test_every_visit_cell_has_a_name_and_a_sign(demo):
    for row in rows_of(demo).values():
        cells = named(row, "ov-visit")
        assert len(cells) == 8
        assert all(one["props"]["aria-label"] == one["props"]["title"] for one in cells)
    assert "v-overdue ic-bang" in named(rows_of(demo)["01-006"], "ov-visit")[6]["props"]["className"]


def test_events_worst_first_at_most_five_marks():
    marks = ((5, True), (3, False), *[(1, False)] * 5, (None, False))
    found = sent(events(EventCounts(8, 8, 1, 2, marks), is_filtered=False))
    assert text(found) == "5 3 1 1 +4 8 events, 1 serious 2 of grade 3 and up"
    assert named(found, "ov-mark")[0]["props"]["className"] == "ov-mark g5 serious"
    assert text(sent(events(EventCounts(2, 2, 0, 0, ((None, False), (1, False))), False))) == "? 1 2 events"
    assert (
        text(sent(events(EventCounts(5, 2, 2, 1, ((3, True), (1, True))), True)))
        == "3 1 2 of 5 events 1 of grade 3 and up"
    )
    assert text(sent(events(EventCounts(0, 0, 0, 0, ()), False))) == "0 events"


def test_a_third_reason_is_counted():
    records = one_patient(
        CM=[{"CMTRT": "riluzole", "CMSTDTC": "2011-04-01"}],
        AE=[{"AETERM": name, "AETOXGR": "3", "AESTDTC": "2011-03-10"} for name in ("Pain", "Fever")],
    )
    (row,) = rows_of(analyse(records, None)).values()
    (why,) = named(row, "ov-why")
    assert text(why).endswith("Pain, end unknown  and 1 more")
    assert "Fever, end unknown" in why["props"]["title"]


def test_a_long_study_has_pages():
    page = sent(body(build(many(60), Selection(page=2))))
    (foot,) = named(page, "ov-foot")
    assert "Patients 26 to 50 of 60, page 2 of 3" in text(foot)
    targets = [one["props"]["data-change"] for one in nodes(foot) if "data-change" in one["props"]]
    assert targets == ["page=1", "page=3"]
    assert len([one for one in nodes(page) if one["props"].get("data-row-link")]) == 25


@pytest.mark.parametrize(("endpoints", "visits", "in_line"), [(1, 0, 1), (8, 10, 10), (2, 21, 11), (4, 25, 13)])
def test_the_table_fits_any_number_of_endpoints_and_visits(endpoints, visits, in_line):
    plan = tuple(planned(f"V{n}", n, 10 * n, (-3, 3)) for n in range(visits))
    page = sent(body(build(many(2, endpoints, plan), Selection())))
    (table,) = [one for one in nodes(page) if one["props"].get("role") == "table"]
    assert table["props"]["style"] == {"--endpoints": endpoints, "--visits": in_line}
    assert ("many-endpoints" in table["props"]["className"]) is (endpoints > 4)
    assert len(named(page, "ov-course")) == 2 * endpoints
    assert len(named(page, "ov-visit")) == 2 * visits


def test_an_endpoint_that_nobody_has_takes_no_column(demo):
    assert "no-primary" in named(sent(body(build(many(2), Selection()))), "ov")[0]["props"]["className"]
    assert named(sent(body(build(many(2), Selection()))), "ov-primary") == []
    assert len(named(sent(body(build(demo, Selection()))), "ov-primary")) == 6


def test_nothing_left_by_the_filter_offers_the_way_out(demo):
    page = sent(body(build(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,)))))
    assert text(page) == "No patient matches Status screen failure. Reset all filters"
    assert [one["props"]["data-change"] for one in nodes(page) if "data-change" in one["props"]] == ["reset=1"]


def test_a_study_without_patients_says_zero():
    nobody = analyse(snapshot({"DM": []}, DM=many(1).snapshot.tables["DM"].iloc[:0]), None)
    assert text(sent(body(build(nobody, Selection())))) == "0 patients The data have no subject."


def test_text_of_the_data_stays_text():
    nasty = '<img src=x onerror=alert(1)> & "quoted"'
    made = one_patient(AE=[{"AETERM": nasty, "AETOXGR": "3", "AESTDTC": "2011-03-10"}])
    (row,) = rows_of(analyse(made, None)).values()
    assert any(nasty in str(one["props"].get("children")) for one in nodes(named(row, "ov-why")))


def test_styles_use_tokens_only():
    css = Path(ROOT / "assets" / "30-overview.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(", css) == []
