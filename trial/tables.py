"""The contract of each SDTM table: its key, the columns it cannot do without, its numbers, dates and flags.

The one home of column names that follow from the standard (SDTMIG 3.3 and 3.4); names that follow from a study come
from its study file. Tables that are not listed follow the naming convention of SDTM (`contract`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SUBJECT, STUDY, DOMAIN, RDOMAIN = "USUBJID", "STUDYID", "DOMAIN", "RDOMAIN"
SUPP, RELREC = "SUPP", "RELREC"
TEXT = ".text"
"""Suffix of the column that keeps, where X could not be read as a number or date, what was written; there if needed."""
AGE_LIMITS = (0.0, 120.0)

_NUMBERS = frozenset({"VISITNUM", "VISITDY", "TAETORD", "AGE"})
_NUMBER_ENDINGS = frozenset(
    {"SEQ", "STRESN", "DY", "STDY", "ENDY", "DOSE", "DOSTOT", "STNRLO", "STNRHI", "TPTNUM", "REPNUM", "LLOQ", "ULOQ"}
)
_FINDING_FLAGS = ("LOBXFL", "BLFL", "DRVFL")


@dataclass(frozen=True, slots=True)
class Table:
    """What one table must look like.

    `key` tells rows apart; a table that lacks a `required` column cannot be used; `filled` columns should hold a value
    in every row; `start` is the date that places a row in time (and decides whether it is known at a data cut), `end`
    the date that must not come before it; `flags` hold Y, N or nothing.
    """

    name: str
    prefix: str
    key: tuple[str, ...]
    required: tuple[str, ...]
    filled: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    flags: tuple[str, ...] = ()

    @property
    def per_subject(self) -> bool:
        """Whether every row belongs to a subject (all but trial design)."""
        return SUBJECT in self.required

    @property
    def is_supp(self) -> bool:
        """Whether the table holds supplemental qualifiers of another one."""
        return self.name.startswith(SUPP)

    def is_number(self, column: str) -> bool:
        """Whether a column holds numbers by the naming convention of SDTM."""
        ending = column.removeprefix(self.prefix) if self.prefix else ""
        return not self.is_supp and (column in _NUMBERS or (ending != column and ending in _NUMBER_ENDINGS))

    def is_date(self, column: str) -> bool:
        """Whether a column holds ISO 8601 dates by the naming convention of SDTM."""
        return not self.is_supp and column.endswith("DTC")


def _observations(domain: str, needs: tuple[str, ...], start: str, end: str | None = None, flags: str = "") -> Table:
    """Make the contract of a table keyed by subject and sequence number; columns are named without their prefix."""
    sequence = f"{domain}SEQ"
    topic = tuple(f"{domain}{name}" for name in needs)
    return Table(
        name=domain,
        prefix=domain,
        key=(SUBJECT, sequence),
        required=(SUBJECT, sequence, *topic, f"{domain}{start}"),
        filled=topic,
        start=f"{domain}{start}",
        end=None if end is None else f"{domain}{end}",
        flags=tuple(f"{domain}{name}" for name in flags.split()),
    )


def _findings(domain: str) -> Table:
    return _observations(domain, ("TESTCD",), "DTC", flags=" ".join(_FINDING_FLAGS))


_DM = Table("DM", "DM", key=(SUBJECT,), required=(STUDY, SUBJECT), flags=("DTHFL",))
_SV = Table(
    "SV", "SV", key=(SUBJECT, "VISITNUM"), required=(SUBJECT, "VISITNUM", "SVSTDTC"), filled=("VISITNUM",),
    start="SVSTDTC", end="SVENDTC", flags=("SVPRESP", "SVOCCUR"),
)  # fmt: skip
_TV = Table("TV", "TV", key=("VISITNUM", "ARMCD"), required=("VISITNUM",), filled=("VISITNUM",))
_RELREC = Table(RELREC, "", key=(RDOMAIN, SUBJECT, "IDVAR", "IDVARVAL", "RELID"), required=(RDOMAIN, "IDVAR", "RELID"))
"""A relation of whole tables names no subject (SDTMIG 3.4, 8.3)."""
_SUPP_KEY = (RDOMAIN, SUBJECT, "IDVAR", "IDVARVAL", "QNAM")
_AE_FLAGS = "SER SDTH SLIFE SHOSP SDISAB SCONG SMIE"

KNOWN: Mapping[str, Table] = {
    "DM": _DM,
    "SV": _SV,
    "TV": _TV,
    "EX": _observations("EX", (), "STDTC", "ENDTC"),
    "PR": _observations("PR", ("TRT",), "STDTC", "ENDTC"),
    "AE": _observations("AE", ("TERM",), "STDTC", "ENDTC", _AE_FLAGS),
    "QS": _findings("QS"),
    "RE": _findings("RE"),
    "MK": _findings("MK"),
    "NV": _findings("NV"),
    "DS": _observations("DS", ("DECOD",), "STDTC"),
    "CM": _observations("CM", ("TRT",), "STDTC", "ENDTC"),
    "MH": _observations("MH", ("TERM",), "STDTC", "ENDTC"),
    "LB": _findings("LB"),
    "VS": _findings("VS"),
    RELREC: _RELREC,
}
"""Tables that the program uses whenever they are there; a study file can name more."""

ASSESSMENTS = ("QS", "RE", "MK", "NV", "LB", "VS")
"""Findings that the program uses whenever they are there."""


def contract(name: str, columns: Iterable[str] = ()) -> Table:
    """Give the contract of a table; one that is not listed by the naming convention of SDTM and its `columns`."""
    if name in KNOWN:
        return KNOWN[name]
    if name.startswith(SUPP):
        return Table(name, "", key=_SUPP_KEY, required=(*_SUPP_KEY, "QVAL"), filled=("QNAM",))
    present = set(columns)
    starts = [f"{name}{ending}" for ending in ("STDTC", "DTC") if f"{name}{ending}" in present]
    end = f"{name}ENDTC" if f"{name}ENDTC" in present else None
    key = (SUBJECT, f"{name}SEQ")
    flags = tuple(f"{name}{ending}" for ending in _FINDING_FLAGS)
    return Table(name, name, key=key, required=key, start=starts[0] if starts else None, end=end, flags=flags)
