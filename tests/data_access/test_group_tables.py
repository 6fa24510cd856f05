"""Responder thresholds, curved courses and expected survival in the study file: read strictly."""

import pytest

from data_access.study_file import StudyFileError
from tests.data_access.test_study_file import SMALL, read
from trial.study import ResponderRules, SurvivalReference

SURVIVAL = '[survival]\nreference = { months = 12, event_free = 0.69, source = "A paper" }\n'


def with_endpoint(line):
    return SMALL.replace('better = "higher"', f'better = "higher"\n{line}')


def mistakes(text):
    with pytest.raises(StudyFileError) as caught:
        read(text)
    return [f"{mistake.key}: {mistake.text}" for mistake in caught.value.mistakes]


def test_what_is_written_is_read():
    study = read(with_endpoint("responders = { percent = [50, 25], per_month = [1.5] }\ncurve_months = 15") + SURVIVAL)
    assert study.endpoints[0].responders == ResponderRules((25.0, 50.0), (1.5,))
    assert study.endpoints[0].curve_months == 15
    assert study.survival == SurvivalReference(12.0, 0.69, "A paper")


def test_all_of_it_may_be_left_out():
    study = read(SMALL)
    assert (study.endpoints[0].responders, study.endpoints[0].curve_months) == (ResponderRules(), None)
    assert study.survival is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("responders = { percent = 25 }", "endpoints[total].responders.percent: 25 cannot be used"),
        ("responders = { percent = [] }", "endpoints[total].responders.percent: [] cannot be used"),
        ("responders = { percent = [0] }", "endpoints[total].responders.percent: 0 is not above 0"),
        ("responders = { percent = [25, 25] }", "endpoints[total].responders.percent: a threshold stands twice"),
        ("responders = { per_week = [1] }", "endpoints[total].responders.per_week: unknown key"),
        ("curve_months = -1", "endpoints[total].curve_months: -1 is not above 0"),
    ],
)
def test_mistakes_of_an_endpoint_are_told(line, wanted):
    assert mistakes(with_endpoint(line)) == [wanted]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("0.69", "69", "survival.reference.event_free: 69 is not between 0 and 1"),
        ("months = 12, ", "", "survival.reference.months: is missing"),
        ("= 12", "= 0", "survival.reference.months: 0 is not above 0"),
        ("event_free", "free", "survival.reference.event_free: is missing"),
        ("reference", "expected", "survival.reference: is missing"),
    ],
)
def test_mistakes_of_survival_are_told(old, new, wanted):
    assert wanted in mistakes(SMALL + SURVIVAL.replace(old, new))
