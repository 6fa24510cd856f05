"""The page of summaries: every count leads to exactly its records; emptiness has a reason; nothing is dropped."""

import re
from collections.abc import Iterator
from datetime import date
from urllib.parse import parse_qsl

import pytest

from callbacks import session
from callbacks.export import LISTINGS
from components import safety_rows, summary_page
from data_access.assemble import assemble
from tests.environment import ROOT
from tests.factories import snapshot
from tests.trial.reported import PEOPLE, made
from trial import analysis
from trial.adverse import listings
from trial.adverse.counts import tally
from trial.adverse.summary import build
from trial.analysis import Analysis
from trial.safety import build as timeline_of
from trial.selection import Part, Selection, reconcile
from trial.shown_events import shown_events

DEMO = ROOT / "data_access" / "demo"
START = Selection(part=Part.SUMMARY)


@pytest.fixture(scope="module", params=["demo", "small"])
def known(request: pytest.FixtureRequest) -> Analysis:
    state = made() if request.param == "small" else assemble(DEMO, DEMO / "study.toml")
    return analysis.build(state, None)


def nodes(part: object) -> Iterator[dict[str, object]]:
    """Every element below a part, components too."""
    if isinstance(part, list | tuple):
        for each in part:
            yield from nodes(each)
    elif part is not None and not isinstance(part, str):
        plain = part if isinstance(part, dict) else part.to_plotly_json()
        yield {"tag": plain["type"], **plain["props"]}
        yield from nodes(plain["props"].get("children"))


def text(part: object) -> str:
    """All words below a part."""
    if part is None or isinstance(part, str):
        return part or ""
    if isinstance(part, list | tuple):
        return "".join(map(text, part))
    return text((part if isinstance(part, dict) else part.to_plotly_json())["props"].get("children"))


def page(known: Analysis, selection: Selection = START) -> list[object]:
    return summary_page.page(build(known, selection))


def counts(known: Analysis) -> list[dict[str, object]]:
    return [each for each in nodes(page(known)) if each.get("data-records")]


def records(known: Analysis, change: str) -> list[object]:
    """What is shown once the button was pressed."""
    pressed = session.switched(dict(pair.split("=", 1) for pair in change.split("&")), START)
    selection, notices = reconcile(pressed, known)
    assert notices == ()
    return [one.event for one in shown_events(known, selection).events]


def test_every_count_leads_to_exactly_its_records(known: Analysis) -> None:
    found = counts(known)
    assert len(found) > 25
    for each in found:
        shown = tally(records(known, str(each["data-change"])))
        told = [int(number) for number in re.findall(r"\d+", str(each["children"]))]
        noun = str(each["aria-label"])
        expected = [shown.patients, shown.events] if len(told) == 2 else (
            [shown.patients] if "patient" in noun.rpartition(":")[2] else [shown.events]
        )  # fmt: skip
        assert told == expected, noun


def test_every_count_says_what_it_is_and_changes_no_more_than_a_switch_may(known: Analysis) -> None:
    for each in counts(known):
        assert re.search(r"show .*events?|show them", str(each["aria-label"]))
        assert 0 < len(parse_qsl(str(each["data-change"]), keep_blank_values=True)) <= session.MOST_SWITCHES


def test_every_event_is_counted_and_uncoded_ones_say_so() -> None:
    found = analysis.build(made(), None)
    said = text(page(found))
    assert "Not coded" in said
    assert "uncoded" in said
    assert "All 7 events of the 3 patients shown" in said
    assert "the study file lists none" in said


def test_filters_change_what_is_counted_and_it_is_said() -> None:
    found = analysis.build(made(), None)
    assert "2 of 7 events of the 3 patients shown kept by the filters" in text(page(found, Selection(grade=3)))


@pytest.mark.parametrize(
    ("state", "selection", "words"),
    [
        (snapshot({"DM": [{"USUBJID": "S-01"}]}), START, "Adverse events are not in these data"),
        (snapshot({"DM": [{"USUBJID": "S-01"}], "AE": []}), START, "0 adverse events"),
        (made(), Selection(grade=5), "No event matches"),
    ],
)
def test_emptiness_has_a_reason(state, selection, words) -> None:
    assert words in text(page(analysis.build(state, None), selection))


def test_listings_hold_the_same_numbers(known: Analysis) -> None:
    found = build(known, START)
    terms = listings.terms_listing(known, START)
    assert [row[3] for row in terms.rows if row[1] is None] == [each.whole.count.patients for each in found.classes]
    for make in (listings.counts_listing, listings.rates_listing, listings.serious_listing, listings.special_listing):
        made_of = make(known, START)
        assert made_of.name in LISTINGS
        assert all(len(row) == len(made_of.columns) for row in made_of.rows)
    assert len(listings.serious_listing(known, START).rows) == len(found.serious)


def test_the_cut_is_followed() -> None:
    state = assemble(DEMO, DEMO / "study.toml")
    early = analysis.build(state, date(2011, 1, 31))
    late = analysis.build(state, None)
    assert build(early, START).kept.events < build(late, START).kept.events


def test_treatment_emergent_is_of_the_treated():
    """Who was never treated cannot have a treatment-emergent event: the share is of the treated, and says so."""
    people = [*PEOPLE, "S-04"]
    state = made(DM=[{"USUBJID": who, "SUBJID": who} for who in people])
    found = analysis.build(state, None)
    said = text(page(found))
    assert "Treatment-emergentof 3 treated3 (100 %)" in said
    assert "Any event3 (75 %)" in said
    assert "of the 4 patients shown, 1 of them not treated" in said
    rows = {(row[1], row[2]): row[3:5] for row in listings.counts_listing(found, START).rows}
    assert rows["Treatment-emergent", "yes"] == (3, 3)
    assert rows["Serious", "yes"][1] == 4


def test_what_is_recorded_of_no_event_is_not_a_zero():
    """Without AESER nobody knows how many events are serious: no 0 %, no rate with a small upper bound."""
    found = analysis.build(made(), None)
    assert all(event.serious is None for event in found.events)
    said = text(page(found))
    assert "Seriousnot recorded––7" in said
    assert "Serious0" not in said
    assert "The data do not say of any event whether it is serious." in said
    (rate,) = [each for each in build(found, START).rates if each.query == "serious=1"]
    assert (rate.is_unanswered, rate.rate.rate, rate.rate.upper) == (True, None, None)
    timeline = text(safety_rows.counts(timeline_of(found, START)))
    assert "With a serious eventNot recorded" in timeline
