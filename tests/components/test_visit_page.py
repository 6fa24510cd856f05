"""The parts around the visit grid: head, empty states, due next, unscheduled visits, drawer, ruler, listing."""

from datetime import date

import pytest
from dash.development.base_component import Component

from components import visit_page, visit_table
from components.visit_drawer import drawer
from components.visit_legend import days_legend, grid_legend
from components.visit_ruler import ruler
from tests.factories import one_subject, study
from tests.trial.built import disposition
from tests.trial.shown import demo
from trial import analysis, compliance
from trial.compliance import ComplianceGrid
from trial.open_visit import OpenVisit
from trial.selection import Display, Selection
from trial.visits import VisitStatus


def grid(selection: Selection = Selection()) -> ComplianceGrid:  # noqa: B008
    return compliance.build(demo(), selection)


def opened(key: str, **changes: object) -> OpenVisit:
    found = compliance.opened(demo(), Selection(visit=key, **changes))
    assert found is not None
    return found


def parts(found: list[Component] | Component) -> list[Component]:
    """Every component, outermost first."""
    roots = found if isinstance(found, list) else [found]
    return [one for root in roots for one in (root, *root._traverse()) if isinstance(one, Component)]


def text(found: list[Component] | Component | str) -> str:
    """All words, in order."""
    if isinstance(found, str):
        return found
    if isinstance(found, list):
        return " ".join(filter(None, map(text, found)))
    return text(getattr(found, "children", None) or "")


def changes(found: list[Component]) -> list[str]:
    return [one.to_plotly_json()["props"]["data-change"] for one in parts(found) if hasattr(one, "data-change")]


def test_the_head_says_the_finding_and_offers_five_displays() -> None:
    head = visit_page.head(grid(), Display.DAYS)
    assert text(head).startswith("36 of 42 visits were in window 86 % of those due.")
    shows = ["show=grid", "show=days", "show=listing", "show=completeness", "show=deviations"]
    assert changes(head) == shows
    pressed = [one.children for one in parts(head) if getattr(one, "aria-pressed", "") == "true"]
    assert pressed == ["Study day"]


def test_an_empty_view_says_why() -> None:
    assert visit_page.emptiness(grid()) == []
    nobody = grid(Selection(subjects=("nobody",)))
    assert "No patient matches" in text(visit_page.emptiness(nobody))
    assert changes(visit_page.emptiness(nobody)) == ["reset=1"]
    unplanned = compliance.build(analysis.build(one_subject(of=study(visits=())), None), Selection())
    assert "0 planned visits" in text(visit_page.emptiness(unplanned))
    assert "[[visits]]" in text(visit_page.emptiness(unplanned))
    assert visit_page.view_class(unplanned, Display.GRID) == visit_page.view_class(nobody, Display.DAYS)
    assert visit_page.view_class(grid(), Display.LISTING) == "vs show-listing"


def test_due_next_lists_each_visit_with_the_way_to_it() -> None:
    found = visit_page.due_next(grid())
    assert changes(found) == [
        f"visit=01-00{n}%3A{visit}" for n, visit in ((6, "MN6"), (2, "MN12"), (4, "MN12"), (6, "MN12"))
    ]
    words = text(found)
    assert "01-006 Month 6 3 days overdue , missed after 11 Jan 2012 30 Nov to 28 Dec 2011" in words
    assert "Days counted from the data cut, 31 Dec 2011" in words
    assert "1 unscheduled visit 01-004 Unscheduled 5.1, day 44" in words.replace("  ", " ")


def test_nothing_due_is_stated() -> None:
    completed = grid(Selection(subjects=("01-001",)))
    assert "No visit is overdue, due or to come." in text(visit_page.due_next(completed))


def test_patients_without_an_anchor_are_told() -> None:
    found = compliance.build(analysis.build(one_subject(EX=[]), None), Selection())
    assert "1 patient has no infusion date, so their visits have no day yet." in text(visit_page.due_next(found))


def test_many_unscheduled_visits_fold_away_and_are_counted() -> None:
    extra = [{"VISITNUM": 90 + n, "SVSTDTC": f"2011-04-{n:02d}"} for n in range(1, 5)]
    found = compliance.build(analysis.build(one_subject(SV=extra), None), Selection())
    folded = [one for one in parts(visit_page.due_next(found)) if type(one).__name__ == "Details"]
    assert len(folded) == 1
    assert text(folded[0]).startswith("4 unscheduled visits  of 1 patient")


def test_the_legend_has_a_rule_for_each_status() -> None:
    words = text(grid_legend())
    assert all(status.value.replace("_", " ").capitalize() in words for status in VisitStatus)
    assert "Unscheduled visit" in text(days_legend())


