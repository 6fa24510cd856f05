"""Assessment completeness and the offsets of visits, against counts by hand."""

from datetime import date

from tests.factories import CUT, one_subject
from trial import analysis
from trial.completeness_matrix import AssessmentState, Completeness, build
from trial.visit_offsets import offsets
from trial.visits import VisitStatus

U, N, B, M = (AssessmentState(name) for name in ("usable", "not_done", "blank", "not_held"))
OPEN, AWAY, NONE = (AssessmentState(name) for name in ("to_come", "not_applicable", "not_required"))


def sv(number, day):
    return {"VISITNUM": number, "SVSTDTC": day}


def made(cut=CUT, **more):
    qs = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": 40.0, "QSDTC": day} for day in ("2011-03-15", "2011-04-09")]
    weak = {"RETESTCD": "FVCPP", "RESTAT": "NOT DONE", "REREASND": "TOO WEAK", "REDTC": "2011-03-15", "VISITNUM": 4}
    tables = {"SV": [sv(4, "2011-03-15"), sv(5, "2011-04-09")], "QS": qs, "RE": [weak], **more}
    return analysis.build(one_subject(**tables), cut)


def test_the_state_of_every_assessment():
    found = made(date(2011, 7, 20), DM=[{"DTHDTC": "2011-07-20"}])
    (row,) = build(found, found.subjects).rows
    assert dict(zip([visit.id for visit in build(found, found.subjects).visits], row.states, strict=True)) == {
        "SCR": (M, M, M, M),
        "ASP": (NONE,) * 4,
        "INF": (NONE,) * 4,
        "WK2": (U, N, B, B),
        "MN1": (U, B, B, B),
        "MN2": (M, M, M, M),
        "MN6": (AWAY,) * 4,
        "MN12": (AWAY,) * 4,
    }
    early = made(date(2011, 4, 9))
    assert build(early, early.subjects).rows[0].states[5] == (OPEN,) * 4


def test_the_counts_add_up():
    found = made()
    matrix = build(found, found.subjects)
    assert matrix.total == Completeness(usable=2, not_done=1, blank=5, held=8, expected=24)
    assert matrix.by_measure[0] == Completeness(2, 0, 0, 2, 6)
    assert matrix.by_visit[3] == Completeness(1, 1, 2, 4, 4)
    assert matrix.by_both[3][1] == Completeness(0, 1, 0, 1, 1)
    assert matrix.rows[0].total == matrix.total
    for part in (matrix.by_measure, matrix.by_visit):
        assert sum(each.usable for each in part) == 2
        assert sum(each.held for each in part) == 8
    assert build(found, ()).total == Completeness(0, 0, 0, 0, 0)


def test_offsets_are_days_from_the_target():
    found = made(SV=[sv(4, "2011-03-15"), sv(5, "2011-04-09"), sv(6, "2011-04-20"), sv(7, "2011-09")])
    everything, each = offsets(found, found.subjects)
    assert [one.days for one in everything.each] == [0, 9, -11]
    assert [one.outside for one in everything.each] == [0, 2, -4]
    assert (everything.early, everything.inside, everything.late) == (1, 1, 1)
    assert (everything.least, everything.median, everything.most) == (-11, 0.0, 9)
    assert (everything.lower, everything.upper) == (-5.5, 4.5)
    assert "INF" not in [own.planned.id for own in each]
    (month,) = [own for own in each if own.planned.id == "MN6"]  # held, on a day that is not certain
    assert (month.each, month.median) == ((), None)
    assert next(one for one in found.visits if one.visit == 6).status is VisitStatus.IN_WINDOW
