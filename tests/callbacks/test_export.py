"""Listings as CSV: what is on the screen, with its provenance, and nothing a spreadsheet would compute."""

import csv
import io
import re

import pytest
from flask.testing import FlaskClient

from app import make_app
from callbacks import export
from data_access import settings
from trial.words import SYNTHETIC_MARK

NAMES = tuple(export.LISTINGS)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app, store = make_app(settings.read())
    store.load()
    return app.server.test_client()


def rows(text: str) -> tuple[dict[str, str], list[list[str]]]:
    """The head of an export as names and values, and the table below it with its header."""
    lines = list(csv.reader(io.StringIO(text.removeprefix("﻿"))))
    gap = lines.index([])
    return {line[0]: line[1] for line in lines[:gap]}, lines[gap + 1 :]


@pytest.mark.parametrize("name", NAMES)
def test_every_listing_says_where_it_comes_from(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/export/{name}.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    head, table = rows(answer.get_data(as_text=True))
    assert SYNTHETIC_MARK in head
    assert head["Study"] == "TCA-ALS-SYN"
    assert head["Data cut"] == "2011-12-31"
    assert len(head["Snapshot"]) == 64
    assert int(head["Rows"]) == len(table) - 1
    assert all(len(line) == len(table[0]) for line in table)
    assert "synthetic" in answer.headers["Content-Disposition"]


def test_filters_narrow_the_listing_and_are_named(client: FlaskClient) -> None:
    everything = rows(client.get("/export/events.csv").get_data(as_text=True))[1]
    head, serious = rows(client.get("/export/events.csv?serious=1").get_data(as_text=True))
    assert 1 < len(serious) < len(everything)
    assert "Serious events only" in head["Filters"]


def test_an_earlier_cut_names_itself(client: FlaskClient) -> None:
    head, _ = rows(client.get("/export/events.csv?cut=2011-04-30").get_data(as_text=True))
    assert head["Data cut"] == "2011-04-30"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/export/secrets.csv", 404),
        ("/export/events.csv?grade=9", 400),
        ("/export/events.csv?subjects=99-999", 400),
        ("/export/events.csv?nonsense=1", 400),
    ],
)
def test_what_is_not_there_is_refused_and_never_guessed(client: FlaskClient, path: str, status: int) -> None:
    assert client.get(path).status_code == status


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\uff1d1", "\uff201"])
def test_a_formula_becomes_text(text: str) -> None:
    assert export.neutral(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"), [(None, ""), (True, "Y"), (False, "N"), (-1.5, -1.5), ("−1", "−1"), ("a", "a")]
)
def test_numbers_and_flags_stay_what_they_are(value: str | float | None, written: object) -> None:
    assert export.neutral(value) == written


def test_the_calendar_of_coming_windows(client: FlaskClient) -> None:
    answer = client.get("/export/due.ics?subjects=01-006")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert re.fullmatch(
        r'attachment; filename="due_2011-12-31_[0-9a-f]{8}_synthetic\.ics"', answer.headers["Content-Disposition"]
    )
    text = answer.get_data(as_text=True)
    assert text.count("BEGIN:VEVENT") == text.count("01-006 Month 12") == 1
    assert client.get("/export/due.ics?subjects=nobody").status_code == 400
