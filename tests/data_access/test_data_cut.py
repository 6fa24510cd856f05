"""The data cut where the study file names none, and what these data do not allow."""

from datetime import date

import pytest

from tests.data_access.raws import assembled, raw
from tests.factories import study
from trial.issues import Severity
from trial.snapshot import Snapshot
from trial.study import Anchor

VISIT = {"USUBJID": "S-01", "VISITNUM": 1.0, "SVSTDTC": "2011-01-01"}
EVENT = {"USUBJID": "S-01", "AETERM": "Fever", "AESTDTC": "2011-01-02"}
ON_DAY_20 = {
    "a visit held": raw("SV", [VISIT, {**VISIT, "VISITNUM": 2.0, "SVSTDTC": "2011-01-20"}]),
    "an assessment": raw("RE", [{"USUBJID": "S-01", "RETESTCD": "X", "REDTC": "2011-01-20T10:30"}]),
    "an exposure": raw("EX", [{"USUBJID": "S-01", "EXSTDTC": "2011-01-20", "EXENDTC": "2011-02-20"}]),
    "an event": raw("AE", [{**EVENT, "AESTDTC": "2011-01-20", "AEENDTC": "2011-03-01"}]),
    "a disposition": raw("DS", [{"USUBJID": "S-01", "DSDECOD": "COMPLETED", "DSSTDTC": "2011-01-20"}]),
}
LATER_BUT_NOT_COUNTED = {
    "a visit not held": raw("SV", [VISIT, {**VISIT, "VISITNUM": 2.0, "SVSTDTC": "2011-02-20", "SVOCCUR": "N"}]),
    "a partial date": raw("AE", [{**EVENT, "AESTDTC": "2011-02"}, EVENT]),
    "a medication": raw("CM", [{"USUBJID": "S-01", "CMTRT": "Riluzole", "CMSTDTC": "2011-02-20"}]),
    "an end": raw("AE", [{**EVENT, "AEENDTC": "2011-02-20"}]),
    "a date of processing": raw("AE", [{**EVENT, "AEDTC": "2011-02-20"}]),
    "a row set aside": raw("AE", [{**EVENT, "USUBJID": "S-99", "AESTDTC": "2011-02-20"}]),
    "a day after reading": raw("AE", [{**EVENT, "AESTDTC": "2099-01-01"}]),
    "a procedure": raw("PR", [{"USUBJID": "S-01", "PRTRT": "Gastrostomy", "PRSTDTC": "2011-02-20"}]),
}  # fmt: skip
SUBJECTS = raw("DM", [{"USUBJID": "S-01", "RFPENDTC": "2012-01-01", "RFSTDTC": "2010-12-24"}])


@pytest.mark.parametrize("what", ON_DAY_20)
def test_the_cut_is_the_latest_day_of(what: str) -> None:
    state = assembled(SUBJECTS, ON_DAY_20[what])
    assert isinstance(state, Snapshot)
    assert state.cut == date(2011, 1, 20)


@pytest.mark.parametrize("what", LATER_BUT_NOT_COUNTED)
def test_the_cut_does_not_answer_to(what: str) -> None:
    held = raw("RE", [{"USUBJID": "S-01", "RETESTCD": "X", "REDTC": "2011-01-20"}])
    state = assembled(SUBJECTS, held, LATER_BUT_NOT_COUNTED[what])
    assert isinstance(state, Snapshot)
    assert state.cut == date(2011, 1, 20)


def test_the_cut_of_the_study_file_goes_first() -> None:
    state = assembled(SUBJECTS, ON_DAY_20["an event"], of=study(data_cut=date(2010, 1, 1)))
    assert isinstance(state, Snapshot)
    assert state.cut == date(2010, 1, 1)
    assert not any("names no data_cut" in issue.text for issue in state.issues)


def test_without_other_dates_the_cut_is_of_dm() -> None:
    state = assembled(SUBJECTS)
    assert isinstance(state, Snapshot)
    assert state.cut == date(2010, 12, 24)


def test_an_anchor_of_another_domain_counts_for_the_cut() -> None:
    of = study(anchor=Anchor("Graft", "PR", "PRSTDTC", (("PRTRT", ("GRAFT",)),)))
    rows = [
        {"USUBJID": "S-01", "PRTRT": name, "PRSTDTC": day}
        for name, day in (("GRAFT", "2011-01-20"), ("PEG", "2011-02-01"))
    ]
    state = assembled(SUBJECTS, raw("PR", rows), of=of)
    assert isinstance(state, Snapshot)
    assert state.cut == date(2011, 1, 20)


def test_what_is_missing_is_switched_off_and_said() -> None:
    state = assembled(SUBJECTS, raw("EX", [{"USUBJID": "S-01", "EXSTDTC": "2011-01-20", "EXROUTE": "INTRATHECAL"}]))
    assert isinstance(state, Snapshot)
    off = {each.what.split(";")[0]: each.why for each in state.switched_off}
    assert off["the check for prohibited medication"] == "there is no usable CM"
    assert off["endpoint FVC"] == "there is no usable RE"
    assert any(what.startswith("the safety timeline") for what in off)
    notes = [issue.text for issue in state.issues if issue.text.startswith("Switched off")]
    named = [each.why for each in state.switched_off if each.what.startswith("endpoint")]
    told = [issue.text for issue in state.issues if issue.severity is Severity.WARNING]
    assert named
    assert len(notes) == len(state.switched_off) - len(named)
    assert all(any(text.endswith(why) for text in told) for why in named)


def test_what_the_study_file_names_and_the_data_lack_is_told() -> None:
    rows = [{"USUBJID": "S-01", "QSTESTCD": "OTHER", "QSSTRESN": 1.0, "QSDTC": "2011-01-20"}]
    doses = [{"USUBJID": "S-01", "EXSTDTC": "2011-01-20", "EXROUTE": "ORAL"}]
    state = assembled(SUBJECTS, raw("QS", rows), raw("EX", doses))
    assert isinstance(state, Snapshot)
    told = {
        (issue.severity, issue.table)
        for issue in state.issues
        if "matches" in issue.text and "Switched" not in issue.text
    }
    assert told == {(Severity.ERROR, "EX"), (Severity.WARNING, "QS")}


def test_a_list_of_which_no_row_has_any_value_is_told_once() -> None:
    of = study(anchor=Anchor("Infusion", "EX", "EXSTDTC", (("EXROUTE", ("INTRATHECAL", "ORAL")),)))
    state = assembled(SUBJECTS, raw("EX", [{"USUBJID": "S-01", "EXSTDTC": "2011-01-20", "EXROUTE": "SKIN"}]), of=of)
    assert isinstance(state, Snapshot)
    told = [issue.text for issue in state.issues if issue.table == "EX"]
    assert told == ["No subject has an anchor (Infusion): no row of EX matches EXROUTE = INTRATHECAL or ORAL"]


def test_a_value_of_a_list_that_no_row_has_is_noted() -> None:
    doses = [{"USUBJID": "S-01", "EXSTDTC": "2011-01-20", "EXROUTE": "ORAL"}]
    of = study(anchor=Anchor("Infusion", "EX", "EXSTDTC", (("EXROUTE", ("ORAL", "INTRATHECAL")),)))
    state = assembled(SUBJECTS, raw("EX", doses), of=of)
    assert isinstance(state, Snapshot)
    assert [issue.text for issue in state.issues if issue.column == "EXROUTE"] == [
        "Infusion: no row of EX has EXROUTE = INTRATHECAL"
    ]
