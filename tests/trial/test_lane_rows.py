"""Rows below the events: medication and procedures with partial dates, endpoints, the primary endpoint."""

import csv
from datetime import date
from pathlib import Path

import pytest

from data_access import settings
from tests.factories import one_subject, study
from tests.trial.shown import demo, single
from trial import analysis, day_line, day_words
from trial.event_course import End
from trial.lane_rows import RowKind
from trial.safety import build
from trial.selection import Alignment, Lane, Selection

EVERYTHING = Selection(lanes=tuple(Lane))


def rows(made, selection=EVERYTHING):
    return {patient.id: {row.label: row for row in patient.rows} for patient in build(made, selection).lanes}


def medicine(**row):
    made = single(CM=[{"CMTRT": "PARACETAMOL", **row}])
    return rows(made)["01"]["Medicines"]


def recorded(table, start):
    """The records of the file that have begun by the cut, by patient; each number once."""
    with (Path(settings.read().data) / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        found = {(row["USUBJID"], row[f"{table.upper()}SEQ"]): row for row in csv.DictReader(lines)}
    return [row for row in found.values() if not row[start] or row[start] <= demo().cut.isoformat()]


def test_off_unless_asked_but_for_the_primary_endpoint():
    assert {row.kind for own in build(demo(), Selection()).lanes for row in own.rows} == {RowKind.PRIMARY}


@pytest.mark.parametrize(("table", "label", "start"), [("cm", "Medicines", "CMSTDTC"), ("pr", "Procedures", "PRSTDTC")])
def test_every_record_is_drawn_or_counted(table, label, start):
    found, wanted = rows(demo()), recorded(table, start)
    assert len(wanted) >= 10
    drawn = sum(len(own[label].stays) for own in found.values())
    noted = sum(int(part.split()[0]) for own in found.values() for part in own[label].note.split(", ") if part)
    assert drawn + noted == len(wanted)
    assert drawn > noted


def test_prohibited_medication_is_starred_and_first():
    own = rows(demo())["01-006"]["Medicines"].stays
    assert [one.stay.name for one in own if one.stay.prohibited] == ["RILUZOLE"]
    assert own[0].stay.prohibited
    assert any("★ Riluzole" in text for text in (own[0].before, own[0].above, own[0].behind))


@pytest.mark.parametrize(
    ("row", "end", "solid", "dashed"),
    [
        ({"CMSTDTC": "2011-03-03", "CMENDTC": "2011-03-07"}, End.DATED, (2, 6), ()),
        ({"CMSTDTC": "2011-05", "CMENDTC": "2011-06-20"}, End.PARTLY_DATED, (91, 111), ((61, 91),)),
        ({"CMSTDTC": "2011-03-03", "CMENRTPT": "ONGOING"}, End.ONGOING, None, ()),
        ({"CMSTDTC": "2011-03-03"}, End.UNKNOWN, None, ()),
        ({"CMSTDTC": "2011-03-03", "CMENDTC": "2011-02-20"}, End.BEFORE_START, None, ()),
    ],
)
def test_courses_of_medication(row, end, solid, dashed):
    (one,) = medicine(**row).stays
    assert one.course.end is (End.DATED if end is End.PARTLY_DATED else end)
    assert one.course.dashed == dashed
    if solid:
        assert one.course.solid == solid


def test_what_is_not_on_the_axis_is_counted():
    assert medicine(CMENDTC="2011-03-07").note == "1 without a start date"
    assert medicine(CMSTDTC="2005-01-01", CMENDTC="2005-02-01").note == "1 outside the axis"
    assert rows(single(CM=[{"CMTRT": "X", "CMSTDTC": "2011-03-03", "CMSTAT": "NOT DONE"}]))["01"]["Medicines"].text
    assert rows(single())["01"]["Medicines"].text == "not in these data"
    many = [{"CMTRT": f"MEDICINE {n}", "CMSTDTC": "2011-03-03", "CMENDTC": "2011-12-07"} for n in range(8)]
    assert rows(single(CM=many))["01"]["Medicines"].note == "2 more"


def test_a_procedure_without_an_end_is_over_on_its_day():
    row = rows(single(PR=[{"PRTRT": "GASTROSTOMY", "PRSTDTC": "2011-06-01"}]))["01"]["Procedures"]
    (one,) = row.stays
    assert (one.course.first, one.course.last, one.course.one_day) == (92, 92, True)


def test_endpoints_on_their_own_scale_with_first_and_last_value():
    measured = (("2011-03-01", 40), ("2011-06-01", 37), ("2011-05", 39), ("2013-01-01", 9))
    values = [{"QSTESTCD": "ALSR1TOT", "QSDTC": day, "QSSTRESN": value} for day, value in measured]
    made = single(date(2014, 1, 1), QS=values)
    row = rows(made, Selection(lanes=(Lane.ENDPOINTS,), months=(-1, 6)))["01"]["ALSFRS_R"]
    assert row.points == ((0, 40), (92, 37))
    assert (row.first, row.last, row.extent) == ("40", "37", (0, 48))
    assert (row.note, row.outside) == ("1 value without a day", 1)
    calendar = rows(made, Selection(lanes=(Lane.ENDPOINTS,), alignment=Alignment.CALENDAR))["01"]["ALSFRS_R"]
    assert [value for _, value in calendar.points] == [40, 37, 9]
    narrow = rows(demo(), Selection(lanes=(Lane.ENDPOINTS,), endpoints=("fvc",)))["01-001"]
    assert set(narrow) == {"Primary endpoint", "FVC"}


def test_the_primary_endpoint_of_each_patient():
    found = {patient: own["Primary endpoint"] for patient, own in rows(demo(), Selection()).items()}
    assert [found[patient].text for patient in ("01-001", "01-004")] == ["No event", "Pending adjudication"]
    for one in demo().subjects:
        assert found[one.id].text.lower() == demo().primary[one.index].status
    of = study(safety=study().safety)
    assert rows(analysis.build(one_subject(of=of), None), Selection()) == {"01": {}}


def test_treatments_of_the_day():
    line = day_line.build(demo(), Selection(day=4, lanes=(Lane.MEDICINES, Lane.PROCEDURES)))
    (lane, own), _ = line.treatments
    assert (lane, ("01-002", "PARACETAMOL") in [(one.subject, one.name) for one in own]) == (Lane.MEDICINES, True)
    words = day_words.treatments(line)
    assert words[0].startswith("Medicines: ") and "01-002 Paracetamol" in words[0]
    assert words[1] == "Procedures: none recorded on that day"
    assert day_line.build(demo(), Selection(day=4)).treatments == ()
