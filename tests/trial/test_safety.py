"""The safety timeline of the demonstration and of small studies: who has lanes, what is counted, what is left out."""

import csv
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from data_access import settings
from data_access.store import SnapshotStore
from tests.factories import CUT, one_subject, snapshot, study
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.calendar import MONTH_DAYS
from trial.event_course import End
from trial.event_lanes import MOST_LANES
from trial.primary import PrimaryStatus
from trial.safety import build, listing
from trial.selection import Alignment, Selection
from trial.shown_events import FEW_PATIENTS, PATIENTS_PER_PAGE, shown_events
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus


@pytest.fixture(scope="module")
def demo() -> Analysis:
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analyse(loaded, None)


def recorded():
    """The AE rows of the demonstration as another reader sees them: known at the cut, each once."""
    path = Path(settings.read().data) / "ae.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["AESTDTC"] <= "2011-12-31"]
    return list({(row["USUBJID"], row["AESEQ"]): row for row in rows}.values())


def marks(view):
    return {mark.key: mark for patient in view.lanes for mark in patient.marks}


def test_counts_agree_with_the_file(demo):
    rows, counts = recorded(), build(demo, Selection()).counts
    serious = [row for row in rows if row["AESER"] == "Y"]
    severe = [row for row in rows if row["AETOXGR"] >= "3" or (not row["AETOXGR"] and row["AESEV"] == "SEVERE")]
    related = [row for row in rows if row["AEREL"] in ("RELATED", "POSSIBLY RELATED")]
    for count, own in (
        (counts.any, rows),
        (counts.serious, serious),
        (counts.severe, severe),
        (counts.related, related),
    ):
        assert (count.patients, count.events) == (len({row["USUBJID"] for row in own}), len(own))
    assert (counts.any.events, counts.serious.events, counts.severe.unknown) == (22, 3, 1)
    assert (counts.deaths, counts.fatal.events, counts.not_yet_known, counts.by_severity) == (1, 1, 1, 1)
    assert counts.kept == counts.any


def test_every_event_of_every_patient_has_its_mark(demo):
    view = build(demo, Selection())
    wanted = {f"{row['USUBJID'].removeprefix('TCA-ALS-SYN-')}:{row['AESEQ']}" for row in recorded()}
    assert set(marks(view)) == wanted
    assert [patient.id for patient in view.lanes] == [f"01-00{n}" for n in range(1, 7)]
    assert (view.few, view.named, view.pages, view.quiet) == (True, True, 1, ())
    assert view.drawn.grades == (1, 2, 3, 5, None)
    assert (view.drawn.serious, view.drawn.ongoing, view.drawn.imputed, view.drawn.unknown) == (3, 4, 2, 1)


def test_the_story_of_the_marks(demo):
    found = marks(build(demo, Selection()))
    leg = found["01-004:3"]
    assert (leg.signs, leg.primary, leg.course.first, leg.course.end) == (
        "I P? S",
        PrimaryStatus.PENDING,
        9,
        End.ONGOING,
    )
    assert (leg.course.last, leg.above, leg.behind) == (284, "Radicular leg pain, left", "ongoing")
    assert found["01-003:3"].course.end is End.AT_DEATH
    assert found["01-005:1"].course.dashed == ((-29, -3),)
    assert found["01-005:3"].behind == "Muscle cramps, end unknown"
    assert found["01-006:3"].course.dashed == ((79, 108),)
    assert found["01-006:3"].course.solid == (108, 200)
    assert found["01-002:3"].event.grade is None


def test_no_lane_holds_two_events_at_a_time(demo):
    for patient in build(demo, Selection()).lanes:
        for lane in range(patient.lanes):
            own = sorted((mark.course.first, mark.course.last) for mark in patient.marks if mark.lane == lane)
            assert own
            assert all(last < first for (_, last), (first, _) in pairwise(own))


