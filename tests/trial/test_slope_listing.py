"""The listings of the trajectories carry every number of the results document, unrounded."""

from tests.trial.shown import demo, single
from tests.trial.totals import total
from trial import results
from trial.listing import Listing
from trial.selection import Selection
from trial.slope_listing import line_note
from trial.trajectory import listing, points_listing


def records(found: Listing) -> list[dict[str, object]]:
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row, strict=True)) for row in found.rows]


def test_slopes_are_those_of_the_results_document() -> None:
    found = records(listing(demo(), Selection()))
    courses = results.build(demo())["trajectories"]
    assert len(found) == 3 * len(courses)
    for place, course in enumerate(courses):
        pre, post, change = found[3 * place : 3 * place + 3]
        for row, period in ((pre, course["pre"]), (post, course["post"])):
            assert row["subject"] == course["subject"]
            assert [row[key] for key in ("n", "slope", "se", "lower", "upper", "span")] == [
                period[key] for key in ("n", "slope", "se", "lower", "upper", "span_days")
            ]
        model = course["change"]
        assert change["period"] == "Change"
        assert [
            change[key] for key in ("slope", "se", "lower", "upper", "df", "p", "spline_pre", "spline_post", "note")
        ] == [model[key] for key in ("estimate", "se", "lower", "upper", "df", "p", "pre", "post", "reason")]


def test_the_note_says_what_is_missing_and_what_is_short() -> None:
    notes = {
        (row["subject"], row["endpoint"], row["period"]): row["note"] for row in records(listing(demo(), Selection()))
    }
    assert notes["01-005", "FVC", "Post"] == "1 point"
    assert notes["01-005", "ALSFRS-R", "Post"] == "2 points: no interval"
    assert notes["01-006", "FVC", "Post"] == "short span"
    assert notes["01-001", "FVC", "Pre"] is None


def test_both_notes_stand_together() -> None:
    analysis = single(QS=[total("2011-02-20", 30), total("2011-02-22", 30), total("2011-02-24", 30)])
    assert line_note(analysis.fits.pre(0)) == "no residual scatter: the interval has no width; short span"


def test_filters_choose_the_rows() -> None:
    found = records(listing(demo(), Selection(subjects=("01-002",), endpoints=("fvc",))))
    assert [(row["subject"], row["endpoint"], row["period"]) for row in found] == [
        ("01-002", "FVC", "Pre"), ("01-002", "FVC", "Post"), ("01-002", "FVC", "Change"),
    ]  # fmt: skip


def test_points_listing_has_every_point_used_or_not_and_what_was_not_done() -> None:
    analysis = demo()
    found = records(points_listing(analysis, Selection()))
    assert len(found) == len(analysis.points.day) + len(analysis.not_done)
    assert sum(row["used"] is True for row in found) == int(analysis.points.used.sum())
    assert {row["note"] for row in found if row["day"] is None} == {"partial date"}
    assert any(row["note"] == "not done: too weak" and row["value"] is None for row in found)
    late = [row for row in found if row["days_off"]]
    assert late
    assert all(row["visit"] for row in late)


def test_the_month_filter_does_not_hide_points_from_the_listing() -> None:
    whole, cut = (points_listing(demo(), Selection(months=months)) for months in (None, (-1.0, 1.0)))
    assert whole.rows == cut.rows
