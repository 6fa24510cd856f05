"""The page of the primary safety endpoint: what it says, what it links to, and what it says where nothing is known."""

from dataclasses import replace
from datetime import date

import pytest

from callbacks.context import Reading
from callbacks.safety import PAGES
from components import endpoint_page
from tests.components.sent import named, nodes, sent, text
from tests.factories import one_subject
from tests.trial.endpoint_studies import DEFICIT, SITE, UNSURE, many
from tests.trial.test_across import demo
from trial import endpoint
from trial import endpoint_words as words
from trial.analysis import build as analyse
from trial.endpoint_rates import Denominator, Window
from trial.endpoint_rates import Reading as Counting
from trial.selection import Part, Selection

EVENTS = [
    [SITE | {"AETOXGR": "2", "PEADJBY": "Neurologist", "PEADJDTC": "2011-05-02", "PEADJRAT": "A leak"}],
    [UNSURE | {"AETOXGR": "3", "AESER": "Y"}],
    [DEFICIT | {"PEADJ": "PENDING", "PEADJREQ": "2012-06-20", "AETERM": "Foot drop"}, {"AETERM": "Cold"}],
    [DEFICIT | {"PENATPRG": "Y"}],
    [],
]


def built(analysis=None, **selection):
    return endpoint.build(analysis or many(EVENTS), Selection(part=Part.ENDPOINT, **selection))


def page(result):
    return sent(endpoint_page.page(result))


def test_the_part_is_on_the_view_and_is_this_page():
    analysis = demo()
    reading = Reading("v", Selection(part=Part.ENDPOINT), None, analysis)
    assert sent(PAGES[Part.ENDPOINT](reading)) == page(endpoint.build(analysis, reading.selection))


def test_the_finding_of_the_demo():
    result = endpoint.build(demo(), Selection())
    assert words.finding(result) == "0 of 6 evaluable patients have a confirmed event; 1 pending adjudication (01-004)."
    assert words.not_excluded(result) == (
        "Zero in 6 does not exclude a true rate of 39 % (exact one-sided 95 % upper bound 39.3 %)."
    )
    (chances,) = named(page(result), "ep-chances")
    assert "5.9 % 26.5 % 46.9 % 73.8 % 88.2 % 98.4 %" in text(chances)


@pytest.mark.parametrize(
    ("events", "seen", "finding", "excluded"),
    [
        (
            [[SITE], []], (),
            "1 of 2 evaluable patients has a confirmed event (S-1).",
            "1 of 2 is compatible with a true rate anywhere from 1.3 % to 98.7 %.",
        ),
        ([[]], (), "0 of 1 evaluable patient has a confirmed event.", "Zero in 1 does not exclude a true rate of 95"),
        ([[]] * 3, (), "0 of 3 evaluable patients have a confirmed event.", "Zero in 3 does not exclude a true rate"),
        ([[]] * 12, (), "0 of 12 evaluable patients have a confirmed event.", "Zero in 12 does not exclude a true"),
        ([[], []], (29, 3), "None of 2 treated patients is evaluable at day 30 yet.", ""),
        (
            [[SITE | {"PEADJ": None}]], (9,),
            "None of 1 treated patient is evaluable at day 30 yet; 1 pending adjudication (S-1).", "",
        ),
    ],
)  # fmt: skip
def test_the_sentences_are_written_from_the_data(events, seen, finding, excluded):
    result = built(many(events, seen))
    assert words.finding(result) == finding
    assert words.not_excluded(result).startswith(excluded)
    assert bool(words.not_excluded(result)) == bool(excluded)


def test_every_number_of_the_table_is_the_result():
    result = built()
    cells = [text(cell) for cell in named(page(result), "ep-cell")]
    wanted = []
    for denominator in Denominator:
        peri = endpoint.rows(result, denominator, Window.PERI)[: denominator is not Denominator.MONTH_12]
        wanted += [rate for row in (*endpoint.rows(result, denominator), *peri) for rate in row]
    for cell, rate in zip(cells, wanted, strict=True):
        assert cell.startswith(f"{rate.k} of {rate.n} ")
        assert words.bounds(rate) in cell
    first = result.rate(Counting.PRIMARY, Denominator.TREATED)
    assert (first.k, first.n) == (2, 5)
    assert "5.3 to 85.3 %; ≤ 81.1 %" in cells[0]


