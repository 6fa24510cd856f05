"""Mounts the view of the address; an unknown address or patient gets a page that leads back."""

from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from callbacks.context import AppContext
from components.ids import VIEW_PATHS, ShellId, ViewKey
from components.notices import not_found, nothing_to_load
from components.state import InvalidStateError, patient_of
from components.views import data, group, overview, patient, safety, trajectories, visits
from trial.snapshot import Unusable

LAYOUTS = {
    ViewKey.OVERVIEW: overview.layout,
    ViewKey.TRAJECTORIES: trajectories.layout,
    ViewKey.SAFETY: safety.layout,
    ViewKey.VISITS: visits.layout,
    ViewKey.PATIENT: patient.layout,
    ViewKey.GROUP: group.layout,
    ViewKey.DATA: data.layout,
}
MISSING, NO_DATA = "missing", "no data"


def view_of(pathname: object) -> ViewKey | None:
    """Give the view an address names, None for an address that is none of ours."""
    if not isinstance(pathname, str):
        raise InvalidStateError("not an address")
    if patient_of(pathname) is not None:
        return ViewKey.PATIENT
    path = pathname.rstrip("/") or "/"
    return next((view for view, own in VIEW_PATHS.items() if own == path), None)


def every_layout() -> list[Component]:
    """Give the parts of all views, for the check of ids against callbacks."""
    layouts = [make() for make in LAYOUTS.values()]
    return [part for layout in layouts for part in (layout.head, layout.body)]


def _page(title: str, body: Component) -> tuple[Component, Component]:
    return html.Div(html.H1(title), className="head"), html.Div(body, className="sheet")


def _mounted(pathname: str, context: AppContext) -> tuple[str, tuple[Component, Component]]:
    """Give the name of what is to be mounted, and the two parts of it."""
    view = view_of(pathname)
    if view is None:
        return MISSING, _page("Page not found", not_found("There is no such page"))
    current = context.current()
    if isinstance(current, Unusable) and view is not ViewKey.DATA:
        return NO_DATA, _page(current.text, nothing_to_load(current.text, current.remedy))
    if view is ViewKey.PATIENT and not isinstance(current, Unusable):
        wanted = patient_of(pathname)
        if all(subject.id != wanted for subject in context.analysis().subjects):
            return MISSING, _page("Patient not found", not_found("There is no such patient in these data"))
    layout = LAYOUTS[view]()
    return str(view), (layout.head, layout.body)


def register(app: Dash, context: AppContext) -> None:
    """Follow the address with the view."""

    @app.callback(
        Output(ShellId.HEAD, "children"),
        Output(ShellId.BODY, "children"),
        Output(ShellId.VIEW, "data"),
        Input(ShellId.LOCATION, "pathname"),
        State(ShellId.VIEW, "data"),
        prevent_initial_call=True,
    )
    def mount(pathname: str, shown: object) -> tuple[object, ...]:
        name, (head, body) = _mounted(pathname, context)
        if name == shown and name in {str(view) for view in LAYOUTS}:
            return no_update, no_update, no_update
        return head, body, name
