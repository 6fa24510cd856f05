"""The rule on historical records, to the day: calendar months, both ends, partial dates, and what else is told."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import one_subject, study
from tests.trial.instruments.measure_studies import FVC, PERSON, breath
from tests.trial.shown import demo
from tests.trial.totals import total
from trial import historical, historical_words
from trial.analysis import Analysis, build
from trial.calendar import epoch_day, interval, months_before
from trial.historical import Eligibility
from trial.instrument_rules import InstrumentRules

SCREENING = "2011-02-01"
ELIGIBLE, SOME, OLD, AFTER, UNKNOWN = Eligibility


def known(day: str | None, months: int | None = 3, screening: str | None = SCREENING, **more: object) -> Analysis:
    """One subject infused on 2011-03-01 with one value that belongs to no planned visit."""
    dm = [{"SUBJID": "01", "RFICDTC": screening}]
    record = total(day, 40) | {"VISITNUM": 0.1, "VISIT": "HISTORICAL 1"} | more
    return build(one_subject(of=study(historical_months=months), DM=dm, QS=[record]), None)


def judged(analysis: Analysis) -> list[tuple[Eligibility, bool]]:
    found = historical.records(analysis, historical.build(analysis), {0})
    return [(one.eligibility, one.used) for one in found]


@pytest.mark.parametrize(
    ("day", "state", "used"),
    [
        ("2010-10-31", OLD, False),
        ("2010-11-01", ELIGIBLE, True),
        ("2010-11-02", ELIGIBLE, True),
        ("2011-01-31", ELIGIBLE, True),
        ("2011-02-01", ELIGIBLE, True),
        ("2011-02-02", AFTER, True),
        ("2011-03-01", AFTER, True),
        ("2010-12", ELIGIBLE, False),
        ("2010-11", ELIGIBLE, False),
        ("2010-10", OLD, False),
        ("2011-01", ELIGIBLE, False),
        ("2011-02", SOME, False),
        ("2010", SOME, False),
        ("2009", OLD, False),
        ("2011", SOME, False),
        ("2010---15", SOME, False),
        (None, SOME, False),
    ],
)
def test_both_ends_count_and_every_day_of_a_partial_date(day: str | None, state: Eligibility, used: bool) -> None:
    assert judged(known(day)) == [(state, used)]


@pytest.mark.parametrize(
    ("screening", "months", "first"),
    [
        ("2011-05-31", 3, "2011-02-28"),  # a day the month does not have becomes its last
        ("2012-05-31", 3, "2012-02-29"),
        ("2011-03-31", 1, "2011-02-28"),
        ("2011-01-15", 3, "2010-10-15"),  # over the turn of the year
        ("2011-02-28", 3, "2010-11-28"),
        ("2012-02-29", 12, "2011-02-28"),
    ],
)
def test_months_are_calendar_months(screening: str, months: int, first: str) -> None:
    admitted = historical.window(build(one_subject(DM=[{"RFICDTC": screening}]), None).subjects[0], months)
    assert admitted == (date.fromisoformat(first), date.fromisoformat(screening))


def test_a_value_of_a_planned_visit_or_after_the_anchor_is_no_history() -> None:
    assert judged(known("2011-02-01", VISITNUM=1.0, VISIT="SCREENING")) == []
    assert judged(known("2011-03-02")) == []
    assert judged(known("2011-03")) == [(AFTER, False)]


def test_without_a_screening_date_or_a_rule_nothing_is_excluded() -> None:
    found = known("2009-01-01", screening=None)
    assert judged(found) == [(UNKNOWN, True)]
    assert historical_words.sentence(found, [0], [0]) == "Historical values: 1 no screening date."
    free = known("2009-01-01", months=None)
    assert (judged(free), historical_words.sentence(free, [0], [0])) == ([], "")
    assert "sets no limit" in historical_words.rule_text(free)


def test_each_says_why() -> None:
    why = {
        day: next(historical.records(found, historical.build(found), {0})).why
        for day in ("2010-10-31", "2010-11-01", "2011-02", "2011-02-02")
        for found in [known(day)]
    }
    assert why == {
        "2010-10-31": "before 1 Nov 2010",
        "2010-11-01": "within 1 Nov 2010 to 1 Feb 2011",
        "2011-02": "can be a day inside 1 Nov 2010 to 1 Feb 2011 or outside: ask the site for the day",
        "2011-02-02": "after screening, 1 Feb 2011: data of the study, no history",
    }


def test_what_else_speaks_against_a_value_is_told() -> None:
    rows = [
        *breath("2010-12-01", None, 74.0, VISITNUM=0.1),
        *breath("2010-12-20", 3.5, 70.9, position=None, VISITNUM=0.2),
        {**total("2010-12", 40), "VISITNUM": 0.3},
    ]
    tables = {"RE": rows[:3], "QS": rows[3:], "VS": [{"VSTESTCD": "HEIGHT", "VSSTRESN": 178.0, "VSDTC": SCREENING}]}
    found = build(one_subject(of=study(instruments=InstrumentRules(fvc=FVC)), DM=[PERSON], **tables), None)
    told = {one.date: one.flags for one in historical.records(found, historical.build(found), {0})}
    assert told == {
        "2010-12": ("partial date, so in no fit",),
        "2010-12-01": ("% predicted by an unknown equation; recomputing is not possible: no litres recorded",),
        "2010-12-20": ("position not recorded",),
    }


@given(st.dates(date(2009, 1, 1), date(2011, 2, 28)), st.integers(1, 24), st.sampled_from(["day", "month", "year"]))
def test_a_date_is_judged_by_every_day_that_it_can_mean(day: date, months: int, known_to: str) -> None:
    last = date(2011, 2, 1)
    first = months_before(last, months)
    bounds = interval({"day": day.isoformat(), "month": day.isoformat()[:7], "year": day.isoformat()[:4]}[known_to])
    assert bounds is not None
    low, high = (np.array([float(epoch_day(each))]) for each in bounds)
    limits = (np.array([float(epoch_day(each))]) for each in (first, last))
    state = historical.ORDER[historical.states(low, high, *limits)[0]]
    inside = [
        first <= date.fromordinal(each) <= last for each in range(bounds[0].toordinal(), bounds[1].toordinal() + 1)
    ]
    assert (state is ELIGIBLE) == all(inside)
    assert (state is SOME) == (any(inside) and not all(inside))
    assert (state in (OLD, AFTER)) == (not any(inside))


def test_the_demo_counts_them() -> None:
    said = "Historical values: 50 eligible and 4 too old; 4 of them without a day, so in no fit."
    assert historical_words.sentence(demo(), range(6), range(4)) == said
    found = historical_words.view(demo())
    assert found.said == "50 eligible, 4 too old"
    assert [row[0] for row in found.counts.rows] == ["ALSFRS-R", "FVC", "MVIC arm", "MVIC grip"]
    assert [sum(row[1:]) for row in found.counts.rows] == [14, 14, 13, 13]
    assert len(found.records.rows) == len(historical_words.document(demo())) == 54
