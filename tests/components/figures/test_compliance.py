"""The study-day chart is valid for plotly and draws what the lanes hold."""

from datetime import date

import plotly.graph_objects as go
import pytest

from components import visit_lanes
from components.figures.compliance import FOOT, LID, figure
from components.theme import Shape
from tests.factories import one_subject, planned, study
from tests.trial.shown import crowd, demo
from trial import analysis
from trial.calendar import MONTH_DAYS
from trial.selection import Selection
from trial.visit_days import StudyDays, study_days
from trial.visits import HELD, VisitStatus


def days(selection: Selection = Selection()) -> StudyDays:  # noqa: B008
    return study_days(demo(), selection)


def single(cut: date = date(2012, 6, 30), **tables: object) -> StudyDays:
    return study_days(analysis.build(one_subject(cut, **tables), None), Selection())


def trace(drawn: Shape, name: str) -> Shape:
    (found,) = [one for one in drawn["data"] if one["name"] == name]
    return found


def shape(drawn: Shape, name: str) -> Shape:
    (found,) = [one for one in drawn["layout"]["shapes"] if one["name"] == name]
    return found


def boxes(drawn: Shape, name: str) -> int:
    return sum(one["path"].count("Z") for one in drawn["layout"]["shapes"] if one["name"] == name)


@pytest.mark.parametrize(
    "selection",
    [
        Selection(),
        Selection(subjects=("01-003",)),
        Selection(subjects=("nobody",)),
        Selection(months=(0.5, 2.0)),
        Selection(months=(20.0, 30.0)),
    ],
)
def test_plotly_takes_the_figure(selection: Selection) -> None:
    go.Figure(figure(days(selection)))


def test_plotly_takes_many_lanes_and_lanes_without_days() -> None:
    go.Figure(figure(study_days(crowd(70), Selection(page=2))))
    go.Figure(figure(single(EX=[])))


def test_a_tick_for_each_visit_held() -> None:
    shown, drawn = days(), figure(days())
    held = {"Held in window": VisitStatus.IN_WINDOW, "Held out of window": None}
    for name, status in held.items():
        wanted = [
            (round(mark.held, 4), place)
            for place, lane in enumerate(shown.lanes)
            for mark in lane.marks
            if mark.held is not None and (mark.cell.status is VisitStatus.IN_WINDOW) is (status is not None)
        ]
        one = trace(drawn, name)
        ticks = [(x, int(y)) for x, y in zip(one["x"], one["y"], strict=True) if x is not None]
        assert sorted(set(ticks)) == sorted(set(wanted))
        assert len(ticks) == 2 * len(wanted)


def test_windows_by_what_became_of_them() -> None:
    shown, drawn = days(), figure(days())
    statuses = [mark.cell.status for lane in shown.lanes for mark in lane.marks]
    assert boxes(drawn, "Window") == sum(status in HELD for status in statuses)
    assert boxes(drawn, "Window to come") == statuses.count(VisitStatus.NOT_YET_DUE) == 2
    assert boxes(drawn, "Window open") == statuses.count(VisitStatus.DUE) == 1
    assert boxes(drawn, "Window without a visit") == 2
    assert shape(drawn, "Window to come")["line"]["dash"] == "2px,2px"
    assert shape(drawn, "Window")["fillrule"] == "nonzero"  # aspiration lies inside screening and is no hole


def test_a_window_stands_on_its_days() -> None:
    drawn = figure(days(Selection(subjects=("01-006",))))
    path = shape(drawn, "Window without a visit")["path"]
    low, high = 169 / MONTH_DAYS, 197 / MONTH_DAYS
    assert path == (f"M{low:.4f},{LID:.4f}L{high:.4f},{LID:.4f}L{high:.4f},{FOOT:.4f}L{low:.4f},{FOOT:.4f}Z")


def test_after_the_data_cut_is_another_ground_for_each_patient() -> None:
    shown, drawn = days(), figure(days())
    later = [lane.cut for lane in shown.lanes if lane.cut is not None and lane.cut < shown.months[1]]
    path = shape(drawn, "After the data cut")["path"]
    assert path.count("Z") == len(later) == 5
    assert all(f"M{cut:.4f}," in path for cut in later)


def test_words_beside_marks_in_a_small_study() -> None:
    drawn = figure(days())
    assert trace(drawn, "Days off window")["text"] == ["+4 d", "−3 d", "+5 d", "−1 d"]
    assert trace(drawn, "Overdue or missed, in words")["text"] == ["missed", "overdue 3 d"]
    assert trace(drawn, "Overdue or missed")["marker"]["symbol"] == ["x-thin", "square"]
    notes = [one["text"] for one in drawn["layout"]["annotations"]]
    assert "Died" in notes
    assert "Withdrew" in notes


