"""One endpoint across patients: who is evaluable and why not, what is given with few, what natural history needs."""

from dataclasses import replace

import numpy as np
import pytest

from data_access.assemble import assemble
from tests.environment import ROOT
from tests.factories import endpoint, snapshot, study
from trial import analysis
from trial.group.statistics import NO_REFERENCE, NO_RESIDUAL, TOO_FEW, build
from trial.study import Reference, ResponderRules

DAYS = ("2010-12-01", "2011-01-30", "2011-03-01", "2011-03-15", "2011-04-01", "2011-09-01")
TRAYNOR = Reference(-1.0, 0.7, "A paper", 1.6)


def of(patients, **changes):
    """Patients, each with this many days of DAYS from the first on; values fall and differ."""
    people = [f"S-{each:02}" for each in range(1, len(patients) + 1)]
    rng = np.random.default_rng(1)
    made = snapshot(
        {
            "DM": [{"USUBJID": one, "SUBJID": one} for one in people],
            "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in people],
            "QS": [
                {"USUBJID": one, "QSTESTCD": "ALSR1TOT", "QSSTRESN": 40 - day - float(rng.normal()), "QSDTC": DAYS[day]}
                for one, days in zip(people, patients, strict=True)
                for day in days
            ],
        },
        of=study(historical_months=None, endpoints=(endpoint(**changes),)),
    )  # fmt: skip
    found = analysis.build(made, None)
    return found, build(found, range(len(people)), (0,))[0]


def test_who_is_not_evaluable_is_named_with_the_reason():
    _, found = of([range(6), range(2), range(1, 4), (0, 1, 2, 3), (), range(2, 6)])
    assert found.evaluated.subjects.tolist() == [0]
    assert {each.subject: each.reason for each in found.evaluated.not_evaluable} == {
        1: "0 of 2 days after the infusion",
        2: "1 of 2 days after the infusion",
        3: "1 of 2 days after the infusion",
        4: "no used point",
        5: "1 of 2 days up to the infusion",
    }
    assert (found.summary, found.reason) == (None, "1 evaluable patient: nothing to summarise")
    assert found.smallest_p == 1.0


def test_nobody_is_evaluable():
    _, found = of([()])
    assert (found.reason, found.responders, found.by_chance) == ("no evaluable patient", (), None)


def test_without_natural_history_nothing_is_simulated():
    rules = ResponderRules((25.0,), (1.5,))
    _, bare = of([range(6)] * 3, responders=rules, least_decline=0.1)
    assert (bare.chance_reason, bare.by_chance, bare.curve) == (NO_REFERENCE, None, None)
    assert [each.reason for each in bare.responders] == [NO_REFERENCE] * 2
    _, no_residual = of([range(6)] * 3, reference=replace(TRAYNOR, residual_sd=None), responders=rules)
    assert no_residual.chance_reason == NO_RESIDUAL
    _, full = of([range(6)] * 3, reference=TRAYNOR, responders=rules)
    assert full.by_chance.draws == 20_000
    assert [power.effect for power in full.by_chance.power] == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert all(0 < each.null_rate < 1 for each in full.responders)


def test_two_days_on_a_side_are_not_counted_as_a_responder():
    rules = ResponderRules((25.0,), (1.5,))
    whole, two_after, two_before = range(6), range(5), range(1, 6)
    _, found = of([whole, two_after, whole, two_before], reference=TRAYNOR, responders=rules)
    assert len(found.evaluated) == 4
    assert found.evaluated.counted.tolist() == [True, False, True, False]
    assert [(each.of, each.reason) for each in found.responders] == [(2, None)] * 2
    _, alone = of([whole, whole], reference=TRAYNOR, responders=rules)
    rates = [[each.null_rate for each in one.responders] for one in (found, alone)]
    assert rates[0] == pytest.approx(rates[1], abs=0.01)
    _, none = of([two_after] * 2, reference=TRAYNOR, responders=rules)
    assert [(each.of, each.count, each.null_rate, each.reason) for each in none.responders] == [
        (0, 0, None, TOO_FEW)
    ] * 2


@pytest.mark.parametrize(("better", "slope"), [("higher", -0.0758), ("lower", 0.0758)])
def test_a_course_that_levels_off_slows_wherever_better_lies(better, slope):
    reference = Reference(slope, 0.06, "A paper", 0.17)
    _, found = of([range(6)] * 3, better=better, reference=reference, curve_months=15.0)
    assert 0 < found.curve.percent < 100


def test_the_demo_with_its_five_and_six_evaluable_patients():
    folder = ROOT / "data_access" / "demo"
    found = build(analysis.build(assemble(folder, folder / "study.toml"), None), range(6), range(4))
    assert [len(each.evaluated) for each in found] == [6, 5, 5, 5]
    assert [each.smallest_p for each in found] == [0.03125, 0.0625, 0.0625, 0.0625]
    assert [round(each.summary.mean.mean, 4) for each in found[:2]] == [0.3825, 0.08]
    rates = [[round(one.null_rate, 2) for one in each.responders] for each in found[:1]]
    assert [one.of for one in found[0].responders] == [5] * 5, "01-005 has 2 days after the infusion"
    assert rates == [[pytest.approx(each, abs=0.02) for each in (0.32, 0.18, 0.07, 0.07, 0.04)]]
    assert [each.curve is None for each in found] == [True, True, False, False]
    assert [round(each.curve.percent) for each in found[2:]] == [30, 30]
