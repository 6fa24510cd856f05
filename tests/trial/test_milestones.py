"""Dated happenings that are no adverse events."""

from datetime import date

import pytest

from tests.factories import CUT, one_subject, snapshot, study, table
from tests.trial.built import disposition
from trial import milestones, subjects
from trial.cut import known_at
from trial.milestones import Milestone
from trial.procedures import classified


def happened(cut=CUT, of=None, **tables):
    known = known_at(one_subject(of=of, **tables), cut)
    return milestones.build(known, subjects.build(known))


def of_kind(kind, cut=CUT, of=None, **tables):
    return [each for each in happened(cut, of, **tables) if each.kind == kind]


# --- Treatment and procedures ---


def test_the_anchor_has_the_label_of_the_study():
    assert happened() == (Milestone(0, "anchor", "Infusion", "2011-03-01", 0, None, None),)
    assert happened(date(2011, 2, 28)) == ()
    assert happened(EX=[]) == ()


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ({"PRTRT": "BONE MARROW ASPIRATION"}, "aspiration"),
        ({"PRTRT": "Marrow harvest"}, "aspiration"),
        ({"PRTRT": "Aspiration", "PRLOC": "ILIAC CREST"}, "aspiration"),
        ({"PRTRT": "Joint aspiration", "PRLOC": "KNEE JOINT"}, "procedure"),
        ({"PRTRT": "Mask at night", "PRDECOD": "NON-INVASIVE MECHANICAL VENTILATION"}, "ventilation"),
        ({"PRTRT": "INVASIVE MECHANICAL VENTILATION"}, "ventilation"),
        ({"PRTRT": "NIV"}, "ventilation"),
        ({"PRTRT": "BiPAP"}, "ventilation"),
        ({"PRTRT": "Permanent assisted ventilation"}, "permanent ventilation"),
        ({"PRTRT": "Mask", "PRDECOD": "VENTILATION, PERMANENT"}, "permanent ventilation"),
        ({"PRTRT": "PAV"}, "permanent ventilation"),
        ({"PRTRT": "Tracheostomy and permanent ventilation"}, "tracheostomy"),
        ({"PRTRT": "Ventilation scan"}, "procedure"),
        ({"PRTRT": "Percutaneous endoscopic gastrostomy"}, "gastrostomy"),
        ({"PRTRT": "PEG"}, "gastrostomy"),
        ({"PRTRT": "PEGASUS TEST"}, "procedure"),
        ({"PRTRT": "Gastrostomy tube removal"}, "procedure"),
        ({"PRTRT": "Tracheostomy"}, "tracheostomy"),
        ({"PRTRT": "Tracheotomy with ventilation"}, "tracheostomy"),
        ({"PRTRT": "LUMBAR PUNCTURE"}, "procedure"),
        ({"PRTRT": None}, "procedure"),
    ],
)
def test_procedures_are_told_apart_by_their_names(row, kind):
    assert classified(table("PR", [row])).tolist() == [kind]


def test_a_procedure_has_its_days():
    pr = [{"PRTRT": "NIV", "PRDECOD": "X", "PRSTDTC": "2011-06-09", "PRENDTC": "2011-06"}]
    assert of_kind("ventilation", PR=pr) == [Milestone(0, "ventilation", "NIV", "2011-06-09", 100, "2011-06", None)]
    assert of_kind("ventilation", date(2011, 6, 8), PR=pr) == []
    (found,) = of_kind("ventilation", EX=[], PR=pr)
    assert (found.start_date, found.day) == ("2011-06-09", None)


@pytest.mark.parametrize("row", [{"PROCCUR": "N"}, {"PRSTAT": "NOT DONE"}])
def test_what_was_not_done_is_no_milestone(row):
    assert happened(EX=[], PR=[{"PRTRT": "NIV", "PRSTDTC": "2011-06-09", **row}]) == ()


def test_a_held_procedure_visit_stands_in_where_pr_says_nothing():
    sv = [{"VISITNUM": 2, "SVSTDTC": "2011-02-08"}]
    assert of_kind("procedure", SV=sv) == [Milestone(0, "procedure", "ASP", "2011-02-08", -21, None, None)]
    assert of_kind("procedure", SV=[sv[0] | {"SVOCCUR": "N"}]) == []
    pr = [{"PRTRT": "BONE MARROW ASPIRATION", "PRSTDTC": "2011-02-08"}]
    assert [each.kind for each in happened(SV=sv, PR=pr)] == ["aspiration", "anchor"]


# --- Ways out ---


def test_ways_out_have_their_dates_and_words():
    ds = [disposition("WITHDRAWAL BY SUBJECT", "2011-05-02"), disposition("DEATH", "2011-07-20")]
    assert happened(DS=ds)[1:] == (
        Milestone(0, "withdrawal", "Withdrew", "2011-05-02", 62, None, None),
        Milestone(0, "death", "Death", "2011-07-20", 141, None, None),
    )
    assert [each.kind for each in happened(date(2011, 7, 19), DS=ds)] == ["anchor", "withdrawal"]


