"""The safety timeline is valid for plotly and draws exactly what the result holds."""

import json

import plotly.graph_objects as go
import pytest

from components import lane_geometry
from components.event_marks import ARROW, DIAMOND, MARK, RING
from components.figures.safety import axis_ticks, figure
from components.theme import PICTURE
from data_access import settings
from data_access.store import SnapshotStore
from tests.factories import CUT, snapshot, study
from trial.analysis import build as analyse
from trial.calendar import MONTH_DAYS, epoch_day
from trial.event_course import OPEN_ENDS
from trial.safety import build
from trial.selection import Alignment, Selection
from trial.time_axis import TimeAxis


@pytest.fixture(scope="module")
def demo():
    return analyse(SnapshotStore(settings.read()).load(), None)


def several(patients, events, infused=True, synthetic=False):
    people = [f"S-{n:03}" for n in range(1, patients + 1)]
    anchors = [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in people if infused]
    records = {"DM": [{"USUBJID": one, "SUBJID": one} for one in people], "EX": anchors, "AE": events}
    return analyse(snapshot(records, CUT, study(visits=(), synthetic=synthetic)), None)


def event(start, end=None, patient="S-001", **more):
    return {"USUBJID": patient, "AETERM": "Headache", "AESTDTC": start, "AEENDTC": end, **more}


def drawn(result):
    return {trace["name"]: trace for trace in figure(result)["data"]}


def bars(result, name):
    """Every stretch of the traces of one name: height, from, to."""
    found = []
    for trace in figure(result)["data"]:
        if trace["name"] == name:
            for place in range(0, len(trace["x"]), 3):
                found.append((trace["y"][place], trace["x"][place], trace["x"][place + 1], trace["line"]["color"]))
                assert trace["y"][place] == trace["y"][place + 1]
                assert trace["x"][place + 2 : place + 3] in ([], [None])
    return found


SELECTIONS = [
    Selection(),
    Selection(alignment=Alignment.CALENDAR),
    Selection(grade=3),
    Selection(months=(-1.0, 3.0)),
    Selection(months=(40.0, 60.0), alignment=Alignment.CALENDAR),
    Selection(subjects=("01-005",)),
    Selection(event="01-004:3"),
]


@pytest.mark.parametrize("selection", SELECTIONS)
def test_plotly_takes_the_figure(demo, selection):
    made = figure(build(demo, selection))
    go.Figure(made)
    assert {trace["type"] for trace in made["data"]} <= {"scatter", "bar"}
    assert len(made["data"]) <= 24


def test_every_event_has_one_mark_with_its_digit_and_opens_its_record(demo):
    result = build(demo, Selection())
    own = [mark for patient in result.lanes for mark in patient.marks]
    marks = drawn(result)["Adverse event"]
    assert marks["text"] == ["?" if mark.event.grade is None else str(mark.event.grade) for mark in own]
    assert marks["x"] == [round(mark.course.first / MONTH_DAYS, 4) for mark in own]
    assert [one for (one,) in marks["customdata"]] == [f"event={mark.key.replace(':', '%3A')}" for mark in own]
    assert len(set(zip(marks["x"], marks["y"], strict=True))) == 22
    assert marks["marker"]["color"][6] == "var(--g1)"
    assert "var(--g5)" in marks["marker"]["color"]
    blank = marks["text"].index("?")
    assert (marks["marker"]["color"][blank], marks["marker"]["line"]["width"][blank]) == ("var(--surface)", 1.5)


def test_bars_go_from_start_to_end_in_the_colour_of_the_grade(demo):
    result = build(demo, Selection())
    wanted = [
        (round(mark.course.solid[0] / MONTH_DAYS, 4), round(mark.course.solid[1] / MONTH_DAYS, 4),
         f"var(--g{mark.event.grade})" if mark.event.grade else "var(--mark)")
        for patient in result.lanes for mark in patient.marks if mark.course.solid is not None
    ]  # fmt: skip
    assert sorted((x0, x1, colour) for _, x0, x1, colour in bars(result, "Event")) == sorted(wanted)
    assert len(wanted) == 20  # all but the haematoma and the cramps


def test_what_is_only_possible_is_dashed(demo):
    result = build(demo, Selection())
    dashes = {trace["line"]["dash"] for trace in figure(result)["data"] if trace["name"] == "Event, not certain"}
    assert dashes == {"5px,3px"}
    days = {(round(x0 * MONTH_DAYS), round(x1 * MONTH_DAYS)) for _, x0, x1, _ in bars(result, "Event, not certain")}
    assert {(-29, -3), (79, 108)} < days
    (stub,) = days - {(-29, -3), (79, 108)}
    assert stub[0] == 40  # the cramps, whose end nobody knows


