"""A selection meets the data: what they do not have is told and left out."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import snapshot
from trial.analysis import Analysis, build
from trial.selection import Selection, reconcile, selected_subjects

IDS = ("01-001", "01-002", "a,b")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    subjects = [{"USUBJID": f"X-{place}", "SUBJID": name} for place, name in enumerate(IDS)]
    return build(snapshot({"DM": subjects}), None)


def test_what_the_data_have_is_kept_without_a_word(analysis: Analysis) -> None:
    asked = Selection(subjects=IDS, endpoints=("fvc", "alsfrs_r"), grade=3)
    assert reconcile(asked, analysis) == (asked, ())
    assert [each.id for each in selected_subjects(asked, analysis)] == list(IDS)


def test_what_they_do_not_have_is_told_and_ignored(analysis: Analysis) -> None:
    """Contract, addresses: "unknown keys and bad values are told and ignored"."""
    asked = Selection(subjects=("01-001", "ZZ"), endpoints=("nope",), event="01-001:7", visit="01-001:WK99")
    kept, notices = reconcile(asked, analysis)
    assert kept == Selection(subjects=("01-001",))
    assert len(notices) == 4
    assert notices[:2] == (
        "Not in these data and ignored: patient ZZ.",
        "Not in these data and ignored: endpoint nope.",
    )


def test_encoded_commas_part_a_list_too(analysis: Analysis) -> None:
    asked = Selection(subjects=("01-002,01-001", "a,b"), endpoints=("fvc,mvic_arm",))
    kept, notices = reconcile(asked, analysis)
    assert (kept.subjects, kept.endpoints, notices) == (("01-002", "01-001", "a,b"), ("fvc", "mvic_arm"), ())
    kept, notices = reconcile(Selection(subjects=("01-001,ZZ,,",)), analysis)
    assert (kept.subjects, notices) == (("01-001",), ("Not in these data and ignored: patient ZZ.",))


def test_a_date_after_the_data_cut_is_told_and_ignored(analysis: Analysis) -> None:
    kept, notices = reconcile(Selection(cut=date(2030, 1, 1)), analysis)
    assert (kept, len(notices)) == (Selection(), 1)
    open_end = build(replace(analysis.snapshot, cut_limit=None), None)
    assert reconcile(Selection(cut=date(2030, 1, 1)), open_end) == (Selection(cut=date(2030, 1, 1)), ())
    assert reconcile(Selection(cut=analysis.snapshot.cut), analysis) == (Selection(), ())
