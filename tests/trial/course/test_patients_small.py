"""The page of the patients in small studies: nobody, one patient, ways out, partial dates, what is not recorded."""

import pytest

from tests.factories import endpoint, one_subject, planned, snapshot, study
from tests.trial.built import disposition
from trial.analysis import build as analyse
from trial.course import baseline, flow, product
from trial.course.page import build
from trial.selection import Selection
from trial.study import VisitKind


def page(made, selection=None):
    return build(analyse(made, None), selection or Selection())


def several(**tables):
    dm = [{"USUBJID": f"S-0{number}", "SUBJID": f"0{number}"} for number in range(1, 5)]
    ex = [
        {"USUBJID": "S-01", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL", "EXDOSE": 5.0, "EXDOSU": "mg"},
        {"USUBJID": "S-02", "EXSTDTC": "2011-03-08", "EXROUTE": "INTRATHECAL", "EXDOSE": 7.0, "EXDOSU": "g"},
    ]
    return snapshot({"DM": dm, "EX": ex, **tables})


def test_without_patients_there_is_nothing_to_add():
    found = page(snapshot({"DM": []}))
    assert (found.everybody, found.flow.screened.of, found.flow.adds_up) == (0, 0, True)
    assert found.baseline.rows == found.product.given == ()


def test_one_patient_has_no_standard_deviation():
    found = page(one_subject(QS=[{"QSTESTCD": "ALSR1TOT", "QSSTRESN": 40.0, "QSDTC": "2011-02-20"}]))
    (row,) = [row for row in found.baseline.rows if row.characteristic.key == "alsfrs_r"]
    assert (row.spread.n, row.spread.mean, row.spread.sd) == (1, 40.0, None)
    assert product.sentence(found.product) == "1 patient treated; the data have no adverse events."
    assert found.product.fields == ()


def test_who_was_not_treated_is_told_with_the_reason():
    ds = [
        {"USUBJID": "S-03", **disposition("SCREEN FAILURE", "2011-02-01")},
        {"USUBJID": "S-02", **disposition("ADVERSE EVENT", "2011-03-20")},
    ]
    found = page(several(DS=ds)).flow
    assert found.adds_up
    assert [(group.label, group.subjects) for group in found.screened.groups] == [
        ("Infusion given", ("01", "02")), ("Screen failure", ("03",)), ("No infusion yet", ("04",)),
    ]  # fmt: skip
    ends = {group.label: (group.subjects, group.detail) for group in found.ends.groups}
    assert ends["Withdrew"] == (("02",), "Adverse event, day 12")
    assert ends["On study"] == (("01",), "")
    assert flow.sentence(found, "Infusion") == "4 patients screened, 2 with infusion: 1 on study and 1 withdrew."


def test_an_infusion_without_a_certain_day_is_no_missing_infusion():
    made = snapshot({"DM": [{"USUBJID": "S-01", "SUBJID": "01"}],
                     "EX": [{"USUBJID": "S-01", "EXSTDTC": "2011-03", "EXROUTE": "INTRATHECAL"}]})  # fmt: skip
    groups = page(made).flow.screened.groups
    assert [(group.label, group.subjects) for group in groups if group.subjects] == [
        ("Day of infusion not known", ("01",))
    ]


def test_a_death_without_a_fatal_event_keeps_the_word_of_the_disposition():
    found = page(one_subject(DS=[disposition("DEATH", "2011-05-01")]))
    (died,) = [group for group in found.flow.ends.groups if group.label == "Died"]
    assert (died.subjects, died.detail) == (("01",), "day 61")


def test_a_value_from_after_the_infusion_is_no_baseline():
    qs = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": 40.0, "QSDTC": "2011-03-02"}]
    assert "alsfrs_r" not in {row.characteristic.key for row in page(one_subject(QS=qs)).baseline.rows}
    assert "ALSFRS_R" in page(one_subject(QS=qs)).baseline.empty
    vs = [
        {"VSTESTCD": "WEIGHT", "VSSTRESN": 150.0, "VSSTRESU": "LB", "VSDTC": "2011-02-20"},
        {"VSTESTCD": "WEIGHT", "VSSTRESN": 99.0, "VSSTRESU": "kg", "VSDTC": "2011-03-02"},
        {"VSTESTCD": "WEIGHT", "VSSTRESN": 12.0, "VSSTRESU": "stone", "VSDTC": "2011-02-25"},
    ]
    (weight,) = [row for row in page(one_subject(VS=vs)).baseline.rows if row.characteristic.key == "weight"]
    assert weight.cells[0].number == pytest.approx(68.0389, abs=1e-4)


@pytest.mark.parametrize(("total", "band"), [(37, "Mild"), (36, "Moderate"), (25, "Moderate"), (24, "Severe")])
def test_bands_of_the_alsfrs_r(total, band):
    qs = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": float(total), "QSDTC": "2011-02-20"}]
    made = one_subject(QS=qs, of=study(endpoints=(endpoint(label="ALSFRS-R"),)))
    rows = {row.characteristic.key: row for row in page(made).baseline.rows}
    assert rows["band"].cells[0].text == band


def test_a_ventilation_without_a_day_is_told_as_such():
    pr = [{"PRTRT": "NON-INVASIVE VENTILATION", "PRSTDTC": "2011"}, {"PRTRT": "PEG", "PRSTDTC": "2011-02-01"}]
    rows = {row.characteristic.key: row for row in page(one_subject(PR=pr)).baseline.rows}
    assert rows["ventilation"].cells[0].text == "Day not known"
    assert (rows["gastrostomy"].cells[0].text, rows["gastrostomy"].cells[0].when) == ("Before", "2011-02-01")


def test_units_that_differ_stand_beside_the_values():
    found = page(several()).product
    assert [field.label for field in found.fields] == ["Dose"]
    assert [one.cells for one in found.given] == [("5 mg",), ("7 g",)]
    assert [(one.since_previous, one.previous) for one in found.given] == [(None, None), (7, "01")]


def test_an_event_that_may_have_begun_is_counted_apart():
    ae = [
        {"AETERM": "Fever", "AESTDTC": "2011-03-04"}, {"AETERM": "Fall", "AESTDTC": "2011-03-05"},
        {"AETERM": "Pain", "AESTDTC": "2011-03"}, {"AETERM": "Rash", "AESTDTC": "2011-02-28"},
        {"AETERM": "Cold", "AESTDTC": "2011", "AEENDTC": "2011-02-20"},
    ]  # fmt: skip
    (one,) = page(one_subject(AE=ae)).product.given
    assert (one.early.certain, one.early.possible) == (("Fever, day 3",), ("Pain, 2011-03",))
    assert one.month.certain == ("Fever, day 3", "Fall, day 4")


def test_a_procedure_visit_after_the_anchor_is_no_aspiration():
    visits = (planned("ECG", 2, 14, (-3, 3), kind=VisitKind.PROCEDURE),)
    sv = [{"VISITNUM": 2, "SVSTDTC": "2011-03-15"}]
    assert not page(one_subject(SV=sv, of=study(visits=visits))).product.has_aspiration
    before = (planned("ASP", 2, -14, (-3, 3), kind=VisitKind.PROCEDURE),)
    sv = [{"VISITNUM": 2, "SVSTDTC": "2011-02-15"}]
    assert page(one_subject(SV=sv, of=study(visits=before))).product.given[0].to_infusion == 14


def test_more_patients_than_columns_are_summarised():
    few = baseline.Baseline(tuple(map(str, range(12))), 12, (), ())
    many = baseline.Baseline(tuple(map(str, range(13))), 13, (), ())
    assert (few.by_patient, many.by_patient) == (True, False)
