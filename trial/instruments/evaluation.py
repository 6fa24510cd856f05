"""The patient's own judgement at month 6 and 12: who answered what, who could not answer, with exact intervals."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from trial.columns import NOBODY, bounds, capitals, numbers, owners, texts
from trial.contacts import NOT_DONE
from trial.cut import KnownData
from trial.instrument_rules import EvaluationRules
from trial.matching import matching
from trial.primary import exact_interval
from trial.record_rules import Where
from trial.study import PlannedVisit
from trial.subjects import Subject, SubjectId, positions
from trial.visit_status import HELD, VisitStatus
from trial.visits import PlannedVisitStatus

UNBLINDED = (
    "Unblinded: every patient knows what was given, and hope shows in the answers (expectation bias). "
    "These are opinions, not a measure of effect."
)
EFFECTIVE, AGAIN = "effective", "again"
QUESTIONS = {EFFECTIVE: "The treatment is effective for me", AGAIN: "I would consider another infusion"}


class Answer(StrEnum):
    """What one treated patient said at one visit; the last two are not answers."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NO_ANSWER = "no answer"
    NOT_YET = "not yet asked"


_WORDS = {"Y": Answer.YES, "YES": Answer.YES, "N": Answer.NO, "NO": Answer.NO, "UNSURE": Answer.UNSURE}
_STILL_OPEN = frozenset({VisitStatus.NOT_YET_DUE, VisitStatus.DUE, VisitStatus.OVERDUE})


@dataclass(frozen=True, slots=True)
class Reply:
    """One treated patient at one visit and question; `why` says why there is no answer, or what was written instead."""

    subject: SubjectId
    answer: Answer
    why: str | None
    has_left: bool = False
    """Died or left before the visit, so could not be asked."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One question at one visit. `n` = yes + no + unsure + no answer; patients not yet asked are not in it.

    `left` of those without an answer had died or left before the visit.

    `interval` is the exact two-sided 95 % one (Clopper-Pearson) of yes among n, None where n is 0.
    """

    question: str
    visit: str
    n: int
    yes: int
    no: int
    unsure: int
    no_answer: int
    left: int
    not_yet: int
    interval: tuple[float, float] | None
    replies: tuple[Reply, ...]


def build(
    known: KnownData, subjects: Sequence[Subject], visits: Sequence[PlannedVisitStatus]
) -> tuple[Tally, ...] | None:
    """Count both questions at every visit named; None where the study file names none or the data have no table.

    Every treated patient counts: one who died, left, missed the visit or was not asked is "no answer", not dropped.
    Assumes independent patients with one probability of yes. Source: domain reference 2.6.
    """
    study = known.study
    rules = study.instruments.evaluation
    if rules is None or rules.domain not in known.tables:
        return None
    status = {(one.subject, study.visits[one.visit].id): one for one in visits}
    asked = [visit for visit in study.visits if visit.id in rules.visits]
    treated = [subject for subject in subjects if subject.anchor is not None]
    found = []
    for question, where in ((EFFECTIVE, rules.effective), (AGAIN, rules.again)):
        said = _answers(known, rules, where, subjects)
        for visit in asked:
            replies = tuple(_reply(one, visit, status.get((one.index, visit.id)), said) for one in treated)
            found.append(_tally(question, visit.id, replies))
    return tuple(found)


def _answers(
    known: KnownData, rules: EvaluationRules, where: Where, subjects: Sequence[Subject]
) -> Mapping[tuple[int, float], tuple[str | None, str | None]]:
    """Give what each subject answered at each visit number, or the reason for NOT DONE; the last record counts."""
    table, prefix = known.table(rules.domain), rules.domain[:2]
    owner, earliest = owners(table, positions(subjects)), bounds(table, f"{prefix}DTC")[0]
    rows = np.flatnonzero(matching(table, where) & (owner != NOBODY) & ~(earliest > known.cut_day))
    rows = rows[np.argsort(np.nan_to_num(earliest[rows], nan=-np.inf), kind="stable")]
    words, reasons = capitals(table, rules.value), texts(table, f"{prefix}REASND")
    words[capitals(table, f"{prefix}STAT") == NOT_DONE] = None
    visit = numbers(table, "VISITNUM")
    return {(int(owner[row]), float(visit[row])): (words[row], reasons[row]) for row in rows.tolist()}


def _reply(
    subject: Subject,
    visit: PlannedVisit,
    status: PlannedVisitStatus | None,
    said: Mapping[tuple[int, float], tuple[str | None, str | None]],
) -> Reply:
    """Read one patient's answer; without one say why."""
    key = (subject.index, visit.visitnum)
    word, reason = said.get(key, (None, None))
    if word in _WORDS:
        return Reply(subject.id, _WORDS[word], None)
    if word is not None:
        return Reply(subject.id, Answer.NO_ANSWER, f"“{word.lower()}” is no answer to this question")
    if key in said:
        return Reply(subject.id, Answer.NO_ANSWER, (reason or "not asked, no reason given").lower())
    if status is None:
        return Reply(subject.id, Answer.NO_ANSWER, "the visit is not planned")
    if status.status in _STILL_OPEN:
        return Reply(subject.id, Answer.NOT_YET, None)
    if status.status in HELD:
        return Reply(subject.id, Answer.NO_ANSWER, "the visit was held, the question has no record")
    if status.status is VisitStatus.MISSED:
        return Reply(subject.id, Answer.NO_ANSWER, f"visit missed{f': {status.reason}' if status.reason else ''}")
    return Reply(subject.id, Answer.NO_ANSWER, status.reason or subject.end_reason or "left the trial", has_left=True)


def _tally(question: str, visit: str, replies: tuple[Reply, ...]) -> Tally:
    count = {answer: sum(reply.answer is answer for reply in replies) for answer in Answer}
    n = len(replies) - count[Answer.NOT_YET]
    return Tally(
        question=question,
        visit=visit,
        n=n,
        yes=count[Answer.YES],
        no=count[Answer.NO],
        unsure=count[Answer.UNSURE],
        no_answer=count[Answer.NO_ANSWER],
        left=sum(reply.has_left for reply in replies),
        not_yet=count[Answer.NOT_YET],
        interval=exact_interval(count[Answer.YES], n) if n else None,
        replies=replies,
    )


def among(tallies: Sequence[Tally], subjects: Collection[SubjectId]) -> tuple[Tally, ...]:
    """Count the answers of these subjects alone."""
    return tuple(
        _tally(tally.question, tally.visit, tuple(reply for reply in tally.replies if reply.subject in subjects))
        for tally in tallies
    )


def given(tallies: Sequence[Tally], answer: Answer) -> Iterator[Reply]:
    """Give every reply of one kind."""
    return (reply for tally in tallies for reply in tally.replies if reply.answer is answer)
