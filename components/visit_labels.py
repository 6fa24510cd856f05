"""The labels beside the lanes of the study-day chart: patient, status, visits in window."""

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.state import patient_path
from components.visit_lanes import lane_height, top
from trial.visit_days import DayLane, StudyDays
from trial.words import percent


def labels(days: StudyDays) -> list[Component]:
    """Make a label a lane: the patient, the status, how many visits were in window."""
    own = lane_height(len(days.lanes))
    heads = [html.Span("Patient"), html.Span("In window")]
    return [
        html.Li(heads, className="vs-label top", style={"height": f"{top(days)}px"}, **attrs(aria_hidden="true")),
        *[
            html.Li(
                _label(lane), className="vs-label", style={"top": f"{top(days) + place * own}px", "height": f"{own}px"}
            )
            for place, lane in enumerate(days.lanes)
        ],
    ]


def _label(lane: DayLane) -> list[Component]:
    subject, margin = lane.subject, lane.margin
    share = f"{margin.in_window}/{margin.expected}"
    words = f"{share} in window, {percent(margin.in_window, margin.expected)}"
    link = html.A(subject.id, href=patient_path(subject.id), className="patient-link")
    status = html.Span(subject.status.capitalize(), className="status")
    return [link, html.Span(share, className="share", title=words), status]