def test_ongoing_is_an_arrow_head_at_the_cut(demo):
    result = build(demo, Selection())
    arrows = drawn(result)["Ongoing"]
    own = [(mark, patient.cut) for patient in result.lanes for mark in patient.marks if mark.course.end in OPEN_ENDS]
    assert arrows["x"] == [round(cut / MONTH_DAYS, 4) for _, cut in own]
    assert (len(own), arrows["marker"]["symbol"], arrows["marker"]["size"]) == (4, "triangle-right", ARROW)
    assert sum("ongoing" in text for text in drawn(result)["Words"]["text"]) == 4


def test_serious_is_outlined_and_says_s(demo):
    result = build(demo, Selection())
    serious = drawn(result)["Serious"]
    assert (len(serious["x"]), serious["marker"]["line"]) == (3, {"color": "var(--serious)", "width": 2})
    assert serious["marker"]["size"] == [RING] * 3
    # 17 px square, 1.5 px gap, 2 px line
    assert RING / 2 - 1 - MARK / 2 == 1.5
    words = drawn(result)["Words"]["text"]
    assert (words.count("<b>N S</b>"), words.count("<b>I P? S</b>")) == (2, 1)


def test_one_day_is_a_diamond():
    result = build(
        several(1, [event("2011-03-05", "2011-03-05", AETOXGR="2"), event("2011-04-05", "2011-04-07")]), Selection()
    )
    marks = drawn(result)["Adverse event"]
    assert marks["marker"]["symbol"] == ["diamond", "square"]
    assert marks["marker"]["size"] == [DIAMOND, MARK]
    assert "Event" in drawn(result)
    assert len(bars(result, "Event")) == 1


def test_the_open_event_is_ringed(demo):
    ring = drawn(build(demo, Selection(event="01-004:3")))["Open"]
    assert (ring["x"], ring["marker"]["line"]["color"]) == ([round(9 / MONTH_DAYS, 4)], "var(--accent)")
    assert "Open" not in drawn(build(demo, Selection()))


def test_a_bar_is_found_by_hover_and_click_along_its_length(demo):
    result = build(demo, Selection())
    handles = drawn(result)["Bar"]
    own = [x for x, (target,) in zip(handles["x"], handles["customdata"], strict=True) if target == "event=01-004%3A3"]
    assert len(own) >= 10
    assert round(9 / MONTH_DAYS, 4) < min(own) < max(own) <= round(284 / MONTH_DAYS, 4)
    assert set(handles["marker"]["color"]) == set("rgba(0,0,0,0)")


def test_the_hover_tells_what_weighs(demo):
    result = build(demo, Selection())
    marks = drawn(result)["Adverse event"]
    leg = marks["hovertext"][marks["customdata"].index(["event=01-004%3A3"])]
    assert leg.split("<br>") == [
        "<b>01-004</b>  Radicular leg pain, left",
        "Grade 3, serious, related",
        "Start 31 Mar 2011, day 9",
        "End ongoing at the data cut, 31 Dec 2011, 276 days so far",
        "Treatment-emergent: yes",
        "Outcome: not recovered/not resolved",
        "Related to cells yes, to puncture yes, to aspiration no; natural progression uncertain",
        "Of special interest",
        "Primary safety endpoint: pending adjudication",
    ]
    mood = marks["hovertext"][marks["customdata"].index(["event=01-006%3A3"])]
    assert "Start 2011-09, incomplete, between day 79 and 108" in mood
    assert "Grade 2 by severity, not related" in mood


def test_text_of_the_data_is_shown_letter_by_letter():
    nasty = "<a href='//x'>&amp;\u202e"
    made = several(1, [event("2011-03-05", "2011-03-09", AETERM=nasty, AEOUT="<b>X</b>")])
    texts = json.dumps(figure(build(made, Selection())), ensure_ascii=False)
    assert "<a " not in texts
    assert "<b>x" not in texts.lower().replace("<b>s-001", "")
    assert "\u202e" not in texts


def shapes(result):
    return {shape["name"]: shape for shape in figure(result)["layout"]["shapes"]}


