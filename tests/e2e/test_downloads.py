"""Every listing as a file: the filters of the view, the study, the cut and the synthetic mark travel with it."""

import csv
import io
from pathlib import Path

import pytest

from tests.e2e.screen import Screen

QUERY = "?subjects=01-003,01-004&endpoints=alsfrs_r&serious=1"
PAGES = {
    "/": ["overview"],
    "/trajectories": ["models", "points", "pre-slopes", "quarters", "slopes"],
    "/safety": ["events"],
    "/visits": ["visits"],
    "/group": ["changes", "evaluation", "group", "outcome"],
    "/data": ["findings", "historical", "mapped", "set-aside"],
}


def downloaded(screen: Screen, listing: str) -> tuple[str, dict[str, str], list[dict[str, str]]]:
    """Click the link of a listing; its file name, its head and its rows."""
    link = screen.page.locator(f"a[data-export='{listing}']").first
    for fold in screen.page.locator("details:not([open])", has=link).all():
        fold.locator("summary").click()
    with screen.page.expect_download() as saved:
        link.click()
    text = Path(saved.value.path()).read_bytes().decode()
    assert text.startswith("\ufeff")
    head_text, body = text.removeprefix("\ufeff").split("\r\n\r\n", 1)
    head = {row[0]: row[1] for row in csv.reader(io.StringIO(head_text))}
    return saved.value.suggested_filename, head, list(csv.DictReader(io.StringIO(body)))


@pytest.mark.parametrize("path", PAGES)
def test_a_listing_downloads_with_the_filters_of_its_view(screen: Screen, numbers: dict, path: str) -> None:
    screen.open(path + QUERY)
    links = screen.page.locator("a[data-export]:not([href*='.ics'])").evaluate_all(
        "all => all.map(one => one.dataset.export)"
    )
    assert sorted(set(links)) == PAGES[path]
    for listing in PAGES[path]:
        name, head, rows = downloaded(screen, listing)
        version = numbers["study"]["version"]
        assert name == f"{listing}_2011-12-31_{version[:8]}_synthetic.csv"
        assert head["SYNTHETIC DATA"] == "Simulated patients. Not for clinical use."
        assert (head["Study"], head["Data cut"], head["Snapshot"]) == ("TCA-ALS-SYN", "2011-12-31", version)
        assert int(head["Rows"]) == len(rows) > 0
        assert "01-003" in head["Filters"]
        if path != "/data" and listing != "group":
            assert {row["Patient"] for row in rows} == {"01-003", "01-004"}
        if listing == "events":
            assert sorted(row["Event"] for row in rows) == [
                "Aspiration pneumonia",
                "Radicular leg pain, left",
                "Respiratory failure",
            ]
        if path == "/trajectories":
            assert {row["Endpoint"] for row in rows} == {"ALSFRS-R"}
    assert screen.address == path + QUERY
