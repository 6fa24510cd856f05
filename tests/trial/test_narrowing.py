"""What a count of a summary asks for: exactly its records are kept, wherever events are filtered."""

from dataclasses import replace

from tests.trial.reported import made
from trial import analysis
from trial.adverse.counts import GRADES, tally
from trial.adverse.summary import build
from trial.event_relations import Relation
from trial.narrowing import NO_GRADE, Narrowing
from trial.overview import build as overview
from trial.selection import Selection, filters_events, reconcile
from trial.selection_words import describe
from trial.shown_events import shown_events

KNOWN = analysis.build(made(), None)


def records(**asked):
    """The events that are shown when a count is asked for what it stands for."""
    selection, notices = reconcile(Selection(narrowing=Narrowing(**asked)), KNOWN)
    assert notices == ()
    return [one.event for one in shown_events(KNOWN, selection).events]


def test_behind_every_count_of_classes_and_terms_stand_its_records():
    for each in build(KNOWN, Selection()).classes:
        for row in (each.whole, *each.terms):
            assert tally(records(soc=row.soc, term=row.term)) == row.count
            for grade, patients in zip(GRADES, row.worst, strict=True):
                found = records(soc=row.soc, term=row.term, worst=grade or NO_GRADE)
                assert tally(found).patients == patients
                assert {event.grade for event in found} <= {grade}


def test_behind_every_period_and_judgement_stand_its_records():
    found = build(KNOWN, Selection())
    for row in found.periods:
        assert tally(records(period="".join(map(str, row.periods)))) == row.count
    for relation, verdicts in found.relations:
        for answer, count in ((True, verdicts.yes), (False, verdicts.no), (None, verdicts.unknown)):
            assert tally(records(judged=(relation, answer))) == count


def test_case_and_blanks_do_not_count():
    assert len(records(term=" headACHE ")) == 5


def test_the_overview_follows():
    selection = Selection(narrowing=Narrowing(term="Headache", worst=3))
    counts = [row.events.matching for row in overview(KNOWN, selection).rows]
    assert sorted(counts) == [0, 0, 1]


def test_what_these_data_do_not_have_is_dropped_and_told():
    asked = Selection(narrowing=Narrowing(term="Nothing", soc="Nervous", period="T9"))
    selection, notices = reconcile(asked, KNOWN)
    assert selection == replace(asked, narrowing=Narrowing(soc="Nervous"))
    assert notices == ("Not in these data and ignored: term Nothing, period T9.",)


def test_in_words():
    narrowing = Narrowing("Headache", "Nervous", "T0 or E", (Relation.CELLS, None), 2)
    selection = Selection(narrowing=narrowing, fatal=True)
    assert describe(selection, KNOWN) == (
        "Fatal events only", "Headache", "Class Nervous", "Began in T0 or E", "Relation to the cells not recorded",
        "Worst grade 2",
    )  # fmt: skip
    assert filters_events(Selection(narrowing=Narrowing(worst=NO_GRADE)))
    assert Narrowing(worst=NO_GRADE).words() == {"worst": "No grade recorded"}
