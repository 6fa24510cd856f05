"""The card of historical records: counts by endpoint, every record with its why, a way to the patient."""

from dataclasses import replace

from components import historical_card, profile_parts
from tests.components.sent import nodes, sent, text
from tests.trial.shown import demo
from trial import historical_words, profile
from trial.listing import Listing
from trial.selection import Selection
from trial.trajectory import build
from trial.trajectory_words import rules


def test_the_card_counts_and_lists_every_record() -> None:
    made = sent(historical_card.parts(historical_words.view(demo())))
    said = text(made)
    assert "ALSFRS-R 13 1" in said and "before 18 Jul 2010" in said
    assert "from 3 calendar months before screening to screening" in said
    links = [node["props"]["href"] for node in nodes(made) if "href" in node["props"]]
    assert (len(links), set(links)) == (54, {f"/patient/01-00{at}" for at in range(1, 7)})


def test_without_any_it_says_so_and_of_many_the_first_are_shown() -> None:
    view = historical_words.view(demo())
    empty = replace(view, records=Listing("historical", "", historical_words.COLUMNS, ()))
    assert "0 historical records" in text(sent(historical_card.parts(empty)))
    many = replace(view.records, rows=view.records.rows * 6)
    assert "The first 300 of 324; the CSV has all." in text(sent(historical_card.parts(replace(view, records=many))))


def test_trajectories_and_the_patient_say_how_many() -> None:
    assert "Historical values: 50 eligible and 4 too old" in " ".join(rules(build(demo(), Selection())))
    found = profile.build(demo(), Selection(), "01-005")
    assert found is not None
    said = "Historical values: 8 eligible; 4 of them without a day, so in no fit."
    assert said in text(sent(profile_parts.rules(found)))
    assert "partial date, so in no fit" in text(sent(profile_parts.tables(found)))
