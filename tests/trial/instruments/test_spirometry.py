"""Vital capacity: one series a position, best of repeats, one equation recomputed, and what is doubtful."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from tests.factories import endpoint, one_subject, study
from tests.trial.instruments.measure_studies import FVC, PERSON, breath, kinds, measured, said
from trial.analysis import build
from trial.instrument_rules import Equation, InstrumentRules
from trial.instruments.spirometry import Spirometry

DAY = "2011-03-01"


def spiro(*records, **more) -> Spirometry:
    found = measured(RE=[row for each in records for row in each], **more).spirometry
    assert found is not None
    return found


def test_a_man_of_55_years_and_178_cm_is_the_check_value() -> None:
    found = spiro(breath(DAY, 3.50))
    assert round(found.age[0], 2) == 55.0
    assert found.expected.predicted[0] == pytest.approx(4.9347, abs=1e-4)  # at 54.998 years of 365.25 days
    assert round(found.expected.percent[0], 2) == 70.93


def test_litres_and_per_cent_of_one_day_are_one_entry() -> None:
    found = spiro(breath(DAY, 3.50, 70.9), breath("2011-04-01", 3.40, 68.9))
    assert found.litres.tolist() == [3.5, 3.4]
    assert found.recorded.tolist() == [70.9, 68.9]
    assert found.day.tolist() == [0, 31]


def test_every_position_is_a_series_of_its_own() -> None:
    rows = [breath(DAY, litres, position=place) for litres, place in ((3.5, "SITTING"), (2.9, "SUPINE"), (3.0, None))]
    found = spiro(*rows)
    assert list(zip(found.position, found.litres.tolist(), strict=True)) == [
        ("SITTING", 3.5),
        ("SUPINE", 2.9),
        (None, 3.0),
    ]


def test_the_best_of_the_repeats_counts_whatever_their_order() -> None:
    efforts = [breath(DAY, litres, REREPNUM=number)[0] for number, litres in enumerate((3.31, 3.52, 3.47), start=1)]
    found = spiro(efforts[::-1])
    assert (found.litres.tolist(), found.efforts.tolist()) == ([3.52], [3])
    assert kinds(measured(RE=efforts)) == ["repeats_averaged"]


def test_age_counts_in_decimals_from_the_date_of_birth() -> None:
    found = spiro(breath(DAY, 3.5), breath("2011-08-30", 3.5))
    assert found.age[1] - found.age[0] == pytest.approx(182 / 365.25, abs=1e-12)
    assert found.expected.predicted[1] < found.expected.predicted[0]


def test_a_date_without_a_day_gives_the_age_in_the_middle_of_the_month() -> None:
    found = spiro(breath("2011-03", 3.5), breath("2011-03-16", 3.5))
    assert found.age[0] == found.age[1]
    assert np.isnan(found.day[0])
    assert found.day[1] == 15


def test_an_age_in_whole_years_is_taken_at_its_middle_on_the_day_of_consent() -> None:
    person = {"SUBJID": "01", "SEX": "M", "AGE": 55.0, "RFICDTC": "2011-02-01"}
    found = spiro(breath("2011-02-01", 3.5), person=person)
    assert found.age.tolist() == [55.5]
    assert found.bodies.whole_years.tolist() == [True]


def test_the_height_is_that_of_the_baseline() -> None:
    heights = [
        {"VSTESTCD": "HEIGHT", "VSSTRESN": value, "VSDTC": day}
        for value, day in ((176.0, "2010-12-01"), (178.0, "2011-02-01"), (175.0, "2011-09-01"), (1.78, "2011-02-20"))
    ]
    assert spiro(breath(DAY, 3.5), VS=heights).bodies.height.tolist() == [178.0]
    assert spiro(breath(DAY, 3.5), VS=heights[2:]).bodies.height.tolist() == [175.0]
    assert np.isnan(spiro(breath(DAY, 3.5), VS=heights[3:]).bodies.height).all()


@pytest.mark.parametrize(
    ("more", "record", "why"),
    [
        ({"height": None}, breath(DAY, 3.5), "no height recorded"),
        ({"person": {"SUBJID": "01", "SEX": "M"}}, breath(DAY, 3.5), "no age recorded"),
        ({"person": {**PERSON, "SEX": None}}, breath(DAY, 3.5), "no sex recorded"),
        ({}, breath("2011", 3.5), "not even the month is known"),
        ({}, breath(DAY, None, 70.0), "no litres recorded"),
        ({}, breath(DAY, 71.0), "the value is no volume in litres"),
        ({"person": {**PERSON, "BRTHDTC": "1920-01-01"}}, breath(DAY, 3.5), "the age is outside those of the equation"),
        ({}, breath(DAY, 3.5), None),
    ],
)
def test_without_a_recomputed_value_the_reason_is_given(more, record, why) -> None:
    found = spiro(record, **more)
    assert found.reason.tolist() == [why]
    assert np.isnan(found.expected.percent[0]) == (why is not None)


def test_old_records_are_recomputed_too() -> None:
    found = spiro(breath("2010-03-01", 3.9, 79.0), breath(DAY, 3.5, 70.9))
    assert np.isfinite(found.expected.percent).all()


def test_a_record_after_the_cut_is_not_known() -> None:
    assert len(spiro(breath(DAY, 3.5), breath("2011-09-01", 3.0), cut=date(2011, 6, 1))) == 1


def test_not_done_is_no_entry() -> None:
    assert len(spiro(breath(DAY, 3.5, RESTAT="NOT DONE"))) == 0


def test_a_per_cent_in_the_column_of_litres() -> None:
    told = said(measured(RE=breath(DAY, 70.9, 70.9)))
    assert told == [("not_litres", "70.90 L is no volume of a breath: it is the % predicted")]
    unit = breath(DAY, 7.1)
    unit[0]["RESTRESU"] = "%"
    assert kinds(measured(RE=unit)) == ["not_litres"]


def test_a_recorded_value_of_another_equation_is_told_with_its_name() -> None:
    told = said(measured(RE=breath(DAY, 3.50, 77.4)))
    assert told == [
        (
            "percent_differs",
            "recorded 77.4 % predicted, NHANES III gives 70.9 % (GLI Global 2022 would give it)",
        )
    ]
    assert kinds(measured(RE=breath(DAY, 3.50, 71.5))) == []  # within one percentage point


def test_the_tolerance_is_the_study_files() -> None:
    strict = InstrumentRules(fvc=replace(FVC, tolerance=0.1))
    assert kinds(measured(of=strict, RE=breath(DAY, 3.50, 71.5))) == ["percent_differs"]


def test_the_equation_is_the_study_files() -> None:
    world = InstrumentRules(fvc=replace(FVC, equation=Equation.GLI_GLOBAL))
    assert kinds(measured(of=world, RE=breath(DAY, 3.50, 77.4))) == []


def test_an_unknown_equation_alone_is_a_note_and_among_known_ones_a_warning() -> None:
    assert kinds(measured(RE=breath(DAY, None, 70.0))) == ["equation_unknown"]
    mixed = [*breath("2010-12-01", None, 74.0), *breath(DAY, 3.5, 70.9), *breath(DAY, None, 60.0, position="SUPINE")]
    found = [one for one in measured(RE=mixed).findings if one.kind.name != "positions_mixed"]
    assert [(one.kind.name, one.date, one.kind.severity.value) for one in found] == [
        ("equation_mixed", "2010-12-01", "warning"),
        ("equation_unknown", DAY, "note"),
    ]


def test_a_per_cent_that_does_not_follow_from_its_own_litres() -> None:
    rows = breath(DAY, 3.50, 70.9, REORREF="5.60")
    rows[0]["REORREF"] = "5.60"
    told = said(measured(RE=rows))
    assert told == [("percent_of_own_prediction_differs", "recorded 70.9 % predicted, but 3.50 L of 5.60 L are 62.5 %")]


def test_positions_mixed_in_the_drawn_series() -> None:
    rows = [*breath("2011-02-01", None, 72.0), *breath(DAY, None, 60.0, position="SUPINE")]
    found = measured(RE=rows)
    (mixed,) = [one for one in found.findings if one.kind.name == "positions_mixed"]
    assert (mixed.date, mixed.text, mixed.column) == (DAY, "supine in a series that is sitting", "REPOS")
    assert mixed.rows == (("re.csv", 2),)


def test_one_position_in_the_endpoint_mixes_nothing() -> None:
    sitting = endpoint("fvc", "FVCPP", "RE", where=(("RETESTCD", ("FVCPP",)), ("REPOS", ("SITTING",))))
    rows = [*breath("2011-02-01", None, 72.0), *breath(DAY, None, 60.0, position="SUPINE")]
    of = study(instruments=InstrumentRules(fvc=FVC), endpoints=(sitting,))
    found = build(one_subject(of=of, DM=[PERSON], RE=rows), None).instruments
    assert "positions_mixed" not in kinds(found)


def test_without_the_table_or_the_rules_there_is_nothing() -> None:
    assert measured().spirometry is None
    assert measured(of=InstrumentRules(), RE=breath(DAY, 3.5)).spirometry is None
