"""What a callback can be asked: the components and properties that it was registered with (catalogue H2, H3, H10)."""

import copy
from collections.abc import Callable

import dash
import pytest
from flask.testing import FlaskClient

from callbacks.limits import BOUNDS
from tests.callbacks.small import bare, bodies, cell, guarded, item, post

KINDS = ("plain", "several", "every", "same", "again", "silent")


@pytest.fixture(scope="module")
def app() -> dash.Dash:
    return guarded()


@pytest.fixture
def client(app: dash.Dash) -> FlaskClient:
    return app.server.test_client()


def changed(body: dict[str, object], change: Callable[[dict[str, object]], object]) -> dict[str, object]:
    """A copy of a body with one thing altered."""
    other = copy.deepcopy(body)
    change(other)
    return other


@pytest.mark.parametrize("kind", KINDS)
def test_a_right_body_is_answered(app: dash.Dash, client: FlaskClient, kind: str) -> None:
    answer = post(client, bodies(app)[kind])
    assert answer.status_code == (204 if kind == "silent" else 200), answer.text


def test_the_answers_are_those_of_the_callbacks(app: dash.Dash, client: FlaskClient) -> None:
    told = {kind: post(client, body).json["response"] for kind, body in bodies(app).items() if kind != "silent"}
    assert told == {
        "plain": {"plain": {"children": "x/n"}},
        "several": {"left": {"children": "x"}, "right": {"children": "right"}},
        "every": {"sum": {"children": 2}},
        "same": {'{"index":"a","type":"echo"}': {"children": "1 of 2"}},
        "again": {"plain": {"children": "again"}},
    }


FOREIGN = {
    "no output": lambda b: b.pop("output"),
    "unknown output": lambda b: b.update(output="nobody.children"),
    "output of the browser": lambda b: b.update(output="browser-out.children"),
    "output as list": lambda b: b.update(output=["plain.children"]),
    "output as object": lambda b: b.update(output={"id": "plain"}),
    "no inputs": lambda b: b.pop("inputs"),
    "empty inputs": lambda b: b.update(inputs=[]),
    "inputs as text": lambda b: b.update(inputs="choice.value"),
    "inputs as null": lambda b: b.update(inputs=None),
    "too many inputs": lambda b: b["inputs"].append(item("choice", "value", 1)),
    "no state": lambda b: b.pop("state"),
    "state too long": lambda b: b["state"].append(item("note", "value")),
    "other input id": lambda b: b["inputs"][0].update(id="zzz"),
    "other input property": lambda b: b["inputs"][0].update(property="qqq"),
    "property as list": lambda b: b["inputs"][0].update(property=["value"]),
    "id as pattern": lambda b: b["inputs"][0].update(id={"type": "choice", "index": 1}),
    "input and state swapped": lambda b: b.update(inputs=b["state"], state=b["inputs"]),
    "input as number": lambda b: b.update(inputs=[1]),
    "input as list": lambda b: b.update(inputs=[[item("choice", "value")]]),
    "extra part of an input": lambda b: b["inputs"][0].update(pathname="/login"),
    "extra part of the body": lambda b: b.update(pathname="/login"),
    "no outputs": lambda b: b.pop("outputs"),
    "other outputs": lambda b: b["outputs"].update(id="left"),
    "outputs as list": lambda b: b.update(outputs=[b["outputs"]]),
    "outputs with a value": lambda b: b["outputs"].update(value=1),
    "no trigger": lambda b: b.pop("changedPropIds"),
    "made-up trigger": lambda b: b.update(changedPropIds=["admin.n_clicks"]),
    "trigger of the state": lambda b: b.update(changedPropIds=["note.value"]),
    "trigger as number": lambda b: b.update(changedPropIds=[1]),
    "trigger as text": lambda b: b.update(changedPropIds="choice.value"),
    "too many triggers": lambda b: b.update(changedPropIds=["choice.value"] * (BOUNDS.components + 1)),
    "trigger of a pattern that is not there": lambda b: b.update(changedPropIds=['{"index":1,"type":"cell"}.value']),
    "trigger of broken JSON": lambda b: b.update(changedPropIds=["{].value"]),
    "parsed triggers as text": lambda b: b.update(parsedChangedPropsIds="choice.value"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_a_body_of_another_shape_is_refused(app: dash.Dash, client: FlaskClient, name: str) -> None:
    answer = post(client, changed(bodies(app)["plain"], FOREIGN[name]))
    assert answer.status_code == 400
    assert set(answer.json) == {"error", "reference"}
    assert answer.json["reference"]


OTHER_CELLS = {
    "unknown type": {"type": "other", "index": "a"},
    "missing key": {"type": "cell"},
    "another key": {"type": "cell", "index": "a", "more": 1},
    "long index": cell("x" * (BOUNDS.index + 1)),
    "index as list": cell(["ALL"]),
    "index as object": cell({}),
    "index true": cell(True),
    "index as fraction": cell(1.5),
    "index null": cell(None),
    "huge index": cell(2**60),
    "plain id": "cell",
}


@pytest.mark.parametrize("name", OTHER_CELLS)
@pytest.mark.parametrize("kind", ["every", "same"])
def test_an_id_outside_the_pattern_is_refused(app: dash.Dash, client: FlaskClient, kind: str, name: str) -> None:
    body = bodies(app)[kind]
    place = body["inputs"][0][0] if kind == "every" else body["inputs"][0]
    place["id"] = OTHER_CELLS[name]
    assert post(client, body).status_code == 400


def test_a_pattern_takes_as_many_as_the_bound(app: dash.Dash, client: FlaskClient) -> None:
    body = bodies(app)["every"]
    body["inputs"] = [[item(cell(i), "value") for i in range(BOUNDS.components)]]
    assert post(client, body).json["response"]["sum"]["children"] == BOUNDS.components
    body["inputs"][0].append(item(cell("one more"), "value"))
    assert post(client, body).status_code == 400


def test_one_component_twice_in_a_pattern_is_refused(app: dash.Dash, client: FlaskClient) -> None:
    body = bodies(app)["every"]
    body["inputs"] = [[item(cell("a"), "value"), item({"index": "a", "type": "cell"}, "value")]]
    assert post(client, body).status_code == 400


def test_the_open_part_of_a_pattern_is_one_all_over_the_request(app: dash.Dash, client: FlaskClient) -> None:
    body = bodies(app)["same"]
    body["inputs"][0]["id"] = cell("b")
    assert post(client, body).status_code == 400


def test_bare_dash_lets_through_what_the_guard_refuses() -> None:
    """The refusals above are the guard's, not Dash's: without it, another id runs the callback and the rest are 500."""
    client = bare().server.test_client()
    body = bodies(bare())["plain"]
    assert post(client, changed(body, FOREIGN["other input id"])).status_code == 200
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert post(client, changed(body, FOREIGN["unknown output"])).status_code == 500
