"""What the data do not allow: parts of the program that are switched off, and study-file entries that match nothing."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from trial.issues import Issue, Severity
from trial.matching import Matcher
from trial.recomputed import RECOMPUTED
from trial.record_rules import Where
from trial.snapshot import SwitchedOff
from trial.study import Endpoint, Study

_WITHOUT: Mapping[str, str] = {
    "SV": "visits held without an assessment; visits are taken from assessments alone",
    "PR": "procedures and ventilation on the timelines",
    "AE": "the safety timeline, counts of events and the primary safety endpoint",
    "DS": "withdrawal and completion; status is taken from DM and the anchor alone",
    "MH": "the medical history",
}
_SERIOUS = "AESER"
_COMPARE = "Compare the study file with the data: spelling, capitals, the column itself."


class Gaps:
    """Compares what the study file names with the accepted tables; each column is looked at once."""

    def __init__(self, tables: Mapping[str, pd.DataFrame], study: Study) -> None:
        self._tables, self._study = tables, study
        self._matchers = {name: Matcher(table) for name, table in tables.items()}
        anchor = study.anchor
        self._no_anchor = self._why_no_rows(anchor.domain, anchor.where, (anchor.date,))
        self._no_endpoint = {
            each.id: self._why_no_rows(each.domain, each.where, (measured_column(study, each), each.date))
            for each in study.endpoints
        }

    def _why_no_rows(self, name: str, where: Where, needed: Sequence[str]) -> str | None:
        """Say why a table has no row for an entry of the study file; None where it has."""
        if name not in self._tables:
            return f"there is no usable {name}"
        columns = self._tables[name].columns
        missing = [column for column in (*needed, *(pair[0] for pair in where)) if column not in columns]
        if missing:
            return f"{name} has no column {', '.join(missing)}"
        if not self._matchers[name].rows(where).any():
            return f"no row of {name} matches {in_words(where)}" if where else f"{name} has no rows"
        return None

    def switched_off(self) -> tuple[SwitchedOff, ...]:
        """Name everything the program does not do with these data, and why."""
        named = [("everything that counts from the anchor: days, lines, visit windows", self._no_anchor)]
        named += [(f"endpoint {each.label}", self._no_endpoint[each.id]) for each in self._study.endpoints]
        return (*self._absent(), *(SwitchedOff(what, why) for what, why in named if why))

    def _absent(self) -> list[SwitchedOff]:
        """Name what is switched off for want of a table, a column or an entry: nobody has made a mistake."""
        tables = [(what, f"there is no usable {name}") for name, what in _WITHOUT.items() if name not in self._tables]
        return [SwitchedOff(what, why) for what, why in (*tables, *self._of_study(), *self._of_safety())]

    def _of_study(self) -> Iterator[tuple[str, str]]:
        study = self._study
        if not study.endpoints:
            yield "trajectories", "the study file has no [[endpoints]]"
        if not study.visits:
            yield "visit compliance", "the study file has no [[visits]]"
        if not study.prohibited:
            yield "the check for prohibited medication", "the study file has no [prohibited]"
        elif "CM" not in self._tables:
            yield "the check for prohibited medication", "there is no usable CM"

    def _of_safety(self) -> Iterator[tuple[str, str]]:
        events, rules = self._tables.get("AE"), self._study.safety
        columns = {
            "grades": (rules.grade, rules.severity),
            "serious events": (_SERIOUS,),
            "relatedness": tuple(column for column, _ in rules.related),
            "the primary safety endpoint": (rules.site, rules.neurologic),
        }
        for what, names in columns.items() if events is not None else ():
            if events is not None and not any(name in events.columns for name in names):
                yield what, f"neither AE nor SUPPAE has {' or '.join(names)}"

    def issues(self) -> Iterator[Issue]:
        """Tell what the study file names and the data do not have (a slip in either), and what is switched off."""
        anchor = self._study.anchor
        if self._no_anchor:
            text = f"No subject has an anchor ({anchor.label}): {self._no_anchor}"
            yield Issue(Severity.ERROR, anchor.domain, text, _COMPARE)
        for endpoint in self._study.endpoints:
            why = self._no_endpoint[endpoint.id]
            if why:
                text = f"No value for the endpoint {endpoint.label}: {why}"
                yield Issue(Severity.WARNING, endpoint.domain, text, _COMPARE)
        yield from self._values_nowhere(anchor.domain, anchor.where, anchor.label)
        for endpoint in self._study.endpoints:
            yield from self._values_nowhere(endpoint.domain, endpoint.where, endpoint.label)
        for gap in self._absent():
            text = f"Switched off: {gap.what} ({gap.why})"
            yield Issue(Severity.NOTE, "study.toml", text, "Nothing to do if that is meant.")

    def _values_nowhere(self, name: str, where: Where, label: str) -> Iterator[Issue]:
        """Tell the values of a list that no row has while another of the same list is found."""
        if name not in self._tables:
            return
        for column, allowed in where:
            lost = [value for value in allowed if not self._matchers[name].rows(((column, (value,)),)).any()]
            if lost and len(lost) < len(allowed):
                text = f"{label}: no row of {name} has {column} = {' or '.join(lost)}"
                yield Issue(Severity.NOTE, name, text, "Nothing to do if that is so.", column=column)


def measured_column(study: Study, endpoint: Endpoint) -> str:
    """Name the column that holds what was measured: of a recomputed value that of the litres it is made of."""
    rules = study.instruments.fvc
    return rules.value if endpoint.value == RECOMPUTED and rules is not None else endpoint.value


def in_words(where: Where) -> str:
    """Write a `where` as a reader would say it."""
    return " and ".join(f"{column} = {' or '.join(allowed)}" for column, allowed in where)
