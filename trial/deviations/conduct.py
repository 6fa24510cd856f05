"""Deviations of conduct: the order of consent, screening, aspiration and infusion, and the days between patients."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np

from trial.calendar import epoch_day, from_epoch_day
from trial.columns import Floats, bounds, capitals, first_days, owners
from trial.cut import KnownData
from trial.deviation_rules import Rule, Step
from trial.deviations.found import Deviation
from trial.procedures import aspiration_days
from trial.study import Study
from trial.subjects import Subject, anchor_days, positions
from trial.words import date_text, days_text, inner, listed

CONSENT = "INFORMED CONSENT OBTAINED"
"""DSDECOD of the milestone (CDISC codelist PROTMLST)."""
_Window = tuple[Floats, Floats]
"""First and last possible epoch day of a step of each subject, NaN where it is not known."""


def out_of_order(known: KnownData, subjects: Sequence[Subject]) -> Iterator[Deviation]:
    """Give every step of a patient that surely comes after one that should follow it."""
    days, order = _steps(known, subjects), known.study.deviations.order
    names = {step: inner(known.study.anchor.label) if step is Step.INFUSION else step.value for step in Step}
    for subject in subjects:
        for place, step in enumerate(order):
            first = float(days[step][0][subject.index])
            before = [late for late in order[place + 1 :] if first > days[late][1][subject.index]]
            if before:
                when = [f"{names[late]} on {_day(days[late][1][subject.index])}" for late in before]
                yield Deviation(
                    rule=Rule.PROCEDURE_ORDER,
                    important=Rule.PROCEDURE_ORDER in known.study.deviations.important,
                    subject=subject.index,
                    date=from_epoch_day(first).isoformat(),
                    detail=f"{names[step].capitalize()} on {_day(first)}, after {listed(when)}",
                )


def _day(day: float) -> str:
    return date_text(from_epoch_day(day))


def _steps(known: KnownData, subjects: Sequence[Subject]) -> Mapping[Step, _Window]:
    position_of = positions(subjects)
    aspiration, infusion = aspiration_days(known, position_of), anchor_days(subjects)
    screening = np.array([_epoch(subject) for subject in subjects], dtype=np.float64)
    return {
        Step.CONSENT: consent_days(known, subjects),
        Step.SCREENING: (screening, screening),
        Step.ASPIRATION: (aspiration, aspiration),
        Step.INFUSION: (infusion, infusion),
    }


def _epoch(subject: Subject) -> float:
    return np.nan if subject.screening is None else epoch_day(subject.screening)


def consent_days(known: KnownData, subjects: Sequence[Subject]) -> _Window:
    """Give first and last possible day of each subject's consent: RFICDTC of DM, else the first such DS milestone."""
    dm, ds, position_of = known.table("DM"), known.table("DS"), positions(subjects)
    everyone = np.ones(len(dm), dtype=np.bool_)
    obtained = np.asarray(capitals(ds, "DSDECOD") == CONSENT, dtype=np.bool_)
    size, sides = len(subjects), (0, 1)
    told = [first_days(owners(dm, position_of), bounds(dm, "RFICDTC")[side], everyone, size) for side in sides]
    milestone = [first_days(owners(ds, position_of), bounds(ds, "DSSTDTC")[side], obtained, size) for side in sides]
    first, last = (np.where(np.isnan(one), other, one) for one, other in zip(told, milestone, strict=True))
    return first, last


def least_days_between(study: Study) -> int | None:
    """Give the days that must pass from one patient to the next: of [deviations], else of [stopping]; 0 for none."""
    asked = study.deviations.minimum_days_between
    return study.stopping.minimum_days_between if asked is None and study.stopping is not None else asked


def too_close(known: KnownData, subjects: Sequence[Subject]) -> Iterator[Deviation]:
    """Give the patients treated less than the required days after the patient before them."""
    least = least_days_between(known.study)
    if not least:
        return
    treated = sorted((subject.anchor, subject.id, subject) for subject in subjects if subject.anchor is not None)
    for (before, other, _), (day, _, subject) in pairwise(treated):
        between = (day - before).days
        if between < least:
            label = known.study.anchor.label
            yield Deviation(
                rule=Rule.INFUSION_SPACING,
                important=Rule.INFUSION_SPACING in known.study.deviations.important,
                subject=subject.index,
                date=day.isoformat(),
                detail=f"{label} {days_text(between)} after {other} ({date_text(before)}); at least {days_text(least)}",
            )
