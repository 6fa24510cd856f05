"""The patient's evaluation: nobody is dropped, and the interval is exact."""

from datetime import date

import pytest
from scipy.stats import binomtest

from tests.trial.instruments.measure_studies import asked, reply
from trial.instruments.evaluation import Answer

LATE = date(2012, 6, 30)


def test_answers_are_counted_for_each_question_and_visit() -> None:
    answers = {
        "A": [reply("YES"), reply("NO", code="PTEV102"), reply("UNSURE", 8, day="2012-02-28")],
        "B": [reply("NO"), reply("UNSURE", code="PTEV102")],
        "C": [reply("Y")],
    }
    found = asked(answers)
    month6 = found["effective", "MN6"]
    assert (month6.n, month6.yes, month6.no, month6.unsure, month6.no_answer) == (3, 2, 1, 0, 0)
    again = found["again", "MN6"]
    assert (again.n, again.yes, again.no, again.unsure, again.no_answer) == (3, 0, 1, 1, 1)
    assert found["effective", "MN12"].unsure == 1


def test_the_interval_is_that_of_clopper_and_pearson() -> None:
    answers = {str(at): [reply("YES" if at < 2 else "NO")] for at in range(6)}
    found = asked(answers)["effective", "MN6"]
    exact = binomtest(2, 6).proportion_ci(0.95, "exact")
    assert found.interval == pytest.approx((exact.low, exact.high), abs=1e-9)


def test_who_died_is_no_answer_and_stays_in_the_denominator() -> None:
    died = [{"USUBJID": "B", "DSDECOD": "DEATH", "DSSTDTC": "2011-05-01", "DSCAT": "DISPOSITION EVENT"}]
    found = asked({"A": [reply("YES")], "B": []}, DS=died)["effective", "MN6"]
    assert (found.n, found.yes, found.no_answer, found.left) == (2, 1, 1, 1)
    assert [(one.answer, one.why) for one in found.replies if one.subject == "B"] == [(Answer.NO_ANSWER, "died")]


def test_who_could_not_answer_is_told_with_the_reason() -> None:
    unable = reply(None, QSSTAT="NOT DONE", QSREASND="UNABLE TO COMMUNICATE")
    found = asked({"A": [unable]})["effective", "MN6"]
    assert (found.n, found.no_answer, found.replies[0].why) == (1, 1, "unable to communicate")


def test_a_word_that_is_no_answer_is_shown() -> None:
    found = asked({"A": [reply("MAYBE LATER")]})["effective", "MN6"]
    assert found.replies[0].why == "“maybe later” is no answer to this question"


def test_a_held_visit_without_a_record_and_a_missed_one() -> None:
    visits = [{"USUBJID": "A", "VISITNUM": 7.0, "VISIT": "MONTH 6", "SVSTDTC": "2011-08-31"}]
    found = asked({"A": [], "B": []}, SV=visits)["effective", "MN6"]
    assert [one.why for one in found.replies] == ["the visit was held, the question has no record", "visit missed"]
    assert (found.no_answer, found.left) == (2, 0)


def test_who_is_not_yet_asked_is_not_in_the_denominator() -> None:
    found = asked({"A": [reply("YES")], "B": []}, cut=date(2011, 9, 1))
    assert (found["effective", "MN6"].n, found["effective", "MN6"].not_yet) == (1, 1)
    later = found["effective", "MN12"]
    assert (later.n, later.not_yet, later.interval) == (0, 2, None)


def test_an_answer_after_the_cut_is_not_known() -> None:
    assert asked({"A": [reply("YES")]}, cut=date(2011, 8, 1))["effective", "MN6"].yes == 0


def test_without_records_every_treated_patient_is_no_answer() -> None:
    found = asked({"A": [], "B": []}, cut=LATE)["again", "MN12"]
    assert (found.n, found.no_answer) == (2, 2)
