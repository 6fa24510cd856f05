"""Two thousand hostile bodies (goal G1): no answer from 500 on, no traceback and no value in the log."""

import copy
import json

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from tests.callbacks.small import PATH, SECRET, bare, bodies, guarded

NUMBER = 1_000
"""Bodies of each of the two kinds."""

APP = guarded(failures=False)
RIGHT = bodies(APP)
NAMES = sorted({*APP.callback_map, *RIGHT["plain"], "id", "property", "value", "choice", "choice.value", SECRET})

texts = st.one_of(st.text(max_size=8), st.sampled_from(NAMES))
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), texts, st.just("x" * 10_001), st.just([0] * 5_001)
)
anything = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)
invented = st.one_of(
    anything,
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(RIGHT["plain"], anything) | {"output": st.sampled_from(sorted(APP.callback_map))},
    ),
)


def places(node: object, path: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
    """Every place in a body."""
    if isinstance(node, dict):
        inside = node.items()
    elif isinstance(node, list):
        inside = enumerate(node)
    else:
        return [path]
    return [path, *(place for key, value in inside for place in places(value, (*path, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> object:
    """A right body with one to three places replaced, removed, doubled or swapped for another body's."""
    body = copy.deepcopy(RIGHT[draw(st.sampled_from(sorted(RIGHT)))])
    for _ in range(draw(st.integers(1, 3))):
        inside = [place for place in places(body) if place][:100]
        if inside:
            how = draw(st.sampled_from(["set", "drop", "double", "wrap"]))
            _alter(body, draw(st.sampled_from(inside)), how, copy.deepcopy(draw(anything)))
    return body


def _alter(body: object, path: tuple[object, ...], how: str, value: object) -> None:
    parent = body
    for key in path[:-1]:
        parent = parent[key]
    last = path[-1]
    if how == "drop":
        del parent[last]
    elif how == "double" and isinstance(parent, list):
        parent.append(copy.deepcopy(parent[last]))
    elif how == "wrap":
        parent[last] = [parent[last]]
    else:
        parent[last] = value


def sent(client: FlaskClient, body: object) -> tuple[int, str]:
    """The answer to a body, written as the most lenient client would write it."""
    text = json.dumps(body).encode("utf-8", "surrogatepass")
    answer = client.post(PATH, data=text, content_type="application/json")
    return answer.status_code, answer.text


def refused_or_run(client: FlaskClient, body: object, caplog: pytest.LogCaptureFixture) -> None:
    """Check one answer and what it left in the logs."""
    caplog.clear()
    with capture_logs() as lines:
        status, text = sent(client, body)
    assert status in {200, 204, 400, 413}, text
    if status >= 400:
        assert set(json.loads(text)) == {"error", "reference"}
        assert SECRET not in text
    told = json.dumps(lines) + caplog.text
    assert "Traceback" not in told
    assert SECRET not in told


slow = settings(
    max_examples=NUMBER,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@pytest.mark.slow
@slow
@given(body=invented)
def test_invented_bodies(caplog: pytest.LogCaptureFixture, body: object) -> None:
    refused_or_run(APP.server.test_client(), body, caplog)


@pytest.mark.slow
@slow
@given(body=damaged())
def test_damaged_bodies(caplog: pytest.LogCaptureFixture, body: object) -> None:
    refused_or_run(APP.server.test_client(), body, caplog)


def test_the_bodies_are_hostile() -> None:
    """Bare Dash answers most of them with 500; else the two tests above would prove nothing."""
    codes: list[int] = []
    server = bare().server
    server.config["PROPAGATE_EXCEPTIONS"] = False
    client = server.test_client()

    @settings(max_examples=100)
    @given(body=damaged())
    def collect(body: object) -> None:
        codes.append(sent(client, body)[0])

    collect()
    assert sum(code >= 500 for code in codes) > 0.4 * len(codes), codes
