"""The result and the words of the view Group: demo, filters, one patient, nobody, no natural history, many."""

from dataclasses import replace
from functools import cache
from types import MappingProxyType

import pytest

from components import group_page
from data_access.assemble import assemble
from data_access.synthetic.__main__ import main
from tests.environment import ROOT
from trial import across, across_words, analysis
from trial.selection import Selection

WORDS = (
    across_words.finding, across_words.summary, across_words.dots_sentence, across_words.slopes_sentence,
    across_words.statistics_sentence, across_words.responders_sentence, across_words.survival_sentence,
)  # fmt: skip


@cache
def demo():
    folder = ROOT / "data_access" / "demo"
    return analysis.build(assemble(folder, folder / "study.toml"), None)


def bare():
    """The demo under a study file that knows nothing of natural history."""
    snapshot = demo().snapshot
    endpoints = tuple(replace(one, reference=None, curve_months=None) for one in snapshot.study.endpoints)
    study = replace(snapshot.study, endpoints=endpoints, survival=None)
    return analysis.build(replace(snapshot, study=study), None)


def test_the_finding_stands_beside_chance():
    result = across.build(demo(), Selection())
    assert across_words.finding(result) == "ALSFRS-R: slower decline in 4 of 6 patients, 3 expected by chance"
    assert across_words.summary(result) == (
        "Descriptive; no confirmatory test planned. 6 treated patients, no control group."
    )
    assert [len(column.patients) for column in result.columns] == [6, 5, 5, 5]
    for column in result.columns:
        changes = [each.change for each in column.patients]
        assert changes == sorted(changes, reverse=True)
        assert len(column.patients) + len(column.lacking) == 6


def test_the_limits_are_written_from_the_data():
    said = " ".join(across_words.limits(across.build(demo(), Selection())))
    for part in (
        "with 6 evaluable patients the exact tests give p = 0.03125 at best", "only if all changes point the same way",
        "with 5 evaluable patients the exact tests give p = 0.0625 at best", "cannot fall below 0.05",
        "truly slowed by half (0.51 points per month)", "13 % of such trials",
        "ALSFRS-R +0.05 (−0.56 without any effect)",
        "MVIC arm 30 % and MVIC grip 30 %", "There is no control group",
    ):  # fmt: skip
        assert part in said


def test_a_filter_is_told_and_counts_its_patients_alone():
    result = across.build(demo(), Selection(subjects=("01-001", "01-003"), endpoints=("alsfrs_r",)))
    assert "2 of 6 patients by the filter" in across_words.summary(result)
    assert [each.patient for column in result.columns for each in column.patients] == ["01-003", "01-001"]
    assert "with 2 evaluable patients" in across_words.limits(result)[0]


@pytest.mark.parametrize("subjects", [("01-001",), ("01-005",)])
def test_one_patient_is_not_summarised(subjects):
    result = across.build(demo(), Selection(subjects=subjects, endpoints=("fvc",)))
    assert all(column.group.summary is None for column in result.columns)
    assert [bool(word(result)) for word in WORDS] == [True] * len(WORDS)
    assert "nothing can be summarised" in across_words.limits(result)[0]


def test_nobody_is_evaluable_before_the_first_infusion():
    early = across.build(analysis.build(demo().snapshot, demo().subjects[0].anchor), Selection())
    assert early.evaluable == 0
    assert across_words.finding(early) == "No patient is evaluable for a change of slope"
    assert [bool(word(early)) for word in WORDS] == [True] * len(WORDS)


def test_without_natural_history_the_page_says_so():
    result = across.build(bare(), Selection())
    said = " ".join((*across_words.limits(result), across_words.survival_sentence(result)))
    assert "What chance gives cannot be simulated: the study file names no natural history." in said
    assert "names no natural history of survival" in said
    assert all(each.null_rate is None for column in result.columns for each in column.group.responders)


def test_the_joint_rank_orders_the_worst_first():
    found = across.build(demo(), Selection()).outcome
    assert found.fates[0].patient == "01-003"
    assert (found.fates[0].event, found.fates[0].day) == ("death", 264)
    assert sum(each.score for each in found.fates) == 0
    assert [each.rank for each in found.fates] == sorted(each.rank for each in found.fates)
    assert (found.levels[0].month, found.levels[0].at_risk) == (0.0, 6)
    assert found.expected_events == pytest.approx(1.19, abs=0.01)


def test_a_death_without_a_day_is_counted_in_words_table_and_listing():
    dm = demo().snapshot.tables["DM"].copy()
    dm.loc[dm["SUBJID"] == "01-002", "DTHFL"] = "Y"
    snapshot = replace(demo().snapshot, tables=MappingProxyType({**demo().snapshot.tables, "DM": dm}))
    changed = analysis.build(snapshot, None)
    result = across.build(changed, Selection())
    assert across_words.survival_sentence(result).startswith("2 of 6 treated patients died, had a tracheostomy or ")
    (told,) = [row for row in across.followed_listing(changed, Selection()).rows if row[0] == "01-002"]
    assert told[1:3] == (240, "death (day not certain)")


def test_several_arms_are_not_called_uncontrolled():
    dm = demo().snapshot.tables["DM"].copy()
    dm.loc[dm["SUBJID"].isin(["01-002", "01-003"]), ["ARM", "ACTARM"]] = "Placebo"
    snapshot = replace(demo().snapshot, tables=MappingProxyType({**demo().snapshot.tables, "DM": dm}))
    result = across.build(analysis.build(snapshot, None), Selection())
    assert "6 treated patients, 2 arms taken together and not compared." in across_words.summary(result)
    said = " ".join(across_words.limits(result))
    assert "Patients of 2 arms (Autologous bone-marrow cells and Placebo) are taken together" in said
    assert "no control group" not in said
    assert group_page.title(result) == "What 6 patients of 2 arms taken together can and cannot show"
    alone = across.build(analysis.build(snapshot, None), Selection(subjects=("01-001", "01-004")))
    assert "no control group" in across_words.summary(alone)


def test_listings_hold_every_patient_and_statistic():
    changes = across.changes_listing(demo(), Selection())
    assert len(changes.rows) == 24
    assert sum(row[9] is False for row in changes.rows) == 3
    statistics = across.statistics_listing(demo(), Selection(endpoints=("alsfrs_r",)))
    names = [row[2] for row in statistics.rows]
    for name in (
        "Mean change",
        "Sign-flip test of the mean",
        "Hodges-Lehmann",
        "Mixed model",
        "r (slope before, change)",
    ):
        assert names.count(name) == 1
    assert all("no confirmatory test" in listing.note for listing in (changes, statistics))
    assert len(across.followed_listing(demo(), Selection()).rows) == 6


def test_many_patients(tmp_path):
    assert main(["--out", str(tmp_path), "--patients", "80", "--seed", "3"]) == 0
    many = analysis.build(assemble(tmp_path, tmp_path / "study.toml"), None)
    result = across.build(many, Selection())
    assert result.evaluable > 20
    assert not result.columns[0].group.summary.sign_flip.exact
    assert "would still show no cause" in " ".join(across_words.limits(result))


@pytest.mark.parametrize(
    ("p", "text"), [(None, "–"), (0.03125, "0.0313"), (0.0625, "0.0625"), (1.0, "1"), (0.00001, "< 0.0001")]
)
def test_p_values_are_written_halves_up(p, text):
    assert across_words.p_text(p) == text
