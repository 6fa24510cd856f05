"""The sensitivity of shown courses: the numbers of the results document, the sentences, the listings."""

from dataclasses import replace

import pytest

from tests.trial.shown import crowd, demo, single
from trial import results
from trial.listing import Listing
from trial.models.estimates import Model
from trial.models.listings import models_listing, quarters_listing, trust_listing
from trial.models.quarters import Quarter, QuarterStatus
from trial.models.sensitivity import Course, Sensitivity, build
from trial.models.sensitivity_words import agreement, quarterly, trust
from trial.selection import Selection

ALL = range(4)


def records(found: Listing) -> list[dict[str, object]]:
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row, strict=True)) for row in found.rows]


def shown(subject: int = 0, endpoints: range = ALL) -> Sensitivity:
    return build(demo(), [subject], endpoints)


# Numbers


def test_a_course_shows_what_the_results_document_says() -> None:
    document = results.build(demo())
    for course in build(demo(), range(6), ALL).courses:
        key = {"subject": course.subject, "endpoint": course.endpoint.id}
        entries = [each for each in document["models"] if key.items() <= each.items()]
        for one, slowing, entry in zip(course.estimates, course.slowings, entries, strict=True):
            assert (one.model.value, one.change.value, one.change.se, one.df, one.p) == (
                entry["model"], entry["estimate"], entry["se"], entry["df"], entry["p"]
            )  # fmt: skip
            assert (slowing.percent, slowing.reason) == (entry["slowing"], entry["slowing_reason"])
        (pre,) = (each for each in document["pre_slopes"] if key.items() <= each.items())
        assert (course.trust.reliability, course.trust.shrunken) == (pre["reliability"], pre["shrunken"])
        quarters = [each for each in document["quarters"] if key.items() <= each.items()]
        assert [(one.name, one.value, one.status.value) for one in course.quarters] == [
            (each["quarter"], each["value"], each["status"]) for each in quarters
        ]


def test_any_choice_of_courses_gives_each_its_own_numbers() -> None:
    whole = {(one.subject, one.endpoint.id): one for one in build(demo(), range(6), ALL).courses}
    some = build(demo(), [4, 1], [2, 0]).courses
    assert [(one.subject, one.endpoint.id) for one in some] == [
        ("01-005", "mvic_arm"), ("01-005", "alsfrs_r"), ("01-002", "mvic_arm"), ("01-002", "alsfrs_r")
    ]  # fmt: skip
    assert all(one == whole[one.subject, one.endpoint.id] for one in some)


# Sentences


def told(*courses: Course, label: str = "Infusion") -> Sensitivity:
    return Sensitivity(label, courses)


def with_changes(course: Course, *changes: float | None) -> Course:
    """The course with these changes in its five models, each with an interval of one unit on either side."""
    estimates = []
    for one, value in zip(course.estimates, changes, strict=True):
        low, high = (None, None) if value is None else (value - 1, value + 1)
        estimates.append(replace(one, change=replace(one.change, value=value, lower=low, upper=high)))
    return replace(course, estimates=tuple(estimates))


@pytest.fixture(scope="module")
def course() -> Course:
    return shown().courses[0]


def test_one_direction_is_said(course: Course) -> None:
    steady = with_changes(course, 0.5, 0.4, 0.4, 0.3, 0.2)
    assert agreement(told(steady, steady)) == (
        "All models give the change the same direction in all 2 endpoints that can be compared. "
        "In none is the change clear of 0 in every model with an interval."
    )
    assert agreement(told(with_changes(course, 2, 1.5, 3, 2, 2))).endswith(
        "In 1 of 1 the change is clear of 0 in every model with an interval."
    )


def test_a_direction_that_depends_on_the_model_is_named(course: Course) -> None:
    torn = with_changes(course, 2, -1.5, 3, 2, 2)
    assert agreement(told(torn)).startswith(
        "The direction of the change depends on the model in 1 of 1 endpoint (ALSFRS-R). In none"
    )
    other = replace(torn, subject="01-002")
    assert "in 2 of 2 courses (01-001 ALSFRS-R and 01-002 ALSFRS-R)" in agreement(told(torn, other), "course")


def test_a_change_of_exactly_0_is_no_direction_of_its_own(course: Course) -> None:
    assert not with_changes(course, 0.0, 0.1, 0.1, 0.1, 0.1).has_one_direction
    assert with_changes(course, 0.0, 0.0, 0.0, 0.0, 0.0).has_one_direction


