"""What pauses dosing whatever the numbers: what meets each rule, what may, what cannot be judged; days between."""

import pytest

from tests.trial.stopping.trials import DEFICIT, FATAL, PENDING, RELATED_SAE, SITE, analysed, day, guided, records
from trial.safety_rules import SafetyRules
from trial.stopping import guidance
from trial.stopping_rule import Pause, StoppingRule

DEATH, GRADE_4, NEUROLOGIC, SERIOUS = Pause


def state(*events, **more):
    """The rules that one patient's events meet, and those they may meet."""
    found = guided(list(events), **more)
    return {one.pause for one in found.pauses if one.met}, {one.pause for one in found.pauses if one.open}


@pytest.mark.parametrize(
    ("event", "met", "unsure"),
    [
        ({}, set(), set()),
        (SITE, set(), set()),
        (FATAL, {GRADE_4}, set()),
        (FATAL | {"AEREL": "RELATED"}, {DEATH, GRADE_4, SERIOUS}, set()),
        (FATAL | {"AEREL": None}, {GRADE_4}, {DEATH, SERIOUS}),
        ({"AETOXGR": "4"}, {GRADE_4}, set()),
        ({"AETOXGR": "4", "AEREL": "RELATED"}, {GRADE_4}, set()),
        ({"AETOXGR": "3", "AESER": "Y"}, set(), set()),
        ({"AETOXGR": None, "AESER": "Y"}, set(), {GRADE_4}),
        ({"AETOXGR": None, "AESER": None}, set(), {GRADE_4}),
        ({"AETOXGR": None, "AESER": "N"}, set(), set()),
        ({"AETOXGR": None, "AESEV": "SEVERE", "AESER": "Y"}, set(), {GRADE_4}),
        ({"AETOXGR": None, "AESEV": "MODERATE", "AESER": "Y"}, set(), set()),
        (DEFICIT, {NEUROLOGIC}, set()),
        (DEFICIT | {"PENATPRG": "U"}, {NEUROLOGIC}, set()),
        (DEFICIT | {"PENATPRG": "Y"}, set(), set()),
        (DEFICIT | {"PEADJ": "PENDING"}, set(), {NEUROLOGIC}),
        (DEFICIT | {"PEADJ": "PENDING", "PENATPRG": "Y"}, set(), {NEUROLOGIC}),
        (DEFICIT | {"PEADJ": "PENDING", "PESITE": "Y"}, set(), {NEUROLOGIC}),
        (PENDING, set(), set()),
        ({"PEADJ": "PENDING"}, set(), {NEUROLOGIC}),
        (RELATED_SAE, {SERIOUS}, set()),
        (RELATED_SAE | {"AEREL": None}, set(), {SERIOUS}),
        (RELATED_SAE | {"day": -2}, set(), set()),
    ],
)
def test_what_meets_a_rule_and_what_may(event, met, unsure):
    assert state(event) == (met, unsure)


def test_a_severity_that_reaches_grade_4_leaves_nothing_open():
    safety = SafetyRules(severity_grade=(("MILD", 1), ("SEVERE", 3), ("LIFE THREATENING", 4)))
    assert state({"AETOXGR": None, "AESEV": "SEVERE", "AESER": "Y"}, safety=safety) == (set(), set())
    assert state({"AETOXGR": None, "AESEV": "LIFE THREATENING", "AESER": "Y"}, safety=safety) == ({GRADE_4}, set())


def test_rules_can_be_left_out():
    assert guided([RELATED_SAE], rule=StoppingRule(pause=())).pauses == ()
    (one,) = guided([RELATED_SAE | FATAL], rule=StoppingRule(pause=(GRADE_4,))).pauses
    assert [(each.subject, each.event.seq) for each in one.met] == [("S-01", 1)]


def test_events_count_from_the_aspiration_on_also_of_who_is_not_yet_treated():
    made = records([RELATED_SAE | {"day": -2}], [RELATED_SAE | {"day": 5}])
    made["EX"].pop()
    aspiration = {"PRTRT": "Bone marrow aspiration", "PRDECOD": "BONE MARROW ASPIRATION"}
    made["PR"] = [{"USUBJID": name, "PRSTDTC": day(at), **aspiration} for name, at in (("S-01", -10), ("S-02", 20))]
    found = guidance.build(analysed(made))
    (serious,) = [one for one in found.pauses if one.pause is SERIOUS]
    assert [each.subject for each in serious.met] == ["S-01", "S-02"]
    assert (found.n, found.k) == (1, 0)
    made["PR"] = made["PR"][1:]
    (serious,) = [one for one in guidance.build(analysed(made)).pauses if one.pause is SERIOUS]
    assert [each.subject for each in serious.met] == ["S-02"]


def test_events_of_who_was_treated_on_a_day_not_known_are_not_lost():
    made = records([RELATED_SAE])
    made["EX"][0]["EXSTDTC"] = "2011-03"
    found = guidance.build(analysed(made))
    assert [each.subject for one in found.pauses for each in one.met] == ["S-01"]


@pytest.mark.parametrize(("event", "expected"), [(FATAL, []), ({}, [("S-01", None)])])
def test_a_death_without_a_fatal_event_is_pending(event, expected):
    made = records([event], [])
    made["DM"][0] |= {"DTHFL": "Y", "DTHDTC": day(50)}
    made["DM"][1] |= {"DTHFL": None, "DTHDTC": None}
    (death,) = [one for one in guidance.build(analysed(made)).pauses if one.pause is DEATH]
    assert [(each.subject, each.event) for each in death.open] == expected
    assert {words for each in death.open for words in each.open} <= {"no fatal event is recorded as the cause"}


def test_a_rule_whose_column_is_not_there_cannot_be_called_not_met():
    made = records([])
    made["AE"] = [{key: value for key, value in row.items() if key != "PENEURO"} for row in made["AE"]]
    found = guidance.build(analysed(made))
    assert {one.pause: one.lacking for one in found.pauses if one.lacking} == {NEUROLOGIC: "PENEURO"}


def test_days_between_consecutive_patients():
    made = records([], [], [])
    for row, at in zip(made["EX"], (20, 0, 6), strict=True):
        row["EXSTDTC"] = day(at)
    gaps = guidance.build(analysed(made)).gaps
    assert [(gap.before, gap.after, gap.days, gap.is_short) for gap in gaps] == [
        ("S-02", "S-03", 6, True),
        ("S-03", "S-01", 14, False),
    ]
    strict = guidance.build(analysed(made, StoppingRule(minimum_days_between=15))).gaps
    assert [gap.is_short for gap in strict] == [True, True]
    free = guidance.build(analysed(made, StoppingRule(minimum_days_between=0))).gaps
    assert not any(gap.is_short for gap in free)
