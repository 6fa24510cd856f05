"""The headers of every answer, errors included (goal G21), and the content policy against the page."""

import base64
import hashlib
import re

import dash
import pytest
from dash import Input, Output
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.headers import IMMUTABLE, policy
from callbacks.limits import BOUNDS
from tests.callbacks.small import PATH, SECRET, bodies, guarded, post, simple

VERSION = re.compile(r"\d+\.\d+\.\d+")


@pytest.fixture(scope="module")
def app() -> dash.Dash:
    return guarded()


@pytest.fixture
def client(app: dash.Dash) -> FlaskClient:
    return app.server.test_client()


def fingerprinted(client: FlaskClient, kind: str) -> str:
    """An address of this kind from the index page."""
    return re.search(rf'"({kind}[^"]+)"', client.get("/").text)[1]


ASKED = {
    "index": (200, lambda c: c.get("/")),
    "view": (200, lambda c: c.get("/safety")),
    "layout": (200, lambda c: c.get("/_dash-layout")),
    "dependencies": (200, lambda c: c.get("/_dash-dependencies")),
    "alive": (200, lambda c: c.get("/healthz")),
    "ready": (503, lambda c: c.get("/readyz")),
    "own script": (200, lambda c: c.get(fingerprinted(c, "/static/"))),
    "library script": (200, lambda c: c.get(fingerprinted(c, "/_dash-component-suites/"))),
    "plain asset": (200, lambda c: c.get("/assets/vendor/README.md", buffered=True)),
    "icon": (200, lambda c: c.get("/_favicon.ico")),
    "answer": (200, lambda c: post(c, bodies(guarded())["plain"])),
    "nothing to update": (204, lambda c: post(c, simple("still-out", "still"))),
    "options": (200, lambda c: c.options(PATH)),
    "head": (200, lambda c: c.head("/")),
    "bad body": (400, lambda c: post(c, {})),
    "bad host": (400, lambda c: c.get("/", headers={"Host": "evil.example"})),
    "other site": (403, lambda c: post(c, {}, headers={"Origin": "http://evil.example"})),
    "unknown path": (404, lambda c: c.get("/nowhere")),
    "unknown page": (404, lambda c: c.get("/nowhere", headers={"Accept": "text/html"})),
    "unknown asset": (404, lambda c: c.get("/assets/../app.py")),
    "unknown script": (404, lambda c: c.get("/_dash-component-suites/dash/none.js")),
    "wrong method": (405, lambda c: c.get(PATH)),
    "too large": (413, lambda c: c.post(PATH, data=b" " * (BOUNDS.body_bytes + 1), content_type="application/json")),
    "wrong type": (415, lambda c: c.post(PATH, data="x", content_type="text/plain")),
    "exception": (500, lambda c: post(c, simple("broken-out", "broken", SECRET))),
}


def answer(client: FlaskClient, name: str) -> TestResponse:
    """Ask, and see that the answer is the one that is meant."""
    code, ask = ASKED[name]
    found = ask(client)
    assert found.status_code == code
    return found


@pytest.mark.parametrize("name", ASKED)
def test_every_answer_is_protected(client: FlaskClient, name: str) -> None:
    sent = answer(client, name).headers
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert sent["X-Frame-Options"] == "DENY"
    assert sent["Cross-Origin-Opener-Policy"] == "same-origin"
    assert sent["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in sent["Permissions-Policy"]
    assert "frame-ancestors 'none'" in sent["Content-Security-Policy"]
    assert all(len(sent.getlist(header)) == 1 for header in sent.keys())  # noqa: SIM118


@pytest.mark.parametrize("name", ASKED)
def test_only_what_has_a_fingerprint_is_kept(client: FlaskClient, name: str) -> None:
    kept = answer(client, name).headers["Cache-Control"]
    assert kept == (IMMUTABLE if name in {"own script", "library script"} else "no-store")


@pytest.mark.parametrize("name", ASKED)
def test_no_header_names_a_version_or_a_server(client: FlaskClient, name: str) -> None:
    sent = dict(answer(client, name).headers)
    assert "Server" not in sent
    assert "X-Powered-By" not in sent
    assert {key: value for key, value in sent.items() if VERSION.search(value)} == {}


def test_the_policy_is_the_one_that_was_measured(app: dash.Dash, client: FlaskClient) -> None:
    hashes = " ".join(app.csp_hashes())
    assert client.get("/").headers["Content-Security-Policy"] == (
        f"default-src 'self'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )


def test_the_policy_allows_every_inline_script_of_the_page_and_no_other(client: FlaskClient) -> None:
    sent = client.get("/")
    page = re.sub(r"<!--.*?-->", "", sent.text, flags=re.DOTALL)
    inline = re.findall(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>(.*?)</script>", page, re.DOTALL)
    digests = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline}
    allowed = set(re.findall(r"'sha256-[^']+'", sent.headers["Content-Security-Policy"]))
    assert len(inline) >= 2
    assert digests == allowed


def test_a_script_of_a_callback_registered_late_is_allowed() -> None:
    app = guarded()
    app.clientside_callback("function () { return 1; }", Output("plain", "title"), Input("choice", "value"))
    sent = app.server.test_client().get("/").headers["Content-Security-Policy"]
    assert all(one in sent for one in app.csp_hashes())


def test_a_policy_without_inline_scripts() -> None:
    assert "script-src 'self';" in policy(())
