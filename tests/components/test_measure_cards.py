"""The cards of measurements and of the patients' evaluation as they stand on the page."""

from components import evaluation_card, measure_cards
from tests.components.sent import sent, text
from tests.trial.shown import demo
from trial.instruments.evaluation import Answer, Reply, Tally
from trial.measure_listings import evaluations
from trial.measurements import Measurements, build
from trial.selection import Selection
from trial.subjects import SubjectId

VISITS = {"MN6": "Month 6", "MN12": "Month 12"}


def test_lung_function_stands_alone_and_the_others_side_by_side() -> None:
    spirometry, pair = measure_cards.cards(build(demo(), "01-001"))
    assert "Forced vital capacity" in text(sent(spirometry))
    assert [("MVIC" in text(one), "EMG" in text(one)) for one in sent(pair)["props"]["children"]] == [
        (True, False), (False, True),
    ]  # fmt: skip


def test_without_an_instrument_there_is_no_card() -> None:
    assert measure_cards.cards(Measurements("01-001", ())) == []


def test_the_evaluation_counts_everybody_and_says_what_it_is_worth() -> None:
    tallies = demo().instruments.evaluation
    assert tallies is not None
    rows = evaluation_card.table(tallies, VISITS).rows
    assert rows[0] == (
        "The treatment is effective for me", "Month 6", "1 of 5", "1 to 72 %", 2, 1, 0, 1, "01-005 withdrew", 1,
    )  # fmt: skip
    assert rows[1][1:4] == ("Month 12", "1 of 3", "1 to 91 %")
    assert rows[1][8] == "01-003 died; 01-005 withdrew"
    said = " ".join(text(sent(one)) for one in evaluation_card.parts(tallies, VISITS))
    assert "Unblinded" in said and "expectation bias" in said and "Clopper and Pearson" in said


def test_the_evaluation_follows_the_filters() -> None:
    tallies = evaluations(demo(), Selection(subjects=("01-003", "01-005")))
    assert tallies is not None
    rows = evaluation_card.table(tallies, VISITS).rows
    assert [row[2:4] for row in rows[:2]] == [("0 of 2", "0 to 84 %"), ("0 of 2", "0 to 84 %")]
    assert rows[1][8] == "01-003 died; 01-005 withdrew"
    nobody = evaluations(demo(), Selection(subjects=("nobody",)))
    assert nobody is not None
    assert [(tally.n, tally.interval) for tally in nobody] == [(0, None)] * 4


def test_of_many_without_an_answer_the_first_are_named() -> None:
    replies = tuple(Reply(SubjectId(f"S{at}"), Answer.NO_ANSWER, "died") for at in range(8))
    tally = Tally("effective", "MN6", 8, 0, 0, 0, 8, 0, 0, (0.0, 0.37), replies)
    (row,) = evaluation_card.table([tally], VISITS).rows
    assert str(row[8]).endswith("S5 died; and 2 more")


def test_an_evaluation_that_is_not_named_says_so() -> None:
    assert "[instruments.evaluation]" in text(sent(evaluation_card.parts(None, {})[1]))