def test_one_model_alone_is_no_comparison(course: Course) -> None:
    alone = with_changes(course, 0.5, None, None, None, None)
    assert not alone.is_compared
    assert agreement(told(alone)) == "No two models can give a change: too few values before or after infusion."
    assert agreement(told()).startswith("No two models")


def test_intervals_on_two_sides_of_0_are_not_clear(course: Course) -> None:
    assert with_changes(course, 2, 3, 2, 2, 2).is_clear_of_0
    assert not with_changes(course, 2, -3, 2, 2, 2).is_clear_of_0
    assert not with_changes(course, 0.5, 3, 2, 2, 2).is_clear_of_0
    assert not with_changes(course, None, None, None, None, None).is_clear_of_0


def test_how_much_is_signal(course: Course) -> None:
    parts = [replace(course, trust=replace(course.trust, reliability=share)) for share in (0.5123, 0.07, None)]
    assert trust(told(*parts)).startswith("With these visits 7 to 51 % of what a pre slope shows is signal")
    assert trust(told(parts[0])).startswith("With these visits 51 % of what")
    assert trust(told(parts[2])) == "How much of a pre slope is signal is not estimable here."


def test_quarters_without_a_planned_visit_are_named() -> None:
    assert quarterly(shown()) == "Q3: the protocol plans no visit there, so an empty cell is no missed visit."
    full = Quarter("Q3", 274, QuarterStatus.VALUE, 1.0, 270, None, "")
    courses = [replace(one, quarters=(*one.quarters[:2], full, one.quarters[3])) for one in shown().courses]
    assert quarterly(told(*courses)) == "The used value nearest each quarter of the year, and its change from baseline."


# Listings


def test_the_listings_hold_every_number_of_the_results_document() -> None:
    document = results.build(demo())
    models = records(models_listing(demo(), Selection()))
    assert len(models) == 120
    for row, entry in zip(models, document["models"], strict=True):
        names = ("model", "n_pre", "n_post", "evaluable", "pre", "post", "se", "lower", "upper", "df", "p", "slowing")
        assert [row[name] for name in names] == [entry[name] for name in names]
        assert row["change"] == entry["estimate"]
        assert row["post_quarter"] == (None if entry["post"] is None else 3 * entry["post"])
        thin = entry["estimate"] is not None and not entry["evaluable"]
        assert (row["note"] is None) == (entry["reason"] is None and entry["slowing_reason"] is None and not thin)
    for row, entry in zip(records(trust_listing(demo(), Selection())), document["pre_slopes"], strict=True):
        assert [row[name] for name in ("n", "slope", "se", "shrunken", "sd")] == [
            entry[name] for name in ("n", "slope", "se", "shrunken", "sd")
        ]
        assert row["reliability"] == (None if entry["reliability"] is None else 100 * entry["reliability"])
    for row, entry in zip(records(quarters_listing(demo(), Selection())), document["quarters"], strict=True):
        assert [row[name] for name in ("quarter", "target", "value", "day", "change", "note")] == [
            entry[name] for name in ("quarter", "target", "value", "day", "change", "reason")
        ]


def test_the_listings_keep_to_the_filters() -> None:
    chosen = Selection(subjects=("01-003",), endpoints=("fvc",))
    for listing in (models_listing, trust_listing, quarters_listing):
        assert {(row["subject"], row["endpoint"]) for row in records(listing(demo(), chosen))} == {("01-003", "FVC")}


def test_a_study_without_natural_history_says_what_is_missing() -> None:
    row = records(trust_listing(crowd(1), Selection()))[0]
    assert row["note"] == "not estimable: the study file names no natural history"
    models = records(models_listing(crowd(1), Selection()))
    assert {row["note"] for row in models if row["model"] == Model.SPLINE} == {
        "slowing not defined: the study file names neither least_decline nor a reference slope"
    }


def test_a_patient_without_values_has_a_reason_in_every_cell() -> None:
    (course,) = build(single(), [0], [0]).courses
    assert {one.reason for one in course.estimates} == {"no points"}
    assert course.expected_error is None
    assert course.trust.reason == "not estimable: no pre slope"
    assert all(one.text for one in course.quarters)
