"""Small studies with items of the ALSFRS-R: the items of a visit as a text, one letter an item."""

from collections.abc import Iterable, Mapping, Sequence

from tests.factories import Record, one_subject, study
from trial.analysis import Analysis, build
from trial.instrument_rules import ALSFRS_ITEMS, ALSFRS_R_ITEMS, InstrumentRules, ScaleRules
from trial.instruments.findings import Finding
from trial.instruments.gathered import ScaleCourse

CODES = {name: f"ALSR1{name[:5].upper()}{name[-1].upper()}" for name in ALSFRS_R_ITEMS} | {"breathing": "ALSF1BREAT"}
"""Codes that belong to these tests alone: nothing of the program may know a code."""


def rules(names: Sequence[str] = ALSFRS_R_ITEMS, category: str = "ALSFRS-R", **changes: object) -> ScaleRules:
    """The rules of a scale."""
    given = {
        "domain": "QS", "where": (("QSCAT", (category,)),), "test": "QSTESTCD", "value": "QSSTRESN",
        "items": tuple((name, (CODES[name],)) for name in names), "total": ("ALSR1TOT",),
    }  # fmt: skip
    return ScaleRules(**given | changes)


R = rules()
ORIGINAL = rules(ALSFRS_ITEMS, "ALSFRS")
STUDY = study(instruments=InstrumentRules(alsfrs_r=R, alsfrs=ORIGINAL))


def visit(day: str, items: str, total: float | None = None, peg: bool = False, **more: object) -> list[Record]:
    """The records of a visit: the items in their order, "." for one that is not recorded; item 5 is 5b with `peg`."""
    names = [name for name in ALSFRS_R_ITEMS if name != ("cutting" if peg else "cutting_gastrostomy")]
    if len(items) == 10:
        names = [*names[:9], "breathing"]
    category = "ALSFRS-R" if len(items) == 12 else "ALSFRS"
    base = {"QSCAT": category, "QSDTC": day, "VISIT": f"V {day}", **more}
    found = [
        {**base, "QSTESTCD": CODES[name], "QSSTRESN": float(one)}
        for name, one in zip(names, items, strict=True)
        if one != "."
    ]
    return found if total is None else [*found, {**base, "QSTESTCD": "ALSR1TOT", "QSSTRESN": total}]


def analysis(*visits: Iterable[Record], tables: Mapping[str, Sequence[Record]] | None = None) -> Analysis:
    """The analysis of one subject, infused on 2011-03-01, with these visits."""
    rows = [record for each in visits for record in each]
    return build(one_subject(of=STUDY, QS=rows, **(tables or {})), None)


def course(*visits: Iterable[Record], key: str = "alsfrs_r") -> ScaleCourse:
    """The course of one subject on one scale."""
    found = analysis(*visits).instruments.scale(key)
    assert found is not None
    return found


def told(*visits: Iterable[Record], tables: Mapping[str, Sequence[Record]] | None = None) -> list[tuple[str, str]]:
    """Rule and date of every finding."""
    return [(one.kind.name, one.date or "") for one in findings(*visits, tables=tables)]


def findings(*visits: Iterable[Record], tables: Mapping[str, Sequence[Record]] | None = None) -> tuple[Finding, ...]:
    """Every finding."""
    return analysis(*visits, tables=tables).instruments.findings
