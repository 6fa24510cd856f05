"""Expected from before and natural history: the worked example, second implementations, and why there is none."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import endpoint, one_subject, study
from tests.reference import least_squares as second
from tests.reference import worked_example as example
from tests.trial.pairs import fitted
from tests.trial.shown import demo, single
from tests.trial.totals import total
from trial import beyond
from trial.analysis import Analysis, build
from trial.beyond_listing import COLUMNS, listing
from trial.calendar import MONTH_DAYS
from trial.selection import Selection
from trial.study import Reference

BEFORE = [total("2011-01-01", 40), total("2011-02-01", 38), total("2011-03-01", 37)]


@pytest.mark.parametrize("day", example.FORECAST)
def test_worked_example_forecast(day: int) -> None:
    lines = fitted((example.DAYS, example.VALUES)).before
    found = beyond.prediction(lines, np.array([0]), np.array([[day / MONTH_DAYS]]))
    assert [float(edge[0, 0]) for edge in found] == pytest.approx(example.FORECAST[day], abs=5e-5)


@given(
    st.lists(st.integers(-1000, 0), min_size=3, max_size=8, unique=True),
    st.lists(st.integers(0, 480).map(lambda tenths: tenths / 10), min_size=8, max_size=8),
    st.lists(st.integers(1, 1500), min_size=1, max_size=4),
)
def test_prediction_equals_statsmodels(days: list[int], values: list[float], at: list[int]) -> None:
    measured = values[: len(days)]
    lines = fitted((days, measured)).before
    found = beyond.prediction(lines, np.array([0]), np.array([at]) / MONTH_DAYS)
    if not lines.residual_sd[0] > 0:
        assert np.isnan(found[1]).all()
        return
    for edge, wanted in zip(found, second.statsmodels_prediction(days, measured, at), strict=True):
        assert edge[0] == pytest.approx(wanted, rel=1e-7, abs=1e-7)


def test_the_prediction_interval_holds_the_band_of_the_mean_inside() -> None:
    analysis = demo()
    for pair, one in enumerate(beyond.expected(analysis, range(len(analysis.fits)))):
        line = analysis.fits.pre(pair)
        assert one.reason is None
        assert line.residual_sd is not None
        widths = np.array(one.upper) - np.array(one.lower)
        assert (widths > 2 * 1.96 * line.residual_sd).all()
        assert (np.diff(widths) > 0).all()


def test_it_goes_from_the_anchor_to_the_last_day_known_of_the_patient() -> None:
    analysis = demo()
    ends = {one.id: one.day_reached(analysis.cut) for one in analysis.subjects}
    assert ends["01-003"] == 264
    for name, one in zip(ends, beyond.expected(analysis, range(0, len(analysis.fits), 4)), strict=True):
        assert one.months[0] == 0
        assert one.months[-1] * MONTH_DAYS == pytest.approx(ends[name])


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([], "no points"),
        (BEFORE[:1], "1 point"),
        (BEFORE[:2], "2 points: no interval"),
        ([total("2011-01-01", 40), total("2011-01-31", 40), total("2011-03-01", 40)], "no residual scatter"),
    ],
)
def test_without_an_interval_nothing_is_drawn_and_the_reason_is_given(records: list[dict], reason: str) -> None:
    (one,) = beyond.expected(single(QS=records), [0])
    assert (one.months, one.mean, one.lower, one.upper) == ((), (), (), ())
    assert one.reason is not None
    assert one.reason.startswith(reason)


def test_who_was_not_infused_has_nothing_beside() -> None:
    analysis = build(one_subject(QS=BEFORE, EX=[]), None)
    assert beyond.expected(analysis, [0])[0].reason == beyond.NOTHING_AFTER
    assert beyond.natural(analysis, [0])[0].reason == beyond.NO_REFERENCE


def referred(records: list[dict], reference: Reference | None) -> Analysis:
    of = study(endpoints=(replace(endpoint(), reference=reference),))
    return build(one_subject(of=of, QS=records), None)


def test_natural_history_falls_from_the_baseline_value_by_the_reference() -> None:
    """Domain reference 3.9: mean -+ 1.96 x between-patient SD of slope, from the baseline value."""
    records = [*BEFORE[:2], total("2011-06-01", 20)]  # the baseline is on day -28
    (one,) = beyond.natural(referred(records, Reference(-0.925, 0.683, "S")), [0])
    assert one.months[0] == -28 / MONTH_DAYS
    assert (one.mean[0], one.lower[0], one.upper[0]) == (38, 38, 38)
    since = one.months[-1] + 28 / MONTH_DAYS
    assert one.mean[-1] == pytest.approx(38 - 0.925 * since)
    assert one.lower[-1] == pytest.approx(38 + (-0.925 - 1.96 * 0.683) * since)
    assert one.upper[-1] == pytest.approx(38 + (-0.925 + 1.96 * 0.683) * since)


def test_natural_history_needs_a_reference_and_a_baseline() -> None:
    assert beyond.natural(referred(BEFORE, None), [0])[0].reason == beyond.NO_REFERENCE
    after = [total("2011-06-01", 20)]
    assert beyond.natural(referred(after, Reference(-1, 1, "S")), [0])[0].reason == beyond.NO_BASELINE


def test_the_listing_holds_every_value_after_the_anchor_as_a_second_implementation_computes_it() -> None:
    analysis = demo()
    names = [column.key for column in COLUMNS]
    rows = [dict(zip(names, row, strict=True)) for row in listing(analysis, Selection()).rows]
    assert len(rows) == int((analysis.points.day > 0).sum()) > 80
    points, width = analysis.points, len(analysis.snapshot.study.endpoints)
    labels = [each.label for each in analysis.snapshot.study.endpoints]
    ids = [each.id for each in analysis.subjects]
    for row in rows:
        pair = ids.index(row["subject"]) * width + labels.index(row["endpoint"])
        own = slice(*points.offsets[pair : pair + 2].tolist())
        before = points.used[own] & (points.day[own] <= 0)
        days, values = points.day[own][before], points.value[own][before]
        wanted = second.statsmodels_prediction(days.tolist(), values.tolist(), [row["day"]])
        found = (row["expected"], row["expected_lower"], row["expected_upper"])
        assert found == pytest.approx(tuple(float(edge[0]) for edge in wanted), rel=1e-8)
        assert row["inside"] == (float(wanted[1][0]) <= row["value"] <= float(wanted[2][0]))
        reference = analysis.snapshot.study.endpoints[pair % width].reference
        months = (row["day"] - days[-1]) / MONTH_DAYS
        assert row["natural_lower"] == pytest.approx(values[-1] + (reference.slope - 1.96 * reference.sd) * months)
        assert row["natural_note"] == reference.source


def test_the_listing_says_why_nothing_is_expected() -> None:
    (row,) = listing(single(QS=[*BEFORE[:2], total("2011-06-01", 20)]), Selection()).rows
    told = dict(zip([column.key for column in COLUMNS], row, strict=True))
    assert (told["expected_lower"], told["inside"], told["expected_note"]) == (None, None, "2 points: no interval")
    assert (told["natural"], told["natural_note"]) == (None, beyond.NO_REFERENCE)
