"""The patients' own evaluation in the view Group: everybody counts, and what the answers are worth is said."""

import csv
import io
from pathlib import Path

from playwright.sync_api import expect

from components.ids import GroupId
from tests.e2e.screen import Screen


def test_everybody_counts_and_the_worth_is_said(screen: Screen) -> None:
    screen.open("/group")
    card = screen.at(GroupId.EVALUATION)
    expect(card).to_contain_text("Unblinded: every patient knows what was given")
    expect(card.get_by_role("row").nth(2)).to_contain_text("Month 12")
    expect(card.get_by_role("row").nth(2).get_by_role("cell")).to_have_text(
        ["Month 12", "1 of 3", "1 to 91 %", "0", "0", "0", "2", "01-003 died; 01-005 withdrew", "3"]
    )
    screen.open("/group?cut=2011-08-01")
    expect(card.get_by_role("row").nth(1).get_by_role("cell").nth(1)).to_have_text("1 of 3")


def test_every_answer_downloads(screen: Screen) -> None:
    screen.open("/group")
    with screen.page.expect_download() as saved:
        screen.at(GroupId.EVALUATION).locator("a[data-export='evaluation']").click()
    body = Path(saved.value.path()).read_bytes().decode().split("\r\n\r\n", 1)[1]
    rows = list(csv.DictReader(io.StringIO(body)))
    assert len(rows) == 24
    assert [one["Reason"] for one in rows if one["Patient"] == "01-003" and one["Visit"] == "MN12"] == ["died", "died"]
