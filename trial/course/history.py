"""Who the patients are and what came before: age, sex, onset, diagnosis, gastrostomy, ventilation, riluzole."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.columns import NOBODY, Counts, Flags, bounds, capitals, first_rows, owners, texts
from trial.contacts import done
from trial.course.known import Characteristic, Known
from trial.cut import KnownData
from trial.event_words import sentence_case
from trial.matching import matching
from trial.milestones import Milestone, MilestoneKind
from trial.record_rules import Where
from trial.subjects import Subject, anchor_days, positions

SEXES = {"M": "Male", "F": "Female"}
CERTAINTY = ("Definite", "Probable", "Probable laboratory-supported", "Possible", "Suspected")
NONE_RECORDED = "None recorded"
_RILUZOLE = re.compile(r"(?<!\w)RILUZOLE(?!\w)")
_CARE = (
    ("gastrostomy", "Gastrostomy", (MilestoneKind.GASTROSTOMY,)),
    (
        "ventilation",
        "Ventilation",
        (MilestoneKind.VENTILATION, MilestoneKind.TRACHEOSTOMY, MilestoneKind.PERMANENT_VENTILATION),
    ),
)


def characteristics(analysis: Analysis, known: KnownData) -> Iterator[Characteristic]:
    """Give the characteristics of person and history, in the order of the table."""
    people, rules = analysis.subjects, known.study.baseline
    yield _of_subject("age", "Age", "years", people, lambda one: one.age)
    sexes = {one.index: Known(None, SEXES.get(one.sex.upper(), one.sex), None, "DM SEX") for one in people if one.sex}
    yield Characteristic("sex", "Sex", "", sexes, is_number=False)
    history = _History(known.table("MH"), owners(known.table("MH"), positions(people)), people)
    yield history.qualifier("onset_site", "Site of onset", rules.site)
    yield history.since("since_onset", "Since first weakness", rules.onset)
    yield history.since("since_diagnosis", "Since diagnosis", rules.diagnosis)
    yield history.qualifier("el_escorial", "El Escorial", rules.certainty, CERTAINTY)
    if "PR" in known.tables:
        for key, label, kinds in _CARE:
            yield _care(key, label, kinds, analysis.milestones, people)
    if _is_asked(known):
        yield _riluzole(known, people)


def _of_subject(
    key: str, label: str, unit: str, people: Sequence[Subject], take: Callable[[Subject], float | None]
) -> Characteristic:
    found = ((one.index, take(one)) for one in people)
    values = {index: Known(value, "", None, f"DM {key.upper()}") for index, value in found if value is not None}
    return Characteristic(key, label, unit, values)


@dataclass(frozen=True, eq=False)
class _History:
    """MH with the position of each row's subject."""

    table: pd.DataFrame
    owner: Counts
    people: Sequence[Subject]

    def qualifier(self, key: str, label: str, column: str, order: tuple[str, ...] = ()) -> Characteristic:
        """Take the first text of a column for each subject."""
        written, dates = texts(self.table, column), texts(self.table, "MHSTDTC")
        filled = np.array([text is not None for text in written], dtype=np.bool_)
        rows = first_rows(self.owner, np.arange(len(written), dtype=np.float64), filled, len(self.people)).tolist()
        values = {
            index: Known(None, sentence_case(str(written[row])).replace(",", ";"), None, _place(column, dates[row]))
            for index, row in enumerate(rows)
            if row != NOBODY
        }
        return Characteristic(key, label, "", values, is_number=False, order=order)

    def since(self, key: str, label: str, where: Where) -> Characteristic:
        """Count months from an event of the history to the anchor; a partial date counts from its middle."""
        earliest, latest = bounds(self.table, "MHSTDTC")
        wanted = np.asarray(matching(self.table, where) & ~np.isnan(earliest), dtype=np.bool_)
        rows, anchors = first_rows(self.owner, earliest, wanted, len(self.people)), anchor_days(self.people)
        written, values = texts(self.table, "MHSTDTC"), dict[int, Known]()
        for index, row in enumerate(rows.tolist()):
            if row != NOBODY and not np.isnan(anchors[index]):
                middle = float(earliest[row] + latest[row]) / 2
                partial = "" if earliest[row] == latest[row] else ", counted from the middle of what this date can mean"
                months = float(anchors[index] - middle) / MONTH_DAYS
                values[index] = Known(months, "", written[row], f"MH MHSTDTC{partial}")
        return Characteristic(key, label, "months", values, decimals=1)


def _place(column: str, when: str | None) -> str:
    return f"MH {column}" + (f", row of {when}" if when else "")


def _care(
    key: str, label: str, kinds: Sequence[MilestoneKind], milestones: Sequence[Milestone], people: Sequence[Subject]
) -> Characteristic:
    """Say whether care had begun by the day of the anchor; a start that is not certain is told as such."""
    before, unclear = dict[int, Milestone](), dict[int, Milestone]()
    for one in milestones:
        if one.kind in kinds and one.day is not None and one.day <= 0:
            before.setdefault(one.subject, one)
        elif one.kind in kinds and one.day is None:
            unclear.setdefault(one.subject, one)
    values = {}
    for person in people:
        if person.index in before:
            values[person.index] = Known(None, "Before", before[person.index].start_date, "PR")
        elif person.index in unclear:
            values[person.index] = Known(None, "Day not known", unclear[person.index].start_date, "PR")
        else:
            values[person.index] = Known(None, NONE_RECORDED, None, "no such record of PR up to this day")
    return Characteristic(key, label, "", values, is_number=False)


def _named(known: KnownData) -> Flags:
    """Mark the records of riluzole."""
    cm = known.table("CM")
    words = zip(capitals(cm, "CMTRT"), capitals(cm, "CMDECOD"), strict=True)
    return np.array([any(text and _RILUZOLE.search(text) for text in pair) for pair in words], dtype=np.bool_)


def _is_asked(known: KnownData) -> bool:
    """Say whether riluzole matters to this study: somebody took it, or the study file prohibits it."""
    prohibited = any(_RILUZOLE.search(name.upper()) for name in known.study.prohibited)
    return "CM" in known.tables and (prohibited or bool(_named(known).any()))


def _riluzole(known: KnownData, people: Sequence[Subject]) -> Characteristic:
    """Say whether riluzole was taken before the anchor: the last record that began before it."""
    cm = known.table("CM")
    owner, anchors = owners(cm, positions(people)), np.append(anchor_days(people), np.nan)
    start = bounds(cm, "CMSTDTC")[0]
    wanted = _named(known) & done(cm, "CM") & (owner != NOBODY) & ~(start >= anchors[owner])
    rows = first_rows(owner, -start, wanted, len(people))
    ends, dates = texts(cm, "CMENDTC"), texts(cm, "CMSTDTC")
    values = {}
    for index, row in enumerate(rows.tolist()):
        if row == NOBODY:
            values[index] = Known(None, NONE_RECORDED, None, "no such record of CM before this day")
        else:
            until = f"Taken, until {ends[row]}" if ends[row] else "Taken, no end recorded"
            values[index] = Known(None, until, dates[row], "CM")
    return Characteristic("riluzole", "Riluzole before", "", values, is_number=False)
