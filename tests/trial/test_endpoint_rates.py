"""k of n patients with the primary safety endpoint, in every reading of the data."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, binomtest

from tests.factories import planned, study
from tests.trial.endpoint_studies import DEFICIT, SITE, UNSURE, many, rate, shown
from trial import tallies
from trial.endpoint_events import Standing, Tier
from trial.endpoint_rates import TRUE_RATES, Denominator, Horizons, Reading, Window, chance_of_any, horizons
from trial.primary import PrimaryStatus

# --- k of n ---


ORACLES = [
    (0, 3, "0.00", "70.76", "63.16"),
    (0, 6, "0.00", "45.93", "39.30"),
    (1, 6, "0.42", "64.12", "58.18"),
    (2, 6, "4.33", "77.72", "72.87"),
    (3, 6, "11.81", "88.19", "84.68"),
    (0, 12, "0.00", "26.46", "22.09"),
]
"""Domain reference 4.4, to the printed digits."""


@pytest.mark.parametrize(("k", "n", "lower", "upper", "one_sided"), ORACLES)
def test_the_table_of_the_domain_reference_comes_out(k, n, lower, upper, one_sided):
    found = rate(shown(many([[SITE]] * k + [[]] * (n - k))))
    assert (found.k, found.n) == (k, n)
    printed = [f"{100 * bound:.2f}" for bound in (found.lower, found.upper, found.upper_one_sided)]
    assert printed == [lower, upper, one_sided]
    second = binomtest(k, n).proportion_ci(0.95, method="exact")
    assert (found.lower, found.upper) == pytest.approx((second.low, second.high), abs=1e-10)
    less = binomtest(k, n, alternative="less").proportion_ci(0.95, method="exact")
    assert found.upper_one_sided == pytest.approx(less.high, abs=1e-10)


def test_the_chance_to_see_an_event_among_six():
    assert [f"{100 * chance_of_any(one, 6):.1f}" for one in TRUE_RATES] == [
        "5.9", "26.5", "46.9", "73.8", "88.2", "98.4",
    ]  # fmt: skip
    assert chance_of_any(0.2, 6) == pytest.approx(binom.sf(0, 6, 0.2))


def test_uncertain_counts_in_the_primary_analysis_alone():
    result = shown(many([[UNSURE], [SITE], [], []]))
    assert [rate(result, reading).k for reading in Reading] == [2, 1, 2]
    result = shown(many([[UNSURE | {"PEADJ": "PENDING"}], [DEFICIT | {"PENATPRG": "Y", "PEADJ": "PENDING"}], []]))
    assert [rate(result, reading).k for reading in Reading] == [0, 0, 2]


def test_tiers_of_severity():
    rows = [SITE | {"AETOXGR": "1", "AESER": "N"}, SITE | {"AETOXGR": "2", "AESER": "N"}, SITE | {"AETOXGR": "3"},
            SITE | {"AETOXGR": "1", "AESER": "Y"}, SITE | {"AESER": "N"}, SITE | {"AETOXGR": "2"}]  # fmt: skip
    result = shown(many([[row] for row in rows]))
    found = [rate(result, tier=tier) for tier in Tier]
    assert [(one.k, one.ungraded) for one in found] == [(6, 0), (3, 1), (2, 2)]


def test_a_pending_event_counts_of_the_tier_it_reaches():
    row = SITE | {"PEADJ": None, "AETOXGR": "2", "AESER": "N"}
    found = [rate(shown(many([[row]])), Reading.IF_CONFIRMED, tier=tier).k for tier in Tier]
    assert found == [1, 1, 0]


def test_an_event_makes_evaluable_and_without_one_it_takes_days():
    result = shown(many([[SITE], [], [], [], [SITE | {"PEADJ": None}]], [10, 29, 30, 335, 10]))
    assert [rate(result, denominator=one).n for one in Denominator] == [5, 3, 2]
    pending = [rate(result, Reading.IF_CONFIRMED, one) for one in Denominator]
    assert [(one.k, one.n) for one in pending] == [(2, 5), (2, 4), (2, 3)]


def test_an_event_below_the_tier_does_not_make_evaluable_for_it():
    result = shown(many([[SITE | {"AETOXGR": "1", "AESER": "N"}], []], [10, 61]))
    assert [rate(result, denominator=Denominator.DAY_30, tier=tier).n for tier in Tier] == [2, 1, 1]


def test_month_twelve_begins_where_the_window_of_its_visit_opens():
    assert horizons(study()) == Horizons(335, "MN12")
    assert horizons(study(visits=(planned("WK26", 9, 182, (-3, 3)),))) == Horizons(365, None)
    assert horizons(study(visits=())) == Horizons(365, None)


@pytest.mark.parametrize(
    ("start", "k"),
    [("2011-03-01", 1), ("2011-03-31", 1), ("2011-04-01", 0), ("2011-03", 1), ("2011-04", 0), ("2011", 1), (None, 1)],
)
def test_the_first_thirty_days_hold_what_began_then_or_may_have(start, k):
    result = shown(many([[SITE | {"AESTDTC": start}]]))
    assert (rate(result, window=Window.PERI).k, rate(result).k) == (k, 1)


def test_of_no_patients_there_are_no_bounds():
    found = rate(shown(many([[]], [10])), denominator=Denominator.DAY_30)
    assert (found.k, found.n, found.lower, found.upper, found.upper_one_sided) == (0, 0, None, None, None)


FLAGS = st.fixed_dictionaries(
    {
        "PESITE": st.sampled_from(["Y", "N", None]),
        "PENEURO": st.sampled_from(["Y", "N"]),
        "PENATPRG": st.sampled_from(["Y", "N", "U", None]),
        "PEADJ": st.sampled_from(["FINAL", "PENDING", None]),
        "AESTDTC": st.sampled_from(["2011-02-20", "2011-03-10", "2011-05"]),
    }
)


@given(st.lists(st.tuples(st.lists(FLAGS, max_size=3), st.sampled_from([0, 29, 30, 400])), min_size=1, max_size=8))
def test_the_counters_of_overview_and_safety_are_these_numbers(people):
    """One definition: the tally of the other screens, and the status of each patient, give the same k and n."""
    analysis = many([events for events, _ in people], [day for _, day in people])
    result, tally = shown(analysis), tallies.build(analysis, analysis.subjects).primary
    primary = rate(result, denominator=Denominator.DAY_30)
    if_confirmed = rate(result, Reading.IF_CONFIRMED, Denominator.DAY_30)
    assert result.tally == tally
    assert (primary.k, primary.n) == (tally.confirmed, tally.evaluable)
    assert (if_confirmed.k, if_confirmed.n) == (tally.confirmed + tally.pending, tally.evaluable_if_pending)
    for line in result.lines:
        standings = {one.standing for one in line.events}
        assert (Standing.EVENT in standings) == (line.primary.status is PrimaryStatus.EVENT)
        behind = {one.event.seq for one in line.events if one.standing in (Standing.EVENT, Standing.PENDING)}
        assert set(line.primary.events) <= behind
    for row in product(Denominator, Tier, Window):
        ks = [rate(result, reading, *row).k for reading in (Reading.SENSITIVITY, Reading.PRIMARY, Reading.IF_CONFIRMED)]
        assert ks == sorted(ks)
