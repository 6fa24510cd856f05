"""The page of the patients: disposition, baseline, product and procedure; or why there is nothing to show."""

from dash import html
from dash.development.base_component import Component

from components import course_flow, course_tables
from components.elements import Element
from components.notices import empty_by_data, empty_by_filter
from trial.course.page import Course
from trial.words import inner


def page(course: Course) -> list[Component | Element]:
    """Make the cards of the page."""
    if not course.everybody:
        return [html.Div(empty_by_data("0 patients", "The data have no subject."), className="sheet")]
    if not course.flow.screened.of:
        return [html.Div(empty_by_filter("patient", course.filters), className="sheet")]
    if not course.baseline.subjects:
        none = empty_by_data(
            f"0 patients with {inner(course.anchor)}", "There is no baseline and no product to show for these patients."
        )
        return [course_flow.card(course), html.Div(none, className="sheet")]
    return [course_flow.card(course), course_tables.baseline(course), course_tables.given(course)]
