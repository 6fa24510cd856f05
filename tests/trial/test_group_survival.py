"""Who has the event of survival, and on which day: deaths without a day, partial dates, ventilation for good."""

import pytest

from tests.factories import one_subject
from tests.trial.built import disposition
from trial import analysis
from trial.group.survival import Followed, Undated, followed, undated

CONTACT = {"SV": [{"VISITNUM": 6, "SVSTDTC": "2011-05-01"}]}


def outcome(**tables):
    found = followed(analysis.build(one_subject(**CONTACT, **tables), None), [0])
    return [(each.day, each.event) for each in found]


def test_without_an_event_the_last_contact_counts():
    assert outcome() == [(61, None)]
    assert outcome(EX=[]) == []


@pytest.mark.parametrize(
    ("tables", "day"),
    [
        ({"DS": [disposition("DEATH", "2011-06")]}, 92),
        ({"DS": [disposition("DEATH", "2011-05")]}, 61),
        ({"DS": [disposition("DEATH", "2011")]}, 61),
        ({"DM": [{"DTHFL": "Y"}]}, 61),
        ({"DM": [{"DTHDTC": "2011-07", "DTHFL": "Y"}]}, 122),
    ],
)
def test_a_death_without_a_day_is_an_event(tables, day):
    """The earliest day that the date can mean, not before the last contact."""
    assert outcome(**tables) == [(day, "death (day not certain)")]


def test_a_death_with_its_day_is_an_event_on_it():
    assert outcome(DS=[disposition("DEATH", "2011-06-01")]) == [(92, "death")]


@pytest.mark.parametrize(
    ("start", "event"),
    [
        ("2011-04-10", (40, "tracheostomy")),
        ("2011-04", (31, "tracheostomy (day not certain)")),
        ("2011", (0, "tracheostomy (day not certain)")),
        ("2010-12", (61, None)),
        ("2011-02-28", (61, None)),
        (None, (61, None)),
    ],
)
def test_a_tracheostomy_counts_from_its_earliest_day(start, event):
    assert outcome(PR=[{"PRTRT": "TRACHEOSTOMY", "PRSTDTC": start}]) == [event]


@pytest.mark.parametrize(
    ("records", "told"),
    [
        ([{"PRTRT": "TRACHEOSTOMY", "PRSTDTC": None}], [Undated(0, "tracheostomy")]),
        ([{"PRTRT": "TRACHEOSTOMY", "PRSTDTC": "2011-04-10"}], []),
        ([{"PRTRT": "TRACHEOSTOMY", "PRSTDTC": "2010-12"}], []),
        ([], []),
    ],
)
def test_an_event_without_any_date_is_told(records, told):
    found = analysis.build(one_subject(**CONTACT, PR=records), None)
    assert list(undated(found, followed(found, [0]))) == told


def test_permanent_ventilation_is_an_event_and_other_ventilation_is_not():
    permanent = {"PRTRT": "PERMANENT ASSISTED VENTILATION", "PRSTDTC": "2011-04-20"}
    at_night = {"PRTRT": "NON-INVASIVE MECHANICAL VENTILATION", "PRSTDTC": "2011-04-10"}
    assert outcome(PR=[at_night]) == [(61, None)]
    assert outcome(PR=[at_night, permanent]) == [(50, "permanent ventilation")]
    died = [disposition("DEATH", "2011-06-01")]
    assert outcome(PR=[permanent], DS=died) == [(50, "permanent ventilation")], "the first event counts"


def test_who_was_never_treated_is_not_followed():
    made = analysis.build(one_subject(EX=[], DM=[{"DTHFL": "Y"}]), None)
    assert followed(made, [0]) == ()
    assert followed(analysis.build(one_subject(), None), [0]) == (Followed(0, 0, None),)
