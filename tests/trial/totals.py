"""ALSFRS-R totals of one subject for tests of the points: records in, points out as plain records."""

from datetime import date

from tests import factories
from trial import series, subjects
from trial.cut import known_at
from trial.series import NotDone, Points
from trial.snapshot import Snapshot

ANCHOR = "2011-03-01"
COLUMNS = ("day", "value", "date", "visit", "visitnum", "used", "reason", "records")


def built(snapshot: Snapshot, cut: date | None = None) -> tuple[Points, tuple[NotDone, ...]]:
    """The points and what was not done, known at the cut."""
    known = known_at(snapshot, cut or snapshot.cut)
    return series.build(known, subjects.build(known))


def rows(points: Points) -> list[dict[str, object]]:
    """The points as records without what is missing."""
    columns = [getattr(points, name).tolist() for name in COLUMNS]
    made = [dict(zip(COLUMNS, values, strict=True)) for values in zip(*columns, strict=True)]
    return [{key: value for key, value in row.items() if value is not None and value == value} for row in made]


def total(day: str | None, value: float | None, **more: object) -> dict[str, object]:
    """One ALSFRS-R total."""
    return {"QSTESTCD": "ALSR1TOT", "QSDTC": day, "QSSTRESN": value, **more}


def one(*records: dict[str, object], **more: object) -> list[dict[str, object]]:
    """The points of one subject."""
    points, _ = built(factories.one_subject(QS=records, **more))
    return rows(points)
