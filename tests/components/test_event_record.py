"""The record of an event in its drawer, and the listing as a grid."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from components import event_table
from components.event_drawer import drawer
from data_access import settings
from data_access.store import SnapshotStore
from tests.components.sent import many, named, nodes, one_patient, sent, text
from tests.factories import table
from trial import event_record
from trial.analysis import build as analyse
from trial.safety_listing import COLUMNS
from trial.selection import Selection
from trial.shown_events import shown_events


@pytest.fixture(scope="module")
def demo():
    return analyse(SnapshotStore(settings.read()).load(), None)


def headache(**more):
    return {"AETERM": "Headache", "AESTDTC": "2011-03-05", "AEENDTC": "2011-03-07", **more}


def one(*events):
    return analyse(one_patient(AE=list(events)), None)


def _with(made, events):
    return replace(made.snapshot, tables=MappingProxyType({**made.snapshot.tables, "AE": table("AE", events)}))


def opened(made, key, **filters):
    return sent(drawer(event_record.build(made, Selection(event=key, **filters))))


def facts(made, key, **filters):
    (found,) = named(opened(made, key, **filters), "saf-facts")
    return {text(row["props"]["children"][0]): text(row["props"]["children"][1]) for row in found["props"]["children"]}


def test_nothing_open_is_an_empty_drawer(demo):
    assert opened(demo, None) == []


def test_the_record_in_plain_words(demo):
    found = facts(demo, "01-004:3")
    assert (found["Start"], found["Duration"]) == ("31 Mar 2011, day 9", "276 days so far")
    assert found["End"] == "Ongoing at the data cut, 31 Dec 2011"
    assert found["Treatment-emergent"] == "Yes, on the day of the infusion or after"
    assert found["Primary endpoint"].startswith("Pending: Radicular leg pain, left (day 9, new neurologic deficit")
    chips = text(named(opened(demo, "01-004:3"), "saf-chips"))
    assert chips == "3 Grade 3 Serious Primary endpoint pending"


@pytest.mark.parametrize(
    ("key", "field", "words"),
    [
        ("01-006:3", "Start", "2011-09, incomplete, between day 79 and 108"),
        ("01-006:3", "Grade from", "Severity, not CTCAE"),
        ("01-005:1", "End", "2011-04, incomplete, between day −32 and −3"),
        ("01-005:3", "End", "Not known"),
        ("01-005:3", "Duration", "Not known"),
        ("01-003:3", "End", "Until death"),
        ("01-003:3", "Duration", "170 days until death"),
        ("01-001:1", "Treatment-emergent", "No, before the infusion"),
        ("01-001:1", "Procedure-emergent", "Yes, on the day of the procedure or after"),
        ("01-002:3", "Grade from", "Not recorded"),
        ("01-001:1", "Primary endpoint", "Not counted; patient: no event"),
    ],
)
def test_what_is_not_certain_is_said(demo, key, field, words):
    assert facts(demo, key)[field] == words


def test_the_judgements_are_rows_of_facts(demo):
    found = facts(demo, "01-004:3")
    assert found["Serious"] == "Yes: hospitalisation or its prolongation"
    assert [found[name] for name in ("To cells", "To puncture", "To aspiration")] == [
        "Possibly related", "Possibly related", "Not related",
    ]  # fmt: skip
    assert (found["Natural course"], found["Special interest"], found["Period"]) == ("Uncertain", "Yes", "E")
    assert found["Report"] == "Overdue on 31 Dec 2011: 270 days from awareness, 15 allowed"
    assert "Report" not in facts(demo, "01-004:2")
    assumed = facts(one({"AETERM": "Fall", "AESTDTC": "2011"}), "1:1")
    assert assumed["Treatment-emergent"].endswith("or after; assumed, for the start is not certain")
    assert "Special interest" not in assumed


def test_the_narrative_is_copied_as_it_is_shown(demo):
    made = opened(demo, "01-004:3")
    record = event_record.build(demo, Selection(event="01-004:3"))
    (copied,) = [node["props"]["data-copy-text"] for node in nodes(made) if "data-copy-text" in node["props"]]
    assert copied == record.narrative.text
    shown = text(named(made, "saf-narrative"))
    assert all(said in shown and said in copied for _, said in record.narrative.paragraphs)


def test_other_events_of_the_time_open_by_one_click(demo):
    blocks = named(opened(demo, "01-004:3"), "saf-beside")
    assert any("Gabapentin from 31 Mar 2011 (day 9), ongoing" in text(one) for one in blocks)
    assert [node["props"]["data-change"] for node in nodes(blocks) if "data-change" in node["props"]] == [
        "event=01-004%3A4", "event=01-004%3A5",
    ]  # fmt: skip


def test_what_the_data_do_not_have_beside_an_event_is_said():
    made = opened(one(headache()), "1:1")
    assert "The data have no CM and no PR." in text(made)
    assert named(made, "saf-beside") == []


def test_every_recorded_field_and_the_source(demo):
    made = opened(demo, "01-004:3")
    record = next(event for event in demo.events if event.term == "Radicular leg pain, left")
    (fields,) = named(made, "saf-fields")
    rows = [row["props"]["children"] for row in fields["props"]["children"]]
    assert [text(named_[0]).split()[0] for named_ in rows] == list(record.record)
    assert [text(value[1]) for value in rows] == list(record.record.values())
    assert "PEADJ" in record.record
    assert text(named(made, "saf-source")) == f"Source: ae.csv, data row {record.row}"


def changes(made):
    return {node["props"]["aria-label"]: (node["props"]["data-change"], node["props"].get("aria-disabled"))
            for node in nodes(made) if "data-change" in node["props"] and "aria-label" in node["props"]}  # fmt: skip


def test_ways_out_of_the_record(demo):
    made = opened(demo, "01-004:3")
    assert changes(made) == {
        "Previous event": ("event=01-004%3A2&page=", "false"),
        "Next event": ("event=01-004%3A4&page=", "false"),
        "Close": ("event=", None),
    }
    assert [node["props"]["href"] for node in nodes(made) if node["type"] == "A"] == ["/patient/01-004"]
    assert any(node["props"].get("data-close") for node in nodes(made))
    assert any(node["props"].get("data-copy-link") for node in nodes(made))
    assert changes(opened(demo, "01-001:1"))["Previous event"][1] == "true"


def test_a_record_the_filters_hide_says_so(demo):
    made = opened(demo, "01-001:1", serious=True)
    assert "The filters hide this event" in text(made)
    assert "hidden by the filters" in text(made)


def test_a_neighbour_on_another_page_brings_its_page():
    made = many(40)
    events = [{"USUBJID": f"S-{n:03}", "AETERM": "Headache", "AESTDTC": "2011-03-05"} for n in range(40)]
    full = analyse(_with(made, events), None)
    steps = changes(sent(drawer(event_record.build(full, Selection(event="S-029:30")))))
    assert steps["Next event"][0] == "event=S-030%3A31&page=2"
    rows = event_table.rows(shown_events(full, Selection()).events)
    assert (rows[0]["change"], rows[30]["change"]) == ("event=S-000%3A1&page=", "event=S-030%3A31&page=2")


# The listing


def test_the_grid_has_every_column_and_row(demo):
    events = shown_events(demo, Selection()).events
    rows, columns = event_table.rows(events), event_table.columns()
    assert [column["field"] for column in columns] == [column.key for column in COLUMNS]
    assert set(event_table.WIDTHS) == {column.key for column in COLUMNS}
    leg = next(row for row in rows if row["key"] == "01-004:3")
    assert (leg["grade"], leg["serious"], leg["end_day_shown"], leg["start_day_shown"]) == (3, "Yes", "–", "9")
    assert leg["change"] == "event=01-004%3A3&page="
    assert len({row["key"] for row in rows}) == len(rows) == 22


def test_repeated_numbers_get_keys_of_their_own():
    made = one(headache(AESEQ=0), headache(AESEQ=0), headache(AESEQ=1))
    assert event_table.keys(shown_events(made, Selection()).events) == ("1:0", "1:0#2", "1:1")


@pytest.mark.parametrize(("events", "height"), [(1, 86), (5, 222), (961, 480)])
def test_the_grid_is_as_high_as_its_rows_up_to_a_limit(events, height):
    assert event_table.height(events) == height
