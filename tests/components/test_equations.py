"""A value of another or an unknown reference equation: its mark, its words, its entry in the key, in every picture."""

import pytest

from components import profile_parts, trajectory_page
from components.figures import patient, trajectory, trajectory_overlay
from tests.components.sent import sent, text
from tests.trial.shown import demo
from trial import across, profile
from trial.selection import Arrangement, Selection
from trial.trajectory import build
from trial.trajectory_words import caption, rules

NAME = "Unclear equation"
SENTENCE = (
    "FVC: % predicted as recorded. In the fits: 1 value by an unknown equation, which cannot be recomputed (01-002)."
)
PANELS, OVERLAY = Selection(), Selection(arrangement=Arrangement.OVERLAY)


def marked(figure: dict) -> list[str]:
    """What a hover over each marked point says."""
    return [said for trace in figure["data"] if trace.get("name") == NAME for said in trace["hovertext"]]


def drawn(selection: Selection) -> dict:
    figure = trajectory.figure if selection is PANELS else trajectory_overlay.figure
    return figure(build(demo(), selection))


@pytest.mark.parametrize("selection", [PANELS, OVERLAY])
def test_the_trajectories_mark_the_value_and_say_whose_it_is(selection: Selection) -> None:
    (said,) = marked(drawn(selection))
    assert "01-002" in said and "day −89" in said and "91.3" in said
    assert said.endswith("% predicted by an unknown equation; recomputing is not possible: no litres recorded")
    result = build(demo(), selection)
    assert NAME in text(sent(trajectory_page.top(result)))
    assert SENTENCE in " ".join(rules(result)) and SENTENCE in caption(result)


def test_the_patient_marks_it_too_and_nobody_else() -> None:
    for subject, count in (("01-002", 1), ("01-003", 0)):
        found = profile.build(demo(), Selection(), subject)
        assert found is not None
        assert len(marked(patient.figure(found))) == count
        assert (NAME in text(sent(profile_parts.key(found)))) == bool(count)
        assert (SENTENCE in text(sent(profile_parts.rules(found)))) == bool(count)
        assert ("unknown equation" in text(sent(profile_parts.tables(found)))) == bool(count)


def test_group_says_it_beside_its_changes() -> None:
    assert any(each.startswith(SENTENCE) for each in across.build(demo(), Selection()).equations)
