"""The finding, the study facts and the card of counts."""

from dataclasses import replace
from datetime import date

import pytest

from components.overview_summary import _pips, card, head, interval_words, title
from data_access import settings
from data_access.store import SnapshotStore
from tests.components.sent import many, named, sent, text
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.overview import Headline, headline, summary
from trial.primary import PrimaryStatus
from trial.selection import Selection
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus
from trial.tallies import PrimaryTally, facts


@pytest.fixture(scope="module")
def demo() -> Analysis:
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analyse(loaded, None)


def summary_of(analysis, **changes):
    chosen = Selection(**changes)
    (made,) = sent(card(summary(analysis, chosen), facts(analysis)))
    return [text(one) for one in made["props"]["children"]]


def test_the_finding_is_the_title(demo):
    assert title(headline(demo, Selection())) == "3 of 6 patients need attention"
    assert title(headline(demo, Selection(subjects=("01-003",)))) == "1 of 1 patient shown needs attention"
    assert title(headline(demo, Selection(status=(SubjectStatus.ON_STUDY,)))) == "2 of 3 patients shown need attention"
    assert title(headline(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,)))) == "No patient matches the filters"
    some = headline(demo, Selection()).facts
    assert title(Headline(6, 6, 1, some)) == "1 of 6 patients needs attention"
    assert title(Headline(0, 0, 0, some)) == "No patient in these data"


def test_the_head_has_study_facts_and_says_what_the_counts_are_of(demo):
    whole = text(sent(head(headline(demo, Selection()), Selection())))
    said = (
        "NCT01082653", "Infusion", "6 of 6 planned infused, 6 screened", "16 Nov 2010 to 14 Jun 2011", "31 Dec 2011",
        "3 on study",
    )  # fmt: skip
    for fact in said:
        assert fact in whole
    assert "Counts of" not in whole
    some = Selection(status=(SubjectStatus.ON_STUDY,))
    assert "Counts of 3 of 6 patients" in text(sent(head(headline(demo, some), some)))


def test_what_calls_for_the_board_is_one_click_from_the_overview(demo):
    asked = Selection(subjects=("01-001",), cut=date(2011, 11, 30))
    (sign,) = named(sent(head(headline(demo, asked), asked)), "ov-review")
    assert text(sign) == "Illustrative rule: pause until review"
    assert sign["props"]["href"] == "/safety?subjects=01-001&cut=2011-11-30&part=stopping"
    assert "1 of 6 treated patients has an event that counts." in sign["props"]["title"]
    none = analyse(replace(demo.snapshot, study=replace(demo.snapshot.study, stopping=None)), None)
    assert named(sent(head(headline(none, asked), asked)), "ov-review") == []


def test_the_card_counts(demo):
    assert summary_of(demo) == [
        "Primary safety endpoint, 95 % CI 0 to 46 % 0 of 6 confirmed, 1 pending "
        "If the pending one counts: 1 of 6, 0.4 to 64 %",
        "With a serious event 2 of 6 3 serious, 1 death",
        "Infused 6 of 6 planned 3.2 patient-years",
        "Visits in window 36 of 42 86 % 4 off, 1 missed, 1 overdue",
        "Prohibited medicine 1 taken In 1 of 6 patients",
    ]
    chosen = summary_of(demo, subjects=("01-003", "01-005"))
    assert chosen[0].startswith("Primary safety endpoint, 95 % CI 0 to 84 % 0 of 2 confirmed")
    assert chosen[1:3] == ["With a serious event 1 of 2 2 serious, 1 death", "Infused 2 of 2 shown 0.8 patient-years"]
    assert card(summary(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,))), facts(demo)) == []


def test_the_card_says_what_it_cannot_count(demo):
    early = summary_of(analyse(demo.snapshot, demo.cut.replace(2010, 10, 1)))
    assert early[0].startswith("Primary safety endpoint Not yet evaluable")
    assert early[3] == "Visits in window 0 of 0 0 off, 0 missed, 0 overdue"
    bare = summary_of(many(3))
    assert bare[0].startswith("Primary safety endpoint Not collected The data have no PESITE and PENEURO")
    assert bare[3].startswith("Visits in window No plan")
    assert bare[4].startswith("Prohibited medicine Not checked The data have no medication (CM).")


def test_pips_up_to_twelve_patients_then_a_bar(demo):
    few = sent(card(summary(demo, Selection()), facts(demo)))
    assert [one["props"]["className"] for one in named(few, "pip")] == [
        *["pip good"] * 3,
        "pip watch",
        *["pip good"] * 2,
    ]
    counts = PrimaryTally(2, 1, 10, 10, 3, None, (0.1, 0.5), None, (("S", PrimaryStatus.NO_EVENT),) * 13)
    bar = sent(_pips(counts))
    parts = {one["props"]["className"]: one["props"]["style"]["flexGrow"] for one in named(bar, "part")}
    assert parts == {"part act": 2, "part watch": 1, "part good": 7, "part none": 3}


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        ((0.0, 0.45926), "0 to 46 %"),
        ((0.00421, 0.64123), "0.4 to 64 %"),
        ((0.54, 0.995), "54 to 99.5 %"),
        ((0.5, 1.0), "50 to 100 %"),
    ],
)
def test_an_interval_of_shares_is_in_per_cent(interval, words):
    assert interval_words(interval) == words
