"""What the page itself sends passes the guard: every kind of callback, from the real renderer in a real browser."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page, Response, expect
from werkzeug.serving import make_server

from tests.callbacks.small import PATH, guarded

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = make_server("127.0.0.1", 0, guarded().server, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_renderer_and_the_guard_agree(address: str, page: Page) -> None:
    answers: dict[str, set[int]] = {}
    encodings: dict[str, str | None] = {}

    def note(answer: Response) -> None:
        if PATH in answer.url:
            answers.setdefault(str(answer.request.post_data_json["output"]), set()).add(answer.status)
        else:
            encodings[answer.url] = answer.headers.get("content-encoding")

    page.on("response", note)
    page.goto(address)
    expect(page.locator("#right")).to_have_text("right")
    page.locator("#choice").fill("typed")
    expect(page.locator("#plain")).to_have_text("typed/None")
    expect(page.locator("#left")).to_have_text("typed")
    page.locator('[id=\'{"index":"b","type":"cell"}\']').fill("7")
    expect(page.locator('[id=\'{"index":"b","type":"echo"}\']')).to_have_text("7 of 2")
    expect(page.locator("#sum")).to_have_text("2")
    page.locator("#button").click()
    expect(page.locator("#plain")).to_have_text("again")
    for one in ("absent", "broken", "odd", "still"):
        page.locator(f"#{one}").fill("x")
    page.wait_for_load_state("networkidle")
    assert answers.pop("broken-out.children") == {500}
    assert answers.pop("absent-out.children") == answers.pop("odd-out.children") == {400}
    assert set().union(*answers.values()) == {200, 204}
    assert len(answers) >= 7, answers
    scripts = {kind for url, kind in encodings.items() if "/_dash-component-suites/" in url or "/static/" in url}
    assert "br" in scripts
