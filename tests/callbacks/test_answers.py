"""How an answer travels: figures and data as they are, HTML as one component that the browser draws."""

import json

import dash_bootstrap_components as dbc
import numpy as np
import pytest
from dash import dcc, html

from callbacks.context import Answers, Reading
from tests.factories import one_subject
from trial.analysis import build
from trial.selection import Selection


def travelled(value: object) -> object:
    """What the page gets for an answer."""
    analysis = build(one_subject(), None)
    reading = Reading("v", Selection(), None, analysis)
    return json.loads(Answers().answer(lambda _: value, reading))


@pytest.fixture(autouse=True)
def readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A fragment does not show what it holds; keep the bytes themselves."""
    monkeypatch.setattr("callbacks.context.orjson.Fragment", lambda made: made)


TREE = html.Div([html.B("a"), " and ", html.A("b", href="/patient/01")], className="x", **{"data-y": "1"})
FORM = {
    "type": "Div",
    "namespace": "dash_html_components",
    "props": {
        "children": [
            {"type": "B", "namespace": "dash_html_components", "props": {"children": "a"}},
            " and ",
            {"type": "A", "namespace": "dash_html_components", "props": {"children": "b", "href": "/patient/01"}},
        ],
        "className": "x",
        "data-y": "1",
    },
}


def test_html_travels_as_one_component() -> None:
    assert travelled(TREE) == {"namespace": "monitor", "type": "Html", "props": {"tree": FORM}}
    assert travelled([TREE, "text", None]) == {
        "namespace": "monitor",
        "type": "Html",
        "props": {"tree": [FORM, "text", None]},
    }


@pytest.mark.parametrize(
    "inside",
    [html.P(id="named"), dcc.Link("x", href="/"), dbc.Input(type="text")],
    ids=["an id", "a link of Dash", "a control"],
)
def test_what_the_page_must_know_stays_a_component(inside: object) -> None:
    found = travelled(html.Div([html.P(html.B("deep")), html.Section(inside)]))
    assert (found["namespace"], found["type"]) == ("dash_html_components", "Div")


@pytest.mark.parametrize(
    "value",
    [
        {"data": [{"x": [1, 2.5, None], "type": "scatter"}], "layout": {"height": 3}},
        [{"label": "a", "value": "b"}],
        [{"type": "Div", "namespace": "dash_html_components", "props": {"children": "an element of a table"}}],
        ["a", "b"],
        [],
        "text",
        None,
        7,
    ],
)
def test_data_travel_as_they_are(value: object) -> None:
    assert travelled(value) == value


def test_a_number_that_json_has_no_sign_for_is_nothing() -> None:
    assert travelled({"y": [float("nan"), float("inf"), 1.0]}) == {"y": [None, None, 1.0]}


def test_numbers_of_numpy_are_numbers() -> None:
    assert travelled({"x": np.float64(1.5), "y": np.array([1.0, np.nan])}) == {"x": 1.5, "y": [1.0, None]}


def test_anything_else_has_no_place_in_an_answer() -> None:
    with pytest.raises(TypeError, match="not JSON serializable: type"):
        travelled({"y": Selection})
