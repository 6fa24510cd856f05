"""Where a trial stands on its rule: who counts, in which order, what is pending, what was crossed before."""

from datetime import date

import pytest

from tests.trial.stopping.trials import (
    DEFICIT,
    PENDING,
    RELATED_3,
    RELATED_SAE,
    SITE,
    analysed,
    day,
    guided,
    records,
)
from trial.selection import Selection
from trial.stopping import guidance, view
from trial.stopping.guidance import State
from trial.stopping.plan import Look
from trial.stopping_rule import Counted, StoppingRule


def counts(*patients, **more):
    found = guided(*patients, **more)
    return [(step.k, step.k_open) for step in found.steps]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ({}, (0, 0)),
        (SITE, (1, 1)),
        (DEFICIT, (1, 1)),
        (DEFICIT | {"PENATPRG": "U"}, (1, 1)),
        (DEFICIT | {"PENATPRG": "Y"}, (0, 0)),
        (PENDING, (0, 1)),
        (RELATED_SAE, (1, 1)),
        (RELATED_3, (1, 1)),
        ({"AESER": "Y"}, (0, 0)),
        ({"AETOXGR": "3"}, (0, 0)),
        ({"AEREL": "RELATED"}, (0, 0)),
        ({"AESER": "Y", "AEREL": None}, (0, 1)),
        ({"AESER": None, "AEREL": "RELATED"}, (0, 1)),
        ({"AETOXGR": "4", "AEREL": None}, (0, 1)),
        ({"AETOXGR": None, "AEREL": "RELATED"}, (0, 1)),
        ({"AETOXGR": None, "AESEV": "SEVERE", "AEREL": "RELATED"}, (1, 1)),
        (PENDING | RELATED_SAE, (1, 1)),
        (SITE | {"day": -1}, (0, 0)),
        (SITE | {"day": 0}, (1, 1)),
        (SITE | {"AESTDTC": "2011-03"}, (1, 1)),
    ],
)
def test_what_counts_what_is_pending_and_what_is_neither(event, expected):
    assert counts([event]) == [expected]


def test_each_criterion_can_be_left_out():
    rule = StoppingRule(events=(Counted.PRIMARY,))
    assert counts([RELATED_SAE], [RELATED_3], [SITE], rule=rule) == [(0, 0), (0, 0), (1, 1)]
    rule = StoppingRule(events=(Counted.RELATED_SERIOUS, Counted.RELATED_GRADE_3))
    assert counts([SITE], [PENDING], [RELATED_3], rule=rule) == [(0, 0), (0, 0), (1, 1)]


def test_a_patient_counts_once_and_an_event_names_all_it_meets():
    found = guided([SITE, RELATED_SAE, {}], [])
    assert (found.n, found.k, found.k_open) == (2, 1, 1)
    assert [(one.met, one.open) for one in found.steps[0].findings] == [
        ((Counted.PRIMARY,), ()),
        ((Counted.RELATED_SERIOUS,), ()),
    ]
    (both,) = guided([PENDING | RELATED_SAE]).steps[0].findings
    assert (both.met, both.open) == ((Counted.RELATED_SERIOUS,), ((Counted.PRIMARY, ("awaits adjudication",)),))


def test_the_count_goes_by_the_day_of_treatment_not_by_the_name():
    made = records([SITE], [], [])
    made["EX"][0]["EXSTDTC"] = day(45)
    made["AE"][0]["AESTDTC"] = day(50)
    found = guidance.build(analysed(made))
    assert [(step.subject, step.k) for step in found.steps] == [("S-02", 0), ("S-01", 1), ("S-03", 1)]
    assert [step.anchor for step in found.steps] == sorted(step.anchor for step in found.steps)


def test_two_on_one_day_stand_in_the_order_of_their_names_with_no_day_between():
    found = guided([], [SITE], apart=0)
    assert [step.subject for step in found.steps] == ["S-01", "S-02"]
    assert [(gap.days, gap.is_short) for gap in found.gaps] == [(0, True)]


def test_states_follow_the_boundaries_of_the_rule():
    assert guided([SITE]).state is State.ALERT
    assert guided([], []).state is State.BELOW
    found = guided([SITE], [PENDING])
    assert (found.state, found.state_open) == (State.BELOW, State.CROSSED)
    assert found.above(found.k) == pytest.approx(0.7084, abs=5e-5)
    assert guided([SITE], [], [], [SITE]).state is State.ALERT
    assert guided([SITE], [], [SITE], []).steps[2].state is State.CROSSED


