"""Points: which records, one a calendar day, in which order."""

import json
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import factories
from tests.trial.totals import ANCHOR, built, one, rows, total
from trial.series import Points
from trial.slopes import fits


def test_a_point_has_day_value_date_and_visit() -> None:
    assert one(total("2011-03-15", 33, VISIT="WEEK 2", VISITNUM=4)) == [
        {
            "day": 14, "value": 33, "date": "2011-03-15", "visit": "WEEK 2", "visitnum": 4, "used": True, "records": 1,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(("written", "day"), [(ANCHOR, 0), ("2011-02-28", -1), ("2011-03-02", 1), ("2010-12-01", -90)])
def test_days_count_from_the_anchor(written: str, day: int) -> None:
    assert [point["day"] for point in one(total(written, 30))] == [day]


def test_values_of_one_calendar_day_are_averaged() -> None:
    points = one(
        total("2011-03-15T09:00", 33, VISITNUM=4),
        total("2011-03-15T17:30", 30, VISIT="WEEK 2", VISITNUM=4.1),
        total("2011-03-15", 33, VISIT="REPEAT", VISITNUM=4.2),
        total("2011-03-16", 20),
    )
    assert points[0] == {
        "day": 14, "value": 32, "date": "2011-03-15", "visit": "WEEK 2", "visitnum": 4.1, "used": True, "records": 3,
    }  # fmt: skip
    assert [point["day"] for point in points] == [14, 15]


def test_equal_values_average_to_themselves() -> None:
    assert sum([0.1] * 3) / 3 != 0.1
    assert one(*[total("2011-03-15", 0.1)] * 3)[0]["value"] == 0.1


def test_a_day_without_visit_text_has_the_number_of_its_first_record() -> None:
    point = one(total("2011-03-15", 33, VISITNUM=4), total("2011-03-15", 33, VISITNUM=5))[0]
    assert ("visit" in point, point["visitnum"]) == (False, 4)


def test_partial_dates_stand_last_as_written_and_unused() -> None:
    points = one(
        total("2011-03", 30), total("2011", 29), total("2011-04-01", 28), total("2011-03", 31), total(None, 27)
    )
    assert [(point.get("day"), point.get("date"), point["value"]) for point in points] == [
        (31, "2011-04-01", 28), (None, "2011", 29), (None, "2011-03", 30), (None, "2011-03", 31), (None, None, 27),
    ]  # fmt: skip
    assert [point.get("reason") for point in points] == [None, *["partial date"] * 3, "no date"]
    assert [point["used"] for point in points] == [True, False, False, False, False]


def test_records_of_others_and_of_other_tests_are_no_points() -> None:
    assert one(
        total("2011-03-15", 33, QSTESTCD="ALSR101"), total("2011-03-15", 33, USUBJID="S-99"), total("2011-03-15", None)
    ) == []  # fmt: skip


def test_every_pair_of_the_study_file_must_match() -> None:
    where = (("QSCAT", ("ALSFRS-R", "ALSFRS R")), ("QSTESTCD", ("TOT",)), ("VISITNUM", ("4", "5.1")))
    study = factories.study(endpoints=(factories.endpoint(where=where),))
    good = {"QSCAT": "ALSFRS-R ", "QSTESTCD": "TOT", "VISITNUM": 4, "QSDTC": "2011-03-15", "QSSTRESN": 1}
    changes = (
        {}, {"QSCAT": "ALSFRS"}, {"QSCAT": None}, {"QSTESTCD": "tot"}, {"VISITNUM": 5},
        {"VISITNUM": 5.1, "QSCAT": "ALSFRS R", "QSDTC": "2011-03-16"},
    )  # fmt: skip
    records = [{**good, **change} for change in changes]
    points, _ = built(factories.one_subject(of=study, QS=records))
    assert points.date.tolist() == ["2011-03-15", "2011-03-16"]


def test_a_column_that_the_data_lack_matches_nothing() -> None:
    study = factories.study(endpoints=(factories.endpoint(where=(("QSSCAT", ("X",)),)),))
    points, _ = built(factories.one_subject(of=study, QS=[total("2011-03-15", 33)]))
    assert len(points.day) == 0


def test_the_study_file_names_value_and_date() -> None:
    endpoint = factories.endpoint("weight", "WEIGHT", "VS", value="VSORRES", date="VSENDTC")
    record = {"VSTESTCD": "WEIGHT", "VSDTC": "2011-03-02", "VSENDTC": "2011-03-04", "VSORRES": "71.5", "VSSTRESN": 1.0}
    points, _ = built(factories.one_subject(of=factories.study(endpoints=(endpoint,)), VS=[record]))
    assert (points.day.tolist(), points.value.tolist()) == ([3], [71.5])


# Subjects without an anchor, records after the cut


def test_without_an_anchor_there_is_no_day_and_the_reason_is_given() -> None:
    points = one(total("2011-03-15", 33), total("2011-03-15", 30), total("2011-02", 31), EX=[])
    assert points == [
        {"value": 31.5, "date": "2011-03-15", "used": False, "reason": "no infusion date", "records": 2},
        {"value": 31, "date": "2011-02", "used": False, "reason": "partial date", "records": 1},
    ]


def test_an_incomplete_anchor_is_told() -> None:
    ex = [{"EXSTDTC": "2011-03", "EXROUTE": "INTRATHECAL"}]
    assert one(total("2011-03-15", 33), EX=ex)[0]["reason"] == "the infusion date is incomplete"


def test_an_anchor_after_the_cut_is_none_yet() -> None:
    points, _ = built(factories.one_subject(QS=[total("2011-02-15", 33), total("2011-03-15", 32)]), date(2011, 2, 20))
    assert [(point["date"], point.get("reason")) for point in rows(points)] == [("2011-02-15", "no infusion date")]


def test_a_record_that_starts_after_the_cut_is_not_known() -> None:
    snapshot = factories.one_subject(QS=[total("2011-03-15", 33), total("2011-03-16", 32), total("2011-03", 31)])
    points, _ = built(snapshot, date(2011, 3, 15))
    assert points.value.tolist() == [33, 31]


def test_a_date_after_the_cut_makes_no_point_even_where_the_record_began_before() -> None:
    endpoint = factories.endpoint("weight", "WEIGHT", "VS", date="VSENDTC")
    record = {"VSTESTCD": "WEIGHT", "VSDTC": "2011-03-02", "VSENDTC": "2011-03-04", "VSSTRESN": 71.5}
    snapshot = factories.one_subject(of=factories.study(endpoints=(endpoint,)), VS=[record])
    assert [len(built(snapshot, date(2011, 3, day))[0].day) for day in (3, 4)] == [0, 1]


# Order and offsets


def two_by_two() -> dict[str, list[dict[str, object]]]:
    def breath(subject: str, day: str, value: float) -> dict[str, object]:
        return {"USUBJID": subject, "RETESTCD": "FVCPP", "REDTC": day, "RESTRESN": value}

    return {
        "DM": [{"USUBJID": "S-02", "SUBJID": "02"}, {"USUBJID": "S-01", "SUBJID": "01"}, {"USUBJID": "S-03"}],
        "EX": [{"USUBJID": f"S-0{n}", "EXSTDTC": ANCHOR, "EXROUTE": "INTRATHECAL"} for n in (1, 2, 3)],
        "RE": [breath("S-02", "2011-03-20", 70), breath("S-02", "2011-03-10", 75), breath("S-01", "2011-03-10", 80)],
        "QS": [total("2011-03-15", 33, USUBJID="S-02"), total("2011-03-12", 34, USUBJID="S-02")],
    }


def test_points_are_sorted_and_offsets_cover_every_pair() -> None:
    points, _ = built(factories.snapshot(two_by_two()))
    assert points.subject.tolist() == [0, 1, 1, 1, 1]
    assert points.endpoint.tolist() == [1, 0, 0, 1, 1]
    assert points.day.tolist() == [9, 11, 14, 9, 19]
    assert points.offsets.tolist() == [0, 0, 1, 1, 1, 3, 5, 5, 5, 5, 5, 5, 5]


def test_the_same_day_of_another_subject_or_endpoint_is_another_point() -> None:
    made = two_by_two()
    breath = {"RETESTCD": "FVCPP", "REDTC": "2011-03-10", "RESTRESN": 80}
    made["RE"] = [{**breath, "USUBJID": subject} for subject in ("S-01", "S-02")]
    made["QS"] = [total("2011-03-10", 30, USUBJID="S-01")]
    points, _ = built(factories.snapshot(made))
    assert points.subject.tolist() == [0, 0, 1]
    assert points.endpoint.tolist() == [0, 1, 1]
    assert points.records.tolist() == [1, 1, 1]


@pytest.mark.parametrize("records", [{}, {"QS": []}, {"DM": [{"USUBJID": "S-01"}]}])
def test_nothing_to_show(records: dict[str, list[dict[str, object]]]) -> None:
    points, not_done = built(factories.snapshot({"DM": [], **records}))
    assert (len(points.day), not_done) == (0, ())
    assert points.offsets.tolist() == [0] * (1 + 4 * len(records.get("DM", ())))


@given(order=st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(order: list[int]) -> None:
    days = ("2011-01-10", "2011-02-10", ANCHOR, "2011-03-15", "2011-03-15", "2011-04-20")
    records = [total(day, value) for day, value in zip(days, (36.2, 35.1, 34, 33.7, 33.3, 31), strict=True)]
    one_way, _ = built(factories.one_subject(QS=records))
    other, _ = built(factories.one_subject(QS=[records[position] for position in order]))
    assert json.dumps(rows(other)) == json.dumps(rows(one_way))


@given(shift=st.integers(-2000, 2000))
def test_moving_every_date_moves_no_day_and_no_slope(shift: int) -> None:
    """The infusion moves with the records."""

    def moved(text: str) -> str:
        return str(np.datetime64(text) + shift)

    days = ("2010-12-02", "2011-01-02", "2011-02-02", ANCHOR, "2011-03-15", "2011-03-31", "2011-05-01", "2011-08-31")
    values = (36, 34, 33, 32, 32, 31, 30, 27)

    def course(at: object) -> Points:
        ex = [{"EXSTDTC": at(ANCHOR), "EXROUTE": "INTRATHECAL"}]
        qs = [total(at(day), value) for day, value in zip(days, values, strict=True)]
        return built(factories.one_subject(cut=date(2030, 1, 1), EX=ex, QS=qs))[0]

    here, there = course(str), course(moved)
    assert there.day.tolist() == here.day.tolist()
    assert fits(there, 4).change(0) == fits(here, 4).change(0)
