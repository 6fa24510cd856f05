"""The page of guidance: what it says in each state, that everything leads to its records, that it never says stop."""

import re

import pytest

from components import stopping_page
from components.stopping_figure import figure
from data_access import settings
from data_access.store import SnapshotStore
from tests.components.sent import nodes, sent, text
from tests.trial.stopping.trials import DEFICIT, ILLUSTRATIVE, PENDING, RELATED_SAE, SITE, analysed, day, records
from trial.analysis import build as analyse
from trial.selection import Selection
from trial.stopping import view
from trial.stopping.listing import listing
from trial.stopping_rule import Pause, Pocock, StoppingRule

EVERYTHING = Selection()
CHARTER = StoppingRule(charter=True, pocock=None)


@pytest.fixture(scope="module")
def demo():
    return analyse(SnapshotStore(settings.read()).load(), None)


def page(known, selection=EVERYTHING):
    return sent(stopping_page.page(view.build(known, selection), selection))


def said(*patients, rule=ILLUSTRATIVE, **more):
    return text(page(analysed(records(*patients, **more), rule)))


def changes(part):
    return [node["props"]["data-change"] for node in nodes(part) if "data-change" in node["props"]]


def links(part):
    return [node["props"]["href"] for node in nodes(part) if node["type"] == "A"]


def test_the_demo_says_where_the_trial_stands(demo):
    made = page(demo)
    words = text(made)
    assert "Below the boundary: 1 of 6 treated patients has an event that counts." in words
    assert "After 6 patients alert and boundary are both at 3; P(p > 0.20) is 0.353." in words
    assert "Pause until review: grade 4 or more and related serious event; pending: neurologic deficit." in words
    assert "related serious event and related event of grade 3 or more; pending as primary safety event:" in words
    assert words.count("Illustrative, not a charter") == 2
    assert "28 to 49 days between consecutive patients; the rule asks for at least 7 days: none is shorter." in words
    assert {"event=01-004%3A3", "event=01-003%3A5"} == set(changes(made))
    assert {f"/patient/01-00{number}" for number in range(1, 7)} <= set(links(made))


def test_the_fold_holds_every_number_of_the_rule(demo):
    words = text(page(demo))
    for number in ("0.008 0.036 0.148 0.321 0.518 0.703", "0.057 0.127 0.295 0.479 0.653 0.797"):
        assert number in words
    assert "Overall type I error, all 6 looks: 0.148 at p = 0.20; Pocock-type 0.036 at p = 0.10." in words
    assert "Prior of the rule, Beta(0.4, 1.6) 0.353" in words
    assert "Jeffreys, Beta(0.5, 0.5)" in words
    assert "Uniform, Beta(1, 1)" in words


def test_the_page_never_says_that_a_trial_stops(demo):
    every = [
        text(page(demo)),
        said([SITE], [SITE]),
        said([SITE]),
        said([PENDING], [PENDING]),
        said([], rule=None),
        said([RELATED_SAE], rule=CHARTER),
    ]
    for words in every:
        assert not re.search(r"stop (the )?(trial|study|dosing)|terminate|halt|suspend", words, re.IGNORECASE)


def test_a_crossed_boundary_is_for_the_board_to_review():
    words = said([SITE], [SITE])
    assert words.count("Boundary crossed: board review") == 2
    assert "Boundary crossed: board review: 2 of 2 treated patients have an event that counts." in words


def test_a_boundary_crossed_before_is_told_though_the_count_is_below_it_now():
    words = said([SITE], [SITE], [], [], [])
    assert "Events against the boundary Boundary crossed: board review" in words
    assert "Below the boundary: 2 of 5 treated patients" in words
    assert "Boundary crossed: board review after patient 2, S-02, by what is known now (2 of 2)." in words


def test_what_is_pending_stands_beside_what_is_confirmed():
    made = page(analysed(records([SITE], [PENDING])))
    words = text(made)
    assert "k = 1 now; k = 2 if the pending event is confirmed (S-02): boundary crossed: board review, P" in words
    assert "k with pending" in words
    assert len([node for node in nodes(made) if node["props"].get("className") == "stp-mark open"]) == 1
    assert "k with pending" not in said([SITE], [])


