"""Scores from items: the ten vectors of the domain reference, missing items, the forms of item 5, the floor."""

import numpy as np
import pytest

from tests.trial.instruments.scale_studies import CODES, course, visit
from trial.instruments.alsfrs import Form

# Domain reference 2.5: items 1 to 12, with gastrostomy or without, total, sub-scores.
VECTORS = {
    "V1": ("444444444444", False, 48, (12, 12, 12, 12)),
    "V2": ("444334444444", False, 46, (12, 10, 12, 12)),
    "V3": ("343222332444", False, 36, (10, 6, 8, 12)),
    "V4": ("343222312444", False, 34, (10, 6, 6, 12)),
    "V5": ("221121110334", True, 21, (5, 4, 2, 10)),
    "V6": ("333111110222", False, 20, (9, 3, 2, 6)),
    "V7": ("111100000110", True, 6, (3, 1, 0, 2)),
    "V8": ("444444444443", False, 47, (12, 12, 12, 11)),
    "V9": ("144444444444", False, 45, (9, 12, 12, 12)),
    "V10": ("444442243444", False, 43, (12, 10, 9, 12)),
}


@pytest.mark.parametrize("name", VECTORS)
def test_the_vectors_of_the_domain_reference(name):
    items, peg, total, domains = VECTORS[name]
    scores = course(visit("2011-03-01", items, peg=peg)).scores
    assert scores.total.tolist() == [total]
    assert scores.domains.tolist() == [list(domains)]
    assert scores.items.tolist() == [[float(one) for one in items]]
    assert scores.scored.tolist() == [12]
    assert scores.form.tolist() == [Form.B if peg else Form.A]
    assert scores.prorated_total.tolist() == [total]


def test_a_missing_item_leaves_no_total_and_no_sub_score_of_its_domain():
    scores = course(visit("2011-03-01", "3432.2332444")).scores
    assert np.isnan(scores.total[0])
    assert scores.scored.tolist() == [11]
    assert np.isnan(scores.domains[0]).tolist() == [False, True, False, False]
    assert scores.domains[0, [0, 2, 3]].tolist() == [10, 8, 12]


def test_a_domain_is_prorated_from_two_of_three_items_and_never_across_domains():
    scores = course(visit("2011-03-01", "3432.2332444"), visit("2011-04-01", "34....332444")).scores
    assert scores.prorated_domains[0].tolist() == [10, 6, 8, 12]
    assert scores.prorated_total[0] == 36
    assert scores.prorated_domains[1, 0] == pytest.approx(10.5)
    assert np.isnan(scores.prorated_domains[1, 1])
    assert np.isnan(scores.prorated_total[1])


def test_both_forms_of_item_five_leave_no_total():
    both = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-03-01", "QSTESTCD": CODES["cutting_gastrostomy"], "QSSTRESN": 4}
    scores = course([*visit("2011-03-01", "444444444444"), both]).scores
    assert scores.form.tolist() == [Form.BOTH]
    assert np.isnan(scores.total[0])
    assert np.isnan(scores.items[0, 4])
    assert scores.scored.tolist() == [11]


def test_the_original_scale_ends_at_forty():
    found = course(visit("2011-03-01", "4444444444"), visit("2011-04-01", "3432223321"), key="alsfrs")
    assert found.scale.highest == 40
    assert found.scores.total.tolist() == [40, 25]
    assert found.scores.domains.tolist() == [[12, 12, 12, 4], [10, 6, 8, 1]]
    alone = course(visit("2011-03-01", "4444444444"))
    assert len(alone.assessments) == 0, "the two scales are never one series"


def test_from_four_items_at_zero_on_there_is_a_floor():
    scores = course(visit("2011-03-01", "000444444444"), visit("2011-04-01", "000044444444")).scores
    assert scores.floor.tolist() == [False, True]


def test_items_of_one_day_are_one_assessment_whatever_their_times():
    morning, evening = visit("2011-03-01T08:00", "4444........"), visit("2011-03-01T18:00", "....44444444")
    found = course(morning, evening)
    assert found.assessments.date.tolist() == ["2011-03-01"]
    assert found.scores.total.tolist() == [48]


def test_records_without_a_complete_date_stand_last_and_apart():
    found = course(visit("2011-05", "444444444444"), visit("2011-03-01", "333333333333"), visit("2011", "2" * 12))
    assert found.assessments.date.tolist() == ["2011-03-01", "2011", "2011-05"]
    assert found.scores.total.tolist() == [36, 24, 48]


def test_what_is_no_item_value_counts_as_missing():
    rows = visit("2011-03-01", "444444444444")
    for place, value in ((0, 5.0), (1, -1.0), (2, 2.5)):
        rows[place] = {**rows[place], "QSSTRESN": value}
    found = course(rows)
    assert found.assessments.impossible[0].sum() == 3
    assert found.scores.scored.tolist() == [9]


def test_one_item_twice_a_day_counts_where_the_values_agree():
    rows = visit("2011-03-01", "444444444444")
    found = course([*rows, rows[0]])
    assert found.scores.total.tolist() == [48]
    found = course([*rows, {**rows[0], "QSSTRESN": 3.0}])
    assert found.assessments.unlike[0, 0]
    assert found.scores.scored.tolist() == [11]


def test_an_item_marked_not_done_counts_as_missing():
    rows = visit("2011-03-01", "444444444444")
    rows[0] = {**rows[0], "QSSTAT": "NOT DONE"}
    rows[1] = {**rows[1], "QSSTAT": "NOT DONE", "QSSTRESN": None}
    found = course(rows)
    assert found.scores.scored.tolist() == [10]
    assert found.assessments.contradicted[0].tolist() == [True, *[False] * 12]
