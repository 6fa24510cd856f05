"""One selection: what is chosen on one view holds on every other, stands in the address, and can be undone."""

from playwright.sync_api import expect

from components.ids import FilterId, OverviewId, PatientId, SafetyId, ShellId, TrajectoryId
from tests.e2e.running import results
from tests.e2e.screen import Screen

CHOSEN = ("01-001", "01-003", "01-004", "01-006")
CUT = "2011-11-30"
QUERY = (
    "?subjects=01-001,01-003,01-004,01-006&status=completed,died,on%20study&endpoints=alsfrs_r,fvc&months=-4..9"
    "&grade=2&serious=1&cut=2011-11-30"
)
SET = {
    "Patients": "4 chosen",
    "Status": "3 chosen",
    "Endpoints": "ALSFRS-R, FVC",
    "Events": "Grade 2 and up, serious",
    "Months": "−4 to 9",
    "As of": "30 Nov 2011",
}


def test_filters_set_on_the_overview_hold_on_every_view(screen: Screen) -> None:
    screen.open()
    screen.choose("Patients", *CHOSEN)
    expect(screen.at(FilterId.COUNT)).to_have_text("4 of 6 patients")
    screen.choose("Status", "Completed", "Died", "On study")
    screen.choose("Endpoints", "ALSFRS-R", "FVC")
    screen.choose("Events", "2 and up", "Serious only")
    screen.fill("Months", From="-4", To="9")
    screen.fill("As of", As_the_data_stood_on=CUT)
    _holds(screen, "/")
    _overview_shows_it(screen)
    screen.go("Trajectories")
    _holds(screen, "/trajectories")
    _trajectories_show_it(screen)
    screen.go("Safety")
    _holds(screen, "/safety")
    expect(screen.at(SafetyId.LANES).locator("a")).to_have_text(list(CHOSEN))
    expect(screen.at(SafetyId.COUNT)).to_have_text(f"{len(_serious())} events")
    screen.go("Visits")
    _holds(screen, "/visits")
    screen.open_patient("01-003")
    _holds(screen, "/patient/01-003")
    expect(screen.at(PatientId.NUMBERS).locator("table")).to_have_count(2)
    screen.page.locator("summary", has_text="Data of this patient").click()
    expect(screen.at(PatientId.TABLE).get_by_role("row", name="Respiratory failure")).to_be_visible()
    expect(screen.at(PatientId.TABLE).get_by_role("row", name="Leg weakness increased")).to_have_count(0)


def _holds(screen: Screen, path: str) -> None:
    assert screen.address == path + QUERY
    assert screen.filters == SET
    expect(screen.at(FilterId.COUNT)).to_have_text("4 of 6 patients")
    expect(screen.at(ShellId.STRIP_FACTS)).to_contain_text("As of30 Nov 2011")


def _serious() -> list[dict]:
    known = results("--as-of", CUT)["events"]
    return [one for one in known if one["subject"] in CHOSEN and one["serious"] and (one["grade"] or 0) >= 2]


def _overview_shows_it(screen: Screen) -> None:
    rows = screen.at(OverviewId.ROWS).locator("[data-row-link]")
    expect(rows).to_have_count(4)
    assert sorted(one[-6:] for one in rows.locator(".ov-id").all_inner_texts()) == list(CHOSEN)
    expect(rows.first.locator(".ov-course")).to_have_count(2)
    shown = [one.locator(".ov-mark").count() for one in rows.all()]
    assert sum(shown) == len(_serious()) == 3


def _trajectories_show_it(screen: Screen) -> None:
    expect(screen.at(TrajectoryId.ROWS).locator("a")).to_have_text(list(CHOSEN))
    expect(screen.at(TrajectoryId.ROWS).locator(".tr-titles b")).to_have_text(["ALSFRS-R", "FVC"])
    low, high = screen.page.evaluate(
        f"document.querySelector('#{TrajectoryId.GRAPH} .js-plotly-plot').layout.xaxis.range"
    )
    assert -4.6 < low <= -4
    assert 9 <= high < 9.6


def test_each_chip_shows_its_filter_and_its_cross_clears_it(screen: Screen) -> None:
    screen.open("/safety" + QUERY)
    left = dict(SET)
    for name in ("Events", "Months", "As of", "Endpoints", "Status", "Patients"):
        assert screen.filters == left
        screen.clear(name)
        del left[name]
    assert screen.filters == {}
    assert screen.address == "/safety"
    expect(screen.at(FilterId.COUNT)).to_have_text("6 of 6 patients")
    expect(screen.at(FilterId.RESET)).to_be_hidden()


def test_reset_all_brings_everything_back(screen: Screen) -> None:
    screen.open("/trajectories" + QUERY)
    screen.reset()
    assert screen.address == "/trajectories"
    assert screen.filters == {}
    expect(screen.at(TrajectoryId.ROWS).locator("a")).to_have_count(6)
    screen.at(FilterId.BAR).locator("summary", has_text="Patients").click()
    expect(screen.at(FilterId.SUBJECTS).locator("input:checked")).to_have_count(0)


def test_an_earlier_as_of_date_knows_less(screen: Screen, numbers: dict) -> None:
    """What happened after it is not yet known: fewer events, later visits still to come."""
    then = results("--as-of", "2011-04-30")
    known = [one for one in then["events"] if one["subject"] == "01-004"]
    assert 0 < len(then["events"]) < len(numbers["events"])
    screen.open("/?cut=2011-04-30")
    expect(screen.at(ShellId.STRIP_FACTS)).to_contain_text("As of30 Apr 2011")
    row = screen.at(OverviewId.ROWS).locator("[data-row-link]", has_text="01-004")
    expect(row.locator(".ov-mark")).to_have_count(len(known))
    coming = row.locator(".ov-visit.v-not_yet_due")
    statuses = [one["status"] for one in then["visits"] if one["subject"] == "01-004"]
    expect(coming).to_have_count(statuses.count("not_yet_due"))
    assert statuses.count("not_yet_due") == 3
    screen.go("Safety")
    expect(screen.heading).to_contain_text(f"{len(then['events'])} events")
    screen.clear("As of")
    expect(screen.heading).to_contain_text(f"{len(numbers['events'])} events")
    expect(screen.at(ShellId.STRIP_FACTS)).to_contain_text("Data as of31 Dec 2011")
