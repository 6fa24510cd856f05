"""Slopes that are not the default say so in finding, caption, key, hover, menu and over every view."""

import plotly.graph_objects as go
import pytest

from callbacks.context import Reading
from callbacks.filters import label_texts, notices_of
from components import profile_parts, trajectory_page
from components.controls import slope_menu
from components.courses import POINT_KINDS
from components.figures import patient, trajectory, trajectory_overlay
from components.point_words import point_lines
from components.profile_places import places
from tests.trial.shown import demo
from trial import profile
from trial.analysis import handled
from trial.handling import History, Strategy
from trial.handling_words import OLD_BY_CHOICE
from trial.profile import Profile
from trial.selection import Arrangement, Selection
from trial.selection_words import describe_slopes
from trial.slope_listing import listing, points_listing
from trial.trajectory import Trajectories, build
from trial.trajectory_words import caption, finding, rules

OLD = Selection(history=History.ALL)
CENSORED = Selection(strategy=Strategy.CENSOR)


def seen(selection: Selection) -> Trajectories:
    return build(handled(demo(), selection.handling), selection)


def of(subject: str, selection: Selection) -> Profile:
    found = profile.build(handled(demo(), selection.handling), selection, subject)
    assert found is not None
    return found


def reading(selection: Selection) -> Reading:
    return Reading("v", selection, None, handled(demo(), selection.handling))


@pytest.mark.parametrize(
    ("selection", "words"),
    [(OLD, "old records included"), (CENSORED, "values after events censored")],
)
def test_finding_caption_rules_and_notice_say_so(selection: Selection, words: str) -> None:
    result = seen(selection)
    assert words in finding(result)
    assert words in caption(result)
    assert result.handling_rule in rules(result)
    assert result.handling_rule in caption(result)
    assert result.handling_rule in str(trajectory_page.foot(result)[-1].children[0])
    (told,) = notices_of(reading(selection))
    assert "Slopes are not the default ones." in str(told)
    assert "history=&strategy=" in str(told)
    assert label_texts(reading(selection))[5] != ""
    assert describe_slopes(selection, demo()) != ()


def test_the_default_says_what_it_does_in_caption_and_rules_alone() -> None:
    result = seen(Selection())
    assert finding(result) == "21 of 24 courses have a slope before and after infusion"
    assert "treatment policy" in caption(result)
    assert "treatment policy" in " ".join(rules(result))
    assert "nothing is filled in or carried forward" in " ".join(rules(result))
    assert notices_of(reading(Selection())) == []
    assert describe_slopes(Selection(), demo()) == ()
    history, equation, levelling = profile_parts.rules(of("01-003", Selection()))  # the rules that always stand
    assert "Historical values: 8 eligible." in str(history)
    assert "NHANES III gives every value in the fits within 1 %" in str(equation)
    assert "level off by themselves" in str(levelling)


def test_the_caption_names_every_event_and_whose_values_are_censored() -> None:
    text = caption(seen(CENSORED))
    for word in (
        "death",
        "tracheostomy",
        "ventilation",
        "gastrostomy",
        "prohibited medication",
        "another cell product",
    ):
        assert word in text
    assert "3 values censored: 3 of 01-003 after gastrostomy, day 141." in text


def test_censored_points_are_drawn_as_not_used_with_the_reason() -> None:
    result = seen(CENSORED)
    drawn = trajectory.figure(result)
    go.Figure(drawn)
    hovers = [text for trace in drawn["data"] if trace["name"] == "Not used" for text in trace["hovertext"]]
    assert sum("after gastrostomy (day 141), censored" in text for text in hovers) == 3
    alone = patient.figure(of("01-003", CENSORED))
    assert sum(len(trace["x"]) for trace in alone["data"] if trace["name"] == "Not used") == 3
    assert "Sensitivity analysis" in str(profile_parts.rules(of("01-003", CENSORED)))
    notes = [row[-1] for row in points_listing(handled(demo(), CENSORED.handling), CENSORED).rows]
    assert notes.count("after gastrostomy (day 141), censored") == 3


def test_old_records_have_a_mark_of_their_own_when_they_are_used() -> None:
    name = next(kind.name for kind in POINT_KINDS if kind.name.startswith("Old"))
    for figure in (trajectory.figure(seen(OLD)), trajectory_overlay.figure(
        seen(Selection(history=History.ALL, arrangement=Arrangement.OVERLAY))
    )):  # fmt: skip
        go.Figure(figure)
        hovers = [text for trace in figure["data"] if trace["name"] == name for text in trace["hovertext"]]
        assert len(hovers) == 4
        assert all(OLD_BY_CHOICE in text for text in hovers)
    assert not any(trace["name"] == name for trace in trajectory.figure(seen(Selection()))["data"])
    assert name in str(trajectory_page.top(seen(OLD)))
    assert "Filled square: old record, used by choice." in str(trajectory_page.foot(seen(OLD))[-1].children[0])
    assert name not in str(trajectory_page.top(seen(Selection())))
    assert name in str(profile_parts.key(of("01-001", OLD)))
    notes = [row[-1] for row in points_listing(handled(demo(), OLD.handling), OLD).rows]
    assert notes.count(OLD_BY_CHOICE) == 4


def test_every_point_is_of_exactly_one_kind() -> None:
    for selection in (Selection(), OLD, CENSORED):
        for pair in seen(selection).pairs:
            assert all(sum(kind.takes(point) for kind in POINT_KINDS) == 1 for point in pair.points)


def test_a_used_point_says_nothing_of_age() -> None:
    point = next(each for each in seen(Selection()).pairs[0].points if each.used)
    assert OLD_BY_CHOICE not in " ".join(point_lines(point, "points", 0))


def test_the_menu_of_the_patient_shows_what_is_chosen_and_leads_back() -> None:
    study = demo().snapshot.study
    text = str(slope_menu(Selection(history=History.ALL, expected=True), study))
    assert text.count("data-change='history='") == 1
    assert text.count("data-change='expected='") == 1
    assert text.count("data-change='strategy=censor'") == 1
    assert "filter set" in text
    assert "filter set" not in str(slope_menu(Selection(), study))


def test_the_numbers_of_a_picture_of_a_patient_carry_the_rule() -> None:
    spoken = profile_parts.numbers(of("01-003", CENSORED), places(4, 3))[-1]
    assert "Sensitivity analysis" in str(spoken)


def test_slopes_listed_are_those_of_the_handling() -> None:
    rows = [listing(handled(demo(), each.handling), each).rows for each in (Selection(), OLD, CENSORED)]
    assert all(one != other for place, one in enumerate(rows) for other in rows[:place])
