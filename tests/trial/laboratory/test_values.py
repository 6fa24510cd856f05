"""Laboratory values and vital signs: series that are never mixed, limits, indicators, baseline and change."""

from datetime import date

import numpy as np
import pytest

from tests.factories import CUT, one_subject, study
from trial import subjects
from trial.cut import known_at
from trial.laboratory.flags import Mark, by_limits, contradicted, recorded, shown
from trial.laboratory.values import Values, build
from trial.laboratory_rules import LaboratoryRules


def lb(value: float | None = 5.0, **more):
    """One result of protein in g/L on the day of the infusion, with limits 1 to 9."""
    made = {
        "LBTESTCD": "PROT", "LBTEST": "Protein", "LBSPEC": "SERUM", "LBSTRESN": value, "LBSTRESU": "g/L",
        "LBSTNRLO": 1.0, "LBSTNRHI": 9.0, "LBDTC": "2011-03-01",
    }  # fmt: skip
    return {**made, **more}


def read(*rows, cut: date = CUT, tests: tuple[str, ...] = (), **tables) -> Values:
    """The values of one patient, infused on 2011-03-01."""
    made = one_subject(cut, study(laboratory=LaboratoryRules(tests)), LB=list(rows), **tables)
    known = known_at(made, cut)
    return build(known, subjects.build(known))


def marks(found: Values) -> list[str]:
    return [Mark(one).name for one in found.mark.tolist()]


def parts(found: Values) -> list[tuple[int, int]]:
    return list(zip(*(each.tolist() for each in found.series()), strict=True))


@pytest.mark.parametrize(
    "other",
    [
        {"LBSPEC": "CEREBROSPINAL FLUID"}, {"LBSTRESU": "mg/dL"}, {"LBSTRESU": None}, {"LBTPT": "2 H POST"},
        {"LBSPEC": None, "LBCAT": "URINALYSIS"},
    ],
)  # fmt: skip
def test_specimens_units_and_time_points_are_series_of_their_own(other) -> None:
    found = read(lb(1.0), lb(50.0, **other), lb(2.0, LBDTC="2011-04-01"))
    assert [found.value[slice(*part)].tolist() for part in parts(found)] == [[1.0, 2.0], [50.0]]


def test_positions_are_series_of_their_own_and_vital_signs_follow_the_laboratory() -> None:
    vs = [
        {"VSTESTCD": "SYSBP", "VSSTRESN": 120.0, "VSPOS": pos, "VSDTC": "2011-03-01"} for pos in ("SUPINE", "STANDING")
    ]
    found = read(lb(), VS=vs)
    assert [(one.domain, one.details) for one in found.tests] == [
        ("LB", ()),
        ("VS", ("SUPINE",)),
        ("VS", ("STANDING",)),
    ]


def test_limits_belong_to_the_normal_range() -> None:
    rows = [lb(value, LBDTC=f"2011-03-0{day}") for day, value in enumerate((0.9, 1.0, 9.0, 9.1), start=1)]
    assert marks(read(*rows)) == ["LOW", "NORMAL", "NORMAL", "HIGH"]
    one_sided = [
        lb(9.1, LBSTNRHI=None),
        lb(0.5, LBSTNRHI=None),
        lb(50.0, LBSTNRLO=None),
        lb(5.0, LBSTNRLO=None, LBSTNRHI=None),
    ]
    assert marks(read(*one_sided)) == ["NORMAL", "LOW", "HIGH", "NONE"]


@pytest.mark.parametrize(
    ("said", "value", "mark", "against"),
    [
        ("HIGH", 5.0, "HIGH", True), ("NORMAL", 9.5, "HIGH", True), ("LOW", 9.5, "LOW", True),
        ("ABNORMAL", 9.5, "HIGH", False), ("ABNORMAL", 5.0, "ABNORMAL", True), ("HIGH HIGH", 9.5, "HIGH", False),
        ("L", 0.5, "LOW", False), ("N", 5.0, "NORMAL", False), ("INDETERMINATE", 9.5, "WORDS", False),
        (None, 5.0, "NORMAL", False), ("ABNORMAL", None, "ABNORMAL", False),
    ],
)  # fmt: skip
def test_indicator_and_limits(said, value, mark, against) -> None:
    found = read(lb(value, LBNRIND=said, LBSTRESC="X" if value is None else None))
    assert (marks(found), found.contradicted.tolist()) == ([mark], [against])


def test_limits_rounded_by_conversion_are_no_contradiction() -> None:
    """Creatinine 1.6 mg/dL with the limit 1.6 becomes 141.44 with the limit 141."""
    row = lb(141.44, LBSTNRHI=141.0, LBORRES="1.6", LBORNRHI="1.6", LBORNRLO="0.7", LBORRESU="mg/dL", LBNRIND="NORMAL")
    found = read(row)
    assert (marks(found), found.contradicted.tolist()) == (["NORMAL"], [False])
    assert read({**row, "LBORRES": "1.7"}).contradicted.tolist() == [True]


