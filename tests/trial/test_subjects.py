"""Who is in the trial at a data cut."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import CUT, endpoint, study
from tests.trial.built import disposition as ds
from tests.trial.built import people, person
from trial.study import Anchor
from trial.subjects import SubjectStatus

INTRATHECAL = {"EXROUTE": "INTRATHECAL"}


# --- Ids ---


def ids(*pairs):
    return [each.id for each in people({"DM": [{"USUBJID": long, "SUBJID": short} for long, short in pairs]})]


def test_the_id_is_subjid_where_it_is_unique():
    assert ids(("X-02", "02"), ("X-01", "01")) == ["01", "02"]


def test_the_id_is_usubjid_where_subjid_is_not_unique_or_missing():
    assert ids(("X-A-01", "01"), ("X-B-01", "01"), ("X-B-02", "02"), ("X-B-03", None)) == [
        "02",
        "X-A-01",
        "X-B-01",
        "X-B-03",
    ]


def test_no_two_subjects_ever_share_an_id():
    assert sorted(ids(("01", "02"), ("02", "99"), ("03", "03"))) == ["01", "03", "99"]


def test_subjects_are_sorted_by_id_and_know_their_position():
    found = people({"DM": [{"USUBJID": f"X-{n}", "SUBJID": n} for n in ("10", "9", "1")]})
    assert [(each.index, each.id, each.usubjid) for each in found] == [
        (0, "1", "X-1"),
        (1, "10", "X-10"),
        (2, "9", "X-9"),
    ]


def test_a_study_without_subjects_has_none():
    assert people({}) == ()
    assert people({"DM": []}) == ()


# --- Anchor ---


def anchor(*records, cut=CUT, of=None):
    found = person(cut, of, EX=records)
    return found.anchor, found.anchor_note


def test_the_anchor_is_the_first_matching_record():
    later, first = {"EXSTDTC": "2011-03-09"} | INTRATHECAL, {"EXSTDTC": "2011-03-01T09:30"} | INTRATHECAL
    other = {"EXSTDTC": "2011-02-01", "EXROUTE": "ORAL"}
    assert anchor(later, first, other) == (date(2011, 3, 1), None)


def test_no_matching_record_is_no_anchor():
    assert anchor({"EXSTDTC": "2011-02-01", "EXROUTE": "ORAL"}) == (None, None)
    assert anchor() == (None, None)


def test_a_treatment_that_did_not_take_place_is_no_anchor():
    assert anchor({"EXSTDTC": "2011-03-01", "EXOCCUR": "N"} | INTRATHECAL) == (None, None)
    assert anchor({"EXSTDTC": "2011-03-01", "EXSTAT": "NOT DONE"} | INTRATHECAL) == (None, None)


def test_a_partial_date_is_no_anchor_and_is_told():
    assert anchor({"EXSTDTC": "2011-03"} | INTRATHECAL) == (None, "the infusion date is incomplete")


def test_a_partial_date_that_may_come_first_leaves_the_anchor_open():
    exact = {"EXSTDTC": "2011-03-01"} | INTRATHECAL
    assert anchor(exact, {"EXSTDTC": "2011-02"} | INTRATHECAL)[0] is None
    assert anchor(exact, {"EXSTDTC": "2011-03"} | INTRATHECAL) == (date(2011, 3, 1), None)


def test_an_anchor_after_the_cut_is_no_anchor_yet():
    record = {"EXSTDTC": "2011-03-01"} | INTRATHECAL
    assert anchor(record, cut=date(2011, 3, 1))[0] == date(2011, 3, 1)
    assert anchor(record, cut=date(2011, 2, 28)) == (None, None)


def test_a_date_other_than_the_start_is_held_against_the_cut_as_well():
    of = study(anchor=Anchor("End of infusion", "EX", "EXENDTC"))
    ex = [{"EXSTDTC": "2011-03-01", "EXENDTC": "2011-03-02"}]
    assert person(date(2011, 3, 2), of, EX=ex).anchor == date(2011, 3, 2)
    assert person(date(2011, 3, 1), of, EX=ex).anchor is None


def test_any_domain_can_hold_the_anchor():
    of = study(anchor=Anchor("First dose", "DM", "RFXSTDTC"))
    assert person(of=of, DM=[{"RFXSTDTC": "2011-02-05"}]).anchor == date(2011, 2, 5)


# --- Screening ---


def test_screening_is_the_screening_visit_else_consent_else_unknown():
    consent = {"RFICDTC": "2011-02-01"}
    visit = {"VISITNUM": 1, "SVSTDTC": "2011-02-03"}
    assert person(DM=[consent], SV=[visit]).screening == date(2011, 2, 3)
    assert person(DM=[consent], SV=[visit | {"SVOCCUR": "N"}]).screening == date(2011, 2, 1)
    assert person(DM=[consent], SV=[visit | {"SVSTDTC": "2011-02"}]).screening == date(2011, 2, 1)
    assert person(DM=[consent], SV=[visit | {"VISITNUM": 2}]).screening == date(2011, 2, 1)
    assert person(SV=[]).screening is None


# --- Last contact ---


def last(cut=CUT, **records):
    found = person(cut, **records)
    return found.last_date.isoformat() if found.last_date else None, found.last_day


def test_the_last_contact_is_the_latest_visit_assessment_or_event_start():
    sv, ae, qs = [{"SVSTDTC": "2011-04-01"}], [{"AESTDTC": "2011-04-02"}], [{"QSTESTCD": "X", "QSDTC": "2011-04-03"}]
    assert last(SV=sv) == ("2011-04-01", 31)
    assert last(SV=sv, AE=ae) == ("2011-04-02", 32)
    assert last(SV=sv, AE=ae, QS=qs) == ("2011-04-03", 33)
    assert last(VS=[{"VSTESTCD": "PULSE", "VSDTC": "2011-04-04T08:00"}], QS=qs) == ("2011-04-04", 34)


def test_the_anchor_is_a_contact():
    assert last() == ("2011-03-01", 0)


def test_what_did_not_happen_or_is_not_dated_is_no_contact():
    qs = {"QSTESTCD": "X", "QSDTC": "2011-04-03"}
    assert last(SV=[{"SVSTDTC": "2011-04-01", "SVOCCUR": "N"}]) == ("2011-03-01", 0)
    assert last(QS=[qs | {"QSSTAT": "NOT DONE"}]) == ("2011-03-01", 0)
    assert last(AE=[{"AESTDTC": "2011-04"}]) == ("2011-03-01", 0)
    assert last(AE=[{"AESTDTC": "2011-03-05", "AEENDTC": "2011-04-01"}]) == ("2011-03-05", 4)
    assert last(CM=[{"CMSTDTC": "2011-04-01"}]) == ("2011-03-01", 0)


def test_contacts_after_the_cut_are_not_known():
    assert last(date(2011, 3, 31), SV=[{"SVSTDTC": "2011-03-15"}, {"SVSTDTC": "2011-04-01"}]) == ("2011-03-15", 14)


def test_an_assessment_that_ends_after_the_cut_is_no_contact_yet():
    of = study(endpoints=(endpoint(domain="VS", date="VSENDTC"),))
    vs = [{"VSDTC": None, "VSENDTC": "2011-04-04"}]
    assert person(date(2011, 4, 4), of, VS=vs).last_date == date(2011, 4, 4)
    assert person(date(2011, 4, 3), of, VS=vs).last_date == date(2011, 3, 1)


def test_without_an_anchor_there_is_a_date_and_no_day():
    assert last(EX=[], SV=[{"SVSTDTC": "2011-02-01"}]) == ("2011-02-01", None)
    assert last(EX=[]) == (None, None)


# --- Facts ---


def test_facts_of_demographics():
    found = person(DM=[{"AGE": 57, "SEX": "F", "ARM": "Planned", "ACTARM": "Cells"}])
    assert (found.age, found.sex, found.arm) == (57.0, "F", "Cells")
    found = person(DM=[{"ARM": "Planned"}])
    assert (found.age, found.sex, found.arm) == (None, None, "Planned")


# --- The whole, against plain loops ---

ZERO = date(2011, 1, 1)
ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 60)), max_size=8)


@given(infusions=ROWS, deaths=ROWS, exits=ROWS, seen=ROWS, cut=st.integers(0, 60))
def test_every_subject_is_judged_by_its_own_records(infusions, deaths, exits, seen, cut):
    def iso(day):
        return (ZERO + timedelta(days=day)).isoformat()

    def first(rows, who):
        return min((day for name, day in rows if name == who and day <= cut), default=None)

    records = {
        "DM": [{"USUBJID": name, "SUBJID": name} for name in "CAB"],
        "EX": [{"USUBJID": name, "EXSTDTC": iso(day), **INTRATHECAL} for name, day in infusions],
        "DS": [{"USUBJID": name, **ds("DEATH", iso(day))} for name, day in deaths]
        + [{"USUBJID": name, **ds("WITHDRAWAL BY SUBJECT", iso(day))} for name, day in exits],
        "SV": [{"USUBJID": name, "VISITNUM": n, "SVSTDTC": iso(day)} for n, (name, day) in enumerate(seen)],
    }
    for found, who in zip(people(records, ZERO + timedelta(days=cut)), "ABC", strict=True):
        zero, death, leave = first(infusions, who), first(deaths, who), first(exits, who)
        contacts = [day for name, day in seen if name == who and day <= cut] + ([] if zero is None else [zero])
        status = (
            SubjectStatus.DIED
            if death is not None
            else SubjectStatus.WITHDRAWN
            if leave is not None
            else SubjectStatus.NOT_INFUSED
            if zero is None
            else SubjectStatus.ON_STUDY
        )
        end = min((day for day in (death, leave) if day is not None), default=None)
        assert found.id == who
        assert found.status is status
        assert found.anchor == (None if zero is None else ZERO + timedelta(days=zero))
        assert found.end == (None if end is None else ZERO + timedelta(days=end))
        assert found.last_day == (None if zero is None else max(contacts) - zero)
        assert found.last_date == (ZERO + timedelta(days=max(contacts)) if contacts else None)
