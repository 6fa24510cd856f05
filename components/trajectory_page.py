"""The words and controls around the trajectories: finding, key, labels of the rows, rules, empty states."""

from dash import html
from dash.development.base_component import Component

from components import beside
from components.attributes import attrs
from components.axis_words import unit_line
from components.controls import pager, segments
from components.graph import listing_link, picture_button
from components.happenings import sign_of, when, word_of
from components.ids import TrajectoryId
from components.legend import EQUATION_SIGN, entry
from components.notices import empty, empty_by_data, empty_by_filter, reset_button
from components.panel_grid import (
    BOTTOM,
    GUTTER,
    LABELS,
    RIGHT,
    TITLES,
    TOP,
    overlay_height,
    overlay_width,
    panel_domains,
    panels_width,
    row_height,
)  # fmt: skip
from components.state import patient_path
from trial.beyond import Beyond
from trial.milestones import Milestone, MilestoneKind
from trial.selection import Arrangement, Scale
from trial.trajectory import Row, Trajectories
from trial.trajectory_words import beside as beside_words
from trial.trajectory_words import finding, rules, summary
from trial.words import ONE_PATIENT_SENTENCE, counted, day_text

MOST_MARKS = 3
SIGNS_IN_WORDS = (
    "Filled point: used; hollow: outside its visit window; open square: not used; thin cross: not done; "
    "grey ground: after the data cut."
)
"""The key, for who hears the page and for saved pictures, which have no key beside them."""
OLD_SIGN = "Old record, used by choice"
ENDS = frozenset({MilestoneKind.DEATH, MilestoneKind.WITHDRAWAL})


def head(result: Trajectories) -> list[Component]:
    """Give the finding, what it stands on, and the ways to take figure and numbers along."""
    actions = [
        picture_button(TrajectoryId.GRAPH),
        listing_link("slopes", "Slopes, CSV"),
        listing_link("points", "Points, CSV"),
    ]
    return [
        html.Div([html.H1(finding(result)), html.P(summary(result), className="sub")]),
        html.Div(actions, className="actions"),
    ]


def top(result: Trajectories) -> list[Component]:
    """Give the key of the figure, the two switches and the pages; or why there is no figure."""
    if result.is_empty:
        return [_emptiness(result)]
    arrangement = segments(
        "Arrangement", "layout", (("Panels", Arrangement.PANELS), ("Overlay", Arrangement.OVERLAY)), result.arrangement
    )
    scale = segments("Scale of values", "scale", (("Same scale", Scale.SAME), ("Fit", Scale.FIT)), result.scale)
    switches = html.Div([arrangement, scale], className="actions")
    return [html.Div([*_keys(result), switches], className="sheet-bar"), *pages(result)]


def _keys(result: Trajectories) -> list[Component]:
    overlaid = result.arrangement is Arrangement.OVERLAY
    found: list[Component] = []
    if result.rows:
        bare = " bare" if overlaid else ""
        found += [entry(f"key-line pre{bare}", "Pre"),
                  entry(f"key-line post{bare}", "Post" if overlaid else "Post, 95 % bands")]  # fmt: skip
        found += [entry("tr-sign outside", "Outside window"), entry("tr-sign unused", "Not used"),
                  entry("tr-sign missing", "Not done")]  # fmt: skip
        found += [entry("tr-sign old", OLD_SIGN)] if _has_old(result) else []
        found += [entry("tr-sign equation", EQUATION_SIGN)] if _has_other_equation(result) else []
        found += [entry(look.css, look.text) for look, shown in _beside(result) if any(one.months for one in shown)]
    if overlaid and result.cohort_patients:
        found += _cohort_keys(result)
    return [*found, entry("tr-ground", "After data cut")]


def _has_old(result: Trajectories) -> bool:
    return any(point.used and point.is_old for pair in result.pairs for point in pair.points)


def _has_other_equation(result: Trajectories) -> bool:
    return any(point.used and point.equation for pair in result.pairs for point in pair.points)


def _beside(result: Trajectories) -> tuple[tuple[beside.Look, tuple[Beyond, ...]], ...]:
    return (beside.EXPECTED, result.expected), (beside.NATURAL, result.natural)


def _cohort_keys(result: Trajectories) -> list[Component]:
    others = f"{'Other patients' if result.rows else 'Patients'}, {result.cohort_patients}"
    if any(cohort.ribbon is not None for cohort in result.cohort):
        return [entry("tr-ribbon", f"{others}: middle half, middle 90 %"), entry("tr-grey median", "Median")]
    return [entry("tr-grey", others)]