def test_the_drawer_of_an_overdue_visit() -> None:
    found = drawer(opened("01-006:MN6"))
    words = text(found)
    assert words.startswith("01-006, month 6")
    for part in ("Overdue by 3 days", "14 Dec 2011, day 183", "Assessments  0 of 4", "Open 01-006", "Copy link"):
        assert part in words
    assert changes(found) == ["visit=01-006%3AMN2", "visit=01-006%3AMN12", "visit="]
    closing = [one for one in parts(found) if hasattr(one, "data-close")]
    assert len(closing) == 1
    assert drawer(None) == []


def test_steps_end_at_the_first_and_last_visit() -> None:
    found = drawer(opened("01-001:SCR"))
    assert changes(found) == ["visit=01-001%3AASP", "visit="]
    assert [one.title for one in parts(found) if getattr(one, "aria-disabled", "") == "true"] == ["Previous visit"]


def test_the_drawer_names_what_was_not_done() -> None:
    words = text(drawer(opened("01-003:MN6")))
    assert "FVC not done: too weak" in words
    assert "The study file requires no assessment" in text(drawer(opened("01-001:ASP")))
    assert "leave this patient out" in text(drawer(opened("01-006:MN6", subjects=("01-001",))))


def marks(visit: OpenVisit) -> dict[str, float]:
    """The left edge of each mark in per cent; labels by their words."""
    found = {}
    for one in parts(ruler(visit))[1:]:
        style = getattr(one, "style", None) or {}
        name = text(one) or str(one.className).split(" ")[0]
        found[name] = float(style["left"].rstrip("%")) if "%" in style.get("left", "") else -1.0
    return found


def test_the_ruler_keeps_the_order_of_days() -> None:
    overdue = marks(opened("01-006:MN6"))
    assert overdue["vr-window"] < overdue["vr-target"] < overdue["vr-grace"] < overdue["vr-cut"]
    assert "Target 14 Dec" in overdue
    assert "Overdue to 11 Jan" in overdue
    late = marks(opened("01-002:MN1"))
    assert late["vr-window"] < late["vr-target"] < late["vr-held"]
    assert "vr-cut" not in late
    assert "Held 24 Jan, day 41" in late
    early = marks(opened("01-003:MN2"))
    assert early["vr-held"] < early["vr-window"]


def test_the_ruler_is_to_scale() -> None:
    found = marks(opened("01-002:MN1"))  # window day 23 to 37, held on day 41
    per_day = (found["vr-held"] - found["vr-window"]) / (41 - 23)
    assert found["vr-target"] - found["vr-window"] == pytest.approx((30 - 23) * per_day, abs=0.02)


def test_a_data_cut_far_away_is_not_drawn() -> None:
    assert "vr-cut" not in marks(opened("01-005:MN2"))
    assert "vr-cut" in marks(opened("01-002:MN12"))
    assert "vr-cut" not in marks(opened("01-006:MN12"))


def test_without_a_window_there_is_no_ruler() -> None:
    found = compliance.opened(analysis.build(one_subject(EX=[]), None), Selection(visit="01:MN6"))
    assert found is not None
    assert ruler(found) == []


def test_a_window_of_one_day_can_be_drawn() -> None:
    found = compliance.opened(analysis.build(one_subject(date(2011, 3, 1)), None), Selection(visit="01:INF"))
    assert found is not None
    assert marks(found)["vr-window"] == marks(found)["vr-held"]


def test_a_patient_who_left_has_no_grace() -> None:
    tables = {"DS": [disposition("DEATH")]}
    found = compliance.opened(analysis.build(one_subject(date(2011, 12, 1), **tables), None), Selection(visit="01:MN6"))
    assert found is not None
    assert "vr-grace" not in marks(found)


def test_the_rows_of_the_listing_travel_as_texts() -> None:
    listing = compliance.listing(demo(), Selection())
    answer = visit_table.answer(listing)
    assert len(answer["rows"]) == len(listing.rows) == 49
    assert {len(row.split("\t")) for row in answer["rows"]} == {len(answer["keys"])}
    shown = {column["field"] for column in visit_table.columns()}
    assert shown == set(answer["keys"]) - visit_table.SENT
    late = dict(zip(answer["keys"], answer["rows"][12].split("\t"), strict=True))
    assert (late["subject"], late["visit_id"], late["days_off"], late["contact"]) == ("01-002", "MN1", "4", "")


def test_a_tab_in_the_data_does_not_shift_columns() -> None:
    records = [{"VISITNUM": 4, "SVOCCUR": "N", "SVREASOC": "No\ttime"}]
    listing = compliance.listing(analysis.build(one_subject(SV=records), None), Selection())
    answer = visit_table.answer(listing)
    assert {len(row.split("\t")) for row in answer["rows"]} == {len(answer["keys"])}
    assert any("No time" in row for row in answer["rows"])
