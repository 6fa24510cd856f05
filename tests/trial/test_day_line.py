"""What was going on on one day: against the file itself, by hand, and in words."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from data_access import settings
from tests.factories import snapshot, study
from tests.trial.shown import demo, single
from trial import analysis, day_line, day_words
from trial.selection import Alignment, Selection, reconcile
from trial.subjects import SubjectStatus


def on(made, day, **more):
    return day_line.build(made, Selection(day=day, **more))


def keys(events):
    return [one.key for one in events]


def headache(**row):
    return single(AE=[{"AETERM": "Headache", "AEOUT": "RECOVERED/RESOLVED", **row}])


def written():
    """Complete start and end (the cut, if that comes first) of the events in the file, as days from the infusion."""
    folder = Path(settings.read().data)
    with (folder / "ae.csv").open(encoding="utf-8", newline="") as lines:
        rows = {(row["USUBJID"], row["AESEQ"]): row for row in csv.DictReader(lines)}
    infused = {one.usubjid: one.anchor for one in demo().subjects}
    return {
        f"{who.removeprefix('TCA-ALS-SYN-')}:{number}": tuple(
            (min(date.fromisoformat(row[name]), demo().cut) - infused[who]).days for name in ("AESTDTC", "AEENDTC")
        )
        for (who, number), row in rows.items()
        if len(row["AESTDTC"]) == 10 and len(row["AEENDTC"]) == 10 and row["AESTDTC"] <= "2011-12-31"
    }


def test_every_day_agrees_with_the_dates_of_the_file():
    dates, counted = written(), 0
    assert len(dates) >= 12
    for day in range(-40, 400):
        line = on(demo(), day)
        there = {key for key, (first, last) in dates.items() if first <= day <= last}
        assert {key for key in keys(line.certain) if key in dates} == there
        assert not set(keys(line.possible)) & set(dates)
        assert line.patients == len({one.subject for one in line.certain})
        counted += len(there)
    assert counted == sum(last - first + 1 for first, last in dates.values())


def test_the_same_day_on_the_calendar_is_a_date():
    infused = next(one.anchor for one in demo().subjects if one.id == "01-004")
    line = on(demo(), infused + timedelta(days=10), alignment=Alignment.CALENDAR)
    assert "01-004:3" in keys(line.certain)
    assert line.unplaced == 0


@pytest.mark.parametrize(
    ("row", "day", "there", "running"),
    [
        ({"AESTDTC": "2011-03-03", "AEENDTC": "2011-03-07"}, 1, None, None),
        ({"AESTDTC": "2011-03-03", "AEENDTC": "2011-03-07"}, 2, True, (1, 1)),
        ({"AESTDTC": "2011-03-03", "AEENDTC": "2011-03-07"}, 6, True, (5, 5)),
        ({"AESTDTC": "2011-03-03", "AEENDTC": "2011-03-07"}, 7, None, None),
        ({"AESTDTC": "2011-05", "AEENDTC": "2011-06-20"}, 70, False, (1, 10)),
        ({"AESTDTC": "2011-05", "AEENDTC": "2011-06-20"}, 91, True, (1, 31)),
        ({"AESTDTC": "2011-05", "AEENDTC": "2011-06-20"}, 95, True, (5, 35)),
        ({"AESTDTC": "2011-03-11", "AEENDTC": "2011-05"}, 61, True, (52, 52)),
        ({"AESTDTC": "2011-03-11", "AEENDTC": "2011-05"}, 62, False, (53, 53)),
        ({"AESTDTC": "2011-05", "AEENDTC": "2011-05-31"}, 91, True, (1, 31)),
        ({"AESTDTC": "2011-03-03"}, 2, True, (1, 1)),
        ({"AESTDTC": "2011-03-03"}, 50, False, (49, 49)),
        ({"AESTDTC": "2011-05"}, 91, False, (1, 31)),
        ({"AESTDTC": "2011-03-03", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, 400, True, (399, 399)),
        ({"AESTDTC": "2011-03-03", "AEOUT": "NOT RECOVERED/NOT RESOLVED"}, 488, None, None),
    ],
)
def test_certain_possible_or_not_there(row, day, there, running):
    line = on(headache(**row), day)
    found = [*line.certain, *line.possible]
    assert [one.certain for one in found] == ([] if there is None else [there])
    assert [one.running for one in found] == ([] if there is None else [running])


def test_who_was_under_observation():
    line = on(demo(), 7)
    assert (line.observed, line.shown, line.unplaced) == (6, 6, 0)
    assert on(demo(), 10_000).observed == 0
    left = next(one for one in demo().subjects if one.status is SubjectStatus.WITHDRAWN)
    after = (left.left_on - left.anchor).days + 1
    alone = on(demo(), after, subjects=(left.id,))
    assert (alone.observed, alone.shown) == (0, 1)


def test_a_patient_without_an_anchor_has_no_such_day():
    made = analysis.build(
        snapshot(
            {"DM": [{"USUBJID": "A"}, {"USUBJID": "B"}], "EX": [{"USUBJID": "A", "EXSTDTC": "2011-03-01",
             "EXROUTE": "INTRATHECAL"}], "AE": [{"USUBJID": "B", "AETERM": "Fall", "AESTDTC": "2011-03-08",
             "AEENDTC": "2011-03-09"}]}, of=study()),
        None,
    )  # fmt: skip
    line = on(made, 7)
    assert (line.certain, line.unplaced) == ((), 1)
    assert "1 without infusion" in day_words.around(line)
    assert len(on(made, date(2011, 3, 8), alignment=Alignment.CALENDAR).certain) == 1


def test_filters_hold_for_the_day_and_are_said():
    line = on(demo(), 10, grade=5)
    assert (line.certain, line.filtered) == ((), True)
    assert day_words.around(line).endswith("only events that match the filters")
    assert day_line.build(demo(), Selection()) is None


def test_words():
    assert day_words.finding(on(demo(), 10)) == "Infusion + 10 days: 1 event in 1 patient"
    assert day_words.around(on(demo(), 10)) == "6 of 6 patients under observation that day"
    assert day_words.around(on(demo(), 9_999)).startswith("None of 6 patients")
    assert [day_words.day_name(day, "Infusion") for day in (-1, 0, 1, date(2011, 6, 30))] == [
        "Infusion − 1 day", "Day of infusion", "Infusion + 1 day", "30 Jun 2011"]  # fmt: skip
    maybe = on(headache(AESTDTC="2011-05", AEENDTC="2011-06-20"), 70)
    assert day_words.finding(maybe) == "Infusion + 70 days: 0 events, 1 may have been there"
    assert day_words.running_words(maybe.possible[0]) == "day 1 to 10 of it"
    assert day_words.running_words(on(demo(), 10).certain[0]) == "day 2 of it"
    old = on(headache(AESTDTC="1998", AEENDTC="2011-06-20"), 10).certain[0]
    assert day_words.running_words(old) == "since 1998"


def test_a_day_that_does_not_fit_the_axis_is_dropped_and_told():
    for selection in (Selection(day=date(2011, 3, 1)), Selection(day=3, alignment=Alignment.CALENDAR)):
        kept, notices = reconcile(selection, demo())
        assert kept == replace(selection, day=None)
        assert len(notices) == 1
    for selection in (Selection(day=-3), Selection(day=date(2011, 3, 1), alignment=Alignment.CALENDAR)):
        assert reconcile(selection, demo()) == (selection, ())
