"""Deviations of who was treated: criteria on values, criteria the site recorded, records that are too old."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np

from trial.columns import NOBODY, Counts, bounds, numbers, owners, texts
from trial.contacts import done
from trial.cut import KnownData
from trial.deviation_rules import Criterion, Rule
from trial.deviations.found import Deviation, source
from trial.matching import matching
from trial.series import Points
from trial.subjects import Subject, anchor_days, positions
from trial.words import counted, inner, listed, number, shortest


def criteria_not_met(known: KnownData, subjects: Sequence[Subject]) -> Iterator[Deviation]:
    """Give the criteria of the study file that the last value of a treated patient up to the anchor does not meet."""
    for criterion in known.study.deviations.criteria:
        if criterion.domain in known.tables:
            yield from _judged(known, subjects, criterion)


def _judged(known: KnownData, subjects: Sequence[Subject], criterion: Criterion) -> Iterator[Deviation]:
    table = known.table(criterion.domain)
    values, rows = numbers(table, criterion.value), _last_rows(known, subjects, criterion)
    dates, infusion = texts(table, criterion.date), inner(known.study.anchor.label)
    important = Rule.ELIGIBILITY in known.study.deviations.important
    for subject, row in zip(subjects, rows.tolist(), strict=True):
        if subject.anchor is None:
            continue
        if row == NOBODY:
            detail = f"{criterion.label}: no value up to the {infusion}"
            yield Deviation(Rule.ELIGIBILITY, important, subject.index, subject.anchor.isoformat(), detail)
        elif not criterion.is_met(float(values[row])):
            on = f" on {dates[row]}" if dates[row] else ""
            detail = f"{criterion.label}: {shortest(float(values[row]))}{on}"
            day = dates[row] or subject.anchor.isoformat()
            origin = source(criterion.domain, table, row)
            yield Deviation(Rule.ELIGIBILITY, important, subject.index, day, detail, origin)


def _last_rows(known: KnownData, subjects: Sequence[Subject], criterion: Criterion) -> Counts:
    """Give the row of each treated patient's last value up to the anchor; NOBODY without one.

    A table without the date column (DM) has one value for all time. A value of a day that is not certain counts as of
    its last possible day, so that none from after the anchor is taken.
    """
    table, anchors = known.table(criterion.domain), np.append(anchor_days(subjects), np.nan)
    owner = owners(table, positions(subjects))
    wanted = matching(table, criterion.where) & (owner != NOBODY) & ~np.isnan(numbers(table, criterion.value))
    wanted &= done(table, criterion.domain)
    day = np.zeros(len(table))
    if criterion.date in table.columns:
        day = bounds(table, criterion.date)[1]
        wanted &= day <= anchors[owner]
    found = np.full(len(subjects), NOBODY, dtype=np.int64)
    rows = np.flatnonzero(wanted)
    rows = rows[np.argsort(day[rows], kind="stable")]
    found[owner[rows]] = rows  # written last, the latest stays
    return found


def criteria_recorded(known: KnownData, subjects: Sequence[Subject]) -> Iterator[Deviation]:
    """Give what the site recorded: criteria that treated patients did not meet (IE), and deviations (DV)."""
    yield from _recorded(known, subjects, "IE", Rule.ELIGIBILITY, ("IETEST", "IETESTCD"), "IEDTC")
    yield from _recorded(known, subjects, "DV", Rule.RECORDED, ("DVTERM", "DVDECOD"), "DVSTDTC")


def _recorded(
    known: KnownData, subjects: Sequence[Subject], name: str, rule: Rule, words: tuple[str, str], dated: str
) -> Iterator[Deviation]:
    table = known.table(name)
    owner, dates = owners(table, positions(subjects)), texts(table, dated)
    first, second = (texts(table, column) for column in words)
    for row in np.flatnonzero(owner != NOBODY).tolist():
        subject = subjects[int(owner[row])]
        if name == "IE" and subject.anchor is None:
            continue  # who was not treated for that reason has not deviated
        text = first[row] or second[row] or name
        important = rule in known.study.deviations.important
        yield Deviation(rule, important, subject.index, dates[row], text, source(name, table, row))


def records_too_old(known: KnownData, subjects: Sequence[Subject], points: Points) -> Iterator[Deviation]:
    """Give the historical records that are older than the study allows: they stand aside from the fits."""
    months = known.study.historical_months
    if months is None:
        return
    limit = f"older than {counted(months, 'calendar month')} before screening"
    days = defaultdict[tuple[int, str], list[str]](list)
    for at in np.flatnonzero(points.too_old).tolist():
        endpoint = known.study.endpoints[int(points.endpoint[at])]
        value = f"{endpoint.label} {number(float(points.value[at]), endpoint.decimals)}"
        days[int(points.subject[at]), str(points.date[at])].append(value)
    for (subject, day), values in days.items():
        yield Deviation(
            rule=Rule.HISTORICAL_RECORD,
            important=Rule.HISTORICAL_RECORD in known.study.deviations.important,
            subject=subject,
            date=day,
            detail=f"{listed(values)}: {limit}; not used",
        )
