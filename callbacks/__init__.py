"""The request boundary: Dash callbacks and HTTP routes. `register` wires all of them to one application."""

from dash import Dash

from callbacks import (
    data,
    drawing,
    errors,
    export,
    filters,
    frame,
    group,
    guard,
    headers,
    http,
    overview,
    patient,
    routing,
    safety,
    session,
    trajectories,
    visits,
)
from callbacks.context import AppContext

MODULES = (
    guard,
    errors,
    session,
    frame,
    filters,
    routing,
    drawing,
    overview,
    trajectories,
    safety,
    visits,
    patient,
    group,
    data,
    export,
    http,
    headers,
)
"""In this order: the guard stands before everything, the headers know every callback."""


def register(app: Dash, context: AppContext) -> None:
    """Wire every module to `app`."""
    for module in MODULES:
        module.register(app, context)