def test_marks_agree_with_plain_rules() -> None:
    """The same four rules written as a loop, over all combinations."""
    said, seen, own = (np.array(each, dtype=np.int8) for each in np.meshgrid(range(6), range(4), range(4)))
    said, seen, own = said.ravel(), seen.ravel(), own.ravel()
    against = contradicted(said, seen, own)
    made = shown(said, seen, against)

    def differs(one: int, other: int) -> bool:
        return one not in (0, 5) and other != 0 and one != other and not (one == 4 and other in (2, 3))

    for at, (one, two, three) in enumerate(zip(said.tolist(), seen.tolist(), own.tolist(), strict=True)):
        clash = differs(one, two) and (three == 0 or differs(one, three))
        assert against[at] == clash
        expected = two if one == 0 or (one == 1 and clash) or (one == 4 and two in (2, 3)) else one
        assert made[at] == expected
    assert recorded(np.array(["LOW", None, "HIGH LOW"], dtype=object)).tolist() == [2, 0, 2]
    assert by_limits(np.array([np.nan]), np.array([1.0]), np.array([2.0])).tolist() == [0]


def test_the_original_result_stands_with_its_own_unit_and_limits_only() -> None:
    row = lb(None, LBORRES="0.6", LBORRESU="mg/dL", LBORNRLO="0.7", LBORNRHI="1.3")
    found = read(row)
    assert (found.value.tolist(), found.tests[0].unit, found.high.tolist(), marks(found)) == (
        [0.6],
        "mg/dL",
        [1.3],
        ["LOW"],
    )
    converted = read({**row, "LBSTRESN": 53.0, "LBSTRESU": "umol/L", "LBSTNRLO": None, "LBSTNRHI": None})
    assert (converted.value.tolist(), marks(converted)) == ([53.0], ["NONE"])
    same = read({**row, "LBSTRESN": 0.6, "LBSTRESU": "mg/dL", "LBSTNRLO": None, "LBSTNRHI": None})
    assert (same.tests[0].unit, marks(same)) == ("mg/dL", ["LOW"])
    assert np.isnan(read({**row, "LBSTRESC": "<0.7"}).value).all()


def test_results_in_words_and_what_was_not_done_stay() -> None:
    found = read(
        lb(None, LBSTRESC="NEGATIVE"), lb(None, LBSTAT="NOT DONE", LBDTC="2011-03-02"), lb(None, LBDTC="2011-03-03")
    )
    assert list(found.text) == ["NEGATIVE", None]
    assert found.not_done.tolist() == [False, True]


def dated(*pairs, **more) -> list[dict[str, object]]:
    return [lb(value, LBDTC=day, **more) for day, value in pairs]


def test_the_baseline_is_the_last_value_on_or_before_the_infusion() -> None:
    found = read(*dated(("2011-02-01", 3.0), ("2011-03-01", 4.0), ("2011-03-15", 6.5), ("2011-04", 9.0)))
    assert found.baseline.tolist() == [False, True, False, False]
    assert found.change.tolist()[2] == 2.5
    assert np.isnan(found.change[[0, 1, 3]]).all()


def test_a_flag_decides_the_baseline_unless_it_lies_after_the_infusion() -> None:
    rows = dated(("2011-02-01", 3.0), ("2011-02-20", 4.0), ("2011-03-15", 6.5))
    flagged = [{**row, "LBBLFL": flag, "LBLOBXFL": None} for row, flag in zip(rows, ("Y", None, "Y"), strict=True)]
    assert read(*flagged).baseline.tolist() == [True, False, False]
    assert read(*flagged).change.tolist()[1:] == [1.0, 3.5]
    both = [{**row, "LBLOBXFL": flag} for row, flag in zip(flagged, (None, "Y", None), strict=True)]
    assert read(*both).baseline.tolist() == [False, True, False]


def test_without_a_value_before_there_is_no_baseline() -> None:
    found = read(*dated(("2011-03-15", 6.5), ("2011-04-15", 7.0)))
    assert not found.baseline.any()
    assert np.isnan(found.change).all()


def test_what_comes_after_the_cut_is_not_known() -> None:
    rows = dated(("2011-02-01", 3.0), ("2011-06-01", 4.0))
    assert len(read(*rows, cut=date(2011, 5, 31))) == 1


def test_the_study_file_may_name_the_tests() -> None:
    found = read(lb(), lb(2.0, LBTESTCD="WBC"), tests=("wbc",))
    assert [one.code for one in found.tests] == ["WBC"]


def test_nothing_gives_nothing() -> None:
    assert len(read()) == 0
    assert parts(read()) == []
