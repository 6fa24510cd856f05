"""Analyses for tests of what is shown: the demonstration, and studies of many made-up patients."""

from datetime import date, timedelta
from functools import cache

from data_access import settings
from data_access.store import SnapshotStore
from tests import factories
from trial import analysis
from trial.analysis import Analysis
from trial.snapshot import Snapshot

ANCHOR = date(2011, 3, 1)
CODES = ("ALSR1TOT", "TWO", "THREE", "FOUR", "FIVE", "SIX")


@cache
def demo() -> Analysis:
    """The demonstration at its own cut."""
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analysis.build(loaded, None)


@cache
def crowd(patients: int, endpoints: int = 1, measured: int | None = None) -> Analysis:
    """Patients P-0001 and on with six points each in every endpoint; only the first `measured` have any.

    Patient k loses k / 10 units a month before the anchor and half of that after it, with a scatter of +-1.
    """
    days = (-90, -30, 0, 30, 91, 182)
    named = [factories.endpoint(f"e{place}", code) for place, code in enumerate(CODES[:endpoints])]
    people = [f"P-{place:04d}" for place in range(1, patients + 1)]
    with_points = people if measured is None else people[:measured]
    values = [
        {
            "USUBJID": person,
            "QSTESTCD": code,
            "QSDTC": (ANCHOR + timedelta(days=day)).isoformat(),
            "QSSTRESN": 24 - (place % 20) / 300 * day * (1 if day < 0 else 0.5) + (1 if at % 2 else -1),
        }
        for place, person in enumerate(with_points)
        for code in CODES[:endpoints]
        for at, day in enumerate(days)
    ]
    return analysis.build(
        factories.snapshot(
            {
                "DM": [{"USUBJID": person} for person in people],
                "EX": [
                    {"USUBJID": person, "EXSTDTC": ANCHOR.isoformat(), "EXROUTE": "INTRATHECAL"} for person in people
                ],
                "QS": values,
            },
            of=factories.study(endpoints=tuple(named)),
        ),
        None,
    )


def single(cut: date = factories.CUT, **records: object) -> Analysis:
    """One patient, 01, infused on 2011-03-01, with the given records; ALSFRS-R alone."""
    of = factories.study(endpoints=(factories.endpoint(),))
    return analysis.build(factories.one_subject(cut, of, **records), None)
