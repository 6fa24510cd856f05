"""The page of courses: who is on it, on which scales, and how the courses are counted."""

from dataclasses import replace

import pytest

from tests.trial.shown import crowd, demo, single
from tests.trial.totals import total
from trial import results
from trial.overview import build as build_overview
from trial.selection import Arrangement, Scale, Selection
from trial.subjects import SubjectStatus
from trial.trajectory import MOST_SINGLED, PATIENTS_A_PAGE, build
from trial.trajectory_words import caption, finding, rules, summary

OVERLAY = Selection(arrangement=Arrangement.OVERLAY)


def test_the_tally_is_that_of_the_results_document() -> None:
    tally = build(demo(), Selection()).tally
    courses = results.build(demo())["trajectories"]
    sides = [(one["pre"]["slope"] is not None, one["post"]["slope"] is not None) for one in courses]
    intervals = [
        (one["change"]["lower"], one["change"]["upper"]) for one in courses if one["change"]["lower"] is not None
    ]
    assert (tally.patients, tally.endpoints, tally.courses) == (6, 4, len(courses))
    assert tally.both == sides.count((True, True))
    assert tally.pre_only == sides.count((True, False)) > 0
    assert tally.post_only == sides.count((False, True))
    assert tally.intervals == len(intervals)
    assert tally.below == sum(upper < 0 for _, upper in intervals)
    assert tally.above == sum(lower > 0 for lower, _ in intervals) > 0
    assert tally.includes_zero == len(intervals) - tally.below - tally.above


def test_the_tally_counts_the_selection_not_the_page() -> None:
    analysis = crowd(30)
    assert build(analysis, Selection(page=2)).tally == build(analysis, Selection()).tally
    assert build(analysis, Selection(subjects=("P-0003",))).tally.courses == 1


@pytest.mark.parametrize("scale", Scale)
def test_pages_hold_every_course_once(scale: Scale) -> None:
    analysis = crowd(30, 6)
    seen: list[tuple[str, str]] = []
    page = pages = 1
    while page <= pages:
        result = build(analysis, Selection(page=page, scale=scale))
        pages = result.pages
        assert (result.page, len(result.pairs)) == (page, len(result.rows) * len(result.columns))
        assert len(result.rows) <= PATIENTS_A_PAGE
        assert len(result.extents) == len(result.pairs)
        seen += [(row.id, column.id) for row in result.rows for column in result.columns]
        page += 1
    assert pages == 6
    assert len(seen) == len(set(seen)) == 30 * 6


def test_a_page_beyond_the_last_is_the_last() -> None:
    result = build(crowd(30), Selection(page=99))
    assert (result.page, result.pages, result.patients) == (3, 3, (25, 30, 30))


def test_rows_and_pairs_belong_together() -> None:
    result = build(demo(), Selection())
    for row, patient in enumerate(result.rows):
        for place, column in enumerate(result.columns):
            pair = result.pair(row, place)
            assert (pair.subject, pair.endpoint) == (patient.subject, column.endpoint)


def test_patients_without_a_dated_point_are_named_not_drawn() -> None:
    result = build(crowd(4, measured=2), Selection())
    assert [row.id for row in result.rows] == ["P-0001", "P-0002"]
    assert result.undrawn == ("P-0003", "P-0004")
    assert result.tally.patients == 4
    assert "not drawn: P-0003 and P-0004" in " ".join(rules(result))


def test_all_patients_share_the_scale_unless_it_is_fitted() -> None:
    same, fit = (build(demo(), Selection(scale=scale)) for scale in Scale)
    width = len(same.columns)
    assert same.extents == tuple(same.columns[place % width].extent for place in range(len(same.pairs)))
    assert same.columns[0].extent == (0, 48)
    assert len(set(fit.extents)) > width
    for pair, (low, high) in zip(fit.pairs, fit.extents, strict=True):
        assert all(low < point.value < high for point in pair.points)


def test_a_value_beyond_the_axis_widens_it_for_everybody() -> None:
    analysis = single(QS=[total("2011-02-01", 47), total("2011-03-15", 50)])
    assert build(analysis, Selection()).columns[0].extent == (0, 50)


def test_months_hold_every_window_and_every_point_and_do_not_move_with_the_filters() -> None:
    result = build(demo(), Selection())
    assert all(result.months[0] < point.month < result.months[1] for pair in result.pairs for point in pair.points)
    assert result.months[1] > (365 + 30) / 30.4375
    assert build(demo(), Selection(subjects=("01-005",))).months == result.months
    assert result.off_axis == 0


def test_an_old_unused_record_does_not_stretch_the_axis() -> None:
    screened = [{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}]
    analysis = single(SV=screened, QS=[total("2001-03-01", 44), total("2011-02-01", 40), total("2011-04-01", 38)])
    result = build(analysis, Selection())
    assert result.months[0] > -6
    assert result.off_axis == 1
    assert "1 unused point" in " ".join(rules(result))


