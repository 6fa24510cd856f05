"""Mean, Hodges-Lehmann and correlation of a handful of changes, against published numbers and scipy."""

from math import comb

import numpy as np
import pytest
from scipy import stats

from tests.reference.group_examples import DARWIN, POST, PRE, PRINTED_BY_OH, RESPONDERS_OF_OH, SLEEP, WORKED
from trial.group.location import correlation, half_width, hodges_lehmann, mean, two_sided_t


def test_worked_example_of_six_changes():
    assert pytest.approx(POST - PRE) == WORKED
    found = mean(WORKED)
    assert (round(found.mean, 6), round(found.sd, 6), found.df) == (0.32, 0.450688, 5)
    assert (round(found.t, 6), round(found.p, 6)) == (1.739199, 0.142492)
    assert (round(found.lower, 6), round(found.upper, 6)) == (-0.152968, 0.792968)
    centre = hodges_lehmann(WORKED)
    assert (centre.estimate, centre.lower, centre.upper, centre.level) == (pytest.approx(0.26), -0.15, 1.05, 0.96875)
    assert round(correlation(PRE, WORKED).r, 3) == -0.919


def test_darwin_and_student_by_paired_t():
    maize, sleep = mean(DARWIN), mean(SLEEP)
    assert (round(maize.t, 6), round(maize.p, 6), maize.df) == (2.147987, 0.049703, 14)
    assert (round(sleep.t, 6), round(sleep.p, 6), sleep.df) == (-4.062128, 0.002833, 9)
    assert (round(sleep.mean, 2), round(sleep.lower, 6), round(sleep.upper, 6)) == (-1.58, -2.459886, -0.700114)


@pytest.mark.parametrize("row", PRINTED_BY_OH)
def test_the_t_distribution_gives_the_recomputed_table_of_oh(row):
    (m1, s1, n1), (m2, s2, n2), difference, se, lower, upper, p = row
    df = n1 + n2 - 2
    found = np.sqrt(((n1 - 1) * s1**2 + (n2 - 1) * s2**2) / df * (1 / n1 + 1 / n2))
    assert (round(m1 - m2, 3), round(found, 4)) == (difference, se)
    half = half_width(found, df)
    assert (round(m1 - m2 - half, 3), round(m1 - m2 + half, 3)) == (lower, upper)
    assert round(two_sided_t((m1 - m2) / found, df), 6) == p


@pytest.mark.parametrize(("hits", "n", "other_hits", "other_n", "p"), RESPONDERS_OF_OH)
def test_the_responders_of_oh_counted_table_by_table(hits, n, other_hits, other_n, p):
    """Every table with these margins in whole numbers; a controlled trial, so the monitor itself needs no such test."""
    both = hits + other_hits
    ways = [comb(n, each) * comb(other_n, both - each) for each in range(both + 1)]
    counted = sum(each for each in ways if each <= ways[hits]) / sum(ways)
    wanted = stats.fisher_exact([[hits, n - hits], [other_hits, other_n - other_hits]]).pvalue
    assert round(counted, 6) == p
    assert counted == pytest.approx(wanted)


@pytest.mark.parametrize("n", [2, 6, 40])
def test_the_mean_is_that_of_scipy(n):
    changes = np.random.default_rng(n).normal(0.3, 1, n)
    found, wanted = mean(changes), stats.ttest_1samp(changes, 0)
    interval = wanted.confidence_interval()
    assert (found.t, found.p) == (pytest.approx(wanted.statistic), pytest.approx(wanted.pvalue))
    assert (found.lower, found.upper) == (pytest.approx(interval.low), pytest.approx(interval.high))


def test_one_change_has_no_sd_and_equal_changes_no_t():
    assert mean(np.array([0.4])).sd is None
    equal = mean(np.array([0.4, 0.4, 0.4]))
    assert (equal.sd, equal.t, equal.lower) == (0.0, None, None)


@pytest.mark.parametrize(
    ("n", "level"), [(2, None), (3, None), (4, None), (5, 0.9375), (6, 0.96875), (7, 0.953125), (10, 0.951171875)]
)
def test_the_exact_interval_has_the_level_that_n_allows(n, level):
    changes = np.random.default_rng(n).normal(0, 1, n)
    found = hodges_lehmann(changes)
    walsh = sorted((changes[i] + changes[j]) / 2 for i in range(n) for j in range(i, n))
    assert found.estimate == pytest.approx(np.median(walsh))
    assert found.level == (None if level is None else pytest.approx(level))
    if level is not None:
        # The interval holds exactly the centres that the signed-rank test at 1 - level does not reject.
        inside = [c for c in np.linspace(-4, 4, 4001) if stats.wilcoxon(changes - c, method="exact").pvalue > 1 - level]
        assert (found.lower, found.upper) == (pytest.approx(inside[0], abs=0.003), pytest.approx(inside[-1], abs=0.003))


def test_a_correlation_needs_three_that_differ():
    rng = np.random.default_rng(1)
    one, other = rng.normal(size=8), rng.normal(size=8)
    assert correlation(one, other).r == pytest.approx(stats.pearsonr(one, other).statistic)
    assert correlation(one[:2], other[:2]).reason == "2 evaluable: a correlation needs 3"
    assert correlation(np.ones(5), other[:5]).reason == "all equal: no correlation"


def test_averages_of_many_are_counted():
    changes = np.random.default_rng(9).normal(0.1, 1, 601)
    found = hodges_lehmann(changes)
    first, second = np.triu_indices(601)
    walsh = np.sort((changes[first] + changes[second]) / 2)
    assert found.estimate == pytest.approx(np.median(walsh), abs=1e-9)
    inside = [c for c in (found.lower + 1e-6, found.upper - 1e-6) if stats.wilcoxon(changes - c).pvalue >= 0.049]
    outside = [c for c in (found.lower - 0.01, found.upper + 0.01) if stats.wilcoxon(changes - c).pvalue < 0.05]
    assert (len(inside), len(outside), found.level) == (2, 2, pytest.approx(0.95))
