"""Protocol deviations: each rule breached and kept, with its day and its record."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import CUT, one_subject, snapshot, study
from trial import analysis
from trial.deviation_rules import Criterion, DeviationRules, Rule, Step
from trial.deviations import gathered
from trial.deviations.found import RULES, TITLES, Source
from trial.stopping_rule import StoppingRule

AGE = Criterion("AGE", "Age 18 to 80", "DM", (), "AGE", "DMDTC", at_least=18, at_most=80)
HCT = Criterion("HCT", "Haematocrit above 30 %", "LB", (("LBTESTCD", ("HCT",)),), "LBSTRESN", "LBDTC", above=30)


def found(made, cut=CUT):
    return gathered.build(analysis.build(made, cut))


def told(rule, of=None, cut=CUT, **tables):
    """The deviations from one rule of the one subject of a study."""
    return [each for each in found(one_subject(of=of, **tables), cut).found if each.rule is rule]


def with_rules(**changes):
    return study(deviations=DeviationRules(**changes))


def sv(number, day, **more):
    return {"VISITNUM": number, "SVSTDTC": day, **more}


def medicine(start, end=None, name="RILUZOLE"):
    return {"CMTRT": name, "CMDECOD": name, "CMSTDTC": start, "CMENDTC": end}


# --- Visits ---


def test_a_visit_out_of_its_window():
    (one,) = told(Rule.OUT_OF_WINDOW, SV=[sv(4, "2011-03-15"), sv(5, "2011-04-09")])
    assert (one.date, one.visit, one.important) == ("2011-04-09", "MN1", False)
    assert one.detail == "MN1 on 9 Apr 2011: 2 days after the window 24 Mar to 7 Apr 2011"
    assert one.source == Source("SV", "sv.csv", 2)


@pytest.mark.parametrize(
    ("cut", "rule", "detail"),
    [
        ("2011-05-12", Rule.OVERDUE_VISIT, "MN2: 4 days overdue, the window 24 Apr to 8 May 2011 has closed"),
        ("2011-05-23", Rule.MISSED_VISIT, "MN2: no record for the window 24 Apr to 8 May 2011; reason: ill"),
    ],
)
def test_a_visit_without_a_record(cut, rule, detail):
    of = study(visits=tuple(each for each in study().visits if each.id == "MN2"))
    (one,) = found(one_subject(of=of, SV=[sv(6, None, SVOCCUR="N", SVREASOC="ILL")]), date.fromisoformat(cut)).found
    assert (one.rule, one.date, one.detail, one.source) == (rule, "2011-05-08", detail, None)
    assert one.important is (rule is Rule.MISSED_VISIT)


def test_two_visits_on_one_day():
    (one,) = told(Rule.SAME_DAY, SV=[sv(4, "2011-03-28"), sv(5, "2011-03-28")])
    assert one.detail == "MN1 on 28 Mar 2011: on the same day as WK2"


def test_assessments_without_a_value_with_and_without_a_reason():
    tables = {
        "SV": [sv(4, "2011-03-15")],
        "QS": [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": 40.0, "QSDTC": "2011-03-15", "VISITNUM": 4}],
        "RE": [
            {"RETESTCD": "FVCPP", "RESTAT": "NOT DONE", "REREASND": "TOO WEAK", "REDTC": "2011-03-15", "VISITNUM": 4}
        ],
    }
    missing = [each for each in told(Rule.ASSESSMENT_MISSING, **tables) if each.visit == "WK2"]
    (not_done,) = told(Rule.ASSESSMENT_NOT_DONE, **tables)
    assert [each.detail for each in missing] == ["WK2 on 15 Mar 2011: no record of MVIC_ARM and MVIC_GRIP"]
    assert not_done.detail == "WK2 on 15 Mar 2011: FVC: too weak"
    primary = with_rules(primary=("alsfrs_r",))
    assert [each for each in told(Rule.ASSESSMENT_MISSING, of=primary, **tables) if each.visit == "WK2"] == []


# --- Medication, records, order, distance ---


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ("2010-01-01", "2011-01-03", 0),  # screening on 1 Feb: 29 days before
        ("2010-01-01", "2011-01-04", 1),  # 28 days before
        ("2010-01-01", None, 1),
        ("2011-08-20", None, 1),
    ],
)
def test_prohibited_medication_from_28_days_before_entry(start, end, count):
    rows = told(Rule.PROHIBITED_MEDICATION, SV=[sv(1, "2011-02-01")], CM=[medicine(start, end)])
    assert len(rows) == count
    assert all(each.source == Source("CM", "cm.csv", 1) for each in rows)


def test_what_is_not_prohibited_is_no_deviation():
    assert told(Rule.PROHIBITED_MEDICATION, CM=[medicine("2011-08-20", name="PARACETAMOL")]) == []


def test_historical_records_that_are_too_old_stand_once_a_day():
    rows = [{"QSTESTCD": "ALSR1TOT", "QSSTRESN": 44.0, "QSDTC": day} for day in ("2010-10-31", "2010-11-01")]
    (one,) = told(Rule.HISTORICAL_RECORD, SV=[sv(1, "2011-02-01")], QS=rows)
    assert (one.date, one.important) == ("2010-10-31", False)
    assert one.detail == "ALSFRS_R 44: older than 3 calendar months before screening; not used"


def test_the_order_of_the_steps():
    late = {"DM": [{"RFICDTC": "2011-02-10"}], "SV": [sv(1, "2011-02-01"), sv(2, "2011-02-08")]}
    (one,) = told(Rule.PROCEDURE_ORDER, **late)
    assert one.detail == "Consent on 10 Feb 2011, after screening on 1 Feb 2011 and aspiration on 8 Feb 2011"
    after = {"DM": [{"RFICDTC": "2011-01-10"}], "SV": [sv(1, "2011-02-01"), sv(2, "2011-03-02")]}
    (one,) = told(Rule.PROCEDURE_ORDER, **after)
    assert one.detail == "Aspiration on 2 Mar 2011, after infusion on 1 Mar 2011"
    other = with_rules(order=(Step.CONSENT, Step.SCREENING))
    assert told(Rule.PROCEDURE_ORDER, of=other, **after) == []


def test_the_same_day_and_a_doubtful_day_are_in_order():
    day = {"DM": [{"RFICDTC": "2011-02-01"}], "SV": [sv(1, "2011-02-01"), sv(2, "2011-02-08")]}
    assert told(Rule.PROCEDURE_ORDER, **day) == []
    month = {"DM": [{"RFICDTC": "2011-02"}], "SV": [sv(1, "2011-02-01"), sv(2, "2011-02-08")]}
    assert told(Rule.PROCEDURE_ORDER, **month) == []


def test_consent_may_stand_among_the_milestones():
    ds = [{"DSDECOD": "INFORMED CONSENT OBTAINED", "DSCAT": "PROTOCOL MILESTONE", "DSSTDTC": "2011-03-05"}]
    (one,) = told(Rule.PROCEDURE_ORDER, DS=ds)
    assert one.detail == "Consent on 5 Mar 2011, after infusion on 1 Mar 2011"


def _three(*days, of=None):
    people = [{"USUBJID": f"S-{n}", "SUBJID": f"0{n}"} for n in range(len(days))]
    doses = [{"USUBJID": f"S-{n}", "EXSTDTC": day, "EXROUTE": "INTRATHECAL"} for n, day in enumerate(days)]
    return snapshot({"DM": people, "EX": doses}, of=of)


def test_days_between_the_infusions_of_consecutive_patients():
    made = _three("2011-03-10", "2011-03-01", "2011-03-07", of=with_rules(minimum_days_between=6))
    (one,) = [each for each in found(made).found if each.rule is Rule.INFUSION_SPACING]
    assert (one.subject, one.date) == (0, "2011-03-10")
    assert one.detail == "Infusion 3 days after 02 (7 Mar 2011); at least 6 days"


def test_the_days_between_stand_once_in_the_study_file():
    """The rule of stopping holds where the deviations name no days of their own: no contradiction between the two."""
    near = ("2011-03-10", "2011-03-01", "2011-03-07")
    of = replace(study(), stopping=replace(StoppingRule(), minimum_days_between=4))
    both = found(_three(*near, of=of))
    assert [each.detail for each in both.found if each.rule is Rule.INFUSION_SPACING] == [
        "Infusion 3 days after 02 (7 Mar 2011); at least 4 days"
    ]
    assert Rule.INFUSION_SPACING not in {each.rule for each in both.unjudged}
    own = replace(of, deviations=DeviationRules(minimum_days_between=3))
    none = replace(of, stopping=replace(StoppingRule(), minimum_days_between=0))
    for other in (own, none):
        assert Rule.INFUSION_SPACING not in {each.rule for each in found(_three(*near, of=other)).found}


# --- Eligibility ---


def test_a_criterion_on_demographics():
    of = with_rules(criteria=(AGE,))
    assert told(Rule.ELIGIBILITY, of=of, DM=[{"AGE": 80.0}]) == []
    (one,) = told(Rule.ELIGIBILITY, of=of, DM=[{"AGE": 81.0}])
    assert one.detail == "Age 18 to 80: 81"
    assert told(Rule.ELIGIBILITY, of=of, DM=[{"AGE": 81.0}], EX=[]) == []  # not treated: no deviation


def test_a_criterion_takes_the_last_value_up_to_the_anchor():
    of = with_rules(criteria=(HCT,))
    rows = [("2011-02-01", 29.0), ("2011-03-01", 31.0), ("2011-03-02", 20.0), ("2011-03", 10.0)]
    lb = [{"LBTESTCD": "HCT", "LBSTRESN": value, "LBDTC": day} for day, value in rows]
    assert told(Rule.ELIGIBILITY, of=of, LB=lb) == []
    (one,) = told(Rule.ELIGIBILITY, of=of, LB=[lb[0], *lb[2:]])
    assert (one.detail, one.date) == ("Haematocrit above 30 %: 29 on 2011-02-01", "2011-02-01")
    assert one.source == Source("LB", "lb.csv", 1)
    (none,) = told(Rule.ELIGIBILITY, of=of, LB=lb[2:])
    assert none.detail == "Haematocrit above 30 %: no value up to the infusion"


@pytest.mark.parametrize(
    ("limit", "met"),
    [({"above": 30}, [False, False, True]), ({"at_least": 30}, [False, True, True]),
     ({"below": 30}, [True, False, False]), ({"at_most": 30}, [True, True, False])],
)  # fmt: skip
def test_the_limits_of_a_criterion(limit, met):
    one = replace(HCT, above=None)
    assert [replace(one, **limit).is_met(value) for value in (29.0, 30.0, 31.0)] == met


def test_what_the_site_recorded():
    rows = found(
        one_subject(
            IE=[{"IETESTCD": "EX05", "IETEST": "Smoker", "IEDTC": "2011-02-01"}],
            DV=[{"DVTERM": "Consent form of an old version", "DVSTDTC": "2011-02-02"}],
        )
    ).found
    kept = [(each.rule, each.date, each.detail) for each in rows if each.rule in (Rule.ELIGIBILITY, Rule.RECORDED)]
    assert kept == [
        (Rule.ELIGIBILITY, "2011-02-01", "Smoker"),
        (Rule.RECORDED, "2011-02-02", "Consent form of an old version"),
    ]


# --- The whole ---


def test_a_record_after_the_cut_is_no_deviation_yet():
    late = {"CM": [medicine("2011-08-20")], "SV": [sv(1, "2011-02-01")]}
    assert told(Rule.PROHIBITED_MEDICATION, cut=date(2011, 8, 19), **late) == []
    assert len(told(Rule.PROHIBITED_MEDICATION, cut=date(2011, 8, 20), **late)) == 1


def test_what_cannot_be_judged_is_said():
    said = {each.rule: each.reason for each in found(one_subject(of=study(prohibited=()))).unjudged}
    assert said[Rule.PROHIBITED_MEDICATION] == "the study file names no prohibited medication"
    assert said[Rule.INFUSION_SPACING] == "the study file names no least number of days between patients"
    assert said[Rule.PROCEDURE_ORDER] == "1 treated patient has no date of consent"
    whole = study(deviations=DeviationRules(minimum_days_between=7, criteria=(AGE,)))
    assert found(one_subject(of=whole, CM=[], DM=[{"AGE": 50.0, "RFICDTC": "2011-01-01"}])).unjudged == ()


def test_severity_follows_the_study_file():
    rows = {"SV": [sv(5, "2011-04-09")]}
    assert [each.important for each in told(Rule.OUT_OF_WINDOW, **rows)] == [False]
    weighty = with_rules(important=(Rule.OUT_OF_WINDOW,))
    assert [each.important for each in told(Rule.OUT_OF_WINDOW, of=weighty, **rows)] == [True]


def test_every_rule_has_a_title_and_a_text():
    assert set(TITLES) == set(RULES) == set(Rule)


def test_the_listing_names_record_and_rule():
    made = analysis.build(one_subject(SV=[sv(5, "2011-04-09")]), CUT)
    rows = [row for row in gathered.listing(made, made.subjects).rows if row[9] == "out_of_window"]
    assert rows == [
        (
            "01", "2011-04-09", "Out of window", "Minor",
            "MN1 on 9 Apr 2011: 2 days after the window 24 Mar to 7 Apr 2011",
            "MN1", "SV", "sv.csv", 1, "out_of_window", "A planned visit is held inside its window.",
        )
    ]  # fmt: skip
    assert gathered.listing(made, ()).rows == ()
