"""The parts around a patient's figure: the key names what is drawn and no more."""

import pytest

from components import profile_parts as parts
from tests.components.sent import nodes, sent, text
from tests.trial.shown import demo
from trial import profile
from trial.event_words import term
from trial.selection import Selection

ALWAYS = ["Pre", "Post, 95 % bands"]


@pytest.mark.parametrize(
    ("subject", "changes", "names"),
    [
        ("01-001", {}, ["Not used", "Visit window"]),
        ("01-003", {}, ["Outside window", "Not done", "Serious", "Visit window"]),
        ("01-004", {}, ["Outside window", "Serious", "Visit window", "Unscheduled"]),
        ("01-004", {"endpoints": ("fvc",), "grade": 5}, ["Outside window", "Visit window", "Unscheduled"]),
    ],
)
def test_the_key_names_what_is_drawn(subject: str, changes: dict[str, object], names: list[str]) -> None:
    found = profile.build(demo(), Selection(**changes), subject)
    assert found is not None
    assert [text(sent(one)) for one in parts.key(found)] == ALWAYS + names


def test_a_change_names_its_method() -> None:
    found = profile.build(demo(), Selection(), "01-001")
    assert found is not None
    assert "continuous spline" in str(sent(parts.tables(found)))


@pytest.mark.parametrize("subject", ["01-004", "01-006"])
def test_each_event_of_the_listing_leads_to_its_record(subject: str) -> None:
    found = profile.build(demo(), Selection(), subject)
    assert found is not None
    links = [node["props"] for node in nodes(sent(parts.tables(found))) if node["props"].get("className") == "row-link"]
    events = [*(lane.event for lane in found.lanes), *found.undated_events]
    assert [(one["children"], one["href"]) for one in links] == [
        (term(event), f"/safety?event={subject}%3A{event.seq}") for event in events
    ]
    assert len(links) == found.events_shown