def test_each_patient_has_a_cut_of_their_own_from_the_infusion_and_one_on_the_calendar(demo):
    anchored, calendar = build(demo, Selection()), build(demo, Selection(alignment=Alignment.CALENDAR))
    assert [patient.cut for patient in anchored.lanes] == [410, 382, 333, 284, 242, 200]
    assert {patient.anchor for patient in anchored.lanes} == {0}
    assert len({patient.cut for patient in calendar.lanes}) == 1
    assert len({patient.anchor for patient in calendar.lanes}) == 6
    assert calendar.axis.is_calendar
    assert set(marks(calendar)) == set(marks(anchored))
    for key, mark in marks(calendar).items():
        zero = next(patient.anchor for patient in calendar.lanes if key.startswith(patient.id))
        assert mark.course.first - zero == marks(anchored)[key].course.first


def test_what_happened_stands_beside_the_events(demo):
    found = {patient.id: [each.kind for each in patient.happenings] for patient in build(demo, Selection()).lanes}
    assert found["01-003"] == ["aspiration", "procedure", "gastrostomy", "ventilation", "death"]
    assert found["01-005"][-1] == "withdrawal"
    assert found["01-006"][-1] == "prohibited medication"


@pytest.mark.parametrize(
    ("filters", "events", "patients"),
    [
        ({"grade": 3}, 3, 2),
        ({"serious": True}, 3, 2),
        ({"related": True}, 6, 5),
        ({"emergent": True}, 17, 6),
        ({"grade": 2, "related": True}, 2, 2),
        ({"subjects": ("01-004",)}, 5, 1),
        ({"status": (SubjectStatus.DIED,)}, 5, 1),
        ({"months": (6.0, 9.0)}, 8, 4),
    ],
)
def test_filters_are_honoured_by_lanes_counts_and_listing(demo, filters, events, patients):
    view = build(demo, Selection(**filters))
    assert (view.counts.kept.events, view.counts.kept.patients) == (events, patients)
    assert len(marks(view)) == events
    assert len(listing(demo, Selection(**filters)).rows) == events


def test_event_filters_leave_the_counts_of_the_patients_alone(demo):
    all_events, graded = build(demo, Selection()).counts, build(demo, Selection(grade=3)).counts
    assert (graded.any, graded.serious, graded.related) == (all_events.any, all_events.serious, all_events.related)
    assert graded.kept.events == 3


def test_patients_without_a_matching_event_keep_their_lanes_while_they_are_few(demo):
    view = build(demo, Selection(grade=3))
    assert [(patient.id, patient.kept, patient.events) for patient in view.lanes][:3] == [
        ("01-001", 0, 2), ("01-002", 0, 4), ("01-003", 2, 5),
    ]  # fmt: skip
    assert view.quiet == ()


def test_months_are_the_axis(demo):
    view = build(demo, Selection(months=(-1.0, 3.0)))
    assert (view.axis.low, view.axis.high) == (-1 * MONTH_DAYS, 3 * MONTH_DAYS)
    assert marks(view)["01-004:3"].course.beyond
    assert marks(view)["01-004:3"].course.last == 3 * MONTH_DAYS


def test_without_months_the_axis_is_the_same_for_every_question(demo):
    asked = (Selection(), Selection(grade=5), Selection(subjects=("01-005",)))
    axes = {(view.axis.low, view.axis.high) for view in (build(demo, one) for one in asked)}
    assert len(axes) == 1
    low, high = axes.pop()
    assert low < -90
    assert high > 395


def test_as_of_an_earlier_day_less_is_known(demo):
    view = build(analyse(demo.snapshot, date(2011, 9, 1)), Selection())
    pneumonia = marks(view)["01-003:4"]
    assert (pneumonia.course.end, pneumonia.course.last) == (End.ONGOING, 212)
    assert "01-003:5" not in marks(view)
    assert view.counts.not_yet_known == 2


# Small studies


def event(day, patient="S-001", **more):
    return {"USUBJID": patient, "AETERM": "Headache", "AESTDTC": day, "AEENDTC": day, **more}


def several(patients, events, infused=True):
    people = [f"S-{n:03}" for n in range(1, patients + 1)]
    anchors = [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in people if infused]
    records = {"DM": [{"USUBJID": one, "SUBJID": one} for one in people], "EX": anchors, "AE": events}
    return analyse(snapshot(records, CUT, study(visits=())), None)


