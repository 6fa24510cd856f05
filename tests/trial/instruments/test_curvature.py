"""A course that bends by itself feigns a slowing: the numbers of the domain reference 3.6, by formula."""

import numpy as np
import pytest

from trial.instruments import curvature


def test_the_spurious_slowing_of_the_reference() -> None:
    found = curvature.spurious()
    assert (round(found.pre, 3), round(found.post, 3), round(found.slowing)) == (-0.122, -0.076, 38)


def test_the_course_loses_what_the_placebo_patients_lost_in_a_year() -> None:
    assert round(float(curvature.course([round(365.25)])[0]), 2) == -0.91


def test_the_slopes_are_those_of_an_independent_fit() -> None:
    days = np.array([0, 14, 30, 61, 183, 365])
    months = days / 30.4375
    slope = np.polyfit(months, -1.6525 * (1 - np.exp(-months / 15)), 1)[0]
    assert curvature.spurious().post == pytest.approx(slope, rel=1e-12)


def test_a_straight_stretch_feigns_nothing() -> None:
    assert abs(curvature.spurious(15, (-2, -1, 0), (1, 2)).slowing) < 1


def test_the_words_carry_the_number_and_claim_no_effect() -> None:
    several = "MVIC arm and MVIC grip level off by themselves"
    told = "without any effect of treatment straight lines before and after show 38 % slowing "
    told += "on the planned days; Group has it for the days held."
    assert curvature.sentence(["MVIC arm", "MVIC grip"]) == f"{several}: {told}"
    assert curvature.sentence(["MVIC arm"]) == f"MVIC arm levels off by itself: {told}"
    assert curvature.sentence() == f"MVIC scores level off by themselves: {told}"


def test_a_course_that_levels_off_later_feigns_less() -> None:
    assert curvature.spurious(60).slowing < curvature.spurious(30).slowing < curvature.spurious(15).slowing
