"""The selection as an address: every selection survives the way there and back; no text breaks the reader."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import state
from components.state import InvalidStateError
from trial.event_relations import Relation
from trial.handling import History, Strategy
from trial.narrowing import Narrowing
from trial.selection import Alignment, Arrangement, Display, Lane, Scale, Selection, Sort
from trial.subjects import SubjectStatus

IDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(lambda t: t.strip())
MONTHS = (
    st.tuples(st.integers(-12_000, 12_000), st.integers(-12_000, 12_000))
    .filter(lambda pair: pair[0] < pair[1])
    .map(lambda pair: (pair[0] / 10, pair[1] / 10))
)
NAMES = IDS.map(lambda text: " ".join(text.split()))
PAIRS = st.tuples(IDS, IDS).map(lambda pair: f"{pair[0]}:{pair[1]}")
SELECTIONS = st.builds(
    Selection,
    subjects=st.lists(IDS, max_size=6, unique=True).map(tuple),
    status=st.lists(st.sampled_from(SubjectStatus), unique=True).map(tuple),
    endpoints=st.lists(IDS, max_size=4, unique=True).map(tuple),
    months=st.none() | MONTHS,
    grade=st.none() | st.integers(1, 5),
    serious=st.booleans(),
    related=st.booleans(),
    emergent=st.booleans(),
    procedure_emergent=st.booleans(),
    aesi=st.booleans(),
    fatal=st.booleans(),
    narrowing=st.builds(
        Narrowing,
        term=st.none() | NAMES,
        soc=st.none() | NAMES,
        period=st.none() | NAMES,
        judged=st.none() | st.tuples(st.sampled_from(Relation), st.sampled_from((True, False, None))),
        worst=st.none() | st.integers(0, 5),
    ),
    expected=st.booleans(),
    natural=st.booleans(),
    history=st.sampled_from(History),
    strategy=st.sampled_from(Strategy),
    cut=st.none() | st.integers(0, 20_000).map(lambda n: date(1980, 1, 1) + timedelta(days=n)),
    arrangement=st.sampled_from(Arrangement),
    alignment=st.sampled_from(Alignment),
    scale=st.sampled_from(Scale),
    display=st.sampled_from(Display),
    sort=st.sampled_from(Sort),
    lanes=st.sets(st.sampled_from(Lane)).map(lambda chosen: tuple(lane for lane in Lane if lane in chosen)),
    day=st.none() | st.integers(-99_999, 99_999) | st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    page=st.integers(1, 99_999),
    event=st.none() | PAIRS,
    visit=st.none() | PAIRS,
)


@given(SELECTIONS)
def test_a_selection_survives_the_address(selection: Selection) -> None:
    assert state.from_query(state.to_query(selection)) == (selection, ())


@given(SELECTIONS, st.none() | IDS)
def test_a_selection_survives_the_store(selection: Selection, subject: str | None) -> None:
    assert state.from_store(state.to_store(selection, subject)) == (selection, subject)


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(text: str) -> None:
    selection, notices = state.from_query(text)
    again, more = state.from_query(state.to_query(selection))
    assert again == selection
    assert more == ()
    assert all(len(notice) < 200 and notice.endswith(".") for notice in notices)


def test_defaults_are_left_out() -> None:
    assert state.to_query(Selection()) == ""


def test_the_contract_keys_are_read() -> None:
    query = "?subjects=01-001,01-003&endpoints=alsfrs_r,fvc&months=-6..12&grade=3&serious=1&related=1&cut=2011-12-31"
    assert state.from_query(query) == (
        Selection(
            subjects=("01-001", "01-003"),
            endpoints=("alsfrs_r", "fvc"),
            months=(-6.0, 12.0),
            grade=3,
            serious=True,
            related=True,
            cut=date(2011, 12, 31),
        ),
        (),
    )


@pytest.mark.parametrize(
    "pair",
    [
        "grade=9",
        "grade=3.5",
        "grade=٣",
        "months=12..-6",
        "months=a..b",
        "months=-6..inf",
        "serious=yes",
        "cut=2011-02-30",
        "cut=20111231",
        "layout=sideways",
        "page=0",
        "subjects=",
        "subjects=%FF",
        "event=nothing",
        "term=",
        "judged=cells",
        "judged=liver:yes",
        "worst=6",
        "utm_source=mail",
    ],
)
def test_a_bad_value_is_told_and_the_rest_is_kept(pair: str) -> None:
    selection, notices = state.from_query(f"{pair}&related=1")
    assert selection == Selection(related=True)
    assert len(notices) == 1
    assert pair.split("=", maxsplit=1)[0] in notices[0]


def test_encoded_commas_part_statuses_too() -> None:
    assert state.from_query("status=died%2Cwithdrawn") == state.from_query("status=died,withdrawn")
    assert state.from_query("status=died%2Cwithdrawn")[1] == ()


def test_the_first_of_two_equal_keys_is_used() -> None:
    selection, notices = state.from_query("grade=3&grade=2")
    assert selection.grade == 3
    assert "twice" in notices[0]


def test_an_endless_address_is_refused_as_a_whole() -> None:
    selection, notices = state.from_query("subjects=" + "a," * 5_000)
    assert selection == Selection()
    assert "too long" in notices[0]


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        "grade=3",
        {"query": "grade=3"},
        {"query": "grade=9", "subject": None},
        {"query": "serious=1&grade=3", "subject": None},
        {"query": "", "subject": 7},
        {"query": "", "subject": "x" * 101},
        {"query": "", "subject": None, "more": 1},
    ],
)
def test_a_foreign_store_is_refused(stored: object) -> None:
    with pytest.raises(InvalidStateError):
        state.from_store(stored)


@pytest.mark.parametrize("value", [True, "3", float("nan"), float("inf"), [1]])
def test_a_control_gives_finite_numbers_only(value: object) -> None:
    with pytest.raises(InvalidStateError):
        state.finite(value)


def test_a_patient_path_is_encoded() -> None:
    assert state.patient_path("01/001 ä") == "/patient/01%2F001%20%C3%A4"
