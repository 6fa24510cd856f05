"""King's and MiToS stages: the ten vectors of the domain reference, records before items, the worst so far."""

import itertools

import numpy as np
import pytest

from tests.trial.instruments.scale_studies import CODES, analysis, visit
from tests.trial.instruments.test_alsfrs import VECTORS
from trial.instruments import staging
from trial.instruments.staging import UNKNOWN, Kings

# Domain reference 2.5.
STAGES = {
    "V1": ("0", 0), "V2": ("1", 0), "V3": ("3", 0), "V4": ("3", 1), "V5": ("4A", 2), "V6": ("4B", 2),
    "V7": ("4A+4B", 4), "V8": ("4B", 0), "V9": ("1", 0), "V10": ("0", 0),
}  # fmt: skip
FULL = "444444444444"
PEG = {"PRTRT": "GASTROSTOMY", "PRSTDTC": "2011-04-10"}
NIV = {"PRTRT": "NON-INVASIVE MECHANICAL VENTILATION", "PRSTDTC": "2011-05-10"}


def stages(*visits, **tables):
    """Date, King's and MiToS of every entry."""
    found = analysis(*visits, tables=tables).instruments.stages
    return [
        (date, None if k == UNKNOWN else Kings(k).label, None if m == UNKNOWN else m)
        for date, k, m in zip(found.date, found.kings.tolist(), found.mitos.tolist(), strict=True)
    ]


def worst(*visits, **tables):
    found = analysis(*visits, tables=tables).instruments.stages
    return [(Kings(k).label, m) for k, m in zip(found.worst_kings.tolist(), found.worst_mitos.tolist(), strict=True)]


def reasons(*visits, **tables):
    found = analysis(*visits, tables=tables).instruments.stages
    return list(zip(found.kings_reason, found.mitos_reason, strict=True))


@pytest.mark.parametrize("name", VECTORS)
def test_the_ten_stage_vectors(name):
    items, peg, *_ = VECTORS[name]
    assert stages(visit("2011-03-01", items, peg=peg)) == [("2011-03-01", *STAGES[name])]


def test_the_vectors_are_all_there():
    assert list(STAGES) == list(VECTORS) == [f"V{n}" for n in range(1, 11)]


def test_a_recorded_gastrostomy_goes_before_the_form_of_item_five():
    """Recorded: it counts from its day on, whatever form is scored; before its day it does not."""
    assert stages(visit("2011-04-10", FULL), PR=[PEG])[0] == ("2011-04-10", "4A", 0)
    assert stages(visit("2011-04-09", FULL, peg=True), PR=[PEG])[0] == ("2011-04-09", "0", 0)
    assert stages(visit("2011-04-09", FULL, peg=True))[0] == ("2011-04-09", "4A", 0)


def test_a_recorded_ventilation_goes_before_item_twelve_and_not_before_item_ten():
    assert stages(visit("2011-05-10", FULL), PR=[NIV])[0][1] == "4B"
    assert stages(visit("2011-05-09", FULL[:11] + "3"), PR=[NIV])[0][1] == "0"
    assert stages(visit("2011-05-09", FULL[:9] + "044"), PR=[NIV])[0][1] == "4B"
    assert stages(visit("2011-05-10", FULL), PR=[{**NIV, "PRTRT": "TRACHEOSTOMY"}])[0][1] == "4B"


def test_a_partial_date_counts_once_it_is_certain():
    month = [{**PEG, "PRSTDTC": "2011-04"}]
    dates = ("2011-03-31", "2011-04-15", "2011-04-30")
    assert [stages(visit(day, FULL), PR=month)[0][1] for day in dates] == ["0", "0", "4A"]
    assert stages(visit("2011-04-15", FULL, peg=True), PR=month)[0][1] == "4A", "open by record, so the item tells"


def test_recorded_support_and_death_are_entries_of_their_own():
    death = [{"DSDECOD": "DEATH", "DSSTDTC": "2011-06-01"}]
    found = stages(visit("2011-03-01", "344444444444"), PR=[PEG, NIV], DS=death)
    assert found == [
        ("2011-03-01", "1", 0), ("2011-04-10", "4A", None), ("2011-05-10", "4A+4B", None), ("2011-06-01", "5", 5),
    ]  # fmt: skip
    assert reasons(visit("2011-03-01", FULL), PR=[PEG])[1] == (None, "no items on this day")


def test_a_death_on_an_unknown_day_is_the_last_entry():
    found = stages(visit("2011-05-20", FULL), DS=[{"DSDECOD": "DEATH", "DSSTDTC": "2011-05"}])
    assert found == [("2011-05-20", "0", 0), ("2011-05", "5", 5)]


def test_an_assessment_after_death_is_stage_five():
    found = stages(visit("2011-06-02", FULL), DS=[{"DSDECOD": "DEATH", "DSSTDTC": "2011-06-01"}])
    assert [one[1:] for one in found] == [("5", 5), ("5", 5)]


