"""What stands around the trajectories: finding, key, labels, pages, rules, ways out, the table of numbers."""

import pytest

from components import panel_grid, slope_table, trajectory_page
from tests.components.sent import nodes, sent, text
from tests.trial.shown import crowd, demo
from trial import results
from trial.selection import Arrangement, Scale, Selection
from trial.subjects import SubjectStatus
from trial.trajectory import build
from trial.words import ONE_PATIENT_SENTENCE

OVERLAY = Selection(arrangement=Arrangement.OVERLAY)


def prop(part: object, name: str) -> list[object]:
    return [node["props"][name] for node in nodes(sent(part)) if name in node["props"]]


def test_the_head_is_the_finding_with_the_ways_to_take_it_along() -> None:
    made = trajectory_page.head(build(demo(), Selection()))
    assert text(sent(made)).startswith("21 of 24 courses have a slope before and after infusion")
    assert prop(made, "data-picture") == ["trajectories-graph"]
    assert prop(made, "data-export") == ["slopes", "points"]


@pytest.mark.parametrize(("selection", "pressed"), [(Selection(), {"layout=panels", "scale=same"}),
                                                    (Selection(arrangement=Arrangement.OVERLAY, scale=Scale.FIT),
                                                     {"layout=overlay", "scale=fit"})])  # fmt: skip
def test_the_switches_show_what_is_chosen(selection: Selection, pressed: set[str]) -> None:
    made = sent(trajectory_page.top(build(demo(), selection)))
    buttons = [node["props"] for node in nodes(made) if "data-change" in node["props"]]
    assert {one["data-change"] for one in buttons} == {"layout=panels", "layout=overlay", "scale=same", "scale=fit"}
    assert {one["data-change"] for one in buttons if one["aria-pressed"] == "true"} == pressed


def test_the_key_names_every_sign_in_words() -> None:
    said = text(sent(trajectory_page.top(build(demo(), Selection()))))
    for word in ("Pre", "Post, 95 % bands", "Outside window", "Not used", "Not done", "After data cut"):
        assert word in said
    assert "Other patients, 4" in text(
        sent(
            trajectory_page.top(
                build(demo(), Selection(arrangement=Arrangement.OVERLAY, subjects=("01-001", "01-002")))
            )
        )
    )


def test_labels_link_to_the_patient_and_say_what_happened() -> None:
    made = trajectory_page.rows(build(demo(), Selection()))
    assert prop(made, "href") == [f"/patient/01-00{n}" for n in range(1, 7)]
    said = text(sent(made))
    assert "01-003 Gastrostomy day 141 Ventilation day 170 Died day 264 01-004" in said
    assert "01-005 Withdrew day 73" in said
    assert "Riluzole day 67" in said


def test_labels_are_as_high_as_the_figure() -> None:
    result = build(crowd(30, 2), Selection(page=2))
    styles = prop(trajectory_page.rows(result), "style")
    heights = sum(int(str(style["height"]).removesuffix("px")) for style in styles if "height" in style)
    heights += int(str(styles[0]["paddingBottom"]).removesuffix("px"))
    assert heights == panel_grid.panels_height(len(result.rows), 2)


def test_pages_are_offered_only_where_there_are_some() -> None:
    assert trajectory_page.pages(build(demo(), Selection())) == []
    made = trajectory_page.pages(build(crowd(30, 6), Selection(page=2)))
    assert "Patients 1 to 12 of 30, endpoints 5 to 6 of 6, page 2 of 6" in text(sent(made))
    assert prop(made, "data-change") == ["page=1", "page=3"]


@pytest.mark.parametrize("selection", [Selection(), OVERLAY, Selection(scale=Scale.FIT), Selection(months=(-1, 1))])
def test_the_sentence_of_one_patient_stands_on_every_screen(selection: Selection) -> None:
    made = trajectory_page.foot(build(demo(), selection))
    (marked,) = [node for node in nodes(sent(made)) if "data-sentence" in node["props"]]
    assert text(marked).startswith(ONE_PATIENT_SENTENCE)


def test_an_overlay_names_its_happenings_below() -> None:
    said = text(sent(trajectory_page.foot(build(demo(), OVERLAY))))
    assert "01-003  Gastrostomy, day 141" in said
    assert "01-006  Riluzole, day 67" in said


def test_a_filter_that_leaves_nobody_can_be_undone() -> None:
    result = build(demo(), Selection(status=(SubjectStatus.SCREEN_FAILURE,)))
    made = trajectory_page.top(result)
    assert "No patient matches" in text(sent(made))
    assert prop(made, "data-change") == ["reset=1"]
    assert trajectory_page.foot(result) == []


def test_data_without_points_say_so_and_offer_nothing() -> None:
    made = trajectory_page.top(build(crowd(3, measured=0), Selection()))
    assert "None of 3 patients has a measured value with a day" in text(sent(made))
    assert prop(made, "data-change") == []
    assert "0 endpoints" in text(sent(trajectory_page.top(build(crowd(3, 0), Selection()))))


def test_the_table_carries_every_number_of_the_page() -> None:
    result = build(demo(), Selection())
    made = slope_table.table(result)
    rows, columns = made["rows"], made["columns"]
    assert all(len(row["cells"]) == len(columns) for row in rows)
    courses = results.build(demo())["trajectories"]
    for row, course in zip(rows, courses, strict=True):
        cells = row["cells"]
        assert row["href"] == f"/patient/{course['subject']}"
        assert cells[0] == course["subject"]
        for first, period in ((2, course["pre"]), (7, course["post"])):
            assert cells[first + 3] == str(period["n"])
            given = ("–" if period["slope"] is None else f"{period['slope']:.2f}".replace("-", "−"),)
            assert cells[first].replace("−0.00", "0.00") == given[0].replace("−0.00", "0.00")
            assert (cells[first + 2] == "–") is (period["lower"] is None)
        assert cells[15] == str(course["change"]["df"])


def test_the_table_says_why_a_number_is_missing() -> None:
    result = build(demo(), Selection(subjects=("01-005",), endpoints=("alsfrs_r", "fvc")))
    notes = [row["cells"][-1] for row in slope_table.table(result)["rows"]]
    assert notes == ["post 2 points: no interval", "post 1 point"]
