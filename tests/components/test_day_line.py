"""The day line in HTML: the slider, the list of a day, and where each entry leads."""

import re
from datetime import date

from components import day_line, safety_rows, state
from tests.components.sent import named, nodes, sent, text
from tests.environment import ROOT
from tests.trial.shown import demo
from trial import day_line as on_day
from trial.calendar import MONTH_DAYS
from trial.safety import build
from trial.selection import Alignment, Selection
from trial.words import MONTHS


def listed(**more):
    return sent(day_line.found(on_day.build(demo(), Selection(**more))))


def test_no_day_no_list():
    assert day_line.found(None) == []


def test_each_entry_opens_its_record_and_its_patient():
    made = listed(day=10)
    assert text(made).startswith("Infusion + 10 days: 1 event in 1 patient")
    (entry,) = named(made, "saf-open")
    assert entry["props"]["data-change"] == "event=01-004%3A3&page="
    assert text(entry).split() == ["3", "grade", "3,", "serious:", "Radicular", "leg", "pain,", "left"]
    (link,) = named(made, "patient-link")
    assert link["props"]["href"] == "/patient/01-004"
    assert [one["props"]["data-change"] for one in nodes(made) if one["props"].get("data-change") == "day="] == ["day="]


def test_what_is_only_possible_is_marked():
    made = listed(day=85)
    assert "may be" in text(made)
    assert len(named(made, "saf-maybe")) == len(on_day.build(demo(), Selection(day=85)).possible) == 1


def test_the_axis_that_the_line_moves_on():
    axis = safety_rows.days(build(demo(), Selection()))
    assert (axis["calendar"], axis["anchor"]) == (False, "Infusion")
    assert axis["low"] < -20 < 365 < axis["high"]
    assert safety_rows.days(build(demo(), Selection(alignment=Alignment.CALENDAR)))["calendar"] is True


def test_the_key_day_is_a_number_or_a_date():
    for text_, day in (("7", 7), ("-21", -21), ("0", 0), ("2011-06-30", date(2011, 6, 30))):
        assert state.from_query(f"day={text_}") == (Selection(day=day), ())
    for wrong in ("07", "-0", "1.5", "2011-02-30", "x", "%C2%B2", "123456"):
        selection, notices = state.from_query(f"day={wrong}")
        assert (selection.day, len(notices)) == (None, 1)


def test_months_of_the_script_are_those_of_the_program():
    script = (ROOT / "assets" / "98-days.js").read_text(encoding="utf-8")
    assert f"MONTH_DAYS = {MONTH_DAYS};" in script
    assert re.findall(r'"([A-Z][a-z]{2})"', script) == list(MONTHS)
