"""Joint rank and survival against the worked example, statsmodels, and pairs taken one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight

from tests.reference.group_examples import CAFS_CHANGES, CAFS_DAYS, CAFS_EVENTS
from trial.group.joint_rank import ranked
from trial.group.survival import Expected, at_risk, expected_events, kaplan_meier, level

PATIENT = st.tuples(
    st.integers(1, 6), st.booleans(), st.lists(st.one_of(st.just(np.nan), st.integers(-3, 0)), min_size=3, max_size=3)
)


def test_worked_example_of_the_joint_rank():
    found = ranked(CAFS_DAYS, CAFS_EVENTS, CAFS_CHANGES)
    assert [each.score for each in found] == [-5, -1, 3, -3, 2, 4]
    assert [each.rank for each in found] == [1, 3, 5, 2, 4, 6]


def compared(one, other):
    """+1 if one fares better than the other, by the rule in words."""
    (day, event, changes), (its_day, its_event, its_changes) = one, other
    if its_event and (day > its_day or (day == its_day and not event)):
        return 1
    if event and (its_day > day or (its_day == day and not its_event)):
        return -1
    both = [k for k in range(3) if changes[k] == changes[k] and its_changes[k] == its_changes[k]]
    return int(np.sign(changes[both[-1]] - its_changes[both[-1]])) if both else 0


@given(st.lists(PATIENT, min_size=1, max_size=7))
def test_every_pair_one_by_one(patients):
    days, events, changes = zip(*patients, strict=True)
    found = ranked(np.array(days, float), np.array(events), np.array(changes, float))
    wanted = [sum(compared(one, other) for other in patients if other is not one) for one in patients]
    assert [each.score for each in found] == wanted
    assert sum(wanted) == 0


def test_nobody_has_no_rank():
    assert ranked(np.zeros(0), np.zeros(0, bool), np.zeros((0, 2))) == ()


@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=20))
def test_the_steps_are_those_of_statsmodels(patients):
    days, events = (np.array(column) for column in zip(*patients, strict=True))
    found = kaplan_meier(days.astype(float), events.astype(bool))
    if not events.any():
        assert found == ()
        return
    wanted = SurvfuncRight(days, events.astype(int))
    kept = wanted.n_events > 0
    assert [each.day for each in found] == wanted.surv_times[kept].tolist()
    assert [each.at_risk for each in found] == wanted.n_risk[kept].tolist()
    assert [each.events for each in found] == wanted.n_events[kept].tolist()
    assert [each.survival for each in found] == pytest.approx(wanted.surv_prob[kept].tolist())


@given(st.lists(st.tuples(st.integers(1, 12), st.booleans()), min_size=1, max_size=20))
def test_the_interval_is_greenwood_s_on_the_log_log_scale(patients):
    days, events = (np.array(column) for column in zip(*patients, strict=True))
    found = kaplan_meier(days.astype(float), events.astype(bool))
    if not events.any():
        return
    wanted = SurvfuncRight(days, events.astype(int))
    kept = wanted.n_events > 0
    for step, left, error in zip(found, wanted.surv_prob[kept], wanted.surv_prob_se[kept], strict=True):
        if left == 0:
            assert (step.lower, step.upper) == (None, None)
            continue
        on_scale, spread = np.log(-np.log(left)), error / (left * -np.log(left))
        limits = [np.exp(-np.exp(on_scale + sign * norm.ppf(0.975) * spread)) for sign in (1, -1)]
        assert [step.lower, step.upper] == pytest.approx(limits, rel=1e-9)


def test_the_published_intervals_of_the_leukaemia_trial():
    """Freireich 1963, 6-mercaptopurine, weeks of remission; survivor function and limits as Stata prints them."""
    events = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    days = np.array([*events, *censored], dtype=float)
    found = kaplan_meier(days, np.arange(len(days)) < len(events))
    assert [tuple(round(value, 4) for value in (one.survival, one.lower, one.upper)) for one in found] == [
        (0.8571, 0.6197, 0.9516), (0.8067, 0.5631, 0.9228), (0.7529, 0.5032, 0.8894), (0.6902, 0.4316, 0.8491),
        (0.6275, 0.3675, 0.8049), (0.5378, 0.2678, 0.7468), (0.4482, 0.1881, 0.6801),
    ]  # fmt: skip


def test_the_curve_at_a_month_is_its_last_step():
    days = np.array([40.0, 100, 264, 300])
    steps = kaplan_meier(days, np.array([False, False, True, False]))
    before, after = level(steps, days, 3), level(steps, days, 9)
    assert (before.at_risk, before.events, before.survival, before.lower) == (3, 0, 1.0, None)
    assert (after.at_risk, after.events, after.survival, after.lower) == (1, 1, 0.5, steps[0].lower)


def test_natural_history_is_a_constant_rate():
    low, high = Expected(12, 0.68), Expected(12, 0.70)
    assert (round(high.hazard, 3), round(low.hazard, 3)) == (0.030, 0.032)
    assert round(Expected(12, 0.69).hazard, 3) == 0.031
    assert low.surviving(12) == pytest.approx(0.68)
    year = np.full(6, 365.25)
    assert expected_events(year, Expected(12, 0.69)) == pytest.approx(6 * -np.log(0.69))
    assert round(6 * (1 - 0.69)) == 2


def test_who_leaves_on_a_day_is_at_risk_on_it():
    assert [at_risk(np.array([10.0, 20, 20]), day) for day in (0, 10, 11, 20, 21)] == [3, 3, 2, 2, 0]
