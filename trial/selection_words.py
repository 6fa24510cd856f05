"""What the screen asks for in words: every filter that is set, for captions, exports and empty states."""

from trial.analysis import Analysis
from trial.handling_words import choice_words
from trial.selection import MOST_NAMED, Selection
from trial.visit_filter import WORDS as VISIT_WORDS
from trial.visit_filter import VisitFilter
from trial.words import listed, shortest


def describe(selection: Selection, analysis: Analysis) -> tuple[str, ...]:
    """Say each filter that is set in words, for captions, exports and empty states."""
    study = analysis.snapshot.study
    words: list[str] = []
    if selection.subjects:
        words.append(f"Patients {listed(selection.subjects, MOST_NAMED)}")
    if selection.status:
        words.append("Status " + " or ".join(selection.status))
    if selection.visits is not VisitFilter.ANY:
        words.append(VISIT_WORDS[selection.visits])
    if selection.endpoints:
        labels = [endpoint.label for endpoint in study.endpoints if endpoint.id in selection.endpoints]
        words.append(f"Endpoints {listed(labels, MOST_NAMED)}")
    if selection.months is not None:
        words.append(f"Months {months_text(selection.months)}")
    words.extend(_event_words(selection))
    if selection.cut is not None:
        words.append(f"As of {selection.cut.isoformat()}")
    return tuple(words)


def describe_slopes(selection: Selection, analysis: Analysis) -> tuple[str, ...]:
    """Say each choice about slopes that is not the default in words; it takes no patient away."""
    flags = ((selection.expected, "Expected from before drawn"), (selection.natural, "Natural history drawn"))
    drawn = (text for is_set, text in flags if is_set)
    return (*choice_words(analysis.snapshot.study, selection.handling), *drawn)


def _event_words(selection: Selection) -> list[str]:
    words = [] if selection.grade is None else [f"Events of grade {grade_text(selection.grade)}"]
    flags = (
        (selection.serious, "Serious events only"),
        (selection.related, "Related events only"),
        (selection.emergent, "Treatment-emergent events only"),
        (selection.news, "Only events new or changed since the previous data cut"),
        (selection.procedure_emergent, "Procedure-emergent events only"),
        (selection.aesi, "Events of special interest only"),
        (selection.fatal, "Fatal events only"),
    )
    return [*words, *(text for is_set, text in flags if is_set), *selection.narrowing.words().values()]


def months_text(months: tuple[float, float]) -> str:
    """Write a month range with a true minus: "−6 to 12"."""
    return " to ".join(map(shortest, months))


def grade_text(grade: int) -> str:
    """Write a minimum grade: "3 and up"."""
    return "5" if grade == 5 else f"{grade} and up"
