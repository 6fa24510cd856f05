"""The patient figure is valid for plotly and draws what the profile holds."""

import plotly.graph_objects as go
import pytest

from components import patient_lanes
from components.figures.patient import figure
from components.profile_places import places
from data_access import settings
from data_access.store import SnapshotStore
from trial import analysis, profile
from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.profile import Profile
from trial.selection import Selection
from trial.snapshot import Snapshot


@pytest.fixture(scope="module")
def demo() -> Analysis:
    snapshot = SnapshotStore(settings.read()).load()
    assert isinstance(snapshot, Snapshot)
    return analysis.build(snapshot, None)


def of(demo: Analysis, subject: str, **changes: object) -> Profile:
    found = profile.build(demo, Selection(**changes), subject)
    assert found is not None
    return found


@pytest.mark.parametrize("subject", [f"01-00{n}" for n in range(1, 7)])
def test_plotly_takes_the_figure(demo: Analysis, subject: str) -> None:
    go.Figure(figure(of(demo, subject)))


def test_every_panel_shares_one_x_axis(demo: Analysis) -> None:
    drawn = figure(of(demo, "01-004"))
    assert {trace["xaxis"] for trace in drawn["data"]} == {"x"}
    assert drawn["layout"]["hoversubplots"] == "axis"
    assert drawn["layout"]["xaxis"]["spikemode"] == "across"


def test_points_are_drawn_where_they_were_measured(demo: Analysis) -> None:
    found = of(demo, "01-004")
    drawn = [t for t in figure(found)["data"] if t["yaxis"] == "y" and t["mode"] == "markers"]
    pairs = {
        (x, y) for trace in drawn for x, y in zip(trace["x"], trace["y"], strict=True) if trace["name"] != "Not done"
    }
    assert pairs == {(round(p.month, 4), p.value) for p in found.panels[0].pair.points}


def test_grades_are_digits_and_serious_is_marked(demo: Analysis) -> None:
    found = of(demo, "01-004")
    traces = {trace["name"]: trace for trace in figure(found)["data"]}
    assert traces["Adverse event"]["text"] == [str(lane.event.grade or "?") for lane in found.lanes]
    assert len(traces["Serious"]["x"]) == sum(bool(lane.event.serious) for lane in found.lanes) == 1


def test_a_synthetic_study_says_so_inside_the_figure(demo: Analysis) -> None:
    texts = [note["text"] for note in figure(of(demo, "01-001"))["layout"]["annotations"]]
    assert "Synthetic data" in texts


def test_panels_and_numbers_share_their_places(demo: Analysis) -> None:
    found = of(demo, "01-004")
    at = places(len(found.panels), patient_lanes.count(found))
    layout = figure(found)["layout"]
    assert layout["yaxis"]["domain"] == list(at.panels[0])
    assert layout["yaxis4"]["domain"] == list(at.panels[3])
    edges = [edge for stretch in (*at.panels, at.lanes, at.visits) for edge in reversed(stretch)]
    assert edges == sorted(edges, reverse=True)
    assert edges[0] == 1


@pytest.mark.parametrize("endpoints", [(), ("fvc",), ("alsfrs_r", "mvic_grip")])
def test_any_number_of_endpoints_stands(demo: Analysis, endpoints: tuple[str, ...]) -> None:
    go.Figure(figure(of(demo, "01-003", endpoints=endpoints)))


def test_a_word_never_runs_into_the_next_sign(demo: Analysis) -> None:
    found = of(demo, "01-003")
    traces = {trace["name"]: trace for trace in figure(found)["data"]}
    words = zip(traces["Words"]["x"], traces["Words"]["y"], traces["Words"]["text"], strict=True)
    spoken = {text: month for month, height, text in words if height == 0}
    assert set(spoken) == {"Gastrostomy", "Ventilation", "Died"}
    assert set(spoken.values()) <= set(traces["Happening"]["x"])
    sides = dict(zip(traces["Words"]["text"], traces["Words"]["textposition"], strict=True))
    assert (sides["Gastrostomy"], sides["Ventilation"]) == ("middle left", "middle right")
    assert len(traces["Happening"]["x"]) == len(found.happenings)


def test_an_event_that_lasts_until_death_has_a_bar(demo: Analysis) -> None:
    found = of(demo, "01-003")
    place = next(lane.lane for lane in found.lanes if lane.event.term == "Leg weakness increased")
    bars = [trace for trace in figure(found)["data"] if trace["name"] == "Event"]
    ends = {y: x for trace in bars for x, y in zip(trace["x"], trace["y"], strict=True) if y is not None}
    assert ends[place + 1] == pytest.approx(264 / MONTH_DAYS, abs=1e-4)
