"""Pages, probes, static files, and a real 404 for everything else (catalogue H8, H13, H15, H19)."""

import gzip
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import brotli
import dash
import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from callbacks.statics import Shelf, packed
from tests.callbacks.small import People, Source, bare, bodies, guarded, item, post
from tests.environment import ROOT
from tests.factories import one_subject
from trial.snapshot import Unusable

READER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(one_subject())


@pytest.fixture(scope="module")
def app(source: Source) -> dash.Dash:
    return guarded(source)


@pytest.fixture
def client(app: dash.Dash) -> FlaskClient:
    return app.server.test_client()


def is_index(answer: TestResponse) -> bool:
    """Whether an answer is the page that starts the application."""
    return "_dash-renderer" in answer.text


def test_alive_says_nothing_else(client: FlaskClient) -> None:
    assert client.get("/healthz").json == {"status": "ok"}


def test_ready_follows_the_data() -> None:
    source = Source()
    client = guarded(source).server.test_client()
    loading = client.get("/readyz")
    source.state = Unusable("no-dm", "DM is missing in the study.", "Put dm.csv there.")
    unusable = client.get("/readyz")
    source.state = one_subject()
    ready = client.get("/readyz")
    assert (loading.status_code, loading.json) == (503, {"status": "loading", "reason": "loading"})
    assert (unusable.status_code, unusable.json) == (503, {"status": "unusable", "reason": "no-dm"})
    version = source.state.version
    assert (ready.status_code, ready.json) == (200, {"status": "ready", "version": version, "short": version[:8]})


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/trajectories",
        "/safety",
        "/visits",
        "/group",
        "/data",
        "/patient/01-001",
        "/patient/01%20002",
        "/patient/a%2Fb",
    ],
)
def test_views_are_pages(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=READER)
    assert answer.status_code == 200
    assert is_index(answer)


UNKNOWN = [
    "/nowhere",
    "/overview",
    "/patient/",
    "/patient/99-999",
    "/patient/%3Cscript%3E",
    "/robots.txt",
    "/.git/config",
]


@pytest.mark.parametrize("path", UNKNOWN)
def test_an_unknown_address_is_404_with_a_way_back(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=READER)
    assert answer.status_code == 404
    assert is_index(answer)
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("path", [*UNKNOWN, "/_mcp", "/_alive_x", "/console", "/health", "/_reload-hash"])
def test_a_program_gets_404_with_a_reference(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert set(answer.json) == {"error", "reference"}


@pytest.mark.parametrize("path", ["/_mcp", "/_reload-hash", "/_dash-ws-callback", "/_dash-nothing"])
def test_addresses_of_the_framework_are_no_pages(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers=READER)
    assert answer.status_code == 404
    assert not is_index(answer)
    assert "Reference" in answer.text


def test_before_the_data_are_there_any_patient_may_be_one() -> None:
    client = guarded(Source()).server.test_client()
    assert client.get("/patient/01-001", headers=READER).status_code == 200


def test_whether_a_patient_is_known_comes_from_the_data(client: FlaskClient) -> None:
    assert "99-999" not in People().ids
    assert client.get("/patient/99-999").status_code == 404
    assert client.get("/patient/01-001").status_code == 200


def test_a_hostile_query_is_not_echoed(client: FlaskClient) -> None:
    query = "?subjects='\"><script>alert(1)</script>&subjects=2&" + "x" * 8_000
    answer = client.get(f"/safety{query}", headers=READER)
    assert answer.status_code == 200
    assert answer.text == client.get("/", headers=READER).text


def test_bare_dash_would_call_every_address_a_page() -> None:
    assert bare().server.test_client().get("/nowhere").status_code == 200


def test_the_page_names_no_version_of_python_or_plotly(client: FlaskClient) -> None:
    config = json.loads(re.search(r'<script id="_dash-config"[^>]*>(.*?)</script>', client.get("/").text)[1])
    assert [name for name in config if "version" in name] == ["disable_version_check"]
    assert "end_id" not in config
    assert "requests_pathname_prefix" in config
    assert "_favicon.ico?v" not in client.get("/").text


def test_every_script_and_style_of_the_page_is_there_and_kept(client: FlaskClient) -> None:
    page = client.get("/").text
    links = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert any(link.startswith("/static/") and link.endswith("80-watch.js") for link in links)
    assert not any(link.startswith("/assets/") for link in links)
    for link in links:
        answer = client.get(link)
        assert answer.status_code == 200, link
        if link != "/_favicon.ico":
            assert "immutable" in answer.headers["Cache-Control"], link


def test_a_library_script_without_fingerprint_leads_to_the_one_with(client: FlaskClient) -> None:
    sent = client.get("/_dash-component-suites/dash/dcc/async-graph.js")
    assert (sent.status_code, sent.headers["Cache-Control"]) == (302, "no-store")
    answer = client.get(sent.headers["Location"])
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path", ["none/x.js", "dash/none.js", "dash/../../app.py", "os/path.py", "dash/dash.py", "dash/"]
)
def test_nothing_else_comes_out_of_the_libraries(client: FlaskClient, path: str) -> None:
    assert client.get(f"/_dash-component-suites/{path}").status_code == 404


