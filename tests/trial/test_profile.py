"""The profile of one patient: what it shows equals what the analysis knows."""

from dataclasses import replace
from datetime import date

import pytest

from data_access import settings
from data_access.store import SnapshotStore
from trial import analysis, profile, safety
from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.event_course import End
from trial.selection import Scale, Selection
from trial.snapshot import Snapshot


@pytest.fixture(scope="module")
def demo() -> Analysis:
    snapshot = SnapshotStore(settings.read()).load()
    assert isinstance(snapshot, Snapshot)
    return analysis.build(snapshot, None)


def of(demo: Analysis, subject: str, **changes: object) -> profile.Profile:
    found = profile.build(demo, Selection(**changes), subject)
    assert found is not None
    return found


def test_an_unknown_patient_has_no_profile(demo: Analysis) -> None:
    assert profile.build(demo, Selection(), "99-999") is None


def test_neighbours_follow_the_filters(demo: Analysis) -> None:
    around = of(demo, "01-004").neighbours
    assert (around.place, around.of, around.previous, around.next) == (4, 6, "01-003", "01-005")
    filtered = of(demo, "01-004", subjects=("01-001", "01-004")).neighbours
    assert (filtered.place, filtered.of, filtered.previous, filtered.next) == (2, 2, "01-001", None)
    outside = of(demo, "01-004", subjects=("01-001",)).neighbours
    assert (outside.place, outside.of, outside.next) == (None, 1, "01-001")


def test_every_event_of_the_patient_has_a_lane_or_is_listed(demo: Analysis) -> None:
    for subject in demo.subjects:
        found = of(demo, subject.id)
        assert len(found.lanes) + len(found.undated_events) == found.events_shown == found.events_all
        assert {lane.event.seq for lane in found.lanes} <= {e.seq for e in demo.events if e.subject == subject.index}


def test_an_ongoing_event_reaches_the_cut_and_no_lane_passes_it(demo: Analysis) -> None:
    found = of(demo, "01-004")
    ongoing = [lane for lane in found.lanes if lane.event.ongoing]
    assert ongoing
    cut = (found.cut_month or 0) * MONTH_DAYS
    assert all(lane.course.last == pytest.approx(cut) for lane in ongoing)
    assert all(lane.course.first <= lane.course.last <= cut + 1e-9 for lane in found.lanes)


def test_the_patient_and_the_safety_view_place_every_event_alike(demo: Analysis) -> None:
    timeline = {mark.key: mark.course for lanes in safety.build(demo, Selection()).lanes for mark in lanes.marks}
    own = {mark.key: mark.course for subject in demo.subjects for mark in of(demo, subject.id).lanes}
    assert own == timeline
    assert {course.end for course in own.values()} >= {End.AT_DEATH, End.ONGOING, End.UNKNOWN, End.PARTLY_DATED}


def test_a_range_of_months_keeps_the_events_that_lie_in_it(demo: Analysis) -> None:
    found = of(demo, "01-001", months=(3.0, 6.0))
    assert (found.lanes, found.events_shown) == ((), 0)
    assert found.events_all > 0
    assert [lane.course.beyond for lane in of(demo, "01-004", months=(0.0, 2.0)).lanes] == [False, True]


def test_event_filters_narrow_the_lanes_and_say_so(demo: Analysis) -> None:
    found = of(demo, "01-004", serious=True)
    assert [lane.event.serious for lane in found.lanes] == [True]
    assert found.events_all > found.events_shown == 1


def test_visits_stand_where_the_plan_and_the_record_put_them(demo: Analysis) -> None:
    found = of(demo, "01-001")
    assert len(found.visits) == len(demo.snapshot.study.visits)
    for mark in found.visits:
        assert mark.window[0] * MONTH_DAYS == pytest.approx(mark.planned.day + mark.planned.window[0])
        assert (mark.held is None) == (mark.status.actual_day is None)


def test_the_fit_scale_follows_the_patient_and_the_months_filter_the_axis(demo: Analysis) -> None:
    same, fit = of(demo, "01-004"), of(demo, "01-004", scale=Scale.FIT)
    assert same.panels[0].extent == (0, 48)
    low, high = fit.panels[0].extent
    values = [point.value for point in fit.panels[0].pair.points]
    assert 0 < low < min(values) <= max(values) < high < 48
    assert of(demo, "01-004", months=(-1.0, 3.0)).months == (-1.0, 3.0)


def test_an_earlier_cut_knows_less(demo: Analysis) -> None:
    early = analysis.build(demo.snapshot, date(2011, 4, 30))
    found = profile.build(early, Selection(), "01-004")
    assert found is not None
    assert found.cut_month == pytest.approx((date(2011, 4, 30) - date(2011, 3, 22)).days / MONTH_DAYS)
    assert found.events_all < of(demo, "01-004").events_all
    assert all(point.day <= 39 for panel in found.panels for point in panel.pair.points)


def test_facts_are_words_with_values(demo: Analysis) -> None:
    facts = dict(of(demo, "01-006").facts)
    assert facts["Prohibited medicine"] == "1 taken"
    assert "Deviations" not in facts  # the count is of medicines alone; 01-001 has a deviation of another rule
    assert dict(of(demo, "01-001").facts)["Prohibited medicine"] == "None recorded"
    without = replace(demo.snapshot, study=replace(demo.snapshot.study, prohibited=()))
    assert dict(of(analysis.build(without, None), "01-001").facts)["Prohibited medicine"] == "Not checked"
    assert facts["Infusion"] == "14 Jun 2011"
    assert facts["Follow-up"] == "to day 200"
    assert facts["At infusion"].startswith("ALSFRS-R 35")
