"""The monitor itself, asked in the right shape for wrong values (goal G1, catalogue H4, H5): 0 answers from 500 on."""

import json
import random
import time
from collections import Counter

import pytest
from dash.dependencies import Output
from flask.testing import FlaskClient
from structlog.testing import capture_logs

from app import make_app
from data_access import settings
from tests.callbacks.small import SECRET, item, post, target

EACH = 80
"""Bodies of each callback."""
VALUES: tuple[object, ...] = (
    None, True, False, 0, 1, -5, 1.5, 2**40, "", "x", SECRET, "\x00", "é" * 50, "2011-12-31", "99999-1-1",
    "/patient/01-001", f"/patient/{SECRET}", "/trajectories", "?subjects=01-001", "?grade=9&x=1", f"?subjects={SECRET}",
    [], ["01-001"], [SECRET], [1], [[1]], ["x"] * 50, {}, {"a": 1}, {"event": "01-004:3"}, {"page": "-1"},
    {"visit": SECRET},
    {"query": "", "subject": None}, {"query": "grade=3"}, {"query": 1}, {"query": "months=9..1", "subject": "nobody"},
    {"query": f"subjects={SECRET}"}, {"points": [{"customdata": ["x"]}]},
)  # fmt: skip


def body(name: str, entry: dict[str, object], chance: random.Random) -> dict[str, object]:
    """A body of the right shape for a callback, its values drawn from the list above."""
    written = entry["output"]
    outputs = [written] if isinstance(written, Output) else written
    named = [target(one.component_id_str(), one.component_property) for one in outputs]
    return {
        "output": name,
        "outputs": named[0] if isinstance(written, Output) else named,
        "inputs": [item(one["id"], one["property"], chance.choice(VALUES)) for one in entry["inputs"]],
        "state": [item(one["id"], one["property"], chance.choice(VALUES)) for one in entry["state"]],
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in entry["inputs"][:1]],
    }


def ready(client: FlaskClient) -> None:
    """Wait until the study is loaded."""
    deadline = time.monotonic() + 30
    while client.get("/readyz").status_code != 200:
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_wrong_values_are_refused_and_never_break_the_monitor(caplog: pytest.LogCaptureFixture) -> None:
    app, _ = make_app(settings.read())
    client = app.server.test_client()
    ready(client)
    chance = random.Random(20111231)
    codes: Counter[int] = Counter()
    served = {name: entry for name, entry in app.callback_map.items() if "callback" in entry}
    with capture_logs() as lines:
        for name, entry in served.items():
            for _ in range(EACH):
                codes[post(client, body(name, entry, chance)).status_code] += 1
    assert len(served) > 5
    assert set(codes) <= {200, 204, 400}, [line for line in lines if line["event"] == "failed"]
    assert codes[400] > codes.total() / 4, "the values are not wrong enough"
    assert codes[200] > 0
    assert SECRET not in json.dumps(lines) + caplog.text
