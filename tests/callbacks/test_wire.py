"""What a real server does with broken, endless and stalled requests and with dying workers (H7, H21, G16, G17)."""

import http.client
import json
import socket
import statistics
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from callbacks.limits import BOUNDS
from tests.callbacks.served import Server, free_port
from tests.callbacks.small import PATH, item, target

pytestmark = pytest.mark.slow

JSON = {"Content-Type": "application/json"}
BODY = json.dumps(
    {
        "output": "right-text.children",
        "outputs": target("right-text", "children"),
        "inputs": [item("ask-right", "data", "x")],
        "changedPropIds": [],
    }
).encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("wire"), free_port())
    one.say("state", "ready:1111111111111111")
    one.start()
    yield one
    one.stop()


def asked(server: Server, body: object = BODY, **extra: object) -> tuple[int, dict[str, str], bytes]:
    """One callback over a connection of its own: status, headers, body."""
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as line:
        line.request("POST", PATH, body=body, headers=JSON, **extra)
        answer = line.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def head(length: int) -> bytes:
    """The head of a callback request that announces so many bytes."""
    lines = (f"POST {PATH} HTTP/1.1", "Host: localhost", "Content-Type: application/json", f"Content-Length: {length}")
    return "\r\n".join((*lines, "", "")).encode()


def stalled(server: Server) -> socket.socket:
    """A client that sends a third of its body and then nothing."""
    line = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    line.sendall(head(len(BODY)) + BODY[: len(BODY) // 3])
    return line


def test_a_chunked_body_is_read(server: Server) -> None:
    status, _, text = asked(server, iter([BODY[:40], BODY[40:]]), encode_chunked=True)
    assert (status, json.loads(text)["response"]["right-text"]["children"]) == (200, "answer to x")


def test_a_chunked_body_over_the_limit_is_413(server: Server) -> None:
    status, headers, text = asked(server, iter([b" " * 100_000] * 11), encode_chunked=True)
    assert status == 413
    assert json.loads(text)["reference"]
    assert "Content-Security-Policy" in headers


def test_a_body_that_is_announced_too_long_is_not_waited_for(server: Server) -> None:
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as line:
        line.sendall(head(BOUNDS.body_bytes + 1))
        assert line.recv(4_096).startswith(b"HTTP/1.1 413")


def test_a_body_that_comes_in_two_parts_is_read(server: Server) -> None:
    with stalled(server) as line:
        time.sleep(1.0)
        line.sendall(BODY[len(BODY) // 3 :])
        assert line.recv(4_096).startswith(b"HTTP/1.1 200")


def test_stalled_clients_do_not_hold_the_others_up(server: Server) -> None:
    def times(number: int) -> list[float]:
        spent = []
        for _ in range(number):
            began = time.perf_counter()
            assert asked(server)[0] == 200
            spent.append(time.perf_counter() - began)
        return spent

    times(5)
    lines = [stalled(server) for _ in range(32)]
    time.sleep(1.5)
    beside = times(40)
    ends = [line.recv(4_096)[:12] for line in lines]
    for line in lines:
        line.close()
    assert statistics.quantiles(beside, n=20)[-1] < 5
    assert set(ends) == {b"HTTP/1.1 408"}


def test_the_next_request_after_a_killed_worker_is_answered(server: Server) -> None:
    for _ in range(5):
        server.say("deadly", "x")
        with pytest.raises((http.client.HTTPException, ConnectionError)):
            asked(server, BODY.replace(b'"x"', b'"die"'))
        assert asked(server)[0] == 200


def test_no_answer_names_a_version_of_the_server(server: Server) -> None:
    assert asked(server)[1]["Server"] == "gunicorn"
