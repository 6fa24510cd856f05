"""The patients behind an overlay: one gap between two of them, quantiles of one mean a patient and month."""

from collections import defaultdict

import numpy as np
import pytest

from tests.trial.shown import crowd
from trial import cohort
from trial.cohort import FEWEST, MOST_LINES, QUANTILES


def test_lines_hold_each_patients_used_points_with_a_gap_between_two() -> None:
    analysis = crowd(3)
    lines = cohort.build(analysis, np.array([0, 2]), 0).lines
    assert lines is not None
    gap = lines.months.index(None)
    assert lines.months.count(None) == 1
    assert (lines.values[gap], lines.subjects[gap]) == (None, None)
    assert set(lines.subjects[:gap]) == {"P-0001"}
    assert set(lines.subjects[gap + 1 :]) == {"P-0003"}
    own = analysis.points.value[analysis.points.subject == 2].tolist()
    assert list(lines.values[gap + 1 :]) == own
    assert lines.months[gap + 1] == pytest.approx(-90 / 30.4375, abs=0.0005)


def test_nobody_measured_gives_neither_lines_nor_ribbon() -> None:
    assert cohort.build(crowd(3), np.zeros(0, dtype=np.int64), 0) == cohort.Cohort(0, None, None)


def test_many_patients_become_quantiles() -> None:
    analysis, patients = crowd(MOST_LINES + 1), MOST_LINES + 1
    found = cohort.build(analysis, np.arange(patients), 0)
    assert found.patients == patients
    assert found.lines is None
    ribbon = found.ribbon
    assert ribbon is not None
    by_month: dict[int, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    points = analysis.points
    for day, subject, value in zip(points.day, points.subject, points.value, strict=True):
        by_month[int(np.floor(day / 30.4375))][int(subject)].append(float(value))
    assert list(ribbon.patients) == [len(by_month[month]) for month in sorted(by_month)]
    for place, month in enumerate(sorted(by_month)):
        means = [np.mean(values) for values in by_month[month].values()]
        for share, values in zip(QUANTILES, ribbon.quantiles, strict=True):
            assert values[place] == pytest.approx(float(np.quantile(means, share)))


def test_a_month_with_few_patients_has_no_quantiles() -> None:
    analysis = crowd(MOST_LINES + 20)
    ribbon = cohort.build(analysis, np.arange(MOST_LINES + 20), 0).ribbon
    assert ribbon is not None
    assert min(ribbon.patients) >= FEWEST
    assert list(ribbon.months) == sorted(ribbon.months)
