"""The table under the trajectories: every number of every course on the page, as data for assets/86-tables.js."""

from collections.abc import Sequence

from components.ids import TrajectoryId
from components.slope_words import interval_words, p_words
from components.state import patient_path
from trial.pairs import Pair
from trial.slope_listing import line_note
from trial.slopes import Change, Line
from trial.trajectory import Trajectories
from trial.words import NOTHING, SLOPE_DECIMALS, number, signed

LINE_HEADS = ("Slope", "SE", "95 % CI", "n", "Span, d")
CHANGE_HEADS = ("Change", "SE", "95 % CI", "df", "p")
GROUPS = (("Pre", "pre", LINE_HEADS), ("Post", "post", LINE_HEADS), ("Change", "change", CHANGE_HEADS))
TITLE = "Slopes per month of the courses shown"

TableAnswer = dict[str, object]


def table(result: Trajectories) -> TableAnswer:
    """Give the table: a row a course, groups of columns for before, after and change."""
    return {
        "target": TrajectoryId.TABLE.value,
        "title": TITLE,
        "columns": [_column("Patient"), _column("Endpoint", "endpoint"), *_grouped(), _column("Note", "note")],
        "rows": [_row(result, place, pair) for place, pair in enumerate(result.pairs)],
    }


def _column(label: str, css: str = "", group: str = "", tone: str = "") -> TableAnswer:
    return {"label": label, "css": css, "group": group, "tone": tone}


def _grouped() -> list[TableAnswer]:
    """Give the columns of numbers; the first of each group, the slope, stands out."""
    return [
        _column(head, "number main" if place == 0 else "number", group, tone)
        for group, tone, heads in GROUPS
        for place, head in enumerate(heads)
    ]


def _row(result: Trajectories, place: int, pair: Pair) -> TableAnswer:
    row, column = divmod(place, len(result.columns))
    patient, endpoint = result.rows[row].id, result.columns[column]
    notes = [("pre", line_note(pair.pre.line)), ("post", line_note(pair.post.line)), ("change", pair.change.reason)]
    said = "; ".join(f"{name} {text}" for name, text in notes if text)
    numbers = (*_line(pair.pre.line), *_line(pair.post.line), *_change(pair.change))
    cells: Sequence[str] = (patient, f"{endpoint.label}\n{endpoint.unit}", *numbers, said or NOTHING)
    return {"href": patient_path(patient), "cells": list(cells)}


def _line(line: Line) -> tuple[str, ...]:
    interval = NOTHING if line.lower is None else interval_words(line)
    span = NOTHING if line.span_days is None else number(line.span_days, 0)
    return _shown(line.slope), _shown(line.se), interval, str(line.n), span


def _change(change: Change) -> tuple[str, ...]:
    if change.estimate is None or change.lower is None or change.upper is None:
        return (NOTHING,) * len(CHANGE_HEADS)
    return (
        signed(change.estimate, SLOPE_DECIMALS),
        _shown(change.se),
        interval_words(change),
        str(change.df),
        p_words(change.p),
    )


def _shown(value: float | None) -> str:
    return NOTHING if value is None else number(value, SLOPE_DECIMALS)
