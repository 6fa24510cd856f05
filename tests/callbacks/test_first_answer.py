"""The first visitor waits for nothing that could be done before: page, compressed files, analysis."""

import re
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

import app as program
from callbacks import context, statics
from callbacks.context import Answers
from data_access import settings
from tests.factories import one_subject
from trial.analysis import Analysis
from trial.snapshot import Snapshot


def test_what_the_page_names_is_compressed_before_the_workers_start(monkeypatch: pytest.MonkeyPatch) -> None:
    server = program.Server(settings.read(), "127.0.0.1", 8050).load()

    def late(*_: object, **__: object) -> bytes:
        raise AssertionError("compressed while a visitor waits")

    monkeypatch.setattr(statics.brotli, "compress", late)
    client = server.test_client()
    page = client.get("/").text
    addresses = re.findall(r'(?:src|href|data-\w+)="(/[^"]+\.(?:js|css|svg|woff2))"', page)
    assert len(addresses) > 20
    for address in ("/", "/trajectories", *addresses):
        answer = client.get(address, headers={"Accept-Encoding": "br", "Accept": "text/html"})
        assert answer.status_code == 200, address
        assert answer.headers.get("Content-Encoding") == "br" or len(answer.data) < 60_000, address


def test_loading_the_application_reads_no_study(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_: object) -> None:
        raise AssertionError("the study was read before the workers were forked")

    monkeypatch.setattr(program.SnapshotStore, "load", read)
    monkeypatch.setattr(program.SnapshotStore, "start_loading", read)
    assert program.Server(settings.read(), "127.0.0.1", 8050).load().test_client().get("/healthz").status_code == 200


def test_many_who_ask_at_once_share_one_analysis(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[date | None] = []
    analyse = context.analyse

    def slow(snapshot: Snapshot, cut: date | None) -> Analysis:
        made.append(cut)
        time.sleep(0.1)
        return analyse(snapshot, cut)

    monkeypatch.setattr(context, "analyse", slow)
    answers, snapshot, early = Answers(), one_subject(), date(2011, 6, 1)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda cut: answers.analysis(snapshot, cut), [None, early] * 4))
    assert sorted(made, key=str) == [early, None]
    assert len({id(one) for one in found}) == 2


def test_an_analysis_that_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, snapshot, analyse = Answers(), one_subject(), context.analyse

    def broken(_: Snapshot, __: date | None) -> Analysis:
        raise ValueError("once")

    monkeypatch.setattr(context, "analyse", broken)
    with pytest.raises(ValueError, match="once"):
        answers.analysis(snapshot, None)
    monkeypatch.setattr(context, "analyse", analyse)
    assert answers.analysis(snapshot, None).subjects[0].id == "01"
