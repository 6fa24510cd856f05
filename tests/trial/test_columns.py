"""Columns of tables as arrays, against plain loops over their cells."""

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import table
from trial.columns import NOBODY, bounds, capitals, complete_days, first_days, first_rows, numbers, owners, texts

CELLS = st.lists(st.one_of(st.none(), st.sampled_from(["", " ", "a", " b ", "A"])), max_size=12)


@given(CELLS)
def test_texts_are_stripped_and_blank_ones_are_none(cells):
    found = texts(pd.DataFrame({"X": pd.Series(cells, dtype=object)}), "X")
    assert found.tolist() == [None if cell is None else cell.strip() or None for cell in cells]


@given(CELLS)
def test_capitals_are_texts_in_capital_letters(cells):
    frame = pd.DataFrame({"X": pd.Series(cells, dtype=object)})
    assert capitals(frame, "X").tolist() == [text and text.upper() for text in texts(frame, "X")]


def test_numbers_are_written_without_needless_decimals():
    assert texts(pd.DataFrame({"X": [4.0, 5.1, np.nan, -0.25]}), "X").tolist() == ["4", "5.1", None, "-0.25"]


def test_texts_of_other_text_types_are_read_too():
    assert texts(pd.DataFrame({"X": pd.Series(["a", None], dtype="str")}), "X").tolist() == ["a", None]


def test_a_column_that_is_absent_is_empty():
    frame = pd.DataFrame({"X": ["a", "b"]})
    assert texts(frame, "Y").tolist() == [None, None]
    assert np.isnan(numbers(frame, "Y")).all()
    assert np.isnan(bounds(frame, "Y")).all()
    assert owners(frame, {"a": 0}).tolist() == [NOBODY, NOBODY]


def test_only_complete_dates_have_a_day():
    frame = table("AE", [{"AESTDTC": text} for text in ("1970-01-03", "1970-01", None)])
    assert complete_days(frame, "AESTDTC")[0] == 2
    assert np.isnan(complete_days(frame, "AESTDTC")[1:]).all()


def test_rows_belong_to_their_subjects():
    frame = table("AE", [{"USUBJID": who} for who in ("B", "A", "C", None)])
    assert owners(frame, {"A": 0, "B": 1}).tolist() == [1, 0, NOBODY, NOBODY]


ROWS = st.lists(
    st.tuples(st.integers(-1, 2), st.one_of(st.just(np.nan), st.integers(0, 5).map(float)), st.booleans()), max_size=15
)


@given(ROWS)
def test_the_first_of_each_owner_among_the_wanted_rows(rows):
    owner = np.array([row[0] for row in rows], dtype=np.int64)
    days = np.array([row[1] for row in rows], dtype=np.float64)
    wanted = np.array([row[2] for row in rows], dtype=np.bool_)
    for position in range(3):
        mine = [(np.isnan(day), day, row) for row, (who, day, want) in enumerate(rows) if who == position and want]
        ranked = sorted(mine, key=lambda each: (each[0], 0 if each[0] else each[1], each[2]))
        assert first_rows(owner, days, wanted, 3)[position] == (ranked[0][2] if ranked else NOBODY)
        dated = [day for missing, day, _ in mine if not missing]
        found = first_days(owner, days, wanted, 3)[position]
        assert found == min(dated) if dated else np.isnan(found)
