"""Adverse events as known at a data cut."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.factories import one_subject, snapshot, table
from tests.trial.built import event, events

INFUSION = date(2011, 3, 1)
ASPIRATION = {"PRTRT": "BONE MARROW ASPIRATION", "PRSTDTC": "2011-02-08"}


# --- Which, in which order, with what ---


def test_without_events_there_are_none():
    assert events(one_subject()) == ()
    assert events(one_subject(AE=[])) == ()
    assert events(snapshot({})) == ()


def test_events_are_sorted_by_subject_start_and_number_with_undated_ones_last():
    rows = [
        ("S-02", 1, "2011-03-05"),
        ("S-01", 4, None),
        ("S-01", 3, "2011-03"),
        ("S-01", 2, "2011-03-01"),
        ("S-01", 1, "2011-04-01"),
    ]
    ae = [{"USUBJID": who, "AESEQ": seq, "AETERM": "x", "AESTDTC": start} for who, seq, start in rows]
    found = events(snapshot({"DM": [{"USUBJID": who, "SUBJID": who} for who in ("S-02", "S-01")], "AE": ae}))
    assert [(each.subject, each.seq) for each in found] == [(0, 2), (0, 3), (0, 1), (0, 4), (1, 1)]


def test_an_event_that_starts_after_the_cut_is_not_known():
    rows = [{"AETERM": "x", "AESTDTC": day} for day in ("2011-04-01", "2011-04-02", "2011-04")]
    assert [each.start_date for each in events(one_subject(AE=rows), date(2011, 4, 1))] == ["2011-04-01", "2011-04"]


def test_an_event_has_its_terms_and_its_origin():
    found = event(AEDECOD="HEADACHE", AEBODSYS="Nervous system", AESOC="Other", AEOUT="UNKNOWN")
    assert (found.term, found.decoded, found.body_system, found.outcome) == (
        "Headache",
        "HEADACHE",
        "Nervous system",
        "UNKNOWN",
    )
    assert (found.file, found.row, found.seq, found.subject) == ("ae.csv", 1, 1, 0)
    found = event(AETERM=None, AEDECOD="HEADACHE", AESOC="Other")
    assert (found.term, found.body_system) == ("HEADACHE", "Other")
    assert event().body_system is None


def test_the_record_is_the_row_as_recorded_qualifiers_last():
    made = one_subject(AE=[{"AETERM": "Headache", "AESTDTC": "2011-03", "AEACN": None, "AEDUR": 4.0, "PESITE": "N"}])
    (found,) = events(made)
    assert list(found.record.items()) == [
        ("STUDYID", "TCA-ALS-SYN"),
        ("DOMAIN", "AE"),
        ("USUBJID", "S-01"),
        ("AESEQ", "1"),
        ("AETERM", "Headache"),
        ("AESTDTC", "2011-03"),
        ("AEDUR", "4"),
        ("PESITE", "N"),
    ]


def test_the_record_shows_what_could_not_be_read_as_it_was_written():
    frame = table("AE", [{"USUBJID": "S-01", "AETERM": "x", "AESTDTC": None}])
    frame["AESTDTC.text"] = ["03/2011"]
    (found,) = events(snapshot({"DM": [{"USUBJID": "S-01", "SUBJID": "1"}]}, AE=frame))
    assert found.record["AESTDTC"] == "03/2011"
    assert found.start_date is None


def test_what_the_cut_hides_is_not_in_the_record_either():
    found = event(date(2011, 4, 1), AESTDTC="2011-03-05", AEENDTC="2011-05-01", AEOUT="RECOVERED/RESOLVED")
    assert not {"AEENDTC", "AEOUT", "@END_AFTER_CUT"} & set(found.record)


# --- Days ---


def test_days_count_from_the_anchor():
    found = event(AESTDTC="2011-03-02T08:00", AEENDTC="2011-03-05")
    assert (found.start_day, found.start_bounds, found.end_day, found.end_bounds) == (1, (1, 1), 4, (4, 4))
    assert (found.start_date, found.end_date) == ("2011-03-02T08:00", "2011-03-05")
    assert event(AESTDTC="2011-02-28").start_day == -1


def test_a_partial_date_is_kept_as_written_with_its_bounds():
    found = event(AESTDTC="2011-03", AEENDTC="2011")
    assert (found.start_date, found.start_day, found.start_bounds) == ("2011-03", None, (0, 30))
    assert (found.end_date, found.end_day, found.end_bounds) == ("2011", None, (-59, 305))


def test_a_partial_date_is_not_later_than_the_cut_and_stays_partial():
    found = event(date(2011, 3, 10), AESTDTC="2011-03")
    assert (found.start_day, found.start_bounds) == (None, (0, 9))
    assert event(date(2011, 3, 1), AESTDTC="2011-03").start_day is None


def test_without_an_anchor_there_are_no_days():
    found = event(more={"EX": [], "PR": [ASPIRATION]}, AESTDTC="2011-03-02", AEENDTC="2011-03-05")
    assert (found.start_day, found.start_bounds, found.end_day, found.end_bounds) == (None, None, None, None)
    assert (found.emergent, found.procedure_emergent) == (None, True)
    assert found.start_date == "2011-03-02"


# --- The whole, against plain loops ---

DAY = st.integers(-20, 40)
OUTCOMES = [None, "UNKNOWN", "FATAL", "RECOVERED/RESOLVED", "NOT RECOVERED/NOT RESOLVED"]
ROW = st.tuples(DAY, st.one_of(st.none(), DAY), st.sampled_from(OUTCOMES))


@given(rows=st.lists(ROW, max_size=10), cut=DAY, death=st.one_of(st.none(), DAY))
def test_every_event_is_judged_by_its_own_row(rows, cut, death):
    def iso(day):
        return None if day is None else (INFUSION + timedelta(days=day)).isoformat()

    made = one_subject(
        DM=[{"DTHDTC": iso(death)}],
        AE=[
            {"AETERM": "x", "AESTDTC": iso(start), "AEENDTC": iso(end), "AEOUT": outcome}
            for start, end, outcome in rows
        ],
    )
    expected = []
    for seq, (start, end, outcome) in enumerate(rows, start=1):
        if start > cut:
            continue
        alive = death is None or death > cut
        if end is not None and end <= cut:
            ongoing = False
        elif end is not None:
            ongoing, end = alive, None
        elif outcome in ("FATAL", "RECOVERED/RESOLVED"):
            ongoing = False
        else:
            ongoing = None if outcome in (None, "UNKNOWN") else alive
        infused = cut >= 0
        emergent = (start >= 0) if infused else None
        expected.append((start, seq, end if infused else None, ongoing, emergent))
    found = events(made, INFUSION + timedelta(days=cut))
    assert [(each.seq, each.end_day, each.ongoing, each.emergent) for each in found] == [
        row[1:] for row in sorted(expected, key=lambda row: row[:2])
    ]
