"""The guard: who may ask, how much, and what a callback can be asked (catalogue H1-H7, H10, H15-H17, H23)."""

import copy
import json
from collections.abc import Callable

import dash
import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from callbacks.errors import Throttle
from callbacks.limits import BOUNDS
from tests.callbacks.small import PATH, SECRET, bare, bodies, cell, guarded, item, post, simple

KINDS = ("plain", "several", "every", "same", "again", "silent")


@pytest.fixture(scope="module")
def app() -> dash.Dash:
    return guarded()


@pytest.fixture
def client(app: dash.Dash) -> FlaskClient:
    return app.server.test_client()


@pytest.fixture
def fresh() -> FlaskClient:
    """A client of an application that has not logged anything yet."""
    return guarded().server.test_client()


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


@pytest.mark.parametrize("root", [None, [], 1, "x", True, {}], ids=repr)
def test_a_body_that_is_no_object_is_refused(client: FlaskClient, root: object) -> None:
    answer = client.post(PATH, data=json.dumps(root), content_type="application/json")
    assert answer.status_code == 400


MALFORMED = {
    "empty": b"",
    "cut": b'{"output": "plain',
    "latin-1": '{"output": "é"}'.encode("latin-1"),
    "NaN": b'{"output": NaN}',
    "infinity": b'{"output": 1e999}',
    "5,000 digits": b'{"output": ' + b"9" * 5_000 + b"}",
    "lone surrogate": b'{"output": "\\ud800"}',
    "20,000 brackets": b"[" * 20_000 + b"]" * 20_000,
}


@pytest.mark.parametrize("name", MALFORMED)
def test_what_is_no_json_is_refused(client: FlaskClient, name: str) -> None:
    answer = client.post(PATH, data=MALFORMED[name], content_type="application/json")
    assert answer.status_code == 400
    assert answer.json["reference"]


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


TOO_LARGE = {
    "depth": nested(BOUNDS.depth),
    "text": "x" * (BOUNDS.text + 1),
    "list": [0] * (BOUNDS.items + 1),
    "keys": {str(i): 0 for i in range(BOUNDS.items + 1)},
    "values": [[0] * 4_000 for _ in range(13)],
}


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_value_over_a_bound_is_refused(client: FlaskClient, name: str) -> None:
    assert post(client, simple("broken-out", "broken", TOO_LARGE[name])).status_code == 400


@pytest.mark.parametrize(
    "value", ["x" * BOUNDS.text, [0] * BOUNDS.items, nested(BOUNDS.depth - 4)], ids=["text", "list", "depth"]
)
def test_a_value_at_a_bound_passes(client: FlaskClient, app: dash.Dash, value: object) -> None:
    body = changed(bodies(app)["plain"], lambda b: b["inputs"][0].update(value=value))
    assert post(client, body).status_code == 200


def test_a_body_over_the_limit_is_413(client: FlaskClient) -> None:
    answer = client.post(PATH, data=b" " * (BOUNDS.body_bytes + 1), content_type="application/json")
    assert answer.status_code == 413
    assert answer.json["reference"]


def test_a_chunked_body_over_the_limit_is_413(client: FlaskClient) -> None:
    chunked = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked", "CONTENT_LENGTH": ""}
    answer = client.post(PATH, content_type="application/json", environ_overrides={**chunked, "wsgi.input": _Endless()})
    assert answer.status_code == 413


class _Endless:
    """A body without an end; it counts what is taken of it."""

    def read(self, size: int = -1) -> bytes:
        assert 0 <= size <= BOUNDS.body_bytes + 1
        return b" " * size


def test_a_body_at_the_limit_is_read(client: FlaskClient, app: dash.Dash) -> None:
    text = json.dumps(bodies(app)["plain"]).encode()
    padded = text + b" " * (BOUNDS.body_bytes - len(text))
    assert client.post(PATH, data=padded, content_type="application/json").status_code == 200


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "application/vnd.x+json", ""])
def test_only_json_is_accepted(client: FlaskClient, app: dash.Dash, kind: str) -> None:
    answer = client.post(PATH, data=json.dumps(bodies(app)["plain"]), content_type=kind)
    assert answer.status_code == 415


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_a_callback_is_asked_by_post_only(client: FlaskClient, method: str) -> None:
    answer = getattr(client, method)(PATH)
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8050", "LOCALHOST:1", "[::1]:8050"])
def test_names_of_this_machine_are_answered(client: FlaskClient, host: str) -> None:
    assert client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost:x", "localhost@evil", "", "10.0.0.1"]
)
@pytest.mark.parametrize("path", ["/", "/healthz", "/_dash-layout", "/nowhere"])
def test_another_host_is_refused(client: FlaskClient, path: str, host: str) -> None:
    assert client.get(path, headers={"Host": host}).status_code == 400


