"""What is drawn beside a course can be read back, is named in key and caption, and is not there unless asked for."""

import numpy as np
import plotly.graph_objects as go
import pytest

from components import beside, panel_grid, profile_parts, trajectory_page
from components.figures import patient, trajectory_overlay
from components.figures.trajectory import figure
from components.profile_places import places
from tests.trial.shown import crowd, demo, single
from tests.trial.totals import total
from trial import profile
from trial.beyond import Beyond
from trial.profile import Profile
from trial.selection import Arrangement, Selection
from trial.trajectory import Trajectories, build
from trial.trajectory_words import caption, rules

BOTH = Selection(expected=True, natural=True)
NAMES = (beside.EXPECTED.name, beside.NATURAL.name)


def traces(drawn: dict, name: str) -> list[dict]:
    return [trace for trace in drawn["data"] if trace["name"] == name]


def test_nothing_stands_beside_a_course_unless_asked_for() -> None:
    result = build(demo(), Selection())
    assert (result.expected, result.natural, result.asks_beside) == ((), (), False)
    drawn = figure(result)
    assert not any(traces(drawn, name) for name in NAMES)
    assert not any(name in caption(result) for name in NAMES)


@pytest.mark.parametrize(("name", "kind"), [(NAMES[0], "expected"), (NAMES[1], "natural")])
def test_lines_and_grounds_can_be_read_back_from_the_drawing(name: str, kind: str) -> None:
    result = build(demo(), Selection(**{kind: True}))
    drawn = figure(result)
    go.Figure(drawn)
    grounds = traces(drawn, f"{name}, 95 % range")
    assert (len(traces(drawn, name)), len(grounds)) == (4, 4)
    height = panel_grid.row_height(len(result.rows), len(result.columns))
    for place, ground in enumerate(grounds):
        outlines = _parts(ground)
        assert len(outlines) == len(result.rows)
        for row, outline in enumerate(outlines):
            one: Beyond = getattr(result, kind)[row * len(result.columns) + place]
            low, high = result.extents[row * len(result.columns) + place]
            top, foot = row + panel_grid.ABOVE / height, row + 1 - panel_grid.NUMBERS / height
            values = [low + (foot + y) / (foot - top) * (high - low) for _, y in outline]
            wanted = np.clip([*one.upper, *one.lower[::-1]], low, high)
            assert values == pytest.approx(wanted, abs=2e-4 * (high - low))
            assert [x for x, _ in outline] == pytest.approx([*one.months, *one.months[::-1]], abs=1e-4)


def _parts(trace: dict) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = [[]]
    for x, y in zip(trace["x"], trace["y"], strict=True):
        if x is None:
            found.append([])
        else:
            found[-1].append((x, y))
    return found


def test_many_patients_need_no_more_traces() -> None:
    few, many = (len(figure(build(crowd(count, 4), BOTH))["data"]) for count in (2, 12))
    assert few == many


def test_the_patient_has_the_same_beside_the_same_courses() -> None:
    found = shown(BOTH)
    result = build(demo(), Selection(expected=True, natural=True, subjects=("01-003",)))
    assert tuple(panel.expected for panel in found.panels) == result.expected
    assert tuple(panel.natural for panel in found.panels) == result.natural
    drawn = patient.figure(found)
    go.Figure(drawn)
    assert [len(traces(drawn, name)) for name in NAMES] == [4, 4]
    assert not any(traces(patient.figure(shown(Selection())), name) for name in NAMES)


def shown(selection: Selection) -> Profile:
    found = profile.build(demo(), selection, "01-003")
    assert found is not None
    return found


def test_key_and_rules_name_what_is_drawn_with_the_sources() -> None:
    result = build(demo(), BOTH)
    told = " ".join(rules(result))
    assert all(name in told for name in NAMES)
    assert "95 % prediction interval" in told
    assert "not a control group" in told
    for column in result.columns:
        assert column.reference is not None
        assert column.reference.source in told
    assert "ALSFRS-R −1.02 ± 1.47 per month" in told
    assert all(name in caption(result) for name in NAMES)
    assert all(name in str(trajectory_page.top(result)) for name in NAMES)
    assert all(name in str(trajectory_page.foot(result)[-1].children[0]) for name in NAMES)  # what a picture says
    found = shown(BOTH)
    assert all(name in str(profile_parts.key(found)) for name in NAMES)
    assert all(name in profile_parts.caption(found) for name in NAMES)
    assert all(name in str(profile_parts.rules(found)) for name in NAMES)
    spoken = profile_parts.numbers(found, places(4, 3))[-1]
    assert all(name in str(spoken) for name in NAMES)


def test_what_is_not_drawn_is_said_with_the_reason_and_not_in_the_key() -> None:
    result: Trajectories = build(single(QS=[total("2011-01-01", 40), total("2011-03-01", 39)]), BOTH)
    told = " ".join(rules(result))
    assert "Not drawn: 01 ALSFRS_R (2 points: no interval)." in told
    assert "Not drawn: 01 ALSFRS_R (no reference in the study file)." in told
    drawn = figure(result)
    assert not any(traces(drawn, name) for name in NAMES)
    assert not any(name in str(trajectory_page.top(result)) for name in NAMES)


def test_the_overlay_says_that_it_draws_neither() -> None:
    result = build(demo(), Selection(expected=True, arrangement=Arrangement.OVERLAY))
    assert not any(traces(trajectory_overlay.figure(result), name) for name in NAMES)
    assert "not in the overlay" in " ".join(rules(result))
