"""Who is in the trial at a data cut: anchor, screening, status, last contact."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

import numpy as np
import pandas as pd

from trial import disposition
from trial.calendar import epoch_day, from_epoch_day
from trial.columns import Floats, bounds, complete_days, first_days, numbers, owners, texts
from trial.contacts import done, held, last_contacts
from trial.cut import KnownData
from trial.disposition import Exit, Way
from trial.matching import matching
from trial.study import VisitKind
from trial.tables import SUBJECT
from trial.words import inner

SubjectId = NewType("SubjectId", str)


class SubjectStatus(StrEnum):
    """Where a subject stands, in the order in which the rules are tried."""

    DIED = "died"
    SCREEN_FAILURE = "screen failure"
    WITHDRAWN = "withdrawn"
    COMPLETED = "completed"
    NOT_INFUSED = "not infused"
    ON_STUDY = "on study"


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject as known at the cut. Dates are None when unknown; `*_day` count from the anchor."""

    index: int
    id: SubjectId
    usubjid: str
    anchor: date | None
    screening: date | None
    status: SubjectStatus
    status_date: date | None
    """Date of death, disposition or completion; None while on study or when only partly known."""
    status_reason: str | None
    """DSDECOD or the like, in the data's words."""
    death: date | None
    end: date | None
    """Last day on which a visit can be expected: death, withdrawal, loss, screen failure; None while on study.

    Of a partial date the earliest possible day, never before the last contact; without a date the last contact.
    """
    last_date: date | None
    last_day: int | None
    age: float | None
    sex: str | None
    arm: str | None
    end_reason: str | None = None
    """Why `end`, in a word or two: died, withdrew, lost to follow-up, screen failure."""
    anchor_note: str | None = None
    """Why there is no anchor although there are records for one."""

    @property
    def has_left(self) -> bool:
        """Whether the trial is over for this subject: died, failed screening, withdrew or completed."""
        return self.status not in (SubjectStatus.ON_STUDY, SubjectStatus.NOT_INFUSED)

    @property
    def left_on(self) -> date | None:
        """The day on which the trial ended for this subject, as far as the data tell; the last contact where not."""
        return (self.death or self.status_date or self.end or self.last_date) if self.has_left else None

    def day_reached(self, cut: date) -> int | None:
        """Give the day from the anchor to which this subject has come: its end once it has left, else the cut."""
        until = self.left_on if self.has_left else cut
        return None if self.anchor is None or until is None else (until - self.anchor).days


_WAY_STATUS = {
    Way.DEATH: SubjectStatus.DIED,
    Way.SCREEN_FAILURE: SubjectStatus.SCREEN_FAILURE,
    Way.WITHDRAWAL: SubjectStatus.WITHDRAWN,
    Way.COMPLETION: SubjectStatus.COMPLETED,
}
"""In the order in which the rules are tried."""


def build(known: KnownData) -> tuple[Subject, ...]:
    """Give all subjects of DM as known at the cut, sorted by id."""
    dm, ids = _roster(known.table("DM"))
    position_of = {str(usubjid): position for position, usubjid in enumerate(dm[SUBJECT])}
    anchors, notes = _anchors(known, position_of)
    screenings = _screenings(known, dm, position_of)
    last = last_contacts(known, position_of, anchors)
    exits = disposition.exits(dm, known.table("DS"), position_of)
    people = zip(ids, position_of, numbers(dm, "AGE").tolist(), texts(dm, "SEX"), _arms(dm), strict=True)
    days = zip(anchors.tolist(), screenings.tolist(), last.tolist(), strict=True)
    return tuple(_subject(position, *row) for position, row in enumerate(zip(people, days, exits, notes, strict=True)))


def positions(subjects: Sequence[Subject]) -> dict[str, int]:
    """Give the position of each subject by USUBJID."""
    return {subject.usubjid: subject.index for subject in subjects}


def anchor_days(subjects: Sequence[Subject]) -> Floats:
    """Give each subject's anchor as an epoch day, NaN without one."""
    return np.array([np.nan if each.anchor is None else epoch_day(each.anchor) for each in subjects], dtype=np.float64)


