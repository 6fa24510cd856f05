"""Rates per patient-month: exact Poisson intervals against chi-squared, and printed values."""

import math

import pytest
from scipy.stats import chi2, poisson

from tests.factories import one_subject
from tests.trial.built import events, people
from trial.adverse.exposure import Exposure, exposure, poisson_interval, rate


@pytest.mark.parametrize("count", [0, 1, 2, 3, 7, 17, 961])
@pytest.mark.parametrize("confidence", [0.9, 0.95, 0.99])
def test_the_interval_is_half_of_chi_squared_and_inverts_the_tails(count, confidence):
    tail = (1 - confidence) / 2
    low, high = poisson_interval(count, confidence)
    assert high == pytest.approx(chi2.ppf(1 - tail, 2 * count + 2) / 2, rel=1e-10)
    assert low == pytest.approx(chi2.ppf(tail, 2 * count) / 2 if count else 0.0, rel=1e-10)
    assert poisson.cdf(count, high) == pytest.approx(tail, rel=1e-8)
    assert count == 0 or poisson.sf(count - 1, low) == pytest.approx(tail, rel=1e-8)


def test_no_event_leaves_a_known_upper_bound():
    assert poisson_interval(0) == (0.0, pytest.approx(-math.log(0.025)))


def test_time_runs_from_the_anchor_to_the_last_contact_of_the_treated():
    dm = [{"USUBJID": who, "SUBJID": who} for who in ("S-01", "S-02", "S-03")]
    ex = [{"USUBJID": who, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for who in ("S-01", "S-02")]
    sv = [
        {"USUBJID": "S-01", "VISITNUM": 5, "SVSTDTC": "2011-05-01"},
        {"USUBJID": "S-03", "VISITNUM": 1, "SVSTDTC": "2011-05-01"},
    ]
    found = exposure(people({"DM": dm, "EX": ex, "SV": sv}))
    assert found == Exposure(2, pytest.approx(61 / 30.4375))


def test_a_rate_has_events_patients_and_those_without():
    rows = [{"AETERM": "x", "AESTDTC": "2011-03-05"}, {"AETERM": "x", "AESTDTC": "2011-03-06"}]
    found = rate(events(one_subject(AE=rows)), Exposure(3, 10.0))
    assert (found.patients, found.events, found.without, found.rate) == (1, 2, 2, pytest.approx(0.2))
    assert found.lower == pytest.approx(chi2.ppf(0.025, 4) / 20)
    assert found.upper == pytest.approx(chi2.ppf(0.975, 6) / 20)


def test_without_time_there_is_no_rate():
    found = rate((), Exposure(0, 0.0))
    assert (found.rate, found.lower, found.upper, found.events) == (None, None, None, 0)
