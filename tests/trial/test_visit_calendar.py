"""The iCalendar file of coming windows, read back by its library and as text."""

from datetime import UTC, date, datetime

from icalendar import Calendar

from tests.factories import snapshot
from trial import analysis
from trial.visit_calendar import calendar_file

CUT = date(2011, 5, 3)


def made(cut=CUT):
    records = {
        "DM": [{"USUBJID": f"S-{n}", "SUBJID": f"01-00{n}"} for n in (1, 2, 3)],
        "EX": [
            {"USUBJID": "S-1", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"},
            {"USUBJID": "S-2", "EXSTDTC": "2010-06-01", "EXROUTE": "INTRATHECAL"},
        ],
        "SV": [{"USUBJID": "S-1", "VISITNUM": 4, "SVSTDTC": "2011-03-15"}],
    }
    return analysis.build(snapshot(records), cut)


def events(found, shown=None):
    text = calendar_file(found, found.subjects if shown is None else shown)
    return text, Calendar.from_ical(text).walk("VEVENT")


def test_open_and_coming_windows_are_events_of_whole_days():
    text, found = events(made())
    names = [str(one["UID"]).removeprefix("TCA-ALS-SYN.") for one in found]
    assert names == ["01-001.MN2", "01-001.MN6", "01-001.MN12", "01-002.MN12"]
    first = found[0]
    assert (first["DTSTART"].dt, first["DTEND"].dt) == (date(2011, 4, 24), date(2011, 5, 9))
    assert first["DTSTAMP"].dt == datetime(2011, 5, 3, tzinfo=UTC)
    assert str(first["SUMMARY"]) == "SYNTHETIC DATA: 01-001 MN2"
    assert str(first["DESCRIPTION"]) == "Target 1 May 2011. Due at the data cut, 3 May 2011."
    assert b"DTSTART;VALUE=DATE:20110424" in text
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert max(map(len, text.split(b"\r\n"))) <= 75  # longer lines are folded


def test_the_same_cut_gives_the_same_bytes():
    assert calendar_file(made(), made().subjects) == calendar_file(made(), made().subjects)


def test_only_the_patients_shown_and_none_without_a_window():
    found = made()
    assert len(events(found, found.subjects[1:2])[1]) == 1
    assert events(found, found.subjects[2:])[1] == []
    assert b"S-1" not in events(found)[0]
