"""The item map of a patient: columns in time, cells, sums, stages and what is doubtful; the same as a listing."""

import pytest

from tests.trial.instruments.scale_studies import CODES, analysis, visit
from tests.trial.instruments.test_staging import NIV, PEG
from trial import item_listing, item_map
from trial.selection import Selection

FULL = "444444444444"


def one(*visits, **tables):
    """The map of the one subject on ALSFRS-R."""
    return next(found for found in item_map.build(analysis(*visits, tables=tables), "01") if found.highest == 48)


def test_there_is_a_map_for_each_scale_that_the_study_file_names():
    found = item_map.build(analysis(visit("2011-03-01", FULL)), "01")
    assert [(each.label, each.highest, len(each.items)) for each in found] == [("ALSFRS-R", 48, 12), ("ALSFRS", 40, 10)]
    assert item_map.build(analysis(visit("2011-03-01", FULL)), "nobody") == ()


def test_columns_stand_in_time_those_without_a_complete_date_last():
    found = one(visit("2011-05", FULL), visit("2011-03-15", FULL), visit("2011-02-01", FULL), PR=[PEG, NIV])
    assert [(column.visit, column.day, column.is_assessment) for column in found.columns] == [
        ("V 2011-02-01", -28, True), ("V 2011-03-15", 14, True), ("Gastrostomy", 40, False), ("Ventilation", 70, False),
        ("V 2011-05", None, True),
    ]  # fmt: skip
    assert found.columns[-1].staging is None
    assert [column.staging.worst_kings for column in found.columns[:-1]] == ["0", "0", "4A", "4A+4B"]


def test_cells_hold_values_forms_and_implausible_rises():
    found = one(visit("2011-03-01", "2" + FULL[1:]), visit("2011-04-10", FULL, peg=True), PR=[PEG])
    first, second = found.assessments
    assert [cell.value for cell in first.cells] == [2, *[4] * 11]
    assert [cell.form for cell in second.cells if cell.form] == ["b"]
    assert [cell.rose for cell in second.cells] == [2, *[None] * 11]
    assert second.doubts == ("Implausible rise: 1 Speech 2 to 4",)
    assert first.doubts == ()


def test_an_item_that_was_not_done_says_why():
    left_out = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-03-01", "QSSTAT": "NOT DONE"}
    told = [{**left_out, "QSTESTCD": CODES["cutting_gastrostomy"], "QSREASND": "REFUSED"},
            {**left_out, "QSTESTCD": CODES["stairs"], "QSREASND": None}]  # fmt: skip
    (column,) = one([*visit("2011-03-01", "." + FULL[1:4] + "." + "444.444"), *told]).assessments
    assert [cell.why for cell in column.cells] == [None] * 4 + ["REFUSED"] + [None] * 3 + [""] + [None] * 3
    assert [cell.value is None for cell in column.cells].count(True) == 3


def test_sums_are_given_only_where_they_hold():
    found = one(visit("2011-03-01", "." + FULL[1:], 44), visit("2011-04-01", FULL, 47))
    first, second = found.columns
    assert (first.total, first.recorded, first.scored, first.prorated, first.differs) == (None, 44, 11, 48, False)
    assert first.domains == (None, 12, 12, 12)
    assert (second.total, second.recorded, second.scored, second.prorated, second.differs) == (48, 47, 12, None, True)


def test_the_sentence_says_what_there_is():
    found = one(visit("2011-03-01", FULL), visit("2011-03-15", "3" + FULL[1:]), visit("2011-04-01", "." + FULL[1:]))
    assert item_map.sentence(found) == (
        "ALSFRS-R: 3 assessments, 2 with all 12 items. Last total 47 of 48 on day 14. "
        "Worst stage so far: King’s 1 and MiToS 0."
    )
    assert item_map.sentence(one()) == "01 has no record of ALSFRS-R at this cut."


def test_the_listing_has_every_number():
    both = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-04-01", "QSTESTCD": CODES["cutting_gastrostomy"], "QSSTRESN": 4}
    made = analysis(visit("2011-03-01", FULL, 47), [*visit("2011-04-01", FULL), both], tables={"PR": [NIV]})
    listing = item_listing.listing(made, Selection())
    rows = [dict(zip([column.key for column in listing.columns], row, strict=True)) for row in listing.rows]
    scale = [row for row in rows if row["scale"] == "ALSFRS-R"]
    assert [(row["visit"], row["total"], row["recorded"], row["form"], row["kings"]) for row in scale] == [
        ("V 2011-03-01", 48, 47, "5a", "0"), ("V 2011-04-01", None, None, "5a+b", None),
        ("Ventilation", None, None, None, "4B"),
    ]  # fmt: skip
    assert scale[0]["findings"] == "Total 47 recorded, the items add up to 48"
    assert scale[0]["speech"] == 4 and scale[0]["breathing"] is None
    assert scale[1]["reason"] == "item 5 is scored in both forms"
    assert item_listing.listing(made, Selection(subjects=("01",))).rows == listing.rows


@pytest.mark.parametrize("scored", [3, 4])
def test_the_floor_is_marked_from_four_items_at_zero(scored):
    assert one(visit("2011-03-01", "0" * scored + FULL[scored:])).columns[0].floor == (scored == 4)
