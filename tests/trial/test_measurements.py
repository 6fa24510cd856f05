"""The cards of lung function, strength and electromyography: what they say, and why one is empty."""

from dataclasses import replace
from datetime import date

from tests.factories import one_subject, study
from tests.trial.instruments.measure_studies import FVC, MVIC, PERSON, breath, force, mega
from tests.trial.shown import demo
from trial.analysis import build as analyse
from trial.instrument_rules import EmgRules, InstrumentRules
from trial.measure_listings import emg_listing, evaluation_listing, megascores_listing, spirometry_listing
from trial.measurements import EMG, Card, build
from trial.measurements import FVC as SPIROMETRY
from trial.measurements import MVIC as STRENGTH
from trial.selection import Selection
from trial.trajectory_words import levelling

ALL = InstrumentRules(fvc=FVC, mvic=MVIC, emg=EmgRules())


def cards(subject: str = "01", rules: InstrumentRules = ALL, cut: date | None = None, **tables) -> dict[str, Card]:
    """The cards of one small study, by name."""
    tall = [{"VSTESTCD": "HEIGHT", "VSSTRESN": 178.0, "VSDTC": "2011-02-01"}]
    made = one_subject(of=study(instruments=rules), DM=[PERSON], VS=tall, **tables)
    return {card.name: card for card in build(analyse(made, cut), subject).cards}


def told(subject: str) -> dict[str, Card]:
    """The cards of one patient of the demo."""
    return {card.name: card for card in build(demo(), subject).cards}


def test_the_last_volume_stands_in_front_and_what_was_not_done_after_it() -> None:
    sentence = told("01-003")[SPIROMETRY].sentence
    assert sentence == "Last on day 51: 2.77 L, 65.4 % predicted (NHANES III). Not done: too weak, day 185."


def test_what_was_not_done_is_a_row_with_its_reason() -> None:
    listing = told("01-003")[SPIROMETRY].listing
    assert listing is not None
    assert listing.rows[-1] == (185, "2011-08-05", "Month 6", *[None] * 7, "not done: too weak")


def test_the_equation_its_source_and_the_patient_stand_below_the_table() -> None:
    said = " ".join(told("01-001")[SPIROMETRY].rules)
    for words in ("NHANES III", "doi:10.1164/ajrccm.159.1.9712108", "height 164 cm", "at most half a year off"):
        assert words in said


def test_a_low_volume_is_said_to_be_low() -> None:
    found = cards(RE=breath("2011-03-01", 2.0))[SPIROMETRY]
    assert found.sentence == "Last on day 0: 2.00 L, 40.5 % predicted (NHANES III), below 50 %."
    assert "age by date of birth" in found.rules[0]


def test_a_volume_that_cannot_be_recomputed_says_why() -> None:
    found = cards(rules=replace(ALL, fvc=replace(FVC, height=None)), RE=breath("2011-03-01", 2.0))[SPIROMETRY]
    assert found.sentence == "Last on day 0: 2.00 L, % predicted not recomputed: no height recorded (NHANES III)."
    assert cards(RE=breath("2011-03-01", None, 50.0))[SPIROMETRY].sentence == "No volume in litres recorded."


def test_a_finding_stands_beside_its_day() -> None:
    listing = cards(RE=breath("2011-03-01", 3.50, 77.4))[SPIROMETRY].listing
    assert listing is not None
    assert listing.rows[0][-1] == ("recorded 77.4 % predicted, NHANES III gives 70.9 % (GLI Global 2022 would give it)")


def test_empty_cards_say_why() -> None:
    absent = cards()
    assert [absent[name].sentence for name in (SPIROMETRY, STRENGTH, EMG)] == [
        "The data have no RE, so there is no spirometry.",
        "The data have no MK, so there is no megascore.",
        "The data have no NV, so there is no electromyography.",
    ]
    later = cards(RE=breath("2011-09-01", 3.0), cut=date(2011, 6, 1))[SPIROMETRY]
    assert (later.sentence, later.listing) == ("No spirometry of this patient by the data cut.", None)


def test_only_what_the_study_file_names_has_a_card() -> None:
    assert build(analyse(one_subject(), None), "01").cards == ()
    assert build(demo(), "nobody").cards == ()


def test_strength_warns_that_it_levels_off_and_leaves_out_empty_columns() -> None:
    card = told("01-001")[STRENGTH]
    assert "38 % slowing" in card.sentence
    assert card.listing is not None
    assert [column.label for column in card.listing.columns] == [
        "Day", "Date", "Visit", "Arm Z", "Grip Z",
    ]  # fmt: skip
    assert card.listing.rows[0] == (-160, "2010-06-09", "Historical 1", -0.12, -0.05)
    assert "do not name the reference set" in card.rules[0]


def test_muscles_stand_beside_the_recorded_score() -> None:
    rows = [*(force(at, 20.0) for at in range(7)), mega(-0.01, ZREF="TQNE")]
    card = cards(MK=rows)[STRENGTH]
    assert card.listing is not None
    assert card.listing.rows == ((0, "2011-03-01", "Infusion", -0.01, 0.0, "7 of 8, 0 too weak"),)
    assert card.rules[0] == "Reference set: TQNE."


def test_electromyography_is_a_table_of_states() -> None:
    card = told("01-001")[EMG]
    assert card.listing is not None
    assert [column.label for column in card.listing.columns[2:]] == [
        "Screening, day −29", "Month 6, day 181", "Month 12, day 366",
    ]  # fmt: skip
    assert card.listing.rows[0] == ("Tibialis anterior muscle", "Fasciculations", "absent", "absent", "present")
    assert "not a trend test" in card.sentence


def test_the_listings_hold_every_record_of_the_patients_shown() -> None:
    one = Selection(subjects=("01-003",))
    spirometry = spirometry_listing(demo(), one)
    assert {row[0] for row in spirometry.rows} == {"01-003"}
    assert len(spirometry.rows) == 9
    assert len(megascores_listing(demo(), one).rows) == 16
    assert len(emg_listing(demo(), one).rows) == 12
    everybody = {row[0] for row in spirometry_listing(demo(), Selection()).rows}
    assert everybody == {subject.id for subject in demo().subjects}


def test_every_answer_and_every_missing_one_is_listed() -> None:
    rows = evaluation_listing(demo(), Selection()).rows
    assert len(rows) == 2 * 2 * 6
    assert ("01-003", "I would consider another infusion", "MN12", "no answer", "died") in rows


def test_courses_that_level_off_are_named_beside_their_slopes() -> None:
    endpoints = demo().snapshot.study.endpoints
    (said,) = levelling([(one.label, one.curve_months) for one in endpoints])
    assert said.startswith("MVIC arm and MVIC grip level off by themselves: ")
    assert levelling([("ALSFRS-R", None)]) == []
