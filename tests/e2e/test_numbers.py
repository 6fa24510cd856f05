"""What stands on the screens are the numbers of the command line: slopes, intervals, counts, visits, rows."""

import pytest
from playwright.sync_api import expect

from components.ids import DataId, OverviewId, PatientId, SafetyId, TrajectoryId
from tests.e2e.screen import Screen

LABELS = {"alsfrs_r": "ALSFRS-R", "fvc": "FVC", "mvic_arm": "MVIC arm", "mvic_grip": "MVIC grip"}
EXPECTED = {"in_window", "early", "late", "missed", "overdue"}
CELLS = """all => all.map((row) => Array.from(row.cells).map((cell) => cell.firstChild?.textContent || ""))"""


def written(value: float | None, decimals: int = 2, sign: bool = False) -> str:
    """A number as a reader expects it: two decimals, a true minus, no negative zero."""
    if value is None:
        return "–"
    text = f"{abs(round(value, decimals)):.{decimals}f}"
    if float(text) == 0:
        return text
    return f"−{text}" if value < 0 else f"+{text}" if sign else text


def of(numbers: dict, subject: str) -> list[dict]:
    """The courses of a patient."""
    return [one for one in numbers["trajectories"] if one["subject"] == subject]


def test_the_table_of_slopes_agrees_to_two_decimals(screen: Screen, numbers: dict) -> None:
    screen.open("/trajectories")
    rows = screen.at(TrajectoryId.TABLE).locator("tbody tr")
    expect(rows).to_have_count(24)
    shown = {(cells[0], cells[1]): cells[2:] for cells in rows.evaluate_all(CELLS)}
    for one in numbers["trajectories"]:
        cells = shown[one["subject"], LABELS[one["endpoint"]]]
        pre, post, change = one["pre"], one["post"], one["change"]
        assert (cells[0], cells[5]) == (written(pre["slope"]), written(post["slope"]))
        assert (cells[1], cells[6]) == (written(pre["se"]), written(post["se"]))
        assert (cells[3], cells[8]) == (str(pre["n"]), str(post["n"]))
        assert cells[10] == written(change["estimate"], sign=True)
        for place, fit in ((2, pre), (7, post), (12, change)):
            if fit["lower"] is not None:
                assert cells[place] == f"{written(fit['lower'])} to {written(fit['upper'])}"
            else:
                assert not any(sign.isdigit() for sign in cells[place])


def test_the_rows_of_the_overview_agree(screen: Screen, numbers: dict) -> None:
    screen.open()
    rows = screen.at(OverviewId.ROWS).locator("[data-row-link]")
    expect(rows).to_have_count(6)
    for subject in numbers["subjects"]:
        row = rows.filter(has_text=subject["id"])
        _events(row, numbers, subject["id"])
        expect(row.locator(".ov-st").first).to_have_text(subject["status"].capitalize())
        visits = [one for one in numbers["visits"] if one["subject"] == subject["id"]]
        inside = sum(one["status"] == "in_window" for one in visits)
        expected = sum(one["status"] in EXPECTED for one in visits)
        expect(row.locator(".ov-last")).to_contain_text(f"{inside} of {expected}")
        words = [course.get_attribute("aria-label") or "" for course in row.locator(".ov-course").all()]
        for one in of(numbers, subject["id"]):
            said = next(text for text in words if text.startswith(LABELS[one["endpoint"]]))
            assert f"Pre {written(one['pre']['slope'])}" in said
            if one["post"]["slope"] is None:
                assert "Post not estimable" in said
            else:
                assert f"Post {written(one['post']['slope'])}" in said
    summary = screen.at(OverviewId.SUMMARY)
    visits = [one["status"] for one in numbers["visits"]]
    total = sum(one in EXPECTED for one in visits)
    expect(summary).to_contain_text(f"{visits.count('in_window')} of {total}")


def _events(row, numbers: dict, subject: str) -> None:
    own = [one for one in numbers["events"] if one["subject"] == subject]
    expect(row.locator(".ov-mark")).to_have_count(len(own))
    expect(row.locator(".ov-mark.serious")).to_have_count(sum(bool(one["serious"]) for one in own))
    grades = sorted((one["grade"] or 0 for one in own), reverse=True)
    assert row.locator(".ov-mark").all_inner_texts() == [str(grade) if grade else "?" for grade in grades]


@pytest.mark.parametrize("subject", ["01-001", "01-005"])
def test_the_numbers_beside_a_patients_course_agree(screen: Screen, numbers: dict, subject: str) -> None:
    screen.open(f"/patient/{subject}")
    blocks = screen.at(PatientId.NUMBERS).locator(".block")
    for place, one in enumerate(of(numbers, subject)):
        block = blocks.nth(place)
        if one["change"]["estimate"] is not None:
            expect(block.locator(".big b")).to_have_text(written(one["change"]["estimate"], sign=True))
        for name, fit in (("Pre", one["pre"]), ("Post", one["post"])):
            row = block.locator("tr", has_text=name)
            if fit["slope"] is None:
                expect(row).to_contain_text(f"not estimable: {fit['reason']}")
            else:
                expect(row.locator("td").first).to_have_text(written(fit["slope"]))
                expect(row).to_contain_text(f"n {fit['n']}")
    visits = [one["status"] for one in numbers["visits"] if one["subject"] == subject]
    inside, expected = visits.count("in_window"), sum(one in EXPECTED for one in visits)
    expect(screen.at(PatientId.NUMBERS)).to_contain_text(f"{inside} of {expected}")


def test_the_events_of_the_timeline_agree(screen: Screen, numbers: dict) -> None:
    events = numbers["events"]
    screen.open("/safety")
    expect(screen.heading).to_have_text(
        f"{len(events)} events in 6 patients, {sum(e['serious'] for e in events)} serious"
    )
    keys = {one["target"] for one in screen.marks(SafetyId.GRAPH) if one["kind"] == "Adverse event"}
    assert keys == {f"event={one['subject']}%3A{one['seq']}" for one in events}
    screen.open("/safety?grade=3&related=1")
    left = [one for one in events if (one["grade"] or 0) >= 3 and one["related"]]
    expect(screen.at(SafetyId.COUNT)).to_have_text("1 event")
    assert [one["term"] for one in left] == ["Radicular leg pain, left"]


def test_ledger_and_findings_of_the_data_page_agree(screen: Screen, numbers: dict) -> None:
    screen.open("/data")
    rows = screen.at(DataId.LEDGER).locator("tbody tr").evaluate_all(CELLS)
    shown = {row[0]: [int(cell) for cell in row[1:]] for row in rows}
    after = numbers["after_cut"]
    for table, count in numbers["rows"].items():
        assert shown[table] == [count["in"], count["used"], count["set_aside"], after.get(table, 0)]
        assert count["in"] == count["used"] + count["set_aside"]
    total = [sum(column) for column in zip(*(shown[table] for table in numbers["rows"]), strict=True)]
    assert shown["All tables"] == total
    aside = total[2]
    expect(screen.heading).to_have_text(f"{aside} of {total[0]} rows set aside, 1 error")
    findings = screen.at(DataId.FINDINGS).locator(".finding")
    expect(findings).to_have_count(len(numbers["issues"]))
    for issue in numbers["issues"]:
        said = findings.filter(has_text=issue["text"][:40])
        expect(said.first).to_contain_text(issue["table"] or "study.toml")
    expect(screen.at(DataId.SET_ASIDE).locator("tbody tr")).to_have_count(aside)
