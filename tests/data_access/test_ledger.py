"""Rows in = rows used + rows set aside, whatever the rows are like."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access import ledger
from tests.data_access.raws import assembled, raw
from tests.factories import study
from trial.snapshot import Unusable

DATES = st.sampled_from(["2011-01-20", "2011-01", "2011-02-30", "03/04/2011", "2099-01-01", None])
SUBJECTS = st.sampled_from(["S-01", "S-02", "S-99", None])
NUMBERS = st.sampled_from([1.0, 2.0, 99.0, -1.0, None])


def records(**columns: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(columns)


def one_of(*values: object) -> st.SearchStrategy[object]:
    return st.sampled_from(values)


PEOPLE = records(USUBJID=SUBJECTS, SEX=one_of("F", "M"))
EVENTS = records(
    USUBJID=SUBJECTS,
    AESEQ=NUMBERS,
    AETERM=one_of("A", "B", None),
    AESTDTC=DATES,
    AEENDTC=DATES,
    STUDYID=one_of("TCA-ALS-SYN", "OTHER", None),
)
SCORES = records(USUBJID=SUBJECTS, QSSEQ=NUMBERS, QSTESTCD=st.just("ALSR1TOT"), QSSTRESN=NUMBERS, QSDTC=DATES)
QUALIFIERS = records(
    RDOMAIN=one_of("AE", "QS"),
    USUBJID=SUBJECTS,
    IDVAR=one_of("AESEQ", "QSSEQ", None),
    IDVARVAL=one_of("1", "2", "9", None),
    QNAM=one_of("PESITE", "AETERM", None),
    QVAL=one_of("Y", "N", None),
)


@given(
    people=st.lists(PEOPLE, min_size=1, max_size=5),
    events=st.lists(EVENTS, max_size=8),
    scores=st.lists(SCORES, max_size=8),
    more_scores=st.lists(SCORES, max_size=4),
    qualifiers=st.lists(QUALIFIERS, max_size=6),
    aside=st.integers(min_value=0, max_value=2),
)
def test_every_row_ends_in_exactly_one_place(
    people: list[dict[str, str | None]],
    events: list[dict[str, str | float | None]],
    scores: list[dict[str, str | float | None]],
    more_scores: list[dict[str, str | float | None]],
    qualifiers: list[dict[str, str | None]],
    aside: int,
) -> None:
    broken = [len(scores) + 1 + at for at in range(aside)]
    raws = [
        raw("DM", people), raw("AE", events), raw("QS", scores, "qsa.csv", broken), raw("QS", more_scores, "qsb.csv"),
        raw("SUPP", qualifiers, "supp.csv"),
    ]  # fmt: skip
    given_rows = {(each.origin.file, row) for each in raws for row in each.frame.index}
    given_rows |= {("qsa.csv", row) for row in broken}
    state = assembled(*raws, of=study(data_cut=date(2012, 1, 1)))
    if isinstance(state, Unusable):
        assert state.code == "no_subjects"
        return
    used = [
        (file, row) for table in state.tables.values() for file, row in zip(table["@FILE"], table["@ROW"], strict=True)
    ]
    set_aside = [(each.file, each.row) for each in state.set_aside]
    assert len(used) == len(set(used))
    assert len(set_aside) == len(set(set_aside))
    assert set(used).isdisjoint(set_aside)
    assert set(used) | set(set_aside) == given_rows
    assert all(each.reason for each in state.set_aside)
    for count in state.ledger:
        assert count.rows_in == count.used + count.set_aside
        assert count.used == len(state.tables.get(count.table, ()))
        assert count.set_aside == sum(each.table == count.table for each in state.set_aside)


def test_a_row_that_got_lost_stops_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger.Draft, "rows_set_aside", lambda _: ())
    people = [{"USUBJID": "S-01"}, {"USUBJID": None}]
    with pytest.raises(ledger.LedgerError, match="DM: 2 rows in, 1 used, 0 set aside"):
        assembled(raw("DM", people), of=study(data_cut=date(2012, 1, 1)))
