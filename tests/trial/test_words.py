"""One way to write numbers, days and counts."""

from datetime import date

import pytest

from trial import words


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (-1.3319, 2, "−1.33"),
        (0.4648, 2, "0.46"),
        (-0.004, 2, "0.00"),
        (34.0, 0, "34"),
        (-0.5, 0, "0"),
        (1234.5, 1, "1234.5"),
    ],
)
def test_a_number_has_a_true_minus_and_no_negative_zero(value: float, decimals: int, text: str) -> None:
    assert words.number(value, decimals) == text


@pytest.mark.parametrize(("value", "text"), [(0.4648, "+0.46"), (-0.13, "−0.13"), (0.001, "0.00"), (-0.001, "0.00")])
def test_a_change_has_its_sign(value: float, text: str) -> None:
    assert words.signed(value, 2) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(-6.0, "−6"), (0.25, "0.25"), (1234567, "1234567"), (0.1 + 0.2, "0.3"), (-0.0, "0"), (99.95, "99.95")],
)
def test_a_number_of_the_data_keeps_its_decimals(value: float, text: str) -> None:
    assert words.shortest(value) == text


def test_an_interval_is_written_with_to() -> None:
    assert words.interval_text(-0.47, 1.25, 2) == "−0.47 to 1.25"


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2011, 11, 30), date(2011, 12, 28), "30 Nov to 28 Dec 2011"),
        (date(2011, 11, 14), date(2012, 1, 13), "14 Nov 2011 to 13 Jan 2012"),
        (date(2011, 3, 1), date(2011, 3, 1), "1 Mar 2011"),
    ],
)
def test_a_range_shows_both_years_when_it_crosses_one(first: date, last: date, text: str) -> None:
    assert words.range_text(first, last) == text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [(36, 42, "36 of 42 (86 %)"), (0, 6, "0 of 6 (0 %)"), (0, 0, "0 of 0"), (1, 8, "1 of 8 (13 %)")],
)
def test_a_share_has_its_denominator(part: int, whole: int, text: str) -> None:
    assert words.share(part, whole) == text


def test_counts_and_lists_are_words() -> None:
    assert words.counted(1, "event") == "1 event"
    assert words.counted(0, "event") == "0 events"
    assert words.counted(2, "patient-year", "patient-years") == "2 patient-years"
    assert [words.listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_many_things_are_named_up_to_a_number() -> None:
    assert [words.listed(list("abcd")[:n], 3) for n in range(5)] == [
        "", "a", "a and b", "a, b and c", "a, b, c and 1 more",
    ]  # fmt: skip
    assert words.listed("abcd") == "a, b, c and d"


@pytest.mark.parametrize(
    ("label", "text"), [("Infusion", "infusion"), ("IT dose", "IT dose"), ("First dose", "first dose")]
)
def test_a_label_inside_a_sentence_keeps_its_abbreviations(label: str, text: str) -> None:
    assert words.inner(label) == text


def test_what_was_not_done_has_its_reason() -> None:
    assert words.not_done("TOO WEAK") == "not done: too weak"
    assert words.not_done(None) == "not done: no reason given"