def rows(result: Trajectories) -> Component:
    """Give the labels left of the panels; they also give the figure its height and least width."""
    if result.arrangement is Arrangement.OVERLAY or not result.rows:
        size = {
            "height": f"{overlay_height(len(result.columns))}px",
            "minWidth": f"{overlay_width(len(result.columns))}px",
        }
        return html.Div(className="tr-size", style=size)
    height = row_height(len(result.rows), len(result.columns))
    titles = html.Div(_titles(result), className="tr-titles", style={"height": f"{TITLES}px"})
    style = {"paddingBottom": f"{BOTTOM}px", "minWidth": f"{panels_width(len(result.columns))}px"}
    below = html.Div(style={"height": f"{TOP - TITLES}px"})
    return html.Div([titles, below, *(_label(row, height) for row in result.rows)], className="tr-size", style=style)


def _titles(result: Trajectories) -> list[Component]:
    """Name the endpoints over their columns; they stay in sight while the rows scroll."""
    room, left = LABELS + GUTTER + RIGHT, LABELS + 6
    return [
        html.Div(
            [html.B(column.label), html.Span(unit_line(result, column))],
            style={"left": f"calc({left}px + (100% - {room}px) * {start:.5f})"},
        )
        for column, (start, _) in zip(result.columns, panel_domains(len(result.columns)), strict=True)
    ]


def _label(row: Row, height: int) -> Component:
    has_end = any(mark.kind in ENDS for mark in row.marks)
    status: list[Component] = [] if has_end else [html.Span(row.status.capitalize(), className="status")]
    if row.day is not None and not has_end:
        status.append(html.Span(day_text(row.day), className="day"))
    more = len(row.marks) - MOST_MARKS
    marks = [_mark(mark) for mark in row.marks[:MOST_MARKS]]
    rest = [html.Span(f"and {more} more", className="day")] if more > 0 else []
    link = html.A(row.id, href=patient_path(row.id), className="patient-link")
    inside = html.Div([link, *status, *marks, *rest], className="tr-label", style={"width": f"{LABELS + 8}px"})
    return html.Div(inside, className="tr-row", style={"height": f"{height}px"})


def _mark(mark: Milestone) -> Component:
    return html.Span(
        [_sign(mark), html.Span(word_of(mark)), html.Span(when(mark), className="day")], className="tr-mark"
    )


def _sign(mark: Milestone) -> Component:
    return html.Span(className=f"tr-sign {sign_of(mark).css}", **attrs(aria_hidden="true"))


def _said(mark: Milestone) -> str:
    return f" {word_of(mark)}, {when(mark)}"


def pages(result: Trajectories) -> list[Component]:
    """Give the buttons that turn the pages; nothing when there is one."""
    return [html.Div(pager(result.page, result.pages, _what(result)), className="tr-pages")] if result.pages > 1 else []


def _what(result: Trajectories) -> str:
    first, last, patients = result.patients
    left, right, endpoints = result.endpoints
    said = [] if result.arrangement is Arrangement.OVERLAY else [f"Patients {first} to {last} of {patients}"]
    if right - left + 1 < endpoints:
        said.append(f"endpoints {left} to {right} of {endpoints}")
    return ", ".join(said).capitalize()


def foot(result: Trajectories) -> list[Component]:
    """Give the rules of the figure, what it leaves out, and what it does not show."""
    if result.is_empty:
        return []
    old = (f"Filled square: {OLD_SIGN.lower()}.",) if _has_old(result) else ()
    other = (f"Hollow diamond: {EQUATION_SIGN.lower()}.",) if _has_other_equation(result) else ()
    signs = (SIGNS_IN_WORDS, *old, *other, result.handling_rule, *beside_words(result))
    return [
        *pages(result),
        *_overlay_marks(result),
        html.Div(
            [
                html.P(
                    [ONE_PATIENT_SENTENCE, html.Span(f" {' '.join(signs)}", className="sr")],
                    className="tr-one",
                    **attrs(data_sentence="1"),
                ),
                *(html.P(text) for text in rules(result)),
                *([html.P(listing_link("expected", beside.CSV_LABEL))] if result.asks_beside else []),
            ],
            className="footnote",
        ),
    ]


def _overlay_marks(result: Trajectories) -> list[Component]:
    """Name the happenings of an overlay below it: there are no labels of rows beside it."""
    if result.arrangement is not Arrangement.OVERLAY:
        return []
    found = [
        html.Li([_sign(mark), html.A(row.id, href=patient_path(row.id), className="patient-link"), _said(mark)])
        for row in result.rows
        for mark in row.marks
    ]
    return [html.Ul(found, className="tr-happenings")] if found else []


def _emptiness(result: Trajectories) -> Component:
    """Say why there is no figure and offer the way out."""
    if not result.tally.patients and result.filters:
        return empty_by_filter("patient", result.filters)
    if not result.tally.endpoints:
        return empty_by_data("0 endpoints", "The study file names no endpoint.")
    text = f"None of {counted(result.tally.patients, 'patient')} has a measured value with a day in these endpoints."
    return empty("No point to draw", text, [reset_button(primary=True)] if result.filters else [], "line")