@pytest.mark.parametrize(
    ("term", "kind", "label"),
    [
        ("COMPLETED", "completion", "Completed"),
        ("SCREEN FAILURE", "screen failure", "Screen failure"),
        ("LOST TO FOLLOW-UP", "withdrawal", "Left the study: lost to follow-up"),
    ],
)
def test_each_way_out_has_its_kind(term, kind, label):
    (found,) = of_kind(kind, DS=[disposition(term)])
    assert (found.label, found.day) == (label, 141)


def test_a_death_that_is_partly_or_not_dated_is_still_told():
    assert of_kind("death", DM=[{"DTHDTC": "2011-07"}]) == [Milestone(0, "death", "Death", "2011-07", None, None, None)]
    assert of_kind("death", DM=[{"DTHFL": "Y"}]) == [Milestone(0, "death", "Death", None, None, None, None)]


# --- Prohibited medication (domain 1.1) ---

SCREENED = [{"VISITNUM": 1, "SVSTDTC": "2011-02-01"}]
"""Entry 2011-02-01: four weeks before is 2011-01-04."""


def prohibited(cut=CUT, of=None, dm=None, **row):
    tables = {"CM": [{"CMTRT": "Riluzole", **row}], "SV": SCREENED, "DM": [dm or {}]}
    return of_kind("prohibited medication", cut, of, **tables)


@pytest.mark.parametrize(
    ("start", "end", "deviates"),
    [
        ("2010-01-01", "2011-01-03", False),
        ("2010-01-01", "2011-01-04", True),
        ("2010-01-01", None, True),
        ("2010-01-01", "2011-01", True),
        ("2010-01-01", "2010", False),
        ("2011-01-04", "2011-01-04", True),
        ("2011-06-01", "2011-06-30", True),
        ("2011", None, True),
        (None, None, True),
        (None, "2010-12-31", False),
    ],
)
def test_a_prohibited_medication_deviates_from_four_weeks_before_entry_on(start, end, deviates):
    assert bool(prohibited(CMSTDTC=start, CMENDTC=end)) is deviates


def test_a_prohibited_medication_has_its_name_and_days():
    assert prohibited(CMSTDTC="2011-06-09", CMENDTC="2011-06-19") == [
        Milestone(0, "prohibited medication", "Riluzole, prohibited", "2011-06-09", 100, "2011-06-19", 110)
    ]
    assert prohibited(date(2011, 6, 8), CMSTDTC="2011-06-09") == []
    assert prohibited(date(2011, 6, 18), CMSTDTC="2011-06-09", CMENDTC="2011-06-19")[0].end_date is None


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ({"CMTRT": "RILUZOLE 50 MG"}, True),
        ({"CMTRT": "Rilutek", "CMDECOD": "RILUZOLE"}, True),
        ({"CMTRT": "Troriluzole"}, False),
        ({"CMTRT": "Edaravone"}, False),
        ({"CMOCCUR": "N"}, False),
        ({"CMSTAT": "NOT DONE"}, False),
    ],
)
def test_a_medication_is_known_by_a_whole_word(row, named):
    assert bool(prohibited(CMSTDTC="2011-06-09", **row)) is named


def test_the_study_says_what_is_prohibited():
    assert prohibited(of=study(prohibited=()), CMSTDTC="2011-06-09") == []
    assert prohibited(of=study(prohibited=("Edaravone",)), CMSTDTC="2011-06-09") == []
    assert len(prohibited(of=study(prohibited=("edaravone", "Drug (x)")), CMTRT="DRUG (X) 5 mg")) == 1


def test_what_began_after_the_subject_left_is_no_deviation():
    dm = {"DTHDTC": "2011-06-08"}
    assert prohibited(dm=dm, CMSTDTC="2011-06-09") == []
    assert len(prohibited(dm=dm, CMSTDTC="2011-06-08")) == 1


def test_without_screening_entry_is_the_anchor():
    tables = {"CM": [{"CMTRT": "Riluzole", "CMSTDTC": "2010-01-01", "CMENDTC": "2011-01-31"}]}
    assert of_kind("prohibited medication", **tables) == []
    tables["CM"][0]["CMENDTC"] = "2011-02-01"
    assert len(of_kind("prohibited medication", **tables)) == 1
    tables["CM"][0]["CMENDTC"] = "2011-01-31"
    assert len(of_kind("prohibited medication", EX=[], **tables)) == 1


# --- Order ---


def test_milestones_are_sorted_by_subject_and_time():
    made = snapshot(
        {
            "DM": [{"USUBJID": "B", "SUBJID": "B", "DTHFL": "Y"}, {"USUBJID": "A", "SUBJID": "A"}],
            "EX": [{"USUBJID": who, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for who in "AB"],
            "PR": [{"USUBJID": "B", "PRTRT": "NIV", "PRSTDTC": "2011-02"}],
        }
    )
    known = known_at(made, CUT)
    found = milestones.build(known, subjects.build(known))
    assert [(each.subject, each.kind) for each in found] == [
        (0, "anchor"),
        (1, "ventilation"),
        (1, "anchor"),
        (1, "death"),
    ]