def test_signs_instead_of_words_in_a_large_one() -> None:
    late = study(visits=(planned("A", 1, 0, (0, 0)), planned("B", 4, 5, (-1, 1)), planned("C", 5, 60, (-1, 1))))
    tables = {"SV": [{"VISITNUM": 4, "SVSTDTC": "2011-03-01"}, {"VISITNUM": 5, "SVSTDTC": "2011-06-01"}]}
    shown = study_days(analysis.build(one_subject(of=late, **tables), None), Selection())
    many = figure(
        StudyDays(**{name: getattr(shown, name) for name in StudyDays.__slots__} | {"lanes": shown.lanes * 13})
    )
    assert set(trace(many, "Early or late")["marker"]["symbol"]) == {"triangle-left", "triangle-right"}
    assert not [one for one in many["data"] if one["name"] == "Days off window"]


def test_every_visit_tells_itself_and_opens_on_a_click() -> None:
    drawn = figure(days())
    targets = trace(drawn, "Visit")
    assert len(targets["customdata"]) == 48
    place = targets["customdata"].index(["visit=01-006%3AMN6"])
    assert "overdue 3 days" in targets["hovertext"][place]
    assert targets["hovertext"][place].startswith("<b>01-006</b>")


def test_an_unscheduled_visit_is_a_diamond() -> None:
    one = trace(figure(days()), "Unscheduled visit")
    assert one["marker"]["symbol"] == "diamond-open"
    assert [round(x * MONTH_DAYS) for x in one["x"]] == [44]
    assert one["hovertext"] == ["01-004, Unscheduled 5.1, day 44, 2011-05-05"]


def test_nothing_is_drawn_outside_the_months() -> None:
    low, high = 0.0, 3.0
    drawn = figure(days(Selection(months=(low, high))))
    for one in drawn["data"]:
        if one["name"] != "Unscheduled visit":
            assert all(low <= x <= high for x in one["x"] if x is not None), one["name"]
    assert [note["text"] for note in drawn["layout"]["annotations"] if note["text"] in {"6", "12"}] == []


def test_text_of_the_data_is_shown_letter_by_letter() -> None:
    of = study(visits=(planned("B", 4, 14, (-3, 3), label="<a href='x'>Week</a>"),))
    drawn = figure(single(of=of, SV=[{"VISITNUM": 99, "VISIT": "<b>x</b>", "SVSTDTC": "2011-04-01"}]))
    hovers = trace(drawn, "Visit")["hovertext"] + trace(drawn, "Unscheduled visit")["hovertext"]
    assert all("<a" not in text and "<b>x" not in text for text in hovers)


def test_a_lane_without_days_says_why() -> None:
    drawn = figure(single(EX=[]))
    assert "No infusion date, so no day is counted" in [one["text"] for one in drawn["layout"]["annotations"]]


def test_the_mark_of_a_synthetic_study_stands_inside() -> None:
    texts = [one["text"] for one in figure(days())["layout"]["annotations"]]
    assert "<b>SYNTHETIC DATA</b>" in texts
    of = study(synthetic=False)
    real = [one["text"] for one in figure(single(of=of))["layout"]["annotations"]]
    assert "<b>SYNTHETIC DATA</b>" not in real


def test_names_that_would_touch_stand_on_different_lines() -> None:
    shown = days()
    placed = visit_lanes.name_places(shown.planned, shown.months)
    scale = visit_lanes.LEAST_WIDTH / (shown.months[1] - shown.months[0])
    assert {name for _, name, _ in placed} == {"S", "A", "I", "2w", "1", "2", "6", "12"}
    for at, (month, name, line) in enumerate(placed):
        for other_month, other, other_line in placed[at + 1 :]:
            if line == other_line:
                apart = (other_month - month) * scale
                assert apart >= (len(name) + len(other)) * visit_lanes.LETTER / 2


def test_the_height_follows_the_lanes() -> None:
    few, many = days(), study_days(crowd(70), Selection())
    assert figure(few)["layout"]["height"] == visit_lanes.height(few)
    assert visit_lanes.height(few) == visit_lanes.top(few) + 6 * visit_lanes.TALL + visit_lanes.BOTTOM
    assert visit_lanes.height(many) == visit_lanes.top(many) + 30 * visit_lanes.SHORT + visit_lanes.BOTTOM


def test_the_rules_name_the_letters() -> None:
    words = visit_lanes.rules(days())
    assert words.startswith("Above the lanes: S Screening, A Aspiration, I Infusion, 2w Week 2, 1 Month 1,")
    assert words.endswith("Days are counted to the data cut, 31 Dec 2011.")
    narrowed = days(Selection(months=(0.0, 3.0)))
    assert f"{narrowed.outside} visits held outside the months shown." in visit_lanes.rules(narrowed)