def test_more_patients_do_not_undo_a_boundary_that_was_crossed():
    found = guided([SITE], [SITE], [], [], [])
    assert (found.k, found.n, found.state) == (2, 5, State.BELOW)
    assert found.highest is not None
    assert (found.highest.look.n, found.highest.state) == (2, State.CROSSED)


def test_short_follow_up_is_told_only_where_no_event_counts():
    made = records([], [SITE], [])
    made["SV"][0]["SVSTDTC"] = day(29)
    made["SV"][1]["SVSTDTC"] = day(31)
    found = guidance.build(analysed(made))
    assert [step.is_short for step in found.steps] == [True, False, False]


def test_who_has_no_certain_day_of_treatment_is_outside_the_count_and_named():
    made = records([SITE], [])
    made["EX"][0]["EXSTDTC"] = "2011-03"
    found = guidance.build(analysed(made))
    assert ([step.subject for step in found.steps], found.outside, found.k) == (["S-02"], ("S-01",), 0)


def test_nobody_treated_gives_the_boundary_alone():
    made = records([])
    made["EX"] = []
    found = guidance.build(analysed(made))
    assert (found.n, found.k, found.state, found.highest, found.gaps) == (0, 0, State.NOBODY, None, ())
    assert [look.stop for look in found.looks] == [None, 2, 2, 3, 3, 3]


def test_the_boundary_goes_to_the_patients_planned_or_treated():
    assert len(guided([], rule=StoppingRule(planned=9)).looks) == 9
    assert len(guided([], planned_subjects=4).looks) == 4
    found = guided(*[[]] * 3, planned_subjects=2)
    assert (found.planned, len(found.looks)) == (2, 3)
    assert len(guided(*[[]] * 3, planned_subjects=None).looks) == 3


def test_what_came_after_the_cut_is_not_known():
    made = records([SITE | {"day": 40}], [])
    made["EX"][1]["EXSTDTC"] = day(45)
    found = guidance.build(analysed(made, cut=date(2011, 4, 5)))
    assert (found.n, found.k) == (1, 0)


def test_without_adverse_events_nothing_is_below_anything():
    made = records([], [])
    del made["AE"]
    found = guidance.build(analysed(made))
    assert (found.state, found.lacking) == (State.UNKNOWN, "adverse events (AE)")
    assert {each.lacking for each in found.pauses} == {"adverse events (AE)"}


def test_without_the_columns_of_the_endpoint_only_the_other_criteria_can_count():
    made = records([RELATED_SAE], [])
    made["AE"] = [{key: value for key, value in row.items() if not key.startswith("PE")} for row in made["AE"]]
    found = guidance.build(analysed(made))
    assert (found.k, found.missing, found.lacking) == (1, ("PESITE", "PENEURO"), None)
    alone = guidance.build(analysed(made, StoppingRule(events=(Counted.PRIMARY,))))
    assert (alone.state, alone.lacking) == (State.UNKNOWN, "PESITE and PENEURO")


def test_without_a_rule_there_is_no_guidance():
    assert guidance.build(analysed(records([SITE]), None)) is None
    shown = view.build(analysed(records([SITE]), None), Selection())
    assert (shown.found, shown.planned, shown.about) == (None, 6, "")


def test_filters_do_not_reach_a_rule_about_the_whole_trial():
    known = analysed(records([SITE], [], []))
    all_of_it = view.build(known, Selection())
    part = view.build(known, Selection(subjects=("S-02",), grade=3))
    assert part.found == all_of_it.found
    assert part.about == "About all 3 patients at the cut. Not applied here: patients S-02; Events of grade 3 and up."
    assert view.build(known, Selection(cut=date(2012, 1, 1))).about == ""


def test_three_hundred_patients_take_no_time():
    found = guided(*[[SITE] if place % 5 == 0 else [] for place in range(306)], apart=1)
    assert (found.n, found.k, len(found.looks)) == (306, 62, 306)
    assert found.looks[:2] == (Look(1, 1, None, None), Look(2, 2, 2, 2))
    assert all(step.look.n == place for place, step in enumerate(found.steps, start=1))
