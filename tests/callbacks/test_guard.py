"""The guard and the errors: who may ask, how much, and what is told when it fails (H1, H5-H7, H15-H17, H23)."""

import json

import dash
import pytest
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from callbacks.errors import Throttle
from callbacks.limits import BOUNDS
from tests.callbacks.small import PATH, SECRET, bodies, guarded, post, simple


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
    body = bodies(app)["plain"]
    body["inputs"][0]["value"] = value
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
    ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, 403),
    ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, 200),
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
