"""Facts beside an event that may help an adjudicator, each with its source; never a verdict.

Three facts of the domain reference 4.3: a sign that the disease itself spares, an onset soon after the anchor, and a
value of function below what the line of before lets expect. Formulas and limits: docs/statistics.md.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.analysis import Analysis
from trial.beyond import prediction
from trial.calendar import MONTH_DAYS
from trial.events import Event
from trial.words import counted, day_text, inner, number

SOON_DAYS = 14
"""An onset within so many days of the anchor is told."""
AROUND_DAYS = 92
"""The first value so many days after the onset, or sooner, is the one around then."""


class Answer(StrEnum):
    """What the data say to a question of fact."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what is asked, what the data say, and where it stands."""

    about: str
    answer: Answer
    text: str
    source: str


def facts(analysis: Analysis, event: Event) -> tuple[Fact, ...]:
    """Give the three facts of one event; without endpoints in the study file, two."""
    found = (_atypical(analysis, event), _onset(analysis, event), _drop(analysis, event))
    return tuple(fact for fact in found if fact is not None)


def _atypical(analysis: Analysis, event: Event) -> Fact:
    about, words = "Sensory or sphincter sign, not typical of ALS", analysis.snapshot.study.safety.atypical
    source = "study.toml, [safety] atypical, as whole words in AETERM and AEDECOD"
    if not words:
        return Fact(about, Answer.UNKNOWN, "The study file lists no such term.", source)
    names = [name for name in (event.term, event.decoded) if name]
    hit = next(((word, name) for word in words for name in names if _names(word, name)), None)
    if hit is None:
        return Fact(about, Answer.NO, "No term of the list.", source)
    return Fact(about, Answer.YES, f"“{hit[1]}” holds “{hit[0]}” of the list.", source)


def _names(word: str, name: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word.strip())}(?!\w)", name, re.IGNORECASE) is not None


def _onset(analysis: Analysis, event: Event) -> Fact:
    anchor = inner(analysis.snapshot.study.anchor.label)
    about, source = f"Onset within {SOON_DAYS} days of {anchor}", f"AESTDTC {event.start_date or 'not recorded'}"
    if event.start_day is not None:
        answer = Answer.YES if 0 <= event.start_day <= SOON_DAYS else Answer.NO
        return Fact(about, answer, f"Began on {day_text(event.start_day)}.", source)
    if event.start_bounds is None:
        return Fact(about, Answer.UNKNOWN, "The start is not recorded.", source)
    first, last = event.start_bounds
    inside, outside = first >= 0 and last <= SOON_DAYS, last < 0 or first > SOON_DAYS
    answer = Answer.YES if inside else Answer.NO if outside else Answer.UNKNOWN
    return Fact(about, answer, f"Began between {day_text(first)} and {number(last, 0)}; the date is partial.", source)


def _drop(analysis: Analysis, event: Event) -> Fact | None:
    """Hold the first value on or after the onset against the prediction interval of the line of before, at its day."""
    study = analysis.snapshot.study
    if not study.endpoints:
        return None
    endpoint = study.endpoints[0]
    about = f"{endpoint.label} drop outside the 95 % prediction interval of before, around then"
    source = f"{endpoint.label} used in the fits; the line of before, continued"
    day = event.start_day if event.start_bounds is None else event.start_bounds[0]
    if day is None:
        return Fact(about, Answer.UNKNOWN, "The start is not recorded.", source)
    value = _value_after(analysis, event.subject, max(day, 1))
    if value is None:
        text = f"No {endpoint.label} from {day_text(day)} to {AROUND_DAYS} days later."
        return Fact(about, Answer.UNKNOWN, text, source)
    at, measured = value
    pair = event.subject * len(study.endpoints)
    _, low, high = (
        float(edge[0, 0]) for edge in prediction(analysis.fits.before, np.array([pair]), np.array([[at / MONTH_DAYS]]))
    )
    if np.isnan(low):
        why = analysis.fits.pre(pair).reason or "no interval"
        return Fact(about, Answer.UNKNOWN, f"The line of before predicts nothing: {why}.", source)
    worse = measured < low if endpoint.better == "higher" else measured > high
    shown = [number(each, endpoint.decimals + 1) for each in (low, high)]
    is_inside = low <= measured <= high
    where = "worse than" if worse else "inside" if is_inside else "better than"
    text = f"{number(measured, endpoint.decimals)} on {day_text(at)}, {where} {shown[0]} to {shown[1]}."
    return Fact(about, Answer.YES if worse else Answer.NO, text, source)


def _value_after(analysis: Analysis, subject: int, day: int) -> tuple[int, float] | None:
    """Give day and value of the first used point of the function endpoint from `day` on, in the time around."""
    pair, points = subject * len(analysis.snapshot.study.endpoints), analysis.points
    own = slice(int(points.offsets[pair]), int(points.offsets[pair + 1]))
    wanted = points.used[own] & (points.day[own] >= day) & (points.day[own] <= day + AROUND_DAYS)
    rows = np.flatnonzero(wanted)
    return None if not len(rows) else (int(points.day[own][rows[0]]), float(points.value[own][rows[0]]))


def told(found: Sequence[Fact]) -> str:
    """Count the facts that are so: "2 of 3 facts"."""
    yes = sum(fact.answer is Answer.YES for fact in found)
    return f"{yes} of {counted(len(found), 'fact')}"