def test_the_worst_so_far_does_not_improve():
    course = [
        visit("2011-03-01", "344444444444"), visit("2011-04-01", FULL), visit("2011-05-01", FULL[:11] + "3"),
        visit("2011-06-01", FULL, peg=True), visit("2011-07-01", "341144444444"),
    ]  # fmt: skip
    assert [one[1] for one in stages(*course)] == ["1", "0", "4B", "4A", "2"]
    assert worst(*course) == [("1", 0), ("1", 0), ("4B", 0), ("4A+4B", 0), ("4A+4B", 1)]


def test_one_subject_does_not_worsen_another():
    subject, stage = np.array([0, 0, 1, 1, 4]), np.array([6, 2, -1, 3, -1])
    assert staging.worst_kings(subject, stage).tolist() == [6, 6, -1, 3, -1]
    assert staging.running(subject, stage).tolist() == [6, 6, -1, 3, -1]
    assert staging.running(np.array([], dtype=np.int64), np.array([], dtype=np.int64)).tolist() == []


def test_a_missing_item_leaves_a_stage_open_only_where_it_could_change_it():
    assert stages(visit("2011-03-01", "34.444444444"))[0] == ("2011-03-01", "1", None)
    assert stages(visit("2011-03-01", "44.444444444"))[0][1] is None
    assert stages(visit("2011-03-01", "44444.4.4.4."))[0] == ("2011-03-01", None, None)
    assert stages(visit("2011-03-01", "...........3"))[0][1] == "4B", "a failure that is settled gives the stage"
    assert stages(visit("2011-03-01", "....444.4444"))[0][1] is None
    assert reasons(visit("2011-03-01", "44.4444.4444")) == [
        ("missing: 3 Swallowing, 8 Walking", "missing: 3 Swallowing, 8 Walking")
    ]


def test_both_forms_of_item_five_leave_the_stage_open():
    both = {"QSCAT": "ALSFRS-R", "QSDTC": "2011-03-01", "QSTESTCD": CODES["cutting_gastrostomy"], "QSSTRESN": 4}
    assert stages([*visit("2011-03-01", FULL), both])[0] == ("2011-03-01", None, 0)
    assert reasons([*visit("2011-03-01", FULL), both])[0] == ("item 5 is scored in both forms", None)
    assert stages([*visit("2011-03-01", FULL), both], PR=[PEG])[0][1] is None, "not yet by record, item 5 still unknown"


def test_the_original_scale_is_staged_by_the_record():
    ten = "3444444444"
    assert stages(visit("2011-03-01", ten))[0] == ("2011-03-01", "1", None)
    assert stages(visit("2011-05-11", ten), PR=[NIV])[-1] == ("2011-05-11", "4B", None)
    assert reasons(visit("2011-03-01", ten)) == [(None, "the original ALSFRS does not ask items 10 to 12")]


def test_an_assessment_without_a_complete_date_has_no_place_among_the_stages():
    assert stages(visit("2011-03", FULL)) == []


def plain_kings(items: tuple[int, ...], peg: bool) -> str:
    """King's as a sentence: another way to the same stage."""
    one, two, three, four, five, _, _, eight, _, ten, _, twelve = items
    if peg or ten == 0 or twelve < 4:
        ways = (["4A"] if peg else []) + (["4B"] if ten == 0 or twelve < 4 else [])
        return "+".join(ways)
    return str((min(one, two, three) < 4) + (min(four, five) < 4) + (eight < 4))


def plain_mitos(items: tuple[int, ...]) -> int:
    """MiToS as a sum."""
    return (
        (min(items[7], items[5]) <= 1)
        + (items[2] <= 1)
        + (max(items[0], items[3]) <= 1)
        + (items[9] <= 1 or items[11] <= 2)
    )


def test_every_decisive_combination_equals_the_plain_rule():
    """Random items, and all combinations of 1, 2 and 4 of the seven items that decide a stage, with both forms."""
    draws = np.random.default_rng(7).integers(0, 5, size=(4000, 12))
    grid = np.full((2 * 3**7, 12), 4)
    grid[:, [0, 2, 3, 5, 7, 9, 11]] = [each for each in itertools.product((1, 2, 4), repeat=7) for _ in range(2)]
    items = np.concatenate([draws, grid])
    peg = np.arange(len(items)) % 2 == 1
    values = np.full((len(items), 13), np.nan)
    values[:, :4], values[:, 6:] = items[:, :4], items[:, 5:]
    values[np.arange(len(items)), 4 + peg] = items[:, 4]
    nothing = staging.Known(np.zeros(len(items), dtype=bool), np.zeros(len(items), dtype=bool))
    failed = staging.failures(values, nothing, nothing, np.ones(len(items), dtype=bool))
    rows = [tuple(row) for row in items.tolist()]
    found = [Kings(stage).label for stage in staging.kings(values, failed)]
    assert found == [plain_kings(row, bool(tube)) for row, tube in zip(rows, peg, strict=True)]
    assert staging.mitos(values).tolist() == [plain_mitos(row) for row in rows]
    assert set(found) == {"0", "1", "2", "3", "4A", "4B", "4A+4B"}