def test_a_configured_host_is_answered() -> None:
    app = guarded()
    app.server.config["TRUSTED_HOSTS"] = ["monitor.example"]
    client = app.server.test_client()
    assert client.get("/healthz", headers={"Host": "monitor.example"}).status_code == 200
    assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP"])
def test_a_proxy_in_front_is_refused_and_told_why(client: FlaskClient, name: str) -> None:
    answer = client.get("/healthz", headers={name: "10.0.0.1"})
    assert answer.status_code == 403
    assert "proxy" in answer.json["error"]


@pytest.mark.parametrize(
    ("peer", "code"), [("127.0.0.1", 200), ("::1", 200), ("", 200), ("10.0.0.7", 403), ("fe80::1%eth0", 403)]
)
def test_only_this_machine_is_answered(client: FlaskClient, peer: str, code: int) -> None:
    assert client.get("/healthz", environ_overrides={"REMOTE_ADDR": peer}).status_code == code


CROSS = [
    ({"Origin": "http://evil.example"}, 403),
    ({"Origin": "null"}, 403),
    ({"Origin": "http://localhost:9"}, 403),
    ({"Origin": "https://localhost"}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({"Sec-Fetch-Site": "same-site"}, 403),
    ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
    ({"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}, 200),
    ({}, 200),
]


@pytest.mark.parametrize(("sent", "code"), CROSS)
def test_another_site_cannot_call_back(client: FlaskClient, app: dash.Dash, sent: dict[str, str], code: int) -> None:
    assert post(client, bodies(app)["plain"], headers=sent).status_code == code


def test_a_link_from_another_site_opens_but_nothing_is_fetched_from_there(client: FlaskClient) -> None:
    site = {"Sec-Fetch-Site": "cross-site"}
    assert client.get("/", headers={**site, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert client.get("/_dash-layout", headers={**site, "Sec-Fetch-Mode": "no-cors"}).status_code == 403


def test_an_exception_is_told_by_reference_alone(fresh: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with capture_logs() as lines:
        answer = post(fresh, simple("broken-out", "broken", SECRET))
    assert answer.status_code == 500
    (line,) = lines
    assert line["reference"] == answer.json["reference"]
    assert line["kind"] == "ValueError"
    assert ".broken:" in line["place"]
    assert SECRET not in answer.text + str(lines) + caplog.text


def test_an_exception_after_the_answer_is_logged_without_its_text(caplog: pytest.LogCaptureFixture) -> None:
    app = guarded()

    @app.server.after_request
    def fail(response: object) -> object:
        raise ValueError(SECRET)

    with caplog.at_level("DEBUG"):
        answer = app.server.test_client().get("/healthz")
    assert answer.status_code == 500
    assert "ValueError at" in caplog.text
    assert SECRET not in caplog.text + answer.text
    assert "Traceback" not in caplog.text


def test_a_value_that_the_data_do_not_have_is_told(fresh: FlaskClient) -> None:
    with capture_logs() as lines:
        answer = post(fresh, simple("absent-out", "absent", SECRET))
    assert (answer.status_code, answer.json["error"]) == (400, "There is no such visit.")
    assert SECRET not in str(lines)


def test_a_state_that_the_page_did_not_write_is_refused(fresh: FlaskClient) -> None:
    with capture_logs() as lines:
        answer = post(fresh, simple("odd-out", "odd", SECRET))
    assert answer.status_code == 400
    assert lines[0]["event"] == "unexpected input"
    assert SECRET not in answer.text + str(lines)


def test_nothing_to_update_is_no_error(client: FlaskClient) -> None:
    assert post(client, simple("still-out", "still")).status_code == 204


def test_the_log_does_not_flood(fresh: FlaskClient) -> None:
    with capture_logs() as lines:
        codes = {post(fresh, []).status_code for _ in range(200)}
    assert codes == {400}
    assert len(lines) == 60


def test_a_throttle_says_how_much_it_left_out() -> None:
    now = [0.0]
    throttle = Throttle(2, lambda: now[0])
    assert [throttle.admit() for _ in range(5)] == [0, 0, None, None, None]
    now[0] = 60.0
    assert [throttle.admit(), throttle.admit()] == [3, 0]


def test_bare_dash_lets_through_what_the_guard_refuses() -> None:
    """The refusals above are the guard's, not Dash's: without it, another id runs the callback and the rest are 500."""
    client = bare().server.test_client()
    body = bodies(bare())["plain"]
    assert post(client, changed(body, FOREIGN["other input id"])).status_code == 200
    client.application.config["PROPAGATE_EXCEPTIONS"] = False
    assert post(client, changed(body, FOREIGN["unknown output"])).status_code == 500
