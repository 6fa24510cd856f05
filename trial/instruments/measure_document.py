"""What the `results` document says of spirometry, megascores and the patients' own evaluation."""

from collections.abc import Iterator, Sequence

import numpy as np

from trial.instruments.evaluation import Tally
from trial.instruments.mvic import Megascores
from trial.instruments.spirometry import Spirometry

Document = dict[str, object]


def spirometry(found: Spirometry, ids: Sequence[str]) -> Iterator[Document]:
    """Give one entry for each subject, day and position."""
    expected = found.expected
    for at in range(len(found)):
        yield {
            "subject": ids[found.subject[at]],
            "date": found.date[at],
            "day": _whole(found.day[at]),
            "visit": found.visit[at],
            "position": found.position[at],
            "litres": _number(found.litres[at]),
            "efforts": int(found.efforts[at]),
            "recorded_percent": _number(found.recorded[at]),
            "equation": found.rules.equation.value,
            "age": _number(found.age[at]),
            "predicted": _number(expected.predicted[at]),
            "percent": _number(expected.percent[at]),
            "z": _number(expected.z[at]),
            "lower_limit": _number(expected.lower_limit[at]),
            "reason": found.reason[at],
        }


def megascores(found: Megascores, ids: Sequence[str]) -> Iterator[Document]:
    """Give one entry for each subject, group and day."""
    for subject, name in enumerate(ids):
        for one in found.of(subject):
            yield {
                "subject": name,
                "megascore": one.group,
                "date": one.date,
                "day": one.day,
                "visit": one.visit,
                "recorded": one.recorded,
                "computed": one.computed,
                "muscles": one.muscles,
                "too_weak": one.weak,
                "reference_set": one.reference,
                "reason": one.reason,
            }


def evaluation(tallies: Sequence[Tally]) -> Iterator[Document]:
    """Give one entry for each question and visit."""
    for one in tallies:
        yield {
            "question": one.question,
            "visit": one.visit,
            "n": one.n,
            "yes": one.yes,
            "no": one.no,
            "unsure": one.unsure,
            "no_answer": one.no_answer,
            "left": one.left,
            "not_yet": one.not_yet,
            "lower": None if one.interval is None else one.interval[0],
            "upper": None if one.interval is None else one.interval[1],
            "answers": [
                {"subject": reply.subject, "answer": reply.answer.value, "reason": reply.why} for reply in one.replies
            ],
        }


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _whole(value: float) -> int | None:
    return None if np.isnan(value) else int(value)
