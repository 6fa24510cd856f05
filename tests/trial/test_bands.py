"""Periods on a patient's axis, and the order of the patients."""

import pytest

from tests.trial.shown import crowd, demo, single
from trial.bands import BandKind, aspiration_day, bands
from trial.calendar import epoch_day
from trial.safety import build
from trial.selection import Alignment, Selection, Sort
from trial.time_axis import TimeAxis


def axis(low=-60.0, high=400.0, alignment=Alignment.ANCHOR):
    return TimeAxis(alignment, low, high, "Infusion")


def spans(found):
    return [(band.kind, band.low, band.high) for band in found]


def test_each_patient_has_the_own_day_of_the_aspiration():
    lanes = build(demo(), Selection()).lanes
    for patient in lanes:
        days = [(each.at, each.kind) for each in patient.happenings if each.kind == "aspiration"]
        (band, *_) = patient.bands
        assert (band.kind, band.low, band.high) == (BandKind.ASPIRATION, days[0][0], 0)
    assert len({patient.bands[0].low for patient in lanes}) > 1


def test_the_times_after_the_anchor():
    assert spans(bands(None, 1000, axis())) == [(BandKind.ACUTE, 0, 3), (BandKind.EARLY, 3, 30)]
    assert spans(bands(980, 1000, axis()))[0] == (BandKind.ASPIRATION, -20, 0)
    assert spans(bands(980, 1000, axis(-5, 2))) == [(BandKind.ASPIRATION, -5, 0), (BandKind.ACUTE, 0, 2)]
    assert bands(980, None, axis()) == ()
    assert bands(980, 1000, axis(alignment=Alignment.CALENDAR)) == ()
    assert spans(bands(1001, 1000, axis()))[0][0] is BandKind.ACUTE


@pytest.mark.parametrize(
    ("tables", "day"),
    [
        ({"PR": [{"PRTRT": "BONE MARROW ASPIRATION", "PRSTDTC": "2011-02-10"}]}, "2011-02-10"),
        ({"PR": [{"PRTRT": "BONE MARROW ASPIRATION", "PRSTDTC": "2011-02"}]}, None),
        ({"PR": [{"PRTRT": "GASTROSTOMY", "PRSTDTC": "2011-02-10"}]}, None),
        ({"SV": [{"VISITNUM": 2, "VISIT": "ASP", "SVSTDTC": "2011-02-09"}]}, "2011-02-09"),
        ({}, None),
    ],
)
def test_the_day_of_the_aspiration(tables, day):
    made = single(**tables)
    found = aspiration_day(made.milestones, made.snapshot.study)
    assert found == (None if day is None else epoch_day(type(made.cut).fromisoformat(day)))


def ids(view):
    return [patient.id for patient in view.lanes]


def test_orders_of_few_patients():
    view = build(demo(), Selection())
    assert (view.sort, ids(view)) == (Sort.ID, [f"01-00{n}" for n in range(1, 7)])
    assert ids(build(demo(), Selection(sort=Sort.WORST)))[:2] == ["01-003", "01-004"]
    firsts = {patient.id: min(mark.course.first for mark in patient.marks) for patient in view.lanes}
    by_day = ids(build(demo(), Selection(sort=Sort.FIRST)))
    assert [firsts[each] for each in by_day] == sorted(firsts.values())
    dates = {patient.id: min(mark.course.first for mark in patient.marks)
             for patient in build(demo(), Selection(alignment=Alignment.CALENDAR)).lanes}  # fmt: skip
    on_calendar = ids(build(demo(), Selection(sort=Sort.FIRST, alignment=Alignment.CALENDAR)))
    assert [dates[each] for each in on_calendar] == sorted(dates.values())


def test_patients_without_an_event_come_last_unless_by_id():
    only = Selection(grade=5)
    assert ids(build(demo(), only))[0] == "01-001"
    for sort in (Sort.FIRST, Sort.WORST):
        assert ids(build(demo(), Selection(grade=5, sort=sort)))[:2] == ["01-003", "01-001"]


def test_many_patients_stand_worst_first_unless_asked():
    assert build(crowd(20), Selection()).sort is Sort.WORST
    assert build(crowd(20), Selection(sort=Sort.ID)).sort is Sort.ID
