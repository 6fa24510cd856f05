"""The floors: the same server settings as the monitor's, an answer of a bare callback, a page of plotly alone."""

import subprocess
import sys

import brotli
import orjson
import pytest
from flask.testing import FlaskClient

import app
from benchmarks import floor, processes
from benchmarks.client import Client, body, state, writing
from benchmarks.round_trips import FLOOR

FIGURES = {"one": [{"data": [], "layout": {"title": {"text": "</script>"}}, "width": 9, "height": 9}] * 2}


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return floor.application(FIGURES).test_client()


def test_the_floor_is_served_as_the_monitor_is() -> None:
    assert floor.gunicorn_settings() == app.GUNICORN


def test_the_floor_does_not_load_the_monitor() -> None:
    """What it imports would be part of its start."""
    code = "import sys, benchmarks.floor; print([m for m in sys.modules if m.split('.')[0] in sys.argv[1:]])"
    rooms = ("app", "callbacks", "data_access", "trial", "pandas")
    done = subprocess.run(
        [sys.executable, "-c", code, *rooms], cwd=processes.ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_page_holds_its_figures_and_cannot_be_broken_by_them(client: FlaskClient) -> None:
    answer = client.get("/page/one")
    page = brotli.decompress(answer.data).decode()
    held = page.split('type="application/json">')[1].split("</script>")[0]
    assert orjson.loads(held.replace("<\\/", "</")) == FIGURES["one"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_it_draws_with_the_library_of_the_monitor(client: FlaskClient) -> None:
    assert brotli.decompress(client.get("/plotly.js").data) == floor.PLOTLY.read_bytes()


def test_a_floor_runs_and_ends() -> None:
    with processes.serving(processes.floor()) as server:
        asking = Client(server.port)
        answer = asking.post(body(writing(asking.callbacks(), FLOOR), state("q")))
        asking.close()
        assert answer.status == 200
        assert orjson.loads(answer.body)["response"] == {"answer": {"children": "an answer"}}
        assert answer.took > 0
        assert server.started > 0
    assert processes.status(server.port, "/readyz") == 0


def test_a_server_that_ends_at_once_is_told() -> None:
    with pytest.raises(RuntimeError, match="ended with 3"), processes.serving(["-c", "raise SystemExit(3)"]):
        pass


@pytest.mark.parametrize("folder", [None, processes.ROOT])
def test_the_monitor_is_served_on_the_demo_or_on_a_folder(folder: object) -> None:
    given = processes.monitor(folder)
    assert given[:2] == ["app.py", "serve"]
    assert given[2:] == ([] if folder is None else ["--data", str(folder)])
