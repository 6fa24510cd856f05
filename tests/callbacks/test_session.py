"""Address, controls and switches become one selection; foreign values are refused."""

from datetime import date

import pytest

from callbacks import session
from components.state import InvalidStateError
from trial.event_relations import Relation
from trial.handling import Handling, History, Strategy
from trial.narrowing import Narrowing
from trial.selection import Arrangement, Selection
from trial.subjects import SubjectStatus

BLANK = ([], [], [], "", [], None, None, None, [], [], "", [])


def test_controls_and_selection_are_two_sides_of_one_thing() -> None:
    selection = Selection(
        subjects=("01-001",),
        status=(SubjectStatus.DIED,),
        endpoints=("fvc",),
        grade=3,
        serious=True,
        emergent=True,
        months=(-3.0, 6.5),
        cut=date(2011, 5, 1),
        expected=True,
    )
    assert session.from_controls(session.to_controls(selection), Selection()) == selection
    assert session.to_controls(Selection()) == BLANK


def test_what_a_count_asked_for_can_only_be_taken_away_by_its_control() -> None:
    before = Selection(narrowing=Narrowing(term="Fall", worst=2), fatal=True, page=3)
    assert session.to_controls(before)[11] == ["term", "worst"]
    assert session.from_controls(session.to_controls(before), before) == before
    after = session.from_controls((*session.to_controls(before)[:11], ["worst", "soc"]), before)
    assert after == Selection(narrowing=Narrowing(worst=2), fatal=True)
    assert session.from_controls(BLANK, before) == Selection()
    assert session.switched({"term": "Nausea", "worst": "", "judged": "cells:no"}, before) == Selection(
        narrowing=Narrowing(term="Nausea", judged=(Relation.CELLS, False)), fatal=True
    )
    assert session.switched({"reset": "1"}, before) == Selection()


def test_a_changed_control_starts_again_at_page_one_and_keeps_the_rest() -> None:
    before = Selection(page=7, arrangement=Arrangement.OVERLAY, event="01-001:1")
    after = session.from_controls((*BLANK[:3], "2", *BLANK[4:]), before)
    assert after == Selection(grade=2, arrangement=Arrangement.OVERLAY, event="01-001:1")


def test_a_choice_about_slopes_takes_nobody_away_so_the_page_stays() -> None:
    before = Selection(page=7, grade=2)
    after = session.from_controls((*session.to_controls(before)[:8], ["natural"], [], "", []), before)
    assert after == Selection(page=7, grade=2, natural=True)
    assert session.switched({"expected": "1"}, after) == Selection(page=7, grade=2, natural=True, expected=True)
    censored = session.switched({"strategy": "censor", "history": "all"}, after)
    assert censored.handling == Handling(History.ALL, Strategy.CENSOR)
    assert session.from_controls(session.to_controls(censored), before) == censored
    assert session.switched({"history": "", "strategy": ""}, censored) == after
    assert session.switched({"reset": "1"}, censored) == Selection()


def test_half_a_month_range_keeps_what_was_there() -> None:
    before = Selection(months=(-3.0, 6.0))
    assert session.from_controls((*BLANK[:5], -3.0, *BLANK[6:]), before).months == (-3.0, 6.0)
    assert session.from_controls((*BLANK[:5], 9, 2, *BLANK[7:]), before).months == (-3.0, 6.0)
    assert session.from_controls(BLANK, before).months is None


@pytest.mark.parametrize(
    "values",
    [
        ("01-001", *BLANK[1:]),
        ([1], *BLANK[1:]),
        ([], ["on fire"], *BLANK[2:]),
        (*BLANK[:3], "9", *BLANK[4:]),
        (*BLANK[:3], 3, *BLANK[4:]),
        (*BLANK[:4], ["secret"], *BLANK[5:]),
        (*BLANK[:5], True, 2, *BLANK[7:]),
        (*BLANK[:5], float("nan"), 2, *BLANK[7:]),
        (*BLANK[:7], "31/12/2011", *BLANK[8:]),
        (*BLANK[:7], 20111231, *BLANK[8:]),
        (*BLANK[:8], ["everything"], *BLANK[9:]),
        (*BLANK[:9], ["some"], "", []),
        (*BLANK[:10], "hope", []),
        (*BLANK[:11], ["secret"]),
    ],
)
def test_a_foreign_control_value_is_refused(values: tuple[object, ...]) -> None:
    with pytest.raises(InvalidStateError):
        session.from_controls(values, Selection())


def test_a_switch_changes_one_key_and_clears_it_with_nothing() -> None:
    shown = session.switched({"layout": "overlay"}, Selection(grade=3))
    assert shown == Selection(grade=3, arrangement=Arrangement.OVERLAY)
    assert session.switched({"layout": ""}, shown) == Selection(grade=3)


def test_a_switch_of_patients_starts_again_at_page_one() -> None:
    assert session.switched({"subjects": "01-002"}, Selection(page=4)) == Selection(subjects=("01-002",))


def test_reset_clears_filters_and_keeps_how_the_view_is_drawn() -> None:
    before = Selection(subjects=("01-001",), grade=3, cut=date(2011, 5, 1), arrangement=Arrangement.OVERLAY, page=3)
    assert session.switched({"reset": "1"}, before) == Selection(arrangement=Arrangement.OVERLAY)


@pytest.mark.parametrize(
    "patch",
    [
        None,
        [],
        {},
        {"grade": "9"},
        {"months": "0..3"},
        {"cut": "2011-13-01"},
        {"layout": "sideways"},
        {"layout": 1},
        {"page": "-1"},
        {"a": "b"},
    ],
)
def test_a_foreign_switch_is_refused(patch: object) -> None:
    with pytest.raises(InvalidStateError):
        session.switched(patch, Selection())
