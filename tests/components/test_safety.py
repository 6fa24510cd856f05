"""The safety view in HTML: the finding, the counts, the labels, the key, the empty states, the record."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from components import lane_geometry, safety_rows, safety_words
from data_access import settings
from data_access.store import SnapshotStore
from tests.components.sent import many, named, nodes, one_patient, sent, text
from tests.factories import table
from trial.analysis import build as analyse
from trial.safety import build
from trial.selection import Selection
from trial.subjects import SubjectStatus


@pytest.fixture(scope="module")
def demo():
    return analyse(SnapshotStore(settings.read()).load(), None)


def headache(**more):
    return {"AETERM": "Headache", "AESTDTC": "2011-03-05", "AEENDTC": "2011-03-07", **more}


def one(*events, **tables):
    return analyse(one_patient(AE=list(events), **tables), None)


@pytest.mark.parametrize(
    ("selection", "title", "shown"),
    [
        (Selection(), "22 events in 6 patients, 3 serious", "6 of 6 patients, 22 of 22 events shown"),
        (Selection(grade=3), "3 of 22 events, in 2 patients, 3 serious", "6 of 6 patients, 3 of 22 events shown"),
        (Selection(subjects=("01-001",)), "2 events in 1 patient, 0 serious", "1 of 6 patients, 2 of 22 events shown"),
        (
            Selection(subjects=("01-001",), related=True),
            "1 of 2 events, in 1 patient, 0 serious",
            "1 of 6 patients, 1 of 22 events shown",
        ),
        (Selection(grade=4, related=True), "0 of 22 events match the filters", "6 of 6 patients, 0 of 22 events shown"),
    ],
)
def test_the_finding_is_the_title(demo, selection, title, shown):
    head = sent(safety_rows.head(build(demo, selection), selection.part, ()))
    assert text(head) == f"{title} {shown}"


def test_titles_of_what_is_not_there(demo):
    assert safety_words.title(build(one(), Selection())) == "0 events in 1 patient"
    assert (
        safety_words.title(build(analyse(one_patient(), None), Selection())) == "Adverse events are not in these data"
    )
    nobody = build(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,)))
    assert safety_words.title(nobody) == "No patient matches the filters"
    blank = build(one(headache()), Selection())
    assert safety_words.title(blank) == "1 event in 1 patient, 0 serious, 1 not recorded"


def cells(result):
    (made,) = sent(safety_rows.counts(result))
    return {
        text(cell["props"]["children"][0]): text(cell["props"]["children"][1:]) for cell in made["props"]["children"]
    }


def test_counts_say_patients_and_events(demo):
    found = cells(build(demo, Selection()))
    assert found["Primary safety endpoint, 95 % CI 0 to 46 %"].startswith("0 of 6 confirmed, 1 pending")
    assert found["With a serious event"] == "2 of 6 3 events 3 serious events of 22"
    assert found["With grade 3 and up"] == "2 of 6 3 events 3 events of 22; 1 unknown"
    assert found["With a related event"] == "5 of 6 6 events 6 related events of 22"
    assert found["Died"] == "1 of 6 1 fatal event"


def test_a_zero_is_stated(demo):
    found = cells(build(demo, Selection(subjects=("01-001",))))
    assert found["With a serious event"] == "0 of 1 0 events 0 serious events of 2"
    assert found["Died"] == "0 of 1 0 fatal events"


def test_fatal_events_and_deaths_that_do_not_fit_say_so():
    alive = cells(build(one(headache(AETOXGR="5")), Selection()))
    assert alive["Died"] == "0 of 1 1 fatal event, 1 patient with one not known to have died"
    died = cells(build(one(headache(), DM=[{"DTHFL": "Y", "DTHDTC": "2011-04-01"}]), Selection()))
    assert died["Died"] == "1 of 1 0 fatal events, 1 death without one"


def test_each_label_stands_beside_its_lanes_and_leads_to_the_patient(demo):
    result = build(demo, Selection())
    labels = sent(safety_rows.labels(result))
    stacked = lane_geometry.bands(result)
    top = lane_geometry.top_margin(stacked)
    assert [label["props"]["style"] for label in labels] == [
        {"top": f"{top + band.top}px", "height": f"{band.height}px"} for band in stacked
    ]
    assert [text(label) for label in labels][2:4] == [
        "01-003 Died 5 events, 2 serious Primary endpoint",
        "01-004 On study 5 events, 1 serious Primary endpoint",
    ]
    links = [named(label, "patient-link")[0]["props"]["href"] for label in labels]
    assert links == [f"/patient/01-00{n}" for n in range(1, 7)]
    assert safety_rows.canvas(result) == {"height": f"{lane_geometry.figure_height(stacked)}px"}


def test_a_filtered_label_says_of_how_many(demo):
    labels = [text(label) for label in sent(safety_rows.labels(build(demo, Selection(grade=3))))]
    assert labels[0].startswith("01-001 Completed 0 of 2 events")
    assert labels[2].startswith("01-003 Died 2 of 5, 2 serious")


def test_more_than_fit_are_counted_and_a_button_shows_them():
    people = [{"USUBJID": f"S-{n}", "SUBJID": f"S-{n}"} for n in (1, 2)]
    events = [{"USUBJID": "S-1", "AETERM": "Headache", "AESTDTC": "2011-03-05"} for _ in range(11)]
    infused = [{"USUBJID": f"S-{n}", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for n in (1, 2)]
    made = analyse(one_patient(DM=people, EX=infused, AE=events), None)
    labels = sent(safety_rows.labels(build(made, Selection())))
    (more,) = named(labels, "more")
    assert (text(more), more["props"]["data-change"]) == ("+3 more", "subjects=S-1")


def test_the_key_explains_what_is_drawn_and_no_more(demo):
    view = build(demo, Selection())
    words = text(sent([*safety_rows.key(view), *safety_rows.signs(view)]))
    for word in (
        "1 2 3 5 ? Grade",
        "S 3 Serious",
        "Ongoing",
        "Imputed",
        "P? pending",
        "Infusion",
        "Gastrostomy",
        "Died",
    ):
        assert word in words
    assert "One day" not in words
    assert "Tracheostomy" not in words
    few = text(sent(safety_rows.key(build(demo, Selection(subjects=("01-001",))))))
    assert "Serious" not in few
    assert "Ongoing" not in few


def test_the_rules_are_those_the_page_uses(demo):
    rules = safety_words.rules(build(demo, Selection()))
    for rule in (
        "Outlined, S: serious.",
        "Arrow: ongoing at the data cut.",
        "Dashed: imputed",
        "The grade of 1 event is from",
    ):
        assert rule in rules
    assert "Diamond" not in rules
    assert "1 event that began after the cut: not known yet." in rules
    assert "Diamond: one day." in safety_words.rules(build(one(headache(AEENDTC="2011-03-05")), Selection()))


def test_the_caption_is_a_sentence(demo):
    assert safety_words.caption(build(demo, Selection(grade=3))).startswith(
        "Adverse events of 6 patients from infusion, to the data cut of 31 Dec 2011: 2 of 6 (33 %) have at least one "
        "of the 3 events shown; 3 serious events in 2 patients."
    )


def test_patients_without_an_event_are_one_line_that_opens():
    made = many(15)
    events = [{"USUBJID": "S-003", "AETERM": "Headache", "AESTDTC": "2011-03-05"}]
    assert safety_rows.quiet(build(made, Selection())) == []  # nobody has one: the empty state says it
    full = analyse(_with(made, events), None)
    quiet = sent(safety_rows.quiet(build(full, Selection())))
    assert text(quiet).startswith("And 14 patients without an event S-000 S-001")
    assert len([node for node in nodes(quiet) if node["type"] == "A"]) == 14


def _with(made, events):
    return replace(made.snapshot, tables=MappingProxyType({**made.snapshot.tables, "AE": table("AE", events)}))


def test_empty_states_say_why_and_lead_out(demo):
    filtered = sent(safety_rows.nothing(build(demo, Selection(grade=4, related=True))))
    assert text(filtered).startswith("No event matches Events of grade 4 and up. Related events only.")
    assert [node["props"].get("data-change") for node in nodes(filtered) if node["type"] == "Button"] == ["reset=1"]
    nobody = sent(safety_rows.nothing(build(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,)))))
    assert text(nobody).startswith("No patient matches Status screen failure.")
    missing = sent(safety_rows.nothing(build(analyse(one_patient(), None), Selection())))
    assert "switched off" in text(missing)
    zero = sent(safety_rows.nothing(build(one(), Selection())))
    assert text(zero) == "0 adverse events None reported in 1 patient by 30 Jun 2012."
    assert [node for node in nodes(zero) if node["type"] == "Button"] == []
    assert safety_rows.nothing(build(demo, Selection())) == []


def test_what_is_new_leads_to_it_and_back(demo):
    for selection, change in ((Selection(), "news=1"), (Selection(news=True), "news=")):
        (button,) = named(sent(safety_rows.key(build(demo, selection))), "saf-news")
        assert text(button) == "N 8 new, C 1 changed since 30 Jun 2011"
        assert button["props"]["data-change"] == change
    assert "no earlier extract is read" in safety_words.rules(build(demo, Selection()))


def test_each_counter_leads_to_its_records(demo):
    (made,) = sent(safety_rows.counts(build(demo, Selection())))
    leads = [value["props"]["children"][0]["props"].get("data-change", "") for value in values_of(made)]
    assert leads == ["part=endpoint", "serious=1&part=", "grade=3&part=", "related=1&part=", "status=died&part="]
    (quiet,) = sent(safety_rows.counts(build(demo, Selection(subjects=("01-001",)))))
    firsts = [value["props"]["children"][0] for value in values_of(quiet)]
    assert [isinstance(first, dict) and "data-change" in first["props"] for first in firsts] == [
        True,
        *[False] * 2,
        True,
        False,
    ]


def values_of(made):
    return [each["props"]["children"][1] for each in made["props"]["children"]]
