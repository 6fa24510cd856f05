"""The fold-out of the trajectories: every model of every course on the page, as data for assets/86-tables.js."""

from components.ids import TrajectoryId
from components.sensitivity import interval, slowing_words
from components.state import patient_path
from trial.models.estimates import Estimate, Model
from trial.models.sensitivity import Course, Sensitivity
from trial.words import NOTHING, ONE_PATIENT_SENTENCE, SLOPE_DECIMALS, number, percent_of, signed

TITLE = "Change of slope per month by five models, and trust in the pre slope"
FOOTNOTE = (
    "M1: continuous spline, drawn above. M2: two lines with one scatter. M2w: each its own scatter. M3: two lines that "
    "share day 0. Theil-Sen: medians of slopes. Signal: share of what pre slopes differ by that is truly between "
    "patients. Slowing: the change in per cent of the pre slope. SE, df, p and reasons: the CSV files, the view of a "
    f"patient. {ONE_PATIENT_SENTENCE}"
)
WITH_INTERVAL = (Model.SPLINE, Model.INTERACTION, Model.WELCH)

TableAnswer = dict[str, object]


def table(result: Sensitivity) -> TableAnswer:
    """Give the table: a row a course, groups of columns for the models and for the pre slope."""
    return {
        "target": TrajectoryId.MODELS.value,
        "title": TITLE,
        "columns": [_column("Patient"), _column("Endpoint", "endpoint"), *_grouped()],
        "rows": [_row(course) for course in result.courses],
    }


def _column(label: str, css: str = "", group: str = "", tone: str = "") -> TableAnswer:
    return {"label": label, "css": css, "group": group, "tone": tone}


def _grouped() -> list[TableAnswer]:
    found = []
    for model in Model:
        group = model.value
        found.append(_column("Change", "number main", group))
        if model in WITH_INTERVAL:
            found.append(_column("95 % CI", "number", group))
        if model is Model.SPLINE:
            found.append(_column("Slowing", "number", group))
    pre = "Pre slope"
    found += [
        _column("Raw", "number main", pre, "pre"),
        _column("Shrunken", "number", pre),
        _column("Signal", "number", pre),
    ]
    return found


def _row(course: Course) -> TableAnswer:
    cells = [course.subject, f"{course.endpoint.label}\n{course.endpoint.unit}"]
    for one, slowing in zip(course.estimates, course.slowings, strict=True):
        cells.append(_change(one))
        if one.model in WITH_INTERVAL:
            cells.append(interval(one.change))
        if one.model is Model.SPLINE:
            cells.append(slowing_words(one, slowing))
    trust = course.trust
    share = NOTHING if trust.reliability is None else percent_of(trust.reliability)
    cells += [_number(trust.slope), _number(trust.shrunken), share]
    return {"href": patient_path(course.subject), "cells": cells}


def _change(one: Estimate) -> str:
    return NOTHING if one.change.value is None else signed(one.change.value, SLOPE_DECIMALS)


def _number(value: float | None) -> str:
    return NOTHING if value is None else number(value, SLOPE_DECIMALS)


NOTHING_SHOWN = table(Sensitivity("", ()))
"""The table of a fold that is closed."""
