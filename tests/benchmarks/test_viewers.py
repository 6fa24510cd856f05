"""Viewers that are not answered are counted, and the next one is asked anew."""

from benchmarks.client import Client
from benchmarks.processes import free_port
from benchmarks.viewers import Seen, _change


def test_a_question_without_an_answer_is_an_error_and_no_time() -> None:
    seen, client = Seen(), Client(free_port())
    for _ in range(2):
        _change(client, [b"{}"], seen)
    assert seen.errors == [0, 0]
    assert seen.times == []
