"""Layout of the patient view: head, facts, one card with the figure and the numbers beside its panels, fold-outs."""

from dash import html

from components.attributes import attrs
from components.fold import LABORATORY_FOLD, PATIENT_FOLD, fold
from components.graph import graph, picture_button
from components.ids import PatientId
from components.view import ViewLayout

AROUND = " ".join((PatientId.KEY, PatientId.SCALE, PatientId.BOX, PatientId.NUMBERS, PatientId.RULES))
"""What is answered together with the figure."""


def layout() -> ViewLayout:
    """Give the fixed layout."""
    figure = html.Div(
        graph(PatientId.GRAPH, PatientId.ANSWER, PatientId.CAPTION, "Endpoints, events and visits on one time axis"),
        className="course-figure",
    )
    numbers = html.Aside(
        id=PatientId.NUMBERS,
        className="numbers",
        **attrs(aria_label="Numbers beside the course"),
    )
    course = html.Section(
        [
            html.Div(
                [
                    html.H2("Course"),
                    html.Div(id=PatientId.KEY, className="keys"),
                    html.Div(
                        [html.Div(id=PatientId.SCALE, className="choices"), picture_button(PatientId.GRAPH)],
                        className="actions",
                    ),
                ],
                className="sheet-bar",
            ),
            html.Div(
                [figure, numbers],
                id=PatientId.BOX,
                className="course-box",
            ),
            html.Div(id=PatientId.RULES, className="footnote"),
        ],
        className="sheet course",
        **attrs(aria_label="Course", data_panel=AROUND),
    )
    inside = html.Div(id=PatientId.SENSITIVITY, className="sheet-body")
    sensitivity = fold(PATIENT_FOLD, "Sensitivity", [inside], "sens-fold", PatientId.SENSITIVITY)
    values = html.Div(id=PatientId.LABORATORY, className="sheet-body")
    laboratory = fold(LABORATORY_FOLD, "Laboratory and vital signs", [values], "lab-fold", PatientId.LABORATORY)
    more = html.Div(id=PatientId.INSTRUMENTS, className="patient-more", **attrs(data_panel=str(PatientId.INSTRUMENTS)))
    data = html.Details(
        [html.Summary("Data of this patient"), html.Div(id=PatientId.TABLE, className="sheet-body")],
        className="sheet data-table",
        **attrs(data_panel=str(PatientId.TABLE)),
    )
    return ViewLayout(
        head=html.Div(
            [
                html.Div(html.H1(), id=PatientId.HEAD, className="head patient-head"),
                html.Dl(id=PatientId.FACTS, className="facts"),
            ],
            className="patient-top",
            **attrs(data_panel=f"{PatientId.HEAD} {PatientId.FACTS}"),
        ),
        body=html.Div([course, sensitivity, laboratory, data, more], className="patient-body"),
    )
