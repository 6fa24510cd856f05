"""The small multiples are valid for plotly and draw exactly what the result holds."""

import re
from collections.abc import Iterator

import plotly.graph_objects as go
import pytest

from components import panel_grid
from components.figures.trajectory import figure
from tests.trial.shown import crowd, demo, single
from tests.trial.totals import total
from trial.analysis import Analysis
from trial.selection import Scale, Selection
from trial.trajectory import Trajectories, build
from trial.words import interval_text, number, signed

CASES = {
    "demo": lambda: (demo(), Selection()),
    "fitted": lambda: (demo(), Selection(scale=Scale.FIT)),
    "zoomed": lambda: (demo(), Selection(months=(-1, 3))),
    "far from the infusion": lambda: (demo(), Selection(months=(20, 30))),
    "one course": lambda: (demo(), Selection(subjects=("01-004",), endpoints=("fvc",))),
    "two endpoints": lambda: (demo(), Selection(endpoints=("fvc", "mvic_arm"))),
    "many": lambda: (crowd(30, 6), Selection(page=2)),
    "one point": lambda: (single(QS=[total("2011-02-01", 40)]), Selection()),
    "one value": lambda: (single(QS=[total("2011-02-01", 40)]), Selection(scale=Scale.FIT)),
}


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> tuple[Trajectories, dict]:
    analysis, selection = CASES[request.param]()
    result = build(analysis, selection)
    return result, figure(result)


def traces(drawn: dict, name: str) -> list[dict]:
    return [trace for trace in drawn["data"] if trace["name"] == name]


def test_plotly_takes_the_figure(case: tuple[Trajectories, dict]) -> None:
    go.Figure(case[1])


def test_a_column_has_one_pair_of_axes(case: tuple[Trajectories, dict]) -> None:
    result, drawn = case
    axes = {key for key in drawn["layout"] if re.fullmatch(r"[xy]axis\d*", key)}
    assert len(axes) == 2 * len(result.columns)
    names = [(trace["name"], trace["xaxis"]) for trace in drawn["data"]]
    assert len(names) == len(set(names))
    assert all(drawn["layout"][key]["range"] == list(result.months) for key in axes if key.startswith("x"))
    assert len({tuple(drawn["layout"][key]["range"]) for key in axes if key.startswith("y")}) == 1


def test_no_more_traces_for_many_patients_than_for_few() -> None:
    few, many = (len(figure(build(crowd(count, 4), Selection()))["data"]) for count in (2, 12))
    assert few == many


def placed_values(result: Trajectories, drawn: dict, names: tuple[str, ...]) -> dict[tuple[str, str, float], float]:
    """Read the points back: patient, endpoint, month, and the value that the height stands for in its row."""
    height = panel_grid.row_height(len(result.rows), len(result.columns))
    found = {}
    for trace in drawn["data"]:
        if trace["name"] not in names:
            continue
        place = int(trace["xaxis"][1:] or 1) - 1
        for x, y in zip(trace["x"], trace["y"], strict=True):
            row = int(-y)
            low, high = result.extents[row * len(result.columns) + place]
            top, foot = row + panel_grid.ABOVE / height, row + 1 - panel_grid.NUMBERS / height
            key = (result.rows[row].id, result.columns[place].id, x)
            assert key not in found
            found[key] = low + (foot + y) / (foot - top) * (high - low)
    return found


def test_points_can_be_read_back_from_the_drawing(case: tuple[Trajectories, dict]) -> None:
    result, drawn = case
    found = placed_values(result, drawn, ("Point", "Outside its visit window", "Not used", "Unclear equation"))
    there = {
        (row.id, column.id, round(point.month, 4)): point.value
        for at, row in enumerate(result.rows)
        for place, column in enumerate(result.columns)
        for point in result.pair(at, place).points
    }
    spans = [high - low for low, high in result.extents]
    assert found == pytest.approx(there, abs=1e-4 * max(spans))


def test_nothing_of_one_patient_reaches_into_the_row_of_another(case: tuple[Trajectories, dict]) -> None:
    result, drawn = case
    height = panel_grid.row_height(len(result.rows), len(result.columns))
    for trace in drawn["data"]:
        if trace["name"] in ("Numbers", "Happening"):
            continue
        for y in (y for y in trace["y"] if y is not None):
            part = -y - int(-y)
            assert panel_grid.ABOVE / height - 1e-4 <= part <= 1 - panel_grid.NUMBERS / height + 1e-4


def numbers(drawn: dict) -> Iterator[tuple[float, float, str]]:
    for trace in traces(drawn, "Numbers"):
        for x, y, text in zip(trace["x"], trace["y"], trace["text"], strict=True):
            yield x, y, re.sub(r"<[^b/][^>]*>|</span>", "", text)


def test_every_text_stands_where_plotly_shows_it(case: tuple[Trajectories, dict]) -> None:
    """Plotly hides a text whose spot lies outside the range, be it by a rounding."""
    result, drawn = case
    low, high = result.months
    assert all(low <= x <= high and -len(result.rows) <= y <= 0 for x, y, _ in numbers(drawn))


