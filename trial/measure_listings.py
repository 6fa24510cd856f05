"""Spirometry, megascores, electromyography and the patients' evaluation as listings of some patients."""

from collections.abc import Iterator

import numpy as np

from trial.analysis import Analysis
from trial.instruments.evaluation import QUESTIONS, Tally, among
from trial.instruments.spirometry import Spirometry
from trial.listing import Cell, Column, Listing
from trial.selection import Selection, selected_subjects
from trial.subjects import Subject
from trial.words import not_done

PATIENT = Column("patient", "Patient")
FVC_COLUMNS = (
    Column("day", "Day", "number", 0),
    Column("date", "Date"),
    Column("visit", "Visit"),
    Column("position", "Position"),
    Column("litres", "Litres", "number", 2),
    Column("efforts", "Efforts", "number", 0),
    Column("predicted", "Predicted, L", "number", 2),
    Column("percent", "% predicted", "number", 1),
    Column("z", "z", "number", 2),
    Column("recorded", "Recorded %", "number", 1),
    Column("note", "Note"),
)
MVIC_COLUMNS = (
    Column("megascore", "Megascore"),
    Column("day", "Day", "number", 0),
    Column("date", "Date"),
    Column("visit", "Visit"),
    Column("recorded", "Recorded Z", "number", 2),
    Column("computed", "From muscles, Z", "number", 2),
    Column("muscles", "Muscles", "number", 0),
    Column("weak", "Too weak", "number", 0),
    Column("reference", "Reference set"),
    Column("note", "Note"),
)
EMG_COLUMNS = tuple(
    Column(name.lower(), name) for name in ("Patient", "Muscle", "Side", "Test", "Visit", "Date", "Day", "State")
)
EVALUATION_COLUMNS = tuple(Column(name.lower(), name) for name in ("Patient", "Question", "Visit", "Answer", "Reason"))


def spirometry_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every day and position of the patients that the filters keep."""
    rows = tuple((one.id, *row) for one in selected_subjects(selection, analysis) for row in fvc_rows(analysis, one))
    return Listing("spirometry", "Forced vital capacity by day and position", (PATIENT, *FVC_COLUMNS), rows)


def fvc_rows(analysis: Analysis, subject: Subject) -> tuple[tuple[Cell, ...], ...]:
    """Give the rows of one patient by day; what was not done stands among them with its reason."""
    found = analysis.instruments.spirometry
    if found is None:
        return ()
    rows = [*_measured(analysis, found, subject), *_left_out(analysis, found, subject)]
    return tuple(sorted(rows, key=lambda row: str(row[1] or "9")))


def _measured(analysis: Analysis, found: Spirometry, subject: Subject) -> Iterator[tuple[Cell, ...]]:
    told = [one for one in analysis.instruments.findings if (one.subject, one.instrument) == (subject.index, "fvc")]
    first, last = np.searchsorted(found.subject, [subject.index, subject.index + 1]).tolist()
    for at in range(first, last):
        own = [one.text for one in told if one.rows == found.rows(at)]
        efforts = max(int(found.efforts[at]), int(found.repeats[at]))
        litres, recorded = (_number(float(column[at])) for column in (found.litres, found.recorded))
        expected = (found.expected.predicted, found.expected.percent, found.expected.z)
        predicted, percent, z = (_number(float(column[at])) if litres else None for column in expected)
        position = None if found.position[at] is None else found.position[at].capitalize()
        day, note = _number(float(found.day[at])), "; ".join(own) or found.reason[at]
        yield (
            None if day is None else int(day), found.date[at], found.visit[at], position, litres, efforts, predicted,
            percent, z, recorded, note,
        )  # fmt: skip


def _left_out(analysis: Analysis, found: Spirometry, subject: Subject) -> Iterator[tuple[Cell, ...]]:
    """Give what was planned and not done, once a day."""
    endpoints = analysis.snapshot.study.endpoints
    own = [one for one in analysis.not_done if one.subject == subject.index]
    told = {
        (one.day, one.date, one.visit, one.reason): None
        for one in own
        if endpoints[one.endpoint].domain == found.rules.domain
    }
    for day, date, visit, reason in told:
        yield (day, date, visit, None, None, None, None, None, None, None, not_done(reason))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else value


def megascores_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List the megascores of the patients that the filters keep, arm before grip, by day."""
    found = analysis.instruments.mvic
    rows = tuple(
        (
            subject.id, one.group.capitalize(), one.day, one.date, one.visit, one.recorded, one.computed, one.muscles,
            one.weak, one.reference, one.reason,
        )
        for subject in selected_subjects(selection, analysis)
        for one in (found.of(subject.index) if found else ())
    )  # fmt: skip
    return Listing("megascores", "MVIC megascores by day", (PATIENT, *MVIC_COLUMNS), rows)


def emg_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every state of the patients that the filters keep, a row a muscle, test and occasion."""
    found = analysis.instruments.emg
    rows = [
        (subject.id, row.muscle, row.side, row.test, study.visit, study.date, study.day, state)
        for subject in selected_subjects(selection, analysis)
        for table in ([] if found is None else [found.of(subject.index)])
        for row in table.rows
        for study, state in zip(table.studies, row.states, strict=True)
        if state is not None
    ]
    return Listing("emg", "Electromyography", EMG_COLUMNS, tuple(rows))


def evaluations(analysis: Analysis, selection: Selection) -> tuple[Tally, ...] | None:
    """Count the answers of the treated patients that the filters keep; None where the study names no evaluation."""
    found = analysis.instruments.evaluation
    return None if found is None else among(found, {each.id for each in selected_subjects(selection, analysis)})


def evaluation_listing(analysis: Analysis, selection: Selection) -> Listing:
    """List every answer of the treated patients that the filters keep, also the missing ones, each with its reason."""
    rows = tuple(
        (reply.subject, QUESTIONS[tally.question], tally.visit, reply.answer.value, reply.why)
        for tally in evaluations(analysis, selection) or ()
        for reply in tally.replies
    )
    return Listing("evaluation", "The patients’ own evaluation", EVALUATION_COLUMNS, rows)