def test_a_count_leads_to_the_events_of_its_patients_and_an_event_opens_its_record():
    made = page(built())
    counts = [one["props"]["href"] for one in named(made, "ep-count")]
    assert counts[0] == "/safety?subjects=S-1,S-2"
    assert counts[1] == "/safety?subjects=S-1"
    events = {one["props"]["data-change"]: one["props"]["href"] for one in named(made, "ep-event")}
    assert list(events) == ["event=S-1:1", "event=S-2:1", "event=S-3:1", "event=S-4:1"]
    assert events["event=S-3:1"] == "/safety?part=endpoint&event=S-3%3A1"
    patients = [one["props"]["href"] for one in named(made, "patient-link")]
    assert patients == [f"/patient/S-{n}" for n in range(1, 6)]


def test_judgements_stand_beside_the_event_and_a_blank_is_not_recorded():
    shown = [text(row) for row in nodes(page(built())) if row["type"] == "Tbody" and named(row, "chip")]
    assert "Final By Neurologist On 2 May 2011 Why: A leak" in shown[0]
    assert "day 9, serious, counts; not in the sensitivity analysis" in shown[1]
    assert "Sensitivity analysis: no event" in shown[1]
    assert "By, date and why not recorded" in shown[1]
    assert "Sent 20 Jun 2012, 10 days before the cut" in shown[2]
    assert "does not count: natural progression" in shown[3]
    assert shown[4].split() == ["S-5", "No", "event", "Followed", "to", "day", "61", "None"]


def test_facts_stand_below_what_may_count_with_their_sources():
    facts = named(page(built()), "ep-facts")
    assert len(facts) == 3
    assert "Onset within 14 days of infusion: Yes . Began on day 9. AESTDTC 2011-03-10" in " ".join(
        text(facts[0]).split()
    )
    opened = [one["props"]["open"] for fact in facts for one in nodes(fact) if one["type"] == "Details"]
    assert opened == [False, False, True]
    assert "verdict" in text(facts[0])


def test_the_method_says_what_the_rules_are():
    made = text(page(built()))
    assert "Post-dural-puncture headache: it is what the site’s flag says" in made
    assert "followed to day 335 without one, when the window of MN12 opens" in made
    bare = {"AETERM": "x", "AESTDTC": "2011-03-10", "PESITE": "Y", "PENEURO": "N"}
    unadjudicated = endpoint.build(analyse(one_subject(AE=[bare]), None), Selection())
    assert "no adjudication: the data have no PEADJ" in " ".join(words.method(unadjudicated))


def test_event_filters_are_said_to_change_nothing():
    assert "change nothing here" in text(page(built(grade=4)))
    assert "change nothing here" not in text(page(built()))


@pytest.mark.parametrize(
    ("snapshot", "says"),
    [
        (one_subject(), "There is no usable AE table."),
        (one_subject(AE=[{"AETERM": "x", "AESTDTC": "2011-03-10"}]), "AE has no PESITE and PENEURO."),
        (one_subject(AE=[{"AETERM": "x", "AESTDTC": "2011-03-10", "PESITE": "N"}]), "AE has no PENEURO."),
    ],
)
def test_an_endpoint_that_is_not_collected_says_what_it_needs(snapshot, says):
    made = page(endpoint.build(analyse(snapshot, None), Selection()))
    assert says in text(made)
    assert "study.toml, [safety]" in text(made)
    assert not named(made, "ep-rates")


def test_half_collected_shows_the_event_and_no_rate():
    row = {"AETERM": "x", "AESTDTC": "2011-03-10", "PESITE": "Y"}
    made = page(endpoint.build(analyse(one_subject(AE=[row]), None), Selection()))
    assert "1 patient with an event is known; the others cannot be judged." in text(made)
    assert len(named(made, "ep-event")) == 1


def test_other_empty_states():
    assert "has been treated by the data cut" in text(
        page(endpoint.build(many([[]], cut=date(2011, 2, 1)), Selection()))
    )
    nobody = built(status=("withdrawn",))
    assert "No patient matches" in text(page(nobody))
    crowd = page(built(many([[]] * 60)))
    assert "And 20 more patients, in the CSV: 20 no event." in text(crowd)
    assert len(named(crowd, "chip")) == 40


def test_unknown_grades_are_told_beside_and_deaths_without_reference_too():
    made = page(built(many([[SITE]])))
    assert "and 1 patient of unknown grade" in text(made)
    assert "gives no natural history" in text(made)
    with_deaths = endpoint.build(demo(), Selection())
    assert words.deaths(with_deaths.deaths).startswith("1 of 6 treated patients died. Death, tracheostomy or permanent")
    assert "expected" in words.deaths(with_deaths.deaths)
    assert "expected" not in words.deaths(replace(with_deaths.deaths, expected=None))
