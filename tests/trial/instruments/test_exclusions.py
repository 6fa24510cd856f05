"""A recorded total beside both forms of item 5 is listed and takes no part in the fits."""

from tests.trial.instruments.scale_studies import CODES, analysis, visit
from trial.analysis import handled
from trial.handling import Handling, History
from trial.instruments.exclusions import REASON

FULL = "444444444444"


def used(*visits):
    """Date, use and reason of every point of the endpoint that is the total."""
    points = analysis(*visits).points
    rows = range(*points.offsets[:2])
    return [(points.date[at], bool(points.used[at]), points.reason[at]) for at in rows]


def test_a_total_beside_both_forms_is_in_no_fit():
    both = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-04-01", "QSTESTCD": CODES["cutting_gastrostomy"], "QSSTRESN": 4}
    doubtful = [*visit("2011-04-01", FULL, 48), both]
    course = [visit(day, FULL, 48) for day in ("2011-02-01", "2011-05-01", "2011-06-01")]
    assert used(course[0], doubtful, *course[1:]) == [
        ("2011-02-01", True, None), ("2011-04-01", False, REASON), ("2011-05-01", True, None),
        ("2011-06-01", True, None),
    ]  # fmt: skip
    found = analysis(course[0], doubtful, *course[1:])
    assert found.fits.post(0).n == 2


def test_an_old_total_beside_both_forms_does_not_enter_by_choice():
    both = {"QSCAT": "ALSFRS-R", "QSDTC": "2009-04-01", "QSTESTCD": CODES["cutting_gastrostomy"], "QSSTRESN": 4}
    screened = {"SV": [{"VISITNUM": 1, "SVSTDTC": "2011-01-20"}]}
    course = [visit(day, FULL, 48) for day in ("2009-05-01", "2011-02-01")]
    found = analysis([*visit("2009-04-01", FULL, 48), both], *course, tables=screened)
    assert found.points.used.tolist() == [False, False, True]
    assert handled(found, Handling(History.ALL)).points.used.tolist() == [False, True, True]


def test_without_both_forms_nothing_changes():
    found = analysis(visit("2011-02-01", FULL, 48), visit("2011-04-01", FULL, 40))
    assert found.points.used.all()
