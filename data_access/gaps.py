"""What the data do not allow: parts of the program that are switched off, and study-file entries that match nothing."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from trial.issues import Issue, Severity
from trial.matching import Matcher, matching
from trial.snapshot import SwitchedOff
from trial.study import Endpoint, Study, Where

_WITHOUT: Mapping[str, str] = {
    "SV": "visits held without an assessment; visits are taken from assessments alone",
    "PR": "procedures and ventilation on the timelines",
    "AE": "the safety timeline, counts of events and the primary safety endpoint",
    "DS": "withdrawal and completion; status is taken from DM and the anchor alone",
    "MH": "the medical history",
}
_SERIOUS = "AESER"


def switched_off(tables: Mapping[str, pd.DataFrame], study: Study) -> tuple[SwitchedOff, ...]:
    """Name everything the program does not do with these data, and why."""
    found = [SwitchedOff(what, f"there is no usable {name}") for name, what in _WITHOUT.items() if name not in tables]
    found.extend(_study_gaps(tables, study))
    if "AE" in tables:
        found.extend(_safety_gaps(tables["AE"], study))
    for endpoint in study.endpoints:
        why = _why_no_endpoint(tables, endpoint)
        if why:
            found.append(SwitchedOff(f"endpoint {endpoint.label}", why))
    return tuple(found)


def notes(found: tuple[SwitchedOff, ...]) -> Iterator[Issue]:
    """Say the same as findings, for those who do not see the screen."""
    for gap in found:
        text = f"Switched off: {gap.what} ({gap.why})"
        yield Issue(Severity.NOTE, "study.toml", text, "Nothing to do if that is meant.")


def _study_gaps(tables: Mapping[str, pd.DataFrame], study: Study) -> Iterator[SwitchedOff]:
    anchor = study.anchor
    why = _why_no_rows(tables, anchor.domain, anchor.where, (anchor.date,))
    if why:
        yield SwitchedOff("everything that counts from the anchor: days, lines before and after, visit windows", why)
    if not study.endpoints:
        yield SwitchedOff("trajectories", "the study file has no [[endpoints]]")
    if not study.visits:
        yield SwitchedOff("visit compliance", "the study file has no [[visits]]")
    if not study.prohibited:
        yield SwitchedOff("the check for prohibited medication", "the study file has no [prohibited]")
    elif "CM" not in tables:
        yield SwitchedOff("the check for prohibited medication", "there is no usable CM")


def _safety_gaps(events: pd.DataFrame, study: Study) -> Iterator[SwitchedOff]:
    rules = study.safety
    columns = {
        "grades": (rules.grade, rules.severity),
        "serious events": (_SERIOUS,),
        "relatedness": tuple(column for column, _ in rules.related),
        "the primary safety endpoint": (rules.site, rules.neurologic),
    }
    for what, names in columns.items():
        if not any(name in events.columns for name in names):
            yield SwitchedOff(what, f"neither AE nor SUPPAE has {' or '.join(names)}")


def _why_no_endpoint(tables: Mapping[str, pd.DataFrame], endpoint: Endpoint) -> str | None:
    return _why_no_rows(tables, endpoint.domain, endpoint.where, (endpoint.value, endpoint.date))


def _why_no_rows(tables: Mapping[str, pd.DataFrame], name: str, where: Where, needed: Sequence[str]) -> str | None:
    if name not in tables:
        return f"there is no usable {name}"
    table = tables[name]
    missing = [column for column in (*needed, *(pair[0] for pair in where)) if column not in table.columns]
    if missing:
        return f"{name} has no column {', '.join(missing)}"
    if not matching(table, where).any():
        return f"no row of {name} matches {in_words(where)}" if where else f"{name} has no rows"
    return None


def in_words(where: Where) -> str:
    """Write a `where` as a reader would say it."""
    return " and ".join(f"{column} = {' or '.join(allowed)}" for column, allowed in where)


def unmatched(tables: Mapping[str, pd.DataFrame], study: Study) -> Iterator[Issue]:
    """Tell what the study file names and the data do not have: it may be a slip in either."""
    remedy = "Compare the study file with the data: spelling, capitals, the column itself."
    anchor = study.anchor
    why = _why_no_rows(tables, anchor.domain, anchor.where, (anchor.date,))
    if why:
        yield Issue(Severity.ERROR, anchor.domain, f"No subject has an anchor ({anchor.label}): {why}", remedy)
    for endpoint in study.endpoints:
        why = _why_no_endpoint(tables, endpoint)
        if why:
            yield Issue(Severity.WARNING, endpoint.domain, f"No value for the endpoint {endpoint.label}: {why}", remedy)
    yield from _missing_values(tables, study)


def _missing_values(tables: Mapping[str, pd.DataFrame], study: Study) -> Iterator[Issue]:
    """Tell each value of a list in `where` that no row has: the others still match."""
    wheres = [(endpoint.domain, endpoint.where, endpoint.label) for endpoint in study.endpoints]
    for name, where, label in [*wheres, (study.anchor.domain, study.anchor.where, study.anchor.label)]:
        if name not in tables:
            continue
        matcher = Matcher(tables[name])
        for column, allowed in where:
            lost = [value for value in allowed if len(allowed) > 1 and not matcher.rows(((column, (value,)),)).any()]
            if lost and len(lost) < len(allowed):
                text = f"{label}: no row of {name} has {column} = {' or '.join(lost)}"
                yield Issue(Severity.NOTE, name, text, "Nothing to do if that is so.", column=column)
