"""What the `results` document says of the instruments: doubtful assessments, and the stages."""

from collections.abc import Iterator, Sequence

from trial.instruments import measure_document
from trial.instruments.findings import Finding
from trial.instruments.gathered import Instruments, ScaleCourse
from trial.instruments.stage_course import Stages
from trial.instruments.staging import UNKNOWN, Kings

Document = dict[str, object]


def build(instruments: Instruments, ids: Sequence[str]) -> Document:
    """Give the part `instruments`; `ids` are the subjects' ids by position."""
    breath, strength, said = instruments.spirometry, instruments.mvic, instruments.evaluation
    return {
        "findings": [_finding(one, ids) for one in instruments.findings],
        "mapped": [entry for course in instruments.scales for entry in _mapped(course)],
        "spirometry": [] if breath is None else list(measure_document.spirometry(breath, ids)),
        "megascores": [] if strength is None else list(measure_document.megascores(strength, ids)),
        "evaluation": [] if said is None else list(measure_document.evaluation(said)),
    }


def _mapped(course: ScaleCourse) -> Iterator[Document]:
    """Give what was found for every part of a scale; a test that is no part has `part` null."""
    records, scale = course.assessments.records, course.scale
    for one in (*records.mapped, *records.unmapped):
        yield {
            "instrument": scale.key,
            "part": one.part or None,
            "patterns": list(one.patterns),
            "found": list(one.found),
            "records": one.records,
        }


def staging(stages: Stages, ids: Sequence[str]) -> Iterator[Document]:
    """Give the part `staging`: King's and MiToS of every dated assessment, recorded support and death."""
    columns = zip(
        stages.subject.tolist(), stages.day.tolist(), stages.date, stages.source, stages.kings.tolist(),
        stages.mitos.tolist(), stages.worst_kings.tolist(), stages.worst_mitos.tolist(), stages.kings_reason,
        stages.mitos_reason, strict=True,
    )  # fmt: skip
    for subject, day, date, source, kings, mitos, worst_kings, worst_mitos, kings_reason, mitos_reason in columns:
        yield {
            "subject": ids[subject],
            "date": date,
            "day": int(day) if day == day else None,  # NaN is the one number unlike itself
            "source": source,
            "kings": _kings(kings),
            "mitos": _mitos(mitos),
            "kings_worst": _kings(worst_kings),
            "mitos_worst": _mitos(worst_mitos),
            "kings_reason": kings_reason,
            "mitos_reason": mitos_reason,
        }


def _kings(stage: int) -> str | None:
    return None if stage == UNKNOWN else Kings(stage).label


def _mitos(stage: int) -> int | None:
    return None if stage == UNKNOWN else stage


def _finding(one: Finding, ids: Sequence[str]) -> Document:
    return {
        "subject": ids[one.subject],
        "instrument": one.instrument,
        "finding": one.kind.name,
        "severity": one.kind.severity.value,
        "date": one.date,
        "day": one.day,
        "visit": one.visit,
        "text": one.text,
        "table": one.table,
        "rows": [{"file": file, "row": row} for file, row in one.rows],
    }