def test_the_numbers_printed_are_those_of_the_fits() -> None:
    result = build(demo(), Selection(subjects=("01-004",), endpoints=("fvc",)))
    pair = result.pairs[0]
    texts = [text for _, _, text in numbers(figure(result))]
    slopes = [number(pair.pre.line.slope, 2), number(pair.post.line.slope, 2), signed(pair.change.estimate, 2)]
    assert "<br>".join(f"<b>{slope}</b>" for slope in slopes) in texts
    lines = (pair.pre.line, pair.post.line, pair.change)
    assert "<br>".join(interval_text(line.lower, line.upper, 2) for line in lines) in texts
    assert f"n {pair.pre.line.n}<br>n {pair.post.line.n}" in [text.rstrip("<br>") for text in texts]
    assert next(text.replace("\u2002", "") for text in texts) == "Pre<br>Post<br>Change"


@pytest.mark.parametrize(
    ("subject", "endpoint", "words"),
    [
        ("01-005", "fvc", "not estimable: 1 point"),
        ("01-005", "alsfrs_r", "no interval"),
        ("01-006", "fvc", "n 3*"),
    ],
)
def test_what_cannot_be_given_is_said(subject: str, endpoint: str, words: str) -> None:
    drawn = figure(build(demo(), Selection(subjects=(subject,), endpoints=(endpoint,))))
    assert any(words in text for _, _, text in numbers(drawn))


def test_a_slope_that_cannot_be_estimated_has_no_line() -> None:
    drawn = figure(build(demo(), Selection(subjects=("01-005",), endpoints=("fvc",))))
    assert traces(drawn, "Pre line")
    assert not [trace for trace in drawn["data"] if trace["name"].startswith("Post")]


def test_points_exactly_on_a_line_claim_no_certainty() -> None:
    analysis = single(QS=[total("2011-03-11", 30), total("2011-04-11", 30), total("2011-06-11", 30)])
    assert any("no scatter" in text for _, _, text in numbers(figure(build(analysis, Selection()))))


def test_ticks_are_written_as_the_values_they_stand_for(case: tuple[Trajectories, dict]) -> None:
    result, drawn = case
    for place, column in enumerate(result.columns):
        axis = drawn["layout"][f"yaxis{place + 1 if place else ''}"]
        assert len(axis["tickvals"]) == len(axis["ticktext"]) <= 3 * len(result.rows)
        if result.scale is Scale.SAME and column.extent == (0, 48):
            assert axis["ticktext"][:2] == ["20", "40"]


def test_a_click_on_any_mark_opens_its_patient() -> None:
    drawn = figure(build(demo(), Selection(subjects=("01-003",))))
    marks = [trace for trace in drawn["data"] if trace["mode"] == "markers"]
    assert {kind["name"] for kind in marks} == {"Point", "Outside its visit window", "Not done", "Happening"}
    assert all(set(map(tuple, trace["customdata"])) == {("/patient/01-003",)} for trace in marks)
    assert all(len(trace["customdata"]) == len(trace["x"]) for trace in marks)


def test_what_only_a_saved_picture_shows_is_hidden_on_the_screen() -> None:
    notes = figure(build(demo(), Selection()))["layout"]["annotations"]
    hidden = [note for note in notes if note.get("name") == "picture"]
    assert all(note["visible"] is False for note in hidden)
    text = " ".join(note["text"] for note in hidden)
    assert all(word in text for word in ("01-003", "Gastrostomy", "day 141", "MVIC grip", "% predicted"))


def test_a_synthetic_study_says_so_inside_the_figure() -> None:
    notes = figure(build(demo(), Selection()))["layout"]["annotations"]
    assert any("SYNTHETIC DATA" in note["text"] for note in notes)


def test_text_of_the_study_cannot_become_markup() -> None:
    analysis: Analysis = demo()
    result = build(analysis, Selection(subjects=("01-001",)))
    row = result.rows[0]
    odd = type(row)(row.subject, "<b>x", row.status, row.day, row.cut_month, row.marks)
    texts = str(figure(type(result)(**{**_fields(result), "rows": (odd,)})))
    assert "&lt;b&gt;x" in texts
    assert "<b><b>x" not in texts


def _fields(result: Trajectories) -> dict[str, object]:
    return {name: getattr(result, name) for name in result.__slots__}


def test_colours_are_names_of_tokens(case: tuple[Trajectories, dict]) -> None:
    assert not re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb\(", str(case[1]))


def test_few_patients_or_endpoints_get_taller_panels() -> None:
    assert panel_grid.row_height(6, 4) == panel_grid.row_height(12, 4) < panel_grid.row_height(6, 1)
    assert panel_grid.row_height(1, 4) > panel_grid.row_height(2, 4) > panel_grid.row_height(6, 4) >= 118
