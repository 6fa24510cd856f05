"""The page starts without the libraries that only some views need, and says where they are."""

import re

import pytest
from flask.testing import FlaskClient

from app import make_app
from callbacks.statics import lightened
from components.page import GRID_PLACE, INDEX
from data_access import settings

GRID = '<script src="/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1m2.min.js"></script>'
TABLE = '<script src="/_dash-component-suites/dash/dash_table/bundle.v1m2.js"></script>'
OTHER = '<script src="/_dash-component-suites/dash/html/dash_html_components.v1m2.min.js"></script>'


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return make_app(settings.read())[0].server.test_client()


@pytest.fixture(scope="module")
def index(client: FlaskClient) -> str:
    return client.get("/").text


def scripts(page: str) -> list[str]:
    """The addresses of the scripts that a page loads."""
    return re.findall(r'<script src="([^"]+)"', page)


def test_the_page_starts_without_grid_table_and_figures(index: str) -> None:
    found = scripts(index)
    assert len(found) > 10
    assert [one for one in found if re.search(r"dash_ag_grid|dash_table|plotly", one)] == []
    assert any("dash_bootstrap_components" in one for one in found)


@pytest.mark.parametrize(
    ("name", "sign"), [("grid", b"window.dash_ag_grid="), ("plotly", b"plotly.js (basic - minified)")]
)
def test_the_page_says_where_they_are(client: FlaskClient, index: str, name: str, sign: bytes) -> None:
    address = re.search(rf'01-libraries\.js"[^>]* data-{name}="([^"]+)"', index)[1]
    answer = client.get(address)
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(answer.data) > 1_000_000
    assert sign in answer.data


def test_the_libraries_are_asked_for_before_the_framework_starts(index: str) -> None:
    found = scripts(index)
    order = [next(place for place, one in enumerate(found) if name in one) for name in ("01-libraries", "react@")]
    assert order == sorted(order)
    assert len([one for one in found if "01-libraries" in one]) == 1


def test_only_the_two_scripts_leave_the_page() -> None:
    page = f"<p {GRID_PLACE}></p>\n{OTHER}\n{GRID}\n{TABLE}\n{OTHER}"
    address = "/_dash-component-suites/dash_ag_grid/dash_ag_grid.v1m2.min.js"
    assert lightened(page) == f'<p data-grid="{address}"></p>\n{OTHER}\n{OTHER}'


def test_a_page_without_a_place_keeps_its_grid() -> None:
    assert lightened(f"{OTHER}\n{GRID}") == f"{OTHER}\n{GRID}"


def test_a_grid_that_dash_lists_otherwise_is_told() -> None:
    with pytest.raises(LookupError, match="AG Grid"):
        lightened(f"<p {GRID_PLACE}></p>{OTHER}")


def test_the_index_has_one_place() -> None:
    assert INDEX.count(GRID_PLACE) == 1


def test_the_emblem_stands_for_the_page_and_is_kept(client: FlaskClient, index: str) -> None:
    link = re.search(r'<link rel="icon" href="(/static/[^"]+\.svg)" type="image/svg\+xml">', index)[1]
    answer = client.get(link)
    assert (answer.status_code, answer.content_type) == (200, "image/svg+xml")
    assert "immutable" in answer.headers["Cache-Control"]
    assert "_favicon.ico" not in index
