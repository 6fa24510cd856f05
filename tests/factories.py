"""Small studies for tests: lists of records in, an immutable Snapshot out.

    snapshot({"DM": [{"USUBJID": "S-01"}], "EX": [{"USUBJID": "S-01", "EXSTDTC": "2011-03-01"}]})

`study()` is the embedded ALS trial in short; name the fields that a test wants otherwise: `study(prohibited=())`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from types import MappingProxyType

import pandas as pd

from trial.calendar import intervals
from trial.snapshot import EARLIEST, FILE, LATEST, ROW, Snapshot, TableCount
from trial.study import Anchor, Endpoint, PlannedVisit, Study, VisitKind

Value = str | float | int | None
Record = Mapping[str, Value]
Records = Mapping[str, Sequence[Record]]

STUDY_ID = "TCA-ALS-SYN"
CUT = date(2012, 6, 30)
UNNUMBERED = frozenset({"DM", "SV", "TV"})
"""Tables without --SEQ."""
FOUR = ("alsfrs_r", "fvc", "mvic_arm", "mvic_grip")


def endpoint(endpoint_id: str = "alsfrs_r", code: str = "ALSR1TOT", domain: str = "QS", **changes: object) -> Endpoint:
    """Make an endpoint on one --TESTCD of a findings domain."""
    made = Endpoint(
        id=endpoint_id, label=endpoint_id.upper(), unit="points", domain=domain, where=((f"{domain}TESTCD", (code,)),),
        value=f"{domain}STRESN", date=f"{domain}DTC", range=(0.0, 48.0), axis=(0.0, 48.0), better="higher", decimals=0,
    )  # fmt: skip
    return replace(made, **changes)


def planned(visit_id: str, visitnum: float, day: int, window: tuple[int, int], **changes: object) -> PlannedVisit:
    """Make a planned visit that requires nothing."""
    made = PlannedVisit(
        id=visit_id, label=visit_id, visitnum=visitnum, day=day, window=window, required=(), kind=VisitKind.SCHEDULED
    )
    return replace(made, **changes)


def study(**changes: object) -> Study:
    """Make the ALS trial: four endpoints, eight planned visits, windows of its visit model."""
    made = Study(
        id=STUDY_ID,
        title="A small trial",
        anchor=Anchor("Infusion", "EX", "EXSTDTC", (("EXROUTE", ("INTRATHECAL",)),)),
        endpoints=(
            endpoint("alsfrs_r", "ALSR1TOT"),
            endpoint("fvc", "FVCPP", "RE", unit="%", range=(0.0, 200.0), decimals=1),
            endpoint("mvic_arm", "MVICARMZ", "MK", unit="Z", range=(-10.0, 10.0), decimals=2),
            endpoint("mvic_grip", "MVICGRPZ", "MK", unit="Z", range=(-10.0, 10.0), decimals=2),
        ),
        visits=(
            planned("SCR", 1, -28, (-62, 27), required=FOUR, kind=VisitKind.SCREENING),
            planned("ASP", 2, -21, (-7, 7), kind=VisitKind.PROCEDURE),
            planned("INF", 3, 0, (0, 0), kind=VisitKind.INFUSION),
            planned("WK2", 4, 14, (-3, 3), required=FOUR),
            planned("MN1", 5, 30, (-7, 7), required=FOUR),
            planned("MN2", 6, 61, (-7, 7), required=FOUR),
            planned("MN6", 7, 183, (-14, 14), required=FOUR),
            planned("MN12", 8, 365, (-30, 30), required=FOUR),
        ),
        synthetic=True,
        planned_subjects=6,
        historical_months=3,
        prohibited=("riluzole",),
    )
    return replace(made, **changes)


def table(name: str, records: Sequence[Record], columns: Sequence[str] = ()) -> pd.DataFrame:
    """Turn records into an accepted table: numbers float64, texts str or None, dates with their two companions.

    STUDYID, DOMAIN and --SEQ are filled in where the records do not give them. `columns` are added empty when missing.
    """
    names = list(dict.fromkeys([*_standard_columns(name), *(key for record in records for key in record), *columns]))
    filled = [_filled(name, record, row) for row, record in enumerate(records, start=1)]
    made = {column: _column([record.get(column) for record in filled]) for column in names}
    frame = pd.DataFrame(made, index=range(len(records)))
    for column in [each for each in names if each.endswith("DTC")]:
        found = intervals(frame[column])
        if found.impossible.any():
            raise ValueError(f"{name}.{column}: an accepted table holds no impossible date")
        frame[column + EARLIEST], frame[column + LATEST] = found.earliest, found.latest
    frame[FILE] = pd.Series([f"{name.lower()}.csv"] * len(records), dtype=object)
    frame[ROW] = pd.Series(range(1, len(records) + 1), dtype="int64")
    return frame


def _standard_columns(name: str) -> list[str]:
    numbered = [] if name in UNNUMBERED else [f"{name}SEQ"]
    return ["STUDYID", "DOMAIN", "USUBJID", *numbered]


def _filled(name: str, record: Record, row: int) -> dict[str, Value]:
    return {"STUDYID": STUDY_ID, "DOMAIN": name, f"{name}SEQ": row, **record}


def _column(values: list[Value]) -> pd.Series:
    numbers = [value for value in values if value is not None]
    if numbers and all(isinstance(value, int | float) for value in numbers):
        return pd.Series(values, dtype="float64")
    return pd.Series(values, dtype=object)


def snapshot(records: Records, cut: date = CUT, of: Study | None = None, **tables: pd.DataFrame) -> Snapshot:
    """Make a snapshot of `records` (table name -> records); ready tables can be given by keyword."""
    made = {name: table(name, rows) for name, rows in records.items()} | tables
    return Snapshot(
        study=of or study(),
        version="0" * 16,
        cut=cut,
        cut_limit=cut,
        tables=MappingProxyType(made),
        issues=(),
        ledger=tuple(TableCount(name, len(frame), len(frame), 0) for name, frame in made.items()),
        set_aside=(),
        files=(),
        unused=(),
        switched_off=(),
        loaded_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def one_subject(cut: date = CUT, of: Study | None = None, **records: Sequence[Record]) -> Snapshot:
    """Make a snapshot of one subject, S-01, infused on 2011-03-01 unless told otherwise; further tables by keyword."""
    dm: Sequence[Record] = [{"SUBJID": "01"}]
    ex: Sequence[Record] = [{"EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"}]
    given = {"DM": dm, "EX": ex} | records
    return snapshot({name: [{"USUBJID": "S-01", **row} for row in rows] for name, rows in given.items()}, cut, of)