def test_infusion_cut_and_the_time_after_it_stand_behind_each_patient(demo):
    anchored = shapes(build(demo, Selection()))
    # 01-001 has its cut beyond the axis
    assert anchored["Infusion"]["path"].count("M") == 6
    assert (anchored["Data cut"]["path"].count("M"), anchored["After the data cut"]["path"].count("M")) == (5, 5)
    assert all(shape["layer"] == "below" for shape in anchored.values())
    calendar = shapes(build(demo, Selection(alignment=Alignment.CALENDAR)))
    cut = f"M{float(epoch_day(demo.cut)):.4f},"
    assert calendar["Data cut"]["path"].count(cut) == 6


def test_the_grid_leaves_the_infusion_line_alone(demo):
    assert "M0.0000," not in shapes(build(demo, Selection()))["Grid"]["path"]


def test_the_figure_is_as_high_as_its_lanes(demo):
    result = build(demo, Selection())
    layout = figure(result)["layout"]
    stacked = lane_geometry.bands(result)
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    assert layout["yaxis"]["range"] == [-plot, 0]
    assert plot == sum(band.height for band in stacked)
    assert [band.top for band in stacked[1:]] == [band.top + band.height for band in stacked[:-1]]
    for band in stacked:
        foot, top = band.stretch
        heights = [band.lane_at(lane) for lane in range(band.patient.lanes)]
        assert all(first - second >= 18 for first, second in zip([band.strip, *heights], heights, strict=False))
        assert all(foot < height < top for height in heights)


def test_what_happened_has_its_sign_and_word(demo):
    result = build(demo, Selection())
    happened = drawn(result)["Happening"]
    assert set(happened["marker"]["symbol"]) == {
        "circle", "circle-open", "square", "triangle-up", "cross", "diamond-open", "star", "line-ns-open",
    }  # fmt: skip
    assert any("Non-invasive mechanical ventilation<br>2011-07-21, day 170" in text for text in happened["hovertext"])
    assert {"Died", "Withdrew", "Riluzole", "Ventilation"} <= set(drawn(result)["Words"]["text"])


def test_what_goes_on_outside_the_axis_is_told(demo):
    result = build(demo, Selection(months=(1.0, 3.0)))
    edges = drawn(result)["Goes on outside the axis"]
    sides = dict(zip(edges["marker"]["symbol"], edges["x"], strict=True))
    assert sides == {"triangle-right-open": 3.0, "triangle-left-open": 1.0}


def test_events_that_cannot_be_placed_are_said():
    result = build(several(1, [event("2011-03-05")], infused=False), Selection())
    assert "1 event: no infusion, so only on the calendar" in drawn(result)["Words"]["text"]
    assert "Adverse event" not in drawn(result)


def notes(result):
    return figure(result)["layout"]["annotations"]


def test_only_a_synthetic_study_says_so(demo):
    assert "<b>SYNTHETIC DATA</b>" in [note["text"] for note in notes(build(demo, Selection()))]
    real = build(several(1, [event("2011-03-05")]), Selection())
    assert not any("SYNTHETIC" in note["text"] for note in notes(real))


def test_a_picture_names_the_patients(demo):
    labels = [note for note in notes(build(demo, Selection())) if note.get("name") == PICTURE]
    named = [label["text"].partition("<br>")[0] for label in labels]
    assert named == [*(f"<b>01-00{n}</b>" for n in range(1, 7)), *["Primary endpoint"] * 6]
    assert not any(label["visible"] for label in labels)


def test_ticks_of_months_and_of_the_calendar():
    months = axis_ticks(TimeAxis(Alignment.ANCHOR, -95, 400, "Infusion"))
    assert months == [(-3, "−3"), (0, "0"), (3, "3"), (6, "6"), (9, "9"), (12, "12")]
    year = TimeAxis(Alignment.CALENDAR, epoch_day(CUT) - 400, epoch_day(CUT), "Infusion")
    assert [text for _, text in axis_ticks(year)][:3] == ["Jul 2011", "Sep 2011", "Nov 2011"]
    assert all(text.startswith("Jan") for _, text in axis_ticks(TimeAxis(Alignment.CALENDAR, 0, 16_000, "Infusion")))
    for span in (20, 100, 700, 3_000, 20_000):
        found = axis_ticks(TimeAxis(Alignment.CALENDAR, 10_000, 10_000 + span, "Infusion"))
        assert len(found) <= 11
        assert all(10_000 <= place <= 10_000 + span for place, _ in found)
