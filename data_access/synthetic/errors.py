"""Errors that real data have, put into a few rows on request, each told in the truth file."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from data_access.synthetic.draws import stream
from data_access.synthetic.parameters import Parameters

Told = list[dict[str, str]]
Tables = dict[str, pd.DataFrame]


def spoil(tables: Mapping[str, pd.DataFrame], seed: int, parameters: Parameters) -> tuple[Tables, Told]:
    """Put each kind of error into a few rows; tell table, subject, row key and what was done."""
    rng = stream(seed, "errors")
    spoiled: Tables = {name: table.copy() for name, table in tables.items()}
    told: Told = []
    for make in _KINDS:
        for _ in range(parameters.data_errors_each):
            told += make(spoiled, rng)
    return spoiled, told


def _pick(table: pd.DataFrame, eligible: ArrayLike, rng: np.random.Generator) -> int | None:
    """Choose one row among the eligible."""
    rows = np.flatnonzero(np.asarray(eligible, dtype=np.bool_))
    return int(rng.choice(rows)) if len(rows) else None


def _tell(name: str, table: pd.DataFrame, row: int, what: str) -> Told:
    key = f"{name}SEQ" if f"{name}SEQ" in table else "VISITNUM" if "VISITNUM" in table else "USUBJID"
    return [{"table": name, "usubjid": str(table["USUBJID"].iloc[row]), "key": str(table[key].iloc[row]), "what": what}]


def _set(tables: Tables, name: str, row: int, values: dict[str, object], what: str) -> Told:
    for column, value in values.items():
        tables[name].loc[row, column] = value  # type: ignore[call-overload]
    return _tell(name, tables[name], row, what)


def _append(tables: Tables, name: str, copy: pd.DataFrame, what: str) -> Told:
    tables[name] = pd.concat([tables[name], copy], ignore_index=True)
    return _tell(name, tables[name], len(tables[name]) - 1, what)


def _both_cutting_items(tables: Tables, rng: np.random.Generator) -> Told:
    qs = tables["QS"]
    row = _pick(qs, qs["QSTESTCD"].eq("ALSR105A"), rng)
    if row is None:
        return []
    after = int(qs.loc[qs["USUBJID"] == qs.loc[row, "USUBJID"], "QSSEQ"].max()) + 1
    return _append(tables, "QS", qs.loc[[row]].assign(QSTESTCD="ALSR105B", QSSEQ=after), "items 5a and 5b both scored")


def _item_of_five(tables: Tables, rng: np.random.Generator) -> Told:
    row = _pick(tables["QS"], tables["QS"]["QSTESTCD"].eq("ALSR108"), rng)
    return [] if row is None else _set(tables, "QS", row, _result("QS", 5), "an item scored 5 of 4")


def _wrong_total(tables: Tables, rng: np.random.Generator) -> Told:
    qs = tables["QS"]
    row = _pick(
        qs, qs["QSTESTCD"].eq("ALSR1TOT") & qs["QSSTRESN"].between(2, 40) & qs["EPOCH"].ne("PRE-SCREENING"), rng
    )
    if row is None:
        return []
    return _set(tables, "QS", row, _result("QS", int(qs.loc[row, "QSSTRESN"]) + 3), "total is not the sum of the items")  # type: ignore[arg-type]


def _percent_as_litres(tables: Tables, rng: np.random.Generator) -> Told:
    re = tables["RE"]
    row = _pick(re, re["RETESTCD"].eq("FVC") & re["RESTRESN"].notna(), rng)
    if row is None:
        return []
    partner = re.loc[(re.index > row) & re["RETESTCD"].eq("FVCPP"), "RESTRESN"].iloc[0]
    return _set(tables, "RE", row, _result("RE", float(partner)), "% predicted in the row of litres")


def _swapped_day_and_month(tables: Tables, rng: np.random.Generator) -> Told:
    mk = tables["MK"]
    day = mk["MKDTC"].str[8:10]
    row = _pick(mk, mk["MKDTC"].str.len().eq(10) & day.le("12") & day.ne(mk["MKDTC"].str[5:7]), rng)
    if row is None:
        return []
    text = str(mk.loc[row, "MKDTC"])
    return _set(tables, "MK", row, {"MKDTC": f"{text[:4]}-{text[8:10]}-{text[5:7]}"}, "day and month swapped")


def _second_visit_row(tables: Tables, rng: np.random.Generator) -> Told:
    row = _pick(tables["SV"], tables["SV"]["SVOCCUR"].eq("Y"), rng)
    return [] if row is None else _append(tables, "SV", tables["SV"].loc[[row]], "visit entered twice")


def _end_before_start(tables: Tables, rng: np.random.Generator) -> Told:
    ae = tables["AE"]
    row = _pick(ae, ae["AEENDTC"].notna() & ae["AESTDTC"].str.len().eq(10), rng)
    if row is None:
        return []
    early = str(np.datetime64(str(ae.loc[row, "AESTDTC"])) - np.timedelta64(3, "D"))
    return _set(tables, "AE", row, {"AEENDTC": early}, "end before start")


def _death_before_last_visit(tables: Tables, rng: np.random.Generator) -> Told:
    dm, sv = tables["DM"], tables["SV"]
    last = dm["USUBJID"].map(sv.dropna(subset=["SVSTDTC"]).groupby("USUBJID")["SVSTDTC"].max())
    row = _pick(dm, dm["DTHFL"].eq("Y") & last.notna(), rng)
    if row is None:
        return []
    early = str(np.datetime64(str(last[row])) - np.timedelta64(5, "D"))
    return _set(tables, "DM", row, {"DTHDTC": early}, "death before the last visit")


def _riluzole(tables: Tables, rng: np.random.Generator) -> Told:
    dm = tables["DM"]
    row = _pick(dm, dm["RFXSTDTC"].notna(), rng)
    if row is None:
        return []
    subject, cm = dm.loc[row, "USUBJID"], tables["CM"]
    number = cm.loc[cm["USUBJID"] == subject, "CMSEQ"].max()
    start = str(np.datetime64(str(dm.loc[row, "RFXSTDTC"])) + np.timedelta64(10, "D"))
    taken = {
        "STUDYID": dm.loc[row, "STUDYID"],
        "DOMAIN": "CM",
        "USUBJID": subject,
        "CMTRT": "RILUZOLE",
        "CMDECOD": "RILUZOLE",
    }
    new = pd.DataFrame(
        [{**taken, "CMSEQ": 1 if pd.isna(number) else number + 1, "CMSTDTC": start, "CMENRTPT": "ONGOING"}]
    )
    return _append(tables, "CM", new.reindex(columns=cm.columns).astype(cm.dtypes), "riluzole after infusion")


def _infusion_before_aspiration(tables: Tables, rng: np.random.Generator) -> Told:
    pr, dm = tables["PR"], tables["DM"].set_index("USUBJID")["RFXSTDTC"]
    infused = pr["USUBJID"].map(dm)
    row = _pick(pr, pr["PRTRT"].eq("BONE MARROW ASPIRATION") & infused.notna(), rng)
    if row is None:
        return []
    late = str(np.datetime64(str(infused[row])) + np.timedelta64(2, "D"))
    return _set(tables, "PR", row, {"PRSTDTC": late, "PRENDTC": late}, "infusion before aspiration")


def _result(domain: str, value: float) -> dict[str, object]:
    text = str(value)
    return {f"{domain}ORRES": text, f"{domain}STRESC": text, f"{domain}STRESN": float(value)}


_KINDS: tuple[Callable[[Tables, np.random.Generator], Told], ...] = (
    _both_cutting_items, _item_of_five, _wrong_total, _percent_as_litres, _swapped_day_and_month, _second_visit_row,
    _end_before_start, _death_before_last_visit, _riluzole, _infusion_before_aspiration,
)  # fmt: skip