def test_the_month_filter_cuts_the_axis_and_nothing_else() -> None:
    full, cut = build(demo(), Selection()), build(demo(), Selection(months=(-1, 3)))
    assert cut.months == (-1, 3)
    assert cut.pairs == full.pairs
    assert cut.off_axis == sum(not -1 <= point.month <= 3 for pair in cut.pairs for point in pair.points) > 0
    assert "Slopes still stand on all used points" in " ".join(rules(cut))
    assert "cut by the filter" not in " ".join(rules(full))


def test_marks_are_those_that_bear_on_a_course() -> None:
    rows = {row.id: row for row in build(demo(), Selection()).rows}
    assert [(mark.kind.value, mark.day) for mark in rows["01-003"].marks] == [
        ("gastrostomy", 141), ("ventilation", 170), ("death", 264),
    ]  # fmt: skip
    assert [mark.kind.value for mark in rows["01-005"].marks] == ["withdrawal"]
    assert [mark.kind.value for mark in rows["01-006"].marks] == ["prohibited medication"]
    assert rows["01-001"].marks == ()


def test_the_cut_is_a_month_of_each_patient() -> None:
    analysis = demo()
    for row in build(analysis, Selection()).rows:
        assert row.cut_month == pytest.approx((analysis.cut - analysis.subjects[row.subject].anchor).days / 30.4375)


def test_an_overlay_singles_out_few_patients_and_puts_the_others_behind_them() -> None:
    analysis = crowd(30)
    chosen = build(analysis, replace(OVERLAY, subjects=("P-0002", "P-0005")))
    assert [row.id for row in chosen.rows] == ["P-0002", "P-0005"]
    assert chosen.cohort_patients == 28
    lines = chosen.cohort[0].lines
    assert lines is not None
    assert {"P-0002", "P-0005"} & set(lines.subjects) == set()
    assert build(demo(), OVERLAY).cohort_patients == 0


def test_an_overlay_of_many_is_the_selection_in_grey() -> None:
    result = build(crowd(30), OVERLAY)
    assert (result.rows, result.pairs, result.cohort_patients) == ((), (), 30)
    assert not result.is_empty
    assert f"Choose up to {MOST_SINGLED} patients" in " ".join(rules(result))


def test_endpoints_of_an_overlay_are_paged() -> None:
    analysis = crowd(3, 6)
    first, second = (build(analysis, replace(OVERLAY, page=page)) for page in (1, 2))
    assert (first.pages, [column.id for column in first.columns]) == (2, ["e0", "e1", "e2", "e3"])
    assert [column.id for column in second.columns] == ["e4", "e5"]
    assert len(second.rows) == 3


def test_nothing_known_after_the_latest_cut_of_the_patients_drawn() -> None:
    result = build(demo(), OVERLAY)
    assert result.latest_cut_month == max(row.cut_month for row in result.rows)


@pytest.mark.parametrize(
    ("selection", "text"),
    [
        (Selection(), "21 of 24 courses have a slope before and after infusion"),
        (Selection(subjects=("01-001",)), "All 4 courses have a slope before and after infusion"),
        (Selection(subjects=("01-001",), endpoints=("fvc",)), "The course has a slope before and after infusion"),
        (Selection(subjects=("01-005",)), "1 of 4 courses has a slope before and after infusion"),
        (Selection(subjects=("01-005",), endpoints=("fvc",)), "No course has a slope before and after infusion"),
        (Selection(status=(SubjectStatus.SCREEN_FAILURE,)), "No course to show"),
    ],
)
def test_the_finding_counts(selection: Selection, text: str) -> None:
    assert finding(build(demo(), selection)) == text


def test_the_summary_says_where_the_intervals_lie() -> None:
    result = build(demo(), Selection())
    said = summary(result)
    assert said.startswith("6 patients, 4 endpoints. ")
    assert (
        f"includes 0 in {result.tally.includes_zero} of {result.tally.intervals}, lies above 0 in 1, below in 0."
        in said
    )
    one = build(single(QS=[total("2011-03-15", 35), total("2011-04-15", 34)]), Selection())
    assert summary(one) == (
        "1 patient, 1 endpoint. 1 of 1 have a slope only after infusion. No change of slope can be estimated."
    )


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize("scale", Scale)
def test_words_never_judge(arrangement: Arrangement, scale: Scale) -> None:
    result = build(demo(), Selection(arrangement=arrangement, scale=scale))
    said = " ".join([finding(result), summary(result), caption(result), *rules(result)]).lower()
    assert not any(word in said for word in ("improv", "better", "worse", "effective", "safe", "respond", "benefit"))
    assert all(column.label.lower() in said for column in result.columns)


def test_a_study_without_points_or_endpoints_is_empty() -> None:
    assert build(crowd(3, measured=0), Selection()).is_empty
    assert build(crowd(3, measured=0), OVERLAY).is_empty
    assert build(crowd(3, 0), Selection()).tally.endpoints == 0
    assert build(crowd(3, 0), OVERLAY).is_empty


def test_the_day_of_a_patient_is_that_of_the_overview() -> None:
    overview = {row.id: row.day for row in build_overview(demo(), Selection()).rows}
    assert {row.id: row.day for row in build(demo(), Selection()).rows} == overview
    assert overview["01-002"] == 382
