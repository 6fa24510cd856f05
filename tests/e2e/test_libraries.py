"""The two large libraries come when a view needs them, each once, and the view then stands as it should."""

from playwright.sync_api import Request, expect

from components.ids import SafetyId
from tests.e2e.screen import Screen

PLOTLY, GRID = "plotly-basic", "dash_ag_grid."


def asked(screen: Screen) -> list[str]:
    """Record the large libraries that the page asks for from now on."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.extend(name for name in (PLOTLY, GRID) if f"/{name}" in request.url)

    screen.page.on("request", note)
    return found


def test_the_overview_starts_without_figures_and_grids(screen: Screen) -> None:
    found = asked(screen)
    screen.open()
    assert found == []


def test_figure_and_grid_come_with_the_view_that_has_them_and_once(screen: Screen) -> None:
    found = asked(screen)
    screen.open()
    screen.go("Safety")
    expect(screen.at(SafetyId.GRAPH).locator(".scatterlayer .trace").first).to_be_attached()
    expect(screen.at(SafetyId.TABLE).locator(".ag-row").first).to_be_attached()
    screen.go("Trajectories")
    screen.go("Safety")
    expect(screen.at(SafetyId.TABLE).locator(".ag-row").first).to_be_attached()
    assert sorted(found) == [GRID, PLOTLY]


def test_the_address_of_a_figure_asks_for_plotly_at_once(screen: Screen) -> None:
    """Beside the other scripts, not after them: before the framework has asked for the layout."""
    order: list[str] = []
    screen.page.on("request", lambda request: order.append(request.url))
    screen.open("/trajectories")
    first = next(place for place, url in enumerate(order) if PLOTLY in url)
    assert first < next(place for place, url in enumerate(order) if "_dash-layout" in url)
    assert not any(GRID in url for url in order)


def test_a_grid_whose_library_did_not_come_is_fetched_again(screen: Screen) -> None:
    refused: list[str] = []

    def refuse(route: object) -> None:
        if refused:
            route.continue_()
        else:
            refused.append("once")
            route.abort()

    screen.page.route("**/dash_ag_grid.*", refuse)
    screen.open("/safety")
    expect(screen.at(SafetyId.TABLE).locator(".ag-row").first).to_be_attached()
    assert refused == ["once"]
    screen.errors.clear()  # the browser tells of the refused request
