"""The benchmarks ask what a page asks: every callback that they name is there, and answers with a picture."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from flask.testing import FlaskClient

from app import make_app
from benchmarks import round_trips, studies, viewers, views
from benchmarks.client import Listed, Part, body, outputs, state, writing
from components.ids import ShellId
from data_access.settings import Settings


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app, store = make_app(Settings())
    store.load()
    return app.server.test_client()


@pytest.fixture(scope="module")
def callbacks(client: FlaskClient) -> list[Listed]:
    listed = orjson.loads(client.get("/_dash-dependencies").data)
    return [one for one in listed if not one["clientside_function"]]


@pytest.mark.parametrize("output", [*views.VIEWS.values(), *viewers.ASKED, round_trips.MAIN, round_trips.SESSION])
def test_what_is_measured_is_answered(client: FlaskClient, callbacks: list[Listed], output: str) -> None:
    questions = views._questions(writing(callbacks, output), "01-004" if output.startswith("patient") else None)
    assert views._ask(client, next(questions)) > 100


def test_the_store_is_the_one_of_the_page(callbacks: list[Listed]) -> None:
    main = writing(callbacks, round_trips.MAIN)
    assert [f"{one['id']}.{one['property']}" for one in main["inputs"]] == list(state()) == [f"{ShellId.STATE}.data"]


def test_a_question_that_is_not_cached_is_another_one_about_the_same_picture(
    client: FlaskClient, callbacks: list[Listed]
) -> None:
    asked = [body(writing(callbacks, round_trips.MAIN), state(query)) for query in first(round_trips.queries())]
    assert len(set(asked)) == len(asked)
    pictures = [picture(client, one) for one in asked]
    assert len(pictures[0]["data"]) > 24
    assert [len(one["data"]) for one in pictures] == [len(pictures[0]["data"])] * len(pictures)


def first(queries: Iterator[str]) -> list[str]:
    return list(itertools.islice(queries, 3))


def picture(client: FlaskClient, asked: bytes) -> dict:
    answer = orjson.loads(client.post("/_dash-update-component", data=asked, content_type="application/json").data)
    identifier, _, name = round_trips.MAIN.rpartition(".")
    return answer["response"][identifier][name]


def test_a_refusal_is_no_measurement(client: FlaskClient) -> None:
    with pytest.raises(RuntimeError, match="answered 4"):
        views._ask(client, b"{}")


@pytest.mark.parametrize(
    ("listed", "parts"),
    [
        ("a.children", [Part(id="a", property="children")]),
        ("..a.children...b.data..", [Part(id="a", property="children"), Part(id="b", property="data")]),
        ("a.data@1f", [Part(id="a", property="data@1f")]),
    ],
)
def test_outputs_are_taken_apart(listed: str, parts: list[Part]) -> None:
    assert outputs(listed) == parts


def test_an_output_that_nobody_writes_is_refused(callbacks: list[Listed]) -> None:
    with pytest.raises(LookupError, match="0 callbacks write nothing"):
        writing(callbacks, "nothing.data")


def test_a_study_is_written_loaded_and_taken_away() -> None:
    with studies.generated(7) as folder:
        assert len(studies.loaded(folder).tables["DM"]) == 7
        assert studies.first_subject(folder)
    assert not folder.exists()


def test_a_folder_without_a_study_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match=r"study\.toml"):
        studies.loaded(tmp_path)
