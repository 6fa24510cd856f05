"""What each view costs on the server when nothing is cached: one question after another to the real application."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import orjson
from flask.testing import FlaskClient

from app import make_app
from benchmarks import studies
from benchmarks.client import CALLBACKS, Listed, body, state, writing
from benchmarks.measures import Times, timed
from benchmarks.report import Report, Row
from data_access.settings import Settings

PATIENTS, QUICK_PATIENTS = (306, 3_000), (306,)
MOST_MS = 100
"""For a callback that is not cached, with 306 patients."""
REPEATS = 7
VIEWS = {
    "control to state": "shell-state.data",
    "rail and choices": "shell-strip.children",
    "filter bar": "filter-count.children",
    "overview": "overview-answer.data",
    "trajectories": "trajectories-answer.data",
    "trajectories, numbers": "trajectories-table-answer.data",
    "trajectories, models": "trajectories-models-answer.data",
    "safety": "safety-answer.data",
    "safety, listing": "safety-table.rowData",
    "visits": "visits-head.children",
    "patient": "patient-answer.data",
    "group": "group-head.children",
    "patient, models": "patient-sensitivity.children",
    "data": "data-head.children",
}
"""An output of each callback."""
FOLDS = ("patient-sensitivity-asked.data", "trajectories-models-asked.data")


def report(quick: bool) -> Report:
    """Ask every view of studies with 306 and 3,000 patients; a quick run only 306."""
    rows: list[Row] = []
    for patients in QUICK_PATIENTS if quick else PATIENTS:
        with studies.generated(patients) as folder:
            rows += _rows(folder, patients)
    return Report("Answers that are not cached, in the process itself", tuple(rows))


def _rows(folder: Path, patients: int) -> list[Row]:
    app, store = make_app(Settings(data=folder))
    store.load()
    client: FlaskClient = app.server.test_client()
    callbacks = [one for one in orjson.loads(client.get("/_dash-dependencies").data) if not one["clientside_function"]]
    subject = str(studies.first_subject(folder))
    most = MOST_MS if patients == PATIENTS[0] else None
    rows = []
    for name, output in VIEWS.items():
        asked = _questions(writing(callbacks, output), subject if name.startswith("patient") else None)
        size = _ask(client, next(asked))
        times = Times(tuple(_took(client, question) for question in itertools.islice(asked, REPEATS)))
        rows += [
            Row(f"{name}, {patients:,} patients, fastest", times.least, "ms", most=most),
            Row(f"{name}, {patients:,} patients, sent", size / 1_000, "kB"),
        ]
    return rows


def _questions(listed: Listed, subject: str | None) -> Iterator[bytes]:
    """Give questions that were not asked before and show everything."""
    for step in itertools.count(1):
        query = f"months=-12..{12 + step / 1000:.10g}"
        place = {"shell-location.pathname": "/", "shell-location.search": f"?{query}"}
        yield body(listed, place | {"shell-frame.data": {"cut": "", "version": ""}} | _open(state(query, subject)))


def _open(page: dict[str, object]) -> dict[str, object]:
    """Give the page with its folds open: they ask for what is inside with the same state."""
    (state_of_page,) = page.values()
    return page | dict.fromkeys(FOLDS, state_of_page)


def _took(client: FlaskClient, question: bytes) -> float:
    return timed(lambda: _ask(client, question))


def _ask(client: FlaskClient, question: bytes) -> int:
    answer = client.post(
        CALLBACKS, data=question, content_type="application/json", headers={"Accept-Encoding": "br, gzip"}
    )
    if answer.status_code not in {200, 204}:
        raise RuntimeError(f"a callback answered {answer.status_code}: {answer.data[:200]!r}")
    return len(answer.data)