def test_of_many_patients_those_with_events_have_lanes_the_worst_first():
    made = several(FEW_PATIENTS + 1, [
        event("2011-03-05", "S-002", AETOXGR="2"), event("2011-03-05", "S-003", AETOXGR="4"),
        event("2011-03-05", "S-004", AETOXGR="1", AESER="Y"), event("2011-03-05", "S-005", AETOXGR="4"),
        event("2011-03-05", "S-006"),
    ])  # fmt: skip
    view = build(made, Selection())
    assert [patient.id for patient in view.lanes] == ["S-004", "S-003", "S-005", "S-002", "S-006"]
    assert (view.few, len(view.quiet), view.quiet[0]) == (False, FEW_PATIENTS - 4, "S-001")


def test_pages_hold_thirty_patients_and_the_listing_knows_them():
    people = [f"S-{n:03}" for n in range(1, PATIENTS_PER_PAGE + 6)]
    made = several(len(people), [event("2011-03-05", one) for one in people])
    first, last = build(made, Selection()), build(made, Selection(page=9))
    assert (len(first.lanes), first.page, first.pages, first.first) == (PATIENTS_PER_PAGE, 1, 2, 1)
    assert (len(last.lanes), last.page, last.first) == (5, 2, PATIENTS_PER_PAGE + 1)
    assert [one.page for one in shown_events(made, Selection()).events] == [1] * PATIENTS_PER_PAGE + [2] * 5
    assert len(listing(made, Selection(page=2)).rows) == len(people)


def test_without_an_anchor_events_are_only_on_the_calendar():
    made = several(1, [event("2011-03-05"), event("2011-03")], infused=False)
    (patient,) = build(made, Selection()).lanes
    assert (patient.marks, patient.unplaced) == ((), "2 events: no infusion, so only on the calendar")
    (dated,) = build(made, Selection(alignment=Alignment.CALENDAR)).lanes
    assert (len(dated.marks), dated.unplaced) == (2, "")
    assert build(made, Selection(months=(-600.0, 600.0))).counts.kept.events == 0


def test_an_event_without_a_start_is_only_in_the_listing():
    made = several(1, [event("2011-03-05"), event(None)])
    (patient,) = build(made, Selection()).lanes
    assert (len(patient.marks), patient.unplaced) == (1, "1 event without a start date, only in the listing")
    assert len(listing(made, Selection()).rows) == 2


def test_among_many_at_one_time_the_least_grave_are_counted_not_drawn():
    grades = [{"AETOXGR": "1"}] * (MOST_LANES + 2) + [{"AETOXGR": "4"}, {"AESER": "Y", "AETOXGR": "1"}]
    own = [event("2011-03-05", **grade) for grade in grades]
    made = several(2, own)
    patient = build(made, Selection()).lanes[0]
    assert (patient.lanes, patient.hidden, len(patient.marks)) == (MOST_LANES, 4, MOST_LANES)
    assert any(mark.event.serious for mark in patient.marks)
    assert any(mark.event.grade == 4 for mark in patient.marks)
    alone = build(made, Selection(subjects=("S-001",))).lanes[0]
    assert (alone.hidden, len(alone.marks)) == (0, MOST_LANES + 4)


def test_an_old_event_enters_at_the_edge():
    made = several(1, [event("2001-03-05", AEENDTC="2011-03-05"), event("2011-04-05")])
    view = build(made, Selection())
    assert view.axis.low > -100
    old = marks(view)["S-001:1"]
    assert (old.course.before, old.course.first, old.course.last) == (True, view.axis.low, 4)
    assert build(made, Selection(alignment=Alignment.CALENDAR)).axis.low > 14_900


def test_no_table_of_events_is_not_zero_events():
    assert not build(analyse(one_subject(), None), Selection()).collected
    none = build(several(2, []), Selection())
    assert (none.collected, none.counts.any.events, len(none.lanes)) == (True, 0, 2)


def test_nobody_is_left_by_the_filter(demo):
    view = build(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,)))
    assert (view.lanes, view.counts.patients, view.counts.primary.interval) == ((), 0, None)
    assert view.filters == ("Status screen failure",)


def test_what_is_not_recorded_is_no_no():
    counts = build(several(1, [event("2011-03-05"), event("2011-03-06", AESER="N")]), Selection()).counts
    assert (counts.serious.events, counts.serious.unknown) == (0, 1)
    assert counts.severe.unknown == 2
    assert counts.related.unknown == 2
