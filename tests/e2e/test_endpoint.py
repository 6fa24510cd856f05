"""A journey on the primary safety endpoint: finding, record of an event, a count to its events, link, cut, filters."""

from playwright.sync_api import expect

from components.ids import SafetyId
from tests.e2e.screen import Screen


def test_the_primary_endpoint_from_finding_to_record(screen: Screen, numbers: dict) -> None:
    screen.open("/safety")
    screen.page.get_by_role("button", name="Primary endpoint").click()
    page = screen.at(SafetyId.PAGE)
    expect(page).to_contain_text("0 of 6 evaluable patients have a confirmed event; 1 pending adjudication (01-004).")
    expect(page).to_contain_text("Zero in 6 does not exclude a true rate of 39 %")
    assert screen.address == "/safety?part=endpoint"
    assert screen.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    rates = {(one["analysis"], one["denominator"], one["tier"], one["window"]): one
             for one in numbers["safety"]["primary"]["rates"]}  # fmt: skip
    found = rates["if_pending_confirmed", "evaluable_day_30", "any", "whole"]
    blocks = page.locator(".ep-rates tbody")
    expect(blocks).to_have_count(3)
    third = blocks.nth(1).locator("tr").nth(1).locator("td").nth(2)
    expect(third).to_contain_text(f"{found['k']} of {found['n']}")
    expect(third).to_contain_text(f"{100 * found['lower']:.1f} to {100 * found['upper']:.1f} %")

    page.get_by_role("link", name="Radicular leg pain, left").click()
    record = screen.at(SafetyId.RECORD)
    expect(record).to_contain_text("Radicular leg pain, left")
    assert screen.address == "/safety?part=endpoint&event=01-004%3A3"
    expect(page).to_be_visible()
    record.locator("[data-close]").click()
    expect(record).to_be_empty()

    third.get_by_role("link").click()
    expect(screen.heading).to_contain_text("in 1 patient")
    assert screen.address == "/safety?subjects=01-004"
    screen.page.go_back()
    expect(page).to_contain_text("1 pending adjudication (01-004)")

    screen.open("/safety?part=endpoint&subjects=01-001")
    expect(page).to_contain_text("0 of 1 evaluable patient has a confirmed event.")
    screen.open("/safety?part=endpoint&cut=2010-11-20")
    expect(page).to_contain_text("None of 1 treated patient is evaluable at day 30 yet.")