def _roster(dm: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Give DM in the order of ids, and the ids: SUBJID where only one subject has it, else USUBJID."""
    usubjids, subjids = [str(each) for each in dm[SUBJECT]], texts(dm, "SUBJID").tolist()
    taken = Counter([*subjids, *usubjids])
    ids = [
        subjid if subjid and (taken[subjid] == 1 or (subjid == usubjid and taken[subjid] == 2)) else usubjid
        for subjid, usubjid in zip(subjids, usubjids, strict=True)
    ]
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return dm.iloc[order], [ids[row] for row in order]


def _anchors(known: KnownData, position_of: Mapping[str, int]) -> tuple[Floats, list[str | None]]:
    """Give each subject's epoch day 0, NaN without one, and why there is none although there are records for it.

    The first record counts. If a record without a complete date may be the first, day 0 is not known.
    """
    anchor = known.study.anchor
    table = known.table(anchor.domain)
    owner, (earliest, latest) = owners(table, position_of), bounds(table, anchor.date)
    meant = matching(table, anchor.where) & done(table, anchor.domain)
    exact = meant & (earliest == latest)
    partial = meant & (earliest < latest)
    days = first_days(owner, earliest, exact & (earliest <= known.cut_day), len(position_of))
    doubts = first_days(owner, earliest, partial, len(position_of))
    unclear = (doubts < days) | (np.isnan(days) & ~np.isnan(doubts))
    note = f"the {inner(anchor.label)} date is incomplete"
    return np.where(unclear, np.nan, days), [note if each else None for each in unclear.tolist()]


def _screenings(known: KnownData, dm: pd.DataFrame, position_of: Mapping[str, int]) -> Floats:
    """Give the epoch day of the screening visit, else of informed consent, NaN without either."""
    sv = known.table("SV")
    planned = [visit.visitnum for visit in known.study.visits if visit.kind is VisitKind.SCREENING]
    rows = np.isin(numbers(sv, "VISITNUM"), planned) & held(sv)
    visits = first_days(owners(sv, position_of), complete_days(sv, "SVSTDTC"), rows, len(position_of))
    return np.where(np.isnan(visits), complete_days(dm, "RFICDTC"), visits)


def _arms(dm: pd.DataFrame) -> list[str | None]:
    """Give the actual arm, else the planned one."""
    return [actual or arm for actual, arm in zip(texts(dm, "ACTARM"), texts(dm, "ARM"), strict=True)]


def _subject(
    position: int,
    person: tuple[str, str, float, str | None, str | None],
    days: tuple[float, float, float],
    exits: Mapping[Way, Exit],
    note: str | None,
) -> Subject:
    name, usubjid, age, sex, arm = person
    anchor, screening, last = days
    end_day, end_reason = _end(exits, last)
    way = next((way for way in _WAY_STATUS if way in exits), None)
    if way is None:
        status = SubjectStatus.NOT_INFUSED if np.isnan(anchor) else SubjectStatus.ON_STUDY
    else:
        status = _WAY_STATUS[way]
    return Subject(
        index=position,
        id=SubjectId(name),
        usubjid=usubjid,
        anchor=_date(anchor),
        screening=_date(screening),
        status=status,
        status_date=None if way is None else exits[way].date,
        status_reason=None if way is None else exits[way].reason,
        death=exits[Way.DEATH].date if Way.DEATH in exits else None,
        end=_date(end_day),
        last_date=_date(last),
        last_day=None if np.isnan(last - anchor) else int(last - anchor),
        age=None if np.isnan(age) else age,
        sex=sex,
        arm=arm,
        end_reason=end_reason,
        anchor_note=note,
    )


def _end(exits: Mapping[Way, Exit], last: float) -> tuple[float, str | None]:
    """Give the epoch day after which no visit is expected, and why; completing the trial does not excuse a visit."""
    ways = [exits[way] for way in _WAY_STATUS if way in exits and way is not Way.COMPLETION]
    days = [(each.last_expected_day(last), each.words) for each in ways]
    return min(days, key=lambda day: np.inf if np.isnan(day[0]) else day[0], default=(np.nan, None))


def _date(day: float) -> date | None:
    return None if np.isnan(day) else from_epoch_day(day)
