"""Megascores: from muscles, too weak is force 0, enough muscles, one reference set."""

from dataclasses import replace

import numpy as np
import pytest

from tests.trial.instruments.measure_studies import MVIC, force, kinds, measured, mega, said
from trial.instrument_rules import InstrumentRules

ARM, GRIP = range(8), range(8, 10)


def scores(*records, **more):
    found = measured(MK=list(records), **more).mvic
    assert found is not None
    return found


def test_the_megascore_is_the_mean_of_the_z_of_the_muscles() -> None:
    forces = [force(at, value) for at, value in zip(ARM, (20, 25, 15, 10, 20, 30, 5, 20), strict=True)]
    (found,) = scores(*forces).of(0)
    assert (found.group, found.muscles, found.of, found.weak) == ("arm", 8, 8, 0)
    assert found.computed == pytest.approx(np.mean([0, 1, -1, -2, 0, 2, -3, 0]), abs=1e-12)


def test_the_best_of_two_trials_counts() -> None:
    forces = [force(at, 20.0) for at in GRIP] + [force(8, 40.0)]
    (found,) = scores(*forces).of(0)
    assert found.computed == pytest.approx((1.0 - 1.0) / 2, abs=1e-12)


def test_too_weak_to_test_is_force_0_and_counts_as_measured() -> None:
    weak = {"MKSTAT": "NOT DONE", "MKREASND": "Too weak to test"}
    forces = [force(at, 20.0) for at in range(6)] + [force(at, None, **weak) for at in (6, 7)]
    (found,) = scores(*forces).of(0)
    assert (found.muscles, found.weak) == (8, 2)
    assert found.computed == pytest.approx(2 * -4 / 8, abs=1e-12)


def test_not_done_for_another_reason_is_missing() -> None:
    other = {"MKSTAT": "NOT DONE", "MKREASND": "EQUIPMENT FAILURE"}
    forces = [force(at, 20.0) for at in range(6)] + [force(at, None, **other) for at in (6, 7)]
    (found,) = scores(*forces).of(0)
    assert (found.muscles, found.weak, found.computed) == (6, 0, 0.0)


@pytest.mark.parametrize(("muscles", "reason"), [(6, None), (5, "5 of 8 muscles measured, 6 are needed")])
def test_six_muscles_of_the_arm_are_needed(muscles, reason) -> None:
    found = measured(MK=[force(at, 20.0) for at in range(muscles)])
    (one,) = found.mvic.of(0)
    assert one.reason == reason
    assert (one.computed is None) == (reason is not None)
    assert said(found) == ([] if reason is None else [("too_few_muscles", reason)])


def test_one_hand_is_enough_for_the_grip() -> None:
    (found,) = scores(force(9, 35.0)).of(0)
    assert (found.group, found.muscles, found.of, found.computed) == ("grip", 1, 2, 0.5)


def test_a_recorded_megascore_stands_beside_the_one_of_the_muscles() -> None:
    found = measured(MK=[*(force(at, 20.0) for at in ARM), mega(-0.4)])
    assert said(found) == [("megascore_differs", "recorded −0.40, 8 muscles give 0.00")]
    assert kinds(measured(MK=[*(force(at, 20.0) for at in ARM), mega(0.04)])) == []


def test_days_and_groups_are_entries_of_their_own() -> None:
    found = scores(mega(-1.0, "2011-04-01"), mega(-0.5), mega(0.3, code="MVICGRPZ"))
    assert [(one.group, one.day, one.recorded) for one in found.of(0)] == [
        ("arm", 0, -0.5),
        ("arm", 31, -1.0),
        ("grip", 0, 0.3),
    ]


def test_reference_sets_are_never_mixed_silently() -> None:
    rows = [mega(-0.1, "2011-02-01", ZREF="TQNE"), mega(-0.2, ZREF="TQNE"), mega(-2.1, "2011-04-01", ZREF="NIMS")]
    found = measured(MK=rows)
    assert said(found) == [("reference_sets_mixed", "reference set NIMS, the others have reference set TQNE")]
    assert found.findings[0].kind.severity.value == "error"
    assert kinds(measured(MK=rows[:2])) == []
    unnamed = said(measured(MK=[*rows[:2], mega(-2.1, "2011-04-01")]))
    assert unnamed == [("reference_sets_mixed", "no reference set named, the others have reference set TQNE")]


def test_without_muscles_in_the_study_file_the_recorded_score_stands_alone() -> None:
    plain = InstrumentRules(mvic=replace(MVIC, muscles=(), reference=""))
    (found,) = scores(mega(-0.5), of=plain).of(0)
    assert (found.recorded, found.computed, found.reason) == (
        -0.5,
        None,
        "the study file names no muscles with a reference",
    )


def test_a_megascore_too_weak_to_test_is_no_score() -> None:
    weak = mega(None, MKSTAT="NOT DONE", MKREASND="TOO WEAK")
    assert scores(weak).of(0) == ()


def test_without_the_table_there_is_nothing() -> None:
    assert measured().mvic is None