def test_requests_that_come_with_the_first_one_find_everything() -> None:
    """Dash makes its list of scripts while it answers the first request; without a wait the second finds half of it."""
    links = re.findall(r'src="(/_dash-component-suites/[^"]+)"', guarded().server.test_client().get("/").text)
    app = guarded()
    written = app.layout
    app.layout = lambda: time.sleep(0.2) or written
    with ThreadPoolExecutor(len(links)) as pool:
        codes = list(pool.map(lambda link: app.server.test_client().get(link).status_code, links))
    assert len(codes) > 5
    assert set(codes) == {200}


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "vendor").mkdir()
    (tmp_path / "vendor" / "font.woff2").write_bytes(b"\0" * 2_000)
    (tmp_path / "10-page.css").write_text("p { color: red; }\n" * 200, encoding="utf-8")
    (tmp_path / ".hidden").write_text("x", encoding="utf-8")
    return Shelf(tmp_path)


def test_files_share_one_fingerprint_of_all_contents(shelf: Shelf, tmp_path: Path) -> None:
    address = shelf.address("vendor/font.woff2")
    assert address == f"/static/{shelf.fingerprint}/vendor/font.woff2"
    assert Shelf(tmp_path).fingerprint == shelf.fingerprint
    (tmp_path / "10-page.css").write_text("p { color: blue; }", encoding="utf-8")
    assert Shelf(tmp_path).fingerprint != shelf.fingerprint
    with pytest.raises(KeyError):
        shelf.address(".hidden")


def test_addresses_in_a_page_get_the_fingerprint(shelf: Shelf) -> None:
    page = '<link href="/assets/10-page.css?m=1763.5"><link href="/assets/vendor/font.woff2"><a href="/assets/none.js">'
    mark = shelf.fingerprint
    assert shelf.linked(page) == (
        f'<link href="/static/{mark}/10-page.css"><link href="/static/{mark}/vendor/font.woff2">'
        '<a href="/assets/none.js">'
    )


@pytest.mark.parametrize("path", ["none.css", ".hidden", "../app.py", ""])
def test_another_file_is_404(tmp_path: Path, shelf: Shelf, path: str) -> None:
    client = guarded(assets=tmp_path).server.test_client()
    assert client.get(shelf.address("10-page.css")).status_code == 200
    assert client.get(f"/static/{shelf.fingerprint}/{path}").status_code == 404


def test_a_page_of_another_version_gets_the_file_but_keeps_it_not(tmp_path: Path, shelf: Shelf) -> None:
    answer = guarded(assets=tmp_path).server.test_client().get("/static/00000000/10-page.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    assert "ETag" not in answer.headers


def test_what_changes_on_disk_while_the_server_runs_is_not_seen(tmp_path: Path, shelf: Shelf) -> None:
    (tmp_path / "10-page.css").write_text("p { color: blue; }", encoding="utf-8")
    assert shelf.file("10-page.css").plain.startswith(b"p { color: red; }")


def test_a_file_travels_in_the_smallest_form_the_browser_takes(tmp_path: Path, shelf: Shelf) -> None:
    client = guarded(assets=tmp_path).server.test_client()
    plain = (tmp_path / "10-page.css").read_bytes()
    address = shelf.address("10-page.css")
    forms = {
        encoding: client.get(address, headers={"Accept-Encoding": encoding})
        for encoding in ("br, gzip", "gzip, deflate", "br;q=0", "identity")
    }
    assert [answer.headers.get("Content-Encoding") for answer in forms.values()] == ["br", "gzip", None, None]
    assert brotli.decompress(forms["br, gzip"].data) == plain
    assert gzip.decompress(forms["gzip, deflate"].data) == plain
    assert forms["identity"].data == plain
    assert all("Accept-Encoding" in answer.headers["Vary"] for answer in forms.values())
    assert forms["identity"].headers["Content-Type"] == "text/css; charset=utf-8"


def test_a_font_is_not_compressed_again(tmp_path: Path, shelf: Shelf) -> None:
    client = guarded(assets=tmp_path).server.test_client()
    answer = client.get(shelf.address("vendor/font.woff2"), headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Content-Type"] == "font/woff2"


def test_a_browser_that_has_the_file_is_told_so(client: FlaskClient) -> None:
    link = re.search(r'"(/static/[^"]+\.js)"', client.get("/").text)[1]
    first = client.get(link, headers={"Accept-Encoding": "br"})
    again = client.get(link, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_an_answer_of_some_size_is_compressed_quickly(app: dash.Dash, client: FlaskClient) -> None:
    body = bodies(app)["plain"]
    small = post(client, body, headers={"Accept-Encoding": "br"})
    body["inputs"] = [item("choice", "value", "abcdefgh" * 1_000)]
    large = post(client, body, headers={"Accept-Encoding": "br, gzip"})
    assert "Content-Encoding" not in small.headers
    assert large.headers["Content-Encoding"] == "br"
    assert len(large.data) < 1_000
    assert "abcdefgh" in json.loads(brotli.decompress(large.data))["response"]["plain"]["children"]


def test_the_vendored_plotly_becomes_what_the_budget_needs() -> None:
    content = (ROOT / "assets" / "vendor" / "plotly-basic.min.js").read_bytes()
    assert len(packed("plotly.js", content).br) < 400_000


def test_the_addresses_of_the_application_are_these(app: dash.Dash) -> None:
    """Goal G4: a new address must be added here, so that somebody thinks about who may ask it."""
    rules = {
        (rule.rule, method) for rule in app.server.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert rules == {
        ("/", "GET"), ("/<path:path>", "GET"), ("/healthz", "GET"), ("/readyz", "GET"), ("/_favicon.ico", "GET"),
        ("/_dash-layout", "GET"), ("/_dash-dependencies", "GET"), ("/_reload-hash", "GET"),
        ("/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>", "GET"),
        ("/_dash-update-component", "POST"), ("/assets/<path:filename>", "GET"), ("/static/<path:filename>", "GET"),
        ("/static/<fingerprint>/<path:name>", "GET"),
    }  # fmt: skip
