"""The lanes of the study-day chart: where windows and visits stand, which months, which page."""

from datetime import date

import pytest

from tests.factories import one_subject
from tests.trial.built import disposition
from tests.trial.shown import crowd, demo
from trial import analysis
from trial.calendar import MONTH_DAYS
from trial.selection import Selection
from trial.visit_days import PATIENTS_PER_PAGE, StudyDays, study_days


def of(selection: Selection = Selection()) -> StudyDays:  # noqa: B008
    return study_days(demo(), selection)


def test_marks_stand_on_their_days() -> None:
    days = of()
    assert [lane.subject.id for lane in days.lanes] == [f"01-00{n}" for n in range(1, 7)]
    late = days.lanes[1].marks[4]
    assert late.held is not None and round(late.held * MONTH_DAYS) == 41
    assert [round(month * MONTH_DAYS) for month in late.window] == [23, 37]
    assert [round(month * MONTH_DAYS) for month, _ in days.lanes[3].unscheduled] == [44]
    assert round((days.lanes[5].cut or 0) * MONTH_DAYS) == (date(2011, 12, 31) - date(2011, 6, 14)).days


def test_only_who_left_has_an_end() -> None:
    ends = {lane.subject.id: lane.end and round(lane.end * MONTH_DAYS) for lane in of().lanes}
    assert ends == {"01-001": None, "01-002": None, "01-003": 264, "01-004": None, "01-005": 73, "01-006": None}


def test_the_axis_takes_in_every_window_and_visit() -> None:
    low, high = of().months
    assert low < -90 / MONTH_DAYS < 395 / MONTH_DAYS < high
    assert of(Selection(subjects=("01-001",))).months == (low, high)  # the same for every selection of patients
    assert of(Selection(months=(-1.0, 3.0))).months == (-1.0, 3.0)


def test_visits_outside_the_months_are_counted() -> None:
    assert of().outside == 0
    narrowed = of(Selection(months=(0.0, 3.0)))
    held = [month for lane in of().lanes for month in [m.held for m in lane.marks] + [u for u, _ in lane.unscheduled]]
    assert narrowed.outside == sum(month is not None and not 0 <= month <= 3 for month in held) > 0


def test_one_visit_far_away_does_not_stretch_the_axis() -> None:
    far = [{"VISITNUM": 99, "SVSTDTC": "2013-06-01"}]
    found = study_days(analysis.build(one_subject(date(2013, 7, 1), SV=far), None), Selection())
    assert found.months[1] < 15
    assert found.outside == 1


def test_without_an_anchor_a_lane_is_empty() -> None:
    records = [{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}]
    (lane,) = study_days(analysis.build(one_subject(EX=[], SV=records), None), Selection()).lanes
    assert (lane.marks, lane.cut, lane.end) == ((), None, None)
    assert lane.margin.expected == 1


def test_a_screen_failure_without_an_anchor_has_no_end() -> None:
    tables = {"EX": [], "DS": [disposition("SCREEN FAILURE", "2011-02-01")]}
    (lane,) = study_days(analysis.build(one_subject(**tables), None), Selection()).lanes
    assert lane.end is None


@pytest.mark.parametrize(("asked", "page", "first"), [(1, 1, 1), (2, 2, 31), (3, 3, 61), (9, 3, 61)])
def test_pages(asked: int, page: int, first: int) -> None:
    days = study_days(crowd(70), Selection(page=asked))
    assert (days.page, days.pages, days.first, days.patients) == (page, 3, first, 70)
    assert days.lanes[0].subject.id == f"P-{first:04d}"
    assert len(days.lanes) == (PATIENTS_PER_PAGE if page < 3 else 10)


def test_nobody_shown_is_one_empty_page() -> None:
    days = of(Selection(subjects=("nobody",)))
    assert (days.lanes, days.page, days.pages, days.patients) == ((), 1, 1, 0)


def test_lanes_align_on_the_day_held_else_on_the_target() -> None:
    days, plain = of(Selection(zero="MN2")), of()
    assert days.zero is not None and days.zero_label == "Month 2"
    month_two = [next(mark for mark in lane.marks if mark.planned.id == "MN2") for lane in days.lanes]
    assert [mark.held for mark in month_two] == [0.0, 0.0, 0.0, 0.0, None, 0.0]
    assert [lane.by_target for lane in days.lanes] == [False, False, False, False, True, False]
    assert round(month_two[4].target, 9) == 0
    assert [round(-(lane.anchor or 0) * MONTH_DAYS) for lane in days.lanes] == [62, 63, 51, 73, 61, 59]
    for lane, before in zip(days.lanes, plain.lanes, strict=True):
        shift = -(lane.anchor or 0)
        assert lane.cut is not None and before.cut is not None
        assert round(before.cut - lane.cut, 9) == round(shift, 9)
        assert [round(mark.window[0] + shift, 9) for mark in lane.marks] == [
            round(mark.window[0], 9) for mark in before.marks
        ]


def test_without_the_visit_that_is_day_0_a_lane_is_empty() -> None:
    (lane,) = study_days(analysis.build(one_subject(EX=[]), None), Selection(zero="MN2")).lanes
    assert (lane.marks, lane.anchor, lane.cut) == ((), None, None)
