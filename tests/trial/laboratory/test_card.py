"""The card of laboratory values and vital signs of one patient: its sentence, its occasions, its cells."""

from tests.factories import one_subject
from tests.trial.laboratory.test_values import lb
from tests.trial.shown import demo
from trial.analysis import build as analyse
from trial.laboratory.card import LaboratoryCard, build, name_of
from trial.laboratory.document import laboratory
from trial.laboratory.listing import COLUMNS, listing
from trial.selection import Selection

WORDS = "Laboratory values and vital signs are not in these data: there is no LB and no VS."


def card(*rows, **tables) -> LaboratoryCard:
    """The card of the one patient of a small study."""
    given = ({"LB": list(rows)} if rows else {}) | tables
    found = build(analyse(one_subject(**given), None), Selection(), "01")
    assert found is not None
    return found


def test_absent_tables_and_absent_values_are_told_apart() -> None:
    assert card().sentence == WORDS
    other = build(analyse(one_subject(LB=[lb(LBDTC="2015-01-01")]), None), Selection(), "01")
    assert other is not None
    assert other.sentence == "No laboratory value or vital sign of this patient by the data cut."
    assert card(lb()).absent == ("VS",)
    assert build(demo(), Selection(), "nobody") is None


def test_the_sentence_says_what_lies_outside_and_where() -> None:
    csf = {"LBSPEC": "CEREBROSPINAL FLUID", "VISITNUM": 4.0, "VISIT": "WEEK 2"}
    rows = [lb(), lb(), lb(0.4, **csf, LBDTC="2011-03-15"), lb(20.0, **csf, LBDTC="2011-03-20")]
    assert card(*rows).sentence == (
        "2 tests; 2 of 4 results with limits outside them: Protein (cerebrospinal fluid) high day 19."
    )
    assert card(lb()).sentence == "1 test; none of 1 result with limits is outside them."
    assert card(lb(LBSTNRLO=None, LBSTNRHI=None)).sentence == "1 test, 1 result, none with limits."


def test_occasions_are_visits_or_days_and_hold_every_result() -> None:
    rows = [
        *(lb(value, VISITNUM=4.0, VISIT="WEEK 2", LBDTC=f"2011-03-{day}") for value, day in ((5.0, 15), (6.0, 16))),
        lb(7.0, LBDTC="2011-02-01"), lb(8.0, LBDTC="2011-04"),
    ]  # fmt: skip
    found = card(*rows)
    assert [(one.label, one.when) for one in found.occasions] == [
        ("No visit", "day −28"), ("Week 2", "day 14 to 15"), ("No date", "no day"),
    ]  # fmt: skip
    ((_, (series,)),) = found.groups
    assert [[result.value for result in cell] for cell in series.cells] == [[7.0], [5.0, 6.0], [8.0]]


def test_groups_follow_the_specimen_and_names_the_position() -> None:
    vs = [{"VSTESTCD": "SYSBP", "VSTEST": "Systolic", "VSSTRESN": 120.0, "VSPOS": "SUPINE", "VSDTC": "2011-03-01"}]
    found = card(lb(), lb(LBSPEC="CEREBROSPINAL FLUID"), lb(LBSPEC=None), VS=vs)
    assert [name for name, _ in found.groups] == ["Serum", "Cerebrospinal fluid", "Laboratory", "Vital signs"]
    assert name_of(found.groups[-1][1][0].test) == "Systolic, supine"


def test_the_demo_shows_the_fluid_beside_the_radicular_pain() -> None:
    found = build(demo(), Selection(), "01-004")
    assert found is not None
    fluid = dict(found.groups)["Cerebrospinal fluid"]
    assert {one.test.code for one in fluid} == {"WBC", "PROT"}
    assert all(any(result.mark.name == "HIGH" and (result.day or 0) > 0 for result in one.results) for one in fluid)


def test_the_document_has_an_entry_a_series_and_the_listing_a_row_a_result() -> None:
    made = analyse(
        one_subject(LB=[lb(4.0), lb(10.0, LBDTC="2011-05-01"), lb(None, LBSTRESC="N", LBTESTCD="KET")]), None
    )
    (entry,) = laboratory(made)
    assert entry == {
        "subject": "01", "domain": "LB", "test": "PROT", "name": "Protein", "specimen": "SERUM", "details": [],
        "unit": "g/L", "values": 2, "baseline": 4.0, "baseline_day": 0, "last": 10.0, "last_day": 61, "change": 6.0,
        "with_limits": 2, "abnormal": 1,
    }  # fmt: skip
    rows = listing(made, Selection()).rows
    assert [len(row) for row in rows] == [len(COLUMNS)] * 3
    assert rows[1][6:] == (61, "2011-05-01", None, 10.0, None, "g/L", 1.0, 9.0, "high", False, None, False, 6.0)
    assert listing(made, Selection(subjects=("other",))).rows == ()
