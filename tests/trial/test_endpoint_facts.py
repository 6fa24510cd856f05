"""Facts beside an event of the primary safety endpoint, and deaths beside natural history."""

from datetime import date

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import poisson

from tests.factories import one_subject, snapshot, study
from tests.trial.endpoint_studies import CUT, PLAIN, UNSURE, many, shown
from trial import endpoint, endpoint_deaths
from trial.analysis import build as analyse
from trial.endpoint_deaths import poisson_interval
from trial.endpoint_support import Answer
from trial.safety_rules import SafetyRules
from trial.selection import Selection
from trial.study import SurvivalReference

# --- Facts ---


def facts(row, of=None, **tables):
    of = of or study(safety=SafetyRules(atypical=("numb", "bladder")))
    made = one_subject(of=of, AE=[PLAIN | UNSURE | row], **tables)
    (found,) = endpoint.build(analyse(made, CUT), Selection()).facts.values()
    return found


def totals(**days):
    return [{"QSTESTCD": "ALSR1TOT", "QSDTC": day.replace("_", "-"), "QSSTRESN": value} for day, value in days.items()]


@pytest.mark.parametrize(
    ("term", "answer"),
    [("Numb left foot", "yes"), ("NUMB", "yes"), ("Numbness", "no"), ("New bladder trouble", "yes"), ("Fall", "no")],
)
def test_a_sign_that_the_disease_spares_is_found_by_whole_words(term, answer):
    assert facts({"AETERM": term})[0].answer == answer
    assert facts({"AETERM": "x", "AEDECOD": term})[0].answer == answer


def test_without_a_list_it_is_not_known():
    assert facts({}, study())[0].answer is Answer.UNKNOWN


@pytest.mark.parametrize(
    ("start", "answer"),
    [("2011-03-01", "yes"), ("2011-03-15", "yes"), ("2011-03-16", "no"), ("2011-03", "not known"), ("2011-04", "no"),
     (None, "not known")],
)  # fmt: skip
def test_onset_soon_after_the_infusion(start, answer):
    assert facts({"AESTDTC": start})[1].answer == answer


BEFORE = {f"2010_{month:02}_01": value for month, value in zip(range(9, 13), (40, 40, 39, 38), strict=True)}


@pytest.mark.parametrize(
    ("after", "answer", "words"),
    [
        ({"2011_03_20": 20}, "yes", "worse than"),
        ({"2011_03_20": 36}, "no", "inside"),
        ({"2011_03_20": 47}, "no", "better than"),
        ({"2011_03_08": 20}, "not known", "No ALSFRS_R"),
        ({"2011_07_01": 20}, "not known", "No ALSFRS_R"),
    ],
)
def test_a_value_below_what_the_line_of_before_lets_expect(after, answer, words):
    found = facts({}, study(historical_months=None), QS=totals(**BEFORE, **after))[2]
    assert (found.answer, words in found.text) == (answer, True)


def test_the_prediction_that_a_fact_stands_on_is_a_second_ones():
    """statsmodels at the day of the value."""
    found = facts({}, study(historical_months=None), QS=totals(**BEFORE, **{"2011_03_20": 30}))[2]
    first = date(2011, 3, 1)
    months = [(date.fromisoformat(day.replace("_", "-")) - first).days / 30.4375 for day in BEFORE]
    fit = sm.OLS(list(BEFORE.values()), sm.add_constant(months)).fit()
    band = fit.get_prediction(np.array([[1.0, 19 / 30.4375]])).summary_frame(alpha=0.05)
    low, high = float(band["obs_ci_lower"].iloc[0]), float(band["obs_ci_upper"].iloc[0])
    assert f"{low:.1f} to {high:.1f}" in found.text


# --- Deaths ---


def test_deaths_stand_beside_what_natural_history_lets_expect():
    of = study(survival=SurvivalReference(12, 0.69, "a paper"))
    dm = [{"USUBJID": f"S-{n}", "SUBJID": f"S-{n}", "DTHDTC": "2011-08-01" if n == 1 else None} for n in (1, 2)]
    made = snapshot(
        {"DM": dm, "EX": [{"USUBJID": f"S-{n}", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for n in (1, 2)],
         "SV": [{"USUBJID": "S-2", "VISITNUM": 6, "SVSTDTC": "2011-05-01"}]}, CUT, of,
    )  # fmt: skip
    found = endpoint_deaths.build(*(lambda one: (one, one.subjects))(analyse(made, None)))
    months = (153 + 61) / 30.4375
    assert (found.treated, found.deaths, found.events) == (2, (0,), 1)
    assert found.months == pytest.approx(months)
    assert found.expected == pytest.approx(-0.3710637 / 12 * -months, abs=1e-6)


def test_without_a_reference_nothing_is_expected():
    assert shown(many([[]])).deaths.expected is None


@pytest.mark.parametrize("events", [0, 1, 2, 7])
def test_the_interval_of_a_count_leaves_its_tails(events):
    low, high = poisson_interval(events)
    assert poisson.cdf(events, high) == pytest.approx(0.025)
    assert low == 0 if events == 0 else poisson.sf(events - 1, low) == pytest.approx(0.025)
