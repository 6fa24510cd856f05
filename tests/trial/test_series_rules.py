"""Points that are too old for a fit, and assessments that were not done."""

import pytest

from tests import factories
from tests.trial.totals import ANCHOR, built, one, total
from trial.series import NotDone
from trial.slopes import fits

# Historical records: from the screening date less three calendar months, inclusive


@pytest.mark.parametrize(
    ("screening", "recorded", "used"),
    [
        ("2011-02-01", "2010-11-01", True),
        ("2011-02-01", "2010-10-31", False),
        ("2011-02-01", "2011-02-15", True),
        ("2011-05-31", "2011-02-28", True),
        ("2011-05-31", "2011-02-27", False),
    ],
)
def test_historical_rule(screening: str, recorded: str, used: bool) -> None:
    sv = [{"VISITNUM": 1, "VISIT": "SCREENING", "SVSTDTC": screening}]
    point = one(total(recorded, 36), SV=sv, EX=[{"EXSTDTC": "2011-06-01", "EXROUTE": "INTRATHECAL"}])[0]
    assert point["used"] is used
    assert point.get("reason") == (None if used else "historical record older than 3 months before screening")
    assert "day" in point


def test_one_month_is_written_in_the_singular() -> None:
    study = factories.study(historical_months=1)
    snapshot = factories.one_subject(of=study, QS=[total("2010-01-01", 36)], DM=[{"RFICDTC": "2011-02-01"}])
    points, _ = built(snapshot)
    assert points.reason.tolist() == ["historical record older than 1 month before screening"]


@pytest.mark.parametrize("study", [factories.study(historical_months=None), factories.study()])
def test_without_a_rule_or_a_screening_date_nothing_is_excluded(study: factories.Study) -> None:
    dm = [{"RFICDTC": "2011-02-01"}] if study.historical_months is None else [{}]
    points, _ = built(factories.one_subject(of=study, QS=[total("2001-01-01", 36)], DM=dm))
    assert points.used.tolist() == [True]


def test_an_old_record_is_in_no_fit() -> None:
    dm = [{"RFICDTC": "2011-02-01"}]
    snapshot = factories.one_subject(QS=[total("2010-01-01", 48), total("2011-02-01", 34), total(ANCHOR, 33)], DM=dm)
    points, _ = built(snapshot)
    assert fits(points, 4).pre(0).n == 2
    assert points.day[0] == -424


# Not done


def test_not_done_with_its_reason() -> None:
    points, not_done = built(
        factories.one_subject(
            QS=[
                total("2011-04", None, QSSTAT="NOT DONE"),
                total("2011-03-15T10:00", None, QSSTAT="NOT DONE", QSREASND="TOO WEAK", VISIT="WEEK 2"),
            ]
        )
    )
    assert len(points.day) == 0
    assert not_done == (
        NotDone(0, 0, 14, "2011-03-15", "WEEK 2", "TOO WEAK"),
        NotDone(0, 0, None, "2011-04", None, None),
    )


def test_a_whole_group_of_tests_not_done() -> None:
    """SDTM writes one record with --TESTCD = --ALL; the category still has to match."""
    where = (("QSCAT", ("ALSFRS-R",)), ("QSTESTCD", ("ALSR1TOT",)))
    study = factories.study(endpoints=(factories.endpoint(where=where), factories.endpoint("fvc", "FVCPP", "RE")))
    group = {"QSTESTCD": "QSALL", "QSDTC": "2011-03-15", "QSSTAT": "NOT DONE", "QSSTRESN": None, "QSREASND": "REFUSED"}
    records = [
        {**group, "QSCAT": "ALSFRS-R"},
        {**group, "QSCAT": "OTHER"},
        {**group, "QSCAT": "ALSFRS-R", "QSSTRESN": 9},
    ]
    points, not_done = built(factories.one_subject(of=study, QS=records))
    assert not_done == (NotDone(0, 0, 14, "2011-03-15", None, "REFUSED"),)
    assert len(points.day) == 0


def test_not_done_with_a_value_is_shown_and_not_used() -> None:
    point = one(total("2011-03-15", 33, QSSTAT="NOT DONE"), total("2011-03-15", 31))[0]
    assert (point["used"], point["reason"], point["value"]) == (False, "marked NOT DONE, yet has a value", 32)


def test_not_done_has_no_day_without_an_anchor() -> None:
    _, not_done = built(factories.one_subject(QS=[total("2011-03-15", None, QSSTAT="NOT DONE")], EX=[]))
    assert [(each.day, each.date) for each in not_done] == [(None, "2011-03-15")]