def test_short_follow_up_and_patients_outside_the_count_are_named():
    made = records([], [], [])
    made["SV"][0]["SVSTDTC"] = day(12)
    made["EX"][2]["EXSTDTC"] = "2011-05"
    words = text(page(analysed(made)))
    assert "though followed for fewer than 30 days, which says little yet: S-01 (12 days)." in words
    assert "Not in the count, since the date of treatment is incomplete: S-03." in words


def test_a_charter_is_called_so_and_nothing_is_called_illustrative():
    words = said([DEFICIT], rule=CHARTER)
    assert "The trial’s charter" in words
    assert "llustrative" not in words
    assert "Pocock" not in words


def test_without_a_rule_nothing_is_judged_and_the_illustration_has_no_patient():
    known = analysed(records([SITE], [SITE]), None)
    words = text(page(known))
    assert "The study file has no rule for stopping, so nothing here is judged against one." in words
    assert "Show an illustrative rule, without these patients" in words
    assert "S-01" not in words
    assert "board review" not in words
    assert "0.148" in words
    assert listing(known).rows == ()
    assert listing(known).note.startswith("The study file has no rule for stopping")


def test_nobody_treated_and_no_adverse_events():
    made = records([])
    made["EX"] = []
    words = text(page(analysed(made)))
    assert "Nobody treated yet: there is no count to hold against the boundary." in words
    assert "not yet treated" in words
    made = records([], [])
    del made["AE"]
    words = text(page(analysed(made)))
    assert (
        "Cannot be judged: the data have no adverse events (AE), so no event of 2 treated patients could count."
        in words
    )
    assert "A pause rule cannot be judged" in words
    assert "Below" not in words


def test_filters_are_said_not_to_apply():
    words = text(page(analysed(records([SITE], [])), Selection(subjects=("S-02",))))
    assert "About all 2 patients at the cut. Not applied here: patients S-02." in words
    assert "S-01" in words


def test_hundreds_of_patients_are_gathered():
    made = page(analysed(records(*[[RELATED_SAE] if place % 20 == 0 else [] for place in range(306)], apart=1)))
    words = text(made)
    assert "289 without an event are not listed; the CSV has all." in words
    assert "305 of 305 are shorter" in words
    assert "6 more: all on the timeline" in words
    assert "/safety?serious=1&related=1" in links(made)
    assert len(list(nodes(made))) < 3000


def test_the_figure_places_patients_and_counts_in_per_cent():
    known = view.build(analysed(records([], [SITE])), Selection()).found
    made = sent(figure(known.looks, known.steps))
    marks = [node["props"] for node in nodes(made) if str(node["props"].get("className")).startswith("stp-mark")]
    assert [mark["className"] for mark in marks] == ["stp-mark", "stp-mark event"]
    assert [mark["style"]["left"] for mark in marks] == ["8.333%", "25.000%"]
    assert [mark["title"] for mark in marks] == ["S-01: 0 of 1", "S-02: 1 of 2"]
    assert made["props"]["aria-hidden"] == "true"


def test_the_listing_has_a_row_for_each_treated_patient(demo):
    found = listing(demo)
    columns = [column.key for column in found.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in found.rows]
    assert [(row["n"], row["subject"], row["k"], row["boundary"]) for row in rows] == [
        (1, "01-001", 0, None), (2, "01-002", 0, 2), (3, "01-003", 0, 2), (4, "01-004", 1, 3), (5, "01-005", 1, 3),
        (6, "01-006", 1, 3),
    ]  # fmt: skip
    assert rows[3]["events"].startswith("AESEQ 3 Radicular leg pain, left: related serious event")
    assert "illustrative, not a charter" in found.note


def test_a_pause_rule_without_any_is_said():
    words = said([SITE], rule=StoppingRule(pause=(), pocock=Pocock(0.2, 0.05)))
    assert "The study file names no rule that pauses dosing." in words
    alone = StoppingRule(pause=(Pause.RELATED_SERIOUS,))
    assert "None of the pause rules is met." in said([SITE], rule=alone)
    assert "No pause rule met" in said([SITE], rule=alone)
