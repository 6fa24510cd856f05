"""axe finds nothing serious or critical: every view, what is not found, what is empty, what failed; light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from components.ids import ShellId
from tests.e2e.screen import Screen

CALLBACKS = "**/_dash-update-component"
PAGES = (
    "/",
    "/trajectories",
    "/trajectories?layout=overlay",
    "/safety",
    "/visits",
    "/patient/01-004?grade=3",
    "/group",
    "/data",
    "/nowhere",
    "/?grade=9&status=screen%20failure",
)


def faults(screen: Screen) -> list[str]:
    """What axe finds serious or critical, each with the first place."""
    found = Axe().run(screen.page).response
    assert len(found["passes"]) > 15
    return [
        f"{one['id']}: {one['nodes'][0]['target']} {one['nodes'][0].get('failureSummary', '')}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def in_both_modes(screen: Screen) -> list[str]:
    """The same in light and in dark."""
    found = []
    for mode in ("dark", "light"):
        screen.at(ShellId.COLOUR_MODE).click()
        expect(screen.page.locator("html")).to_have_attribute("data-bs-theme", mode)
        found += [f"{mode}: {one}" for one in faults(screen)]
    return found


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_in_light_or_dark(screen: Screen, path: str) -> None:
    screen.expecting("status of 404")
    screen.open(path)
    assert in_both_modes(screen) == []


def test_axe_finds_nothing_in_open_menus_help_and_a_failed_update(screen: Screen) -> None:
    screen.expecting("status of 500", "Callback")
    screen.open("/trajectories?grade=3")
    for menu in ("Patients", "Events", "Months", "As of"):
        screen.filter(menu).locator("summary").click()
        assert faults(screen) == [], menu
        screen.page.keyboard.press("Escape")
    screen.page.keyboard.press("?")
    expect(screen.at(ShellId.HELP_DIALOG)).to_be_visible()
    assert faults(screen) == []
    screen.page.keyboard.press("Escape")
    screen.page.route(CALLBACKS, lambda route: route.fulfill(status=500, json={"reference": "AB12-CD"}))
    screen.filter("Events").locator("summary").click()
    screen.filter("Events").get_by_label("Any grade").click()
    screen.page.keyboard.press("Escape")
    expect(screen.page.locator(".watch-toast")).to_be_visible()
    assert in_both_modes(screen) == []
