"""Which values enter the fits: the default is untouched, censoring only takes away, old records only come in."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import one_subject, study
from tests.trial.shown import crowd, demo
from tests.trial.totals import total
from trial import beyond
from trial.analysis import Analysis, build, handled
from trial.handling import DEFAULT, Censoring, Handling, History, Strategy, applied, censored_kinds, plainest
from trial.handling_words import choice_words, history_label, notice, rule, strategy_labels, suffix
from trial.intercurrent import Intercurrent, IntercurrentRules
from trial.milestones import MilestoneKind
from trial.models import quarters

CENSOR = Handling(strategy=Strategy.CENSOR)
ALL = Handling(History.ALL)
VALUES = [total("2011-01-20", 40), total("2011-02-20", 39), total("2011-03-15", 38), total("2011-05-01", 36),
          total("2011-08-01", 33)]  # fmt: skip
"""Days −40, −9, 14, 61 and 153 of an infusion on 2011-03-01."""


def after(asked: Handling = CENSOR, rules: IntercurrentRules | None = None, **tables: object) -> Analysis:
    """One patient with five values, and what else was recorded, under a handling."""
    of = study(intercurrent=rules or IntercurrentRules())
    return handled(build(one_subject(of=of, QS=VALUES, **tables), None), asked)


def used(analysis: Analysis) -> list[int]:
    return [int(day) for day in analysis.points.day[analysis.points.used]]


def reasons(analysis: Analysis) -> set[str]:
    return {reason for reason in analysis.points.reason.tolist() if reason}


def feeding(start: str | None) -> list[dict[str, object]]:
    return [{"PRTRT": "GASTROSTOMY", "PRSTDTC": start}]


# The default


def test_the_default_costs_nothing_and_changes_nothing() -> None:
    analysis = demo()
    assert analysis.points is analysis.recorded
    assert handled(analysis, DEFAULT) is analysis
    assert (analysis.handling, analysis.censorings, notice(analysis), suffix(DEFAULT)) == (DEFAULT, (), "", "")
    assert "treatment policy" in rule(analysis)


def test_what_does_not_depend_on_fits_is_shared() -> None:
    analysis = demo()
    other = handled(analysis, Handling(History.ALL, Strategy.CENSOR))
    assert other.visits is analysis.visits
    assert other.events is analysis.events
    assert other.milestones is analysis.milestones
    assert other.subjects is analysis.subjects


def test_back_to_the_default_is_the_default_again() -> None:
    analysis = demo()
    back = handled(handled(analysis, Handling(History.ALL, Strategy.CENSOR)), DEFAULT)
    assert back.points is analysis.recorded
    assert np.array_equal(back.fits.before.slope, analysis.fits.before.slope, equal_nan=True)
    assert (back.handling, back.censorings) == (DEFAULT, ())


# Censoring


def test_values_after_the_event_leave_the_fits_and_stay_listed() -> None:
    found = after(PR=feeding("2011-05-01"))
    assert used(found) == [-40, -9, 14, 61]  # the day of the event itself still counts
    assert reasons(found) == {"after gastrostomy (day 61), censored"}
    assert len(found.points.day) == 5
    assert (found.fits.post(0).n, handled(found, DEFAULT).fits.post(0).n) == (2, 3)


@pytest.mark.parametrize(
    ("tables", "kind"),
    [
        ({"PR": [{"PRTRT": "GASTROSTOMY", "PRSTDTC": "2011-04-01"}]}, Intercurrent.GASTROSTOMY),
        ({"PR": [{"PRTRT": "NIV", "PRSTDTC": "2011-04-01"}]}, Intercurrent.VENTILATION),
        ({"PR": [{"PRTRT": "TRACHEOSTOMY", "PRSTDTC": "2011-04-01"}]}, Intercurrent.TRACHEOSTOMY),
        ({"CM": [{"CMTRT": "RILUZOLE", "CMSTDTC": "2011-04-01"}]}, Intercurrent.PROHIBITED_MEDICATION),
        ({"CM": [{"CMTRT": "XYZ cells", "CMSTDTC": "2011-04-01"}]}, Intercurrent.CELL_PRODUCT),
        ({"PR": [{"PRTRT": "Infusion of XYZ", "PRSTDTC": "2011-04-01"}]}, Intercurrent.CELL_PRODUCT),
        ({"DM": [{"SUBJID": "01", "DTHDTC": "2011-04-01", "DTHFL": "Y"}]}, Intercurrent.DEATH),
    ],
)
def test_every_event_censors_from_its_day(tables: dict, kind: Intercurrent) -> None:
    rules = IntercurrentRules(cell_products=("xyz",))
    found = after(rules=rules, **tables)
    assert [(each.kind, each.day, each.is_certain) for each in found.censorings] == [(kind, 31, True)]
    assert used(found) == [-40, -9, 14]
    alone = after(rules=replace(rules, sensitivity=tuple(each for each in Intercurrent if each is not kind)), **tables)
    assert used(alone) == [-40, -9, 14, 61, 153]


def test_the_first_event_counts() -> None:
    found = after(PR=[*feeding("2011-06-01"), {"PRTRT": "NIV", "PRSTDTC": "2011-04-01"}])
    assert [(each.kind, each.day) for each in found.censorings] == [(Intercurrent.VENTILATION, 31)]


def test_what_began_before_the_infusion_is_no_intercurrent_event() -> None:
    assert used(after(PR=feeding("2011-02-28"))) == [-40, -9, 14, 61, 153]
    assert used(after(PR=feeding("2011-03-01"))) == [-40, -9]
    assert used(after(PR=feeding("2011-01"))) == [-40, -9, 14, 61, 153]


def test_a_partial_date_counts_from_its_earliest_day() -> None:
    found = after(PR=feeding("2011-05"))
    assert used(found) == [-40, -9, 14, 61]
    assert reasons(found) == {"after gastrostomy (day 61 at the earliest), censored"}
    assert used(after(PR=feeding("2011"))) == [-40, -9]


def test_an_event_without_any_date_censors_nothing_and_is_told() -> None:
    found = after(PR=feeding(None))
    assert used(found) == [-40, -9, 14, 61, 153]
    assert "Without any date, so censoring nothing: events of 01." in notice(found)


def test_own_cells_are_no_other_product() -> None:
    own = [{"PRTRT": "XYZ", "PRSTDTC": "2011-03-01"}]
    found = after(rules=IntercurrentRules(cell_products=("XYZ",)), PR=own)
    assert found.censorings == ()
    assert MilestoneKind.CELL_PRODUCT not in {each.kind for each in found.milestones}


def test_nobody_without_an_anchor_is_censored() -> None:
    found = handled(build(one_subject(QS=VALUES, PR=feeding("2011-04-01"), EX=[]), None), CENSOR)
    assert (found.censorings, used(found)) == ((), [])


# What the study file plans


def test_the_study_file_can_plan_to_censor_and_treatment_policy_undoes_it() -> None:
    rules = IntercurrentRules(censor=(Intercurrent.GASTROSTOMY,))
    planned = after(DEFAULT, rules, PR=feeding("2011-05-01"))
    assert used(planned) == [-40, -9, 14, 61]
    assert planned.points is not planned.recorded
    assert "As planned in the study file: values after gastrostomy are censored" in rule(planned)
    assert notice(planned) == ""
    kept = handled(planned, Handling(strategy=Strategy.POLICY))
    assert used(kept) == [-40, -9, 14, 61, 153]
    assert "Nothing is censored (treatment policy)" in notice(kept)


def test_visits_do_not_depend_on_what_is_censored() -> None:
    rules = IntercurrentRules(censor=tuple(Intercurrent))
    with_plan, without = after(DEFAULT, rules, PR=feeding("2011-04-01")), after(DEFAULT, PR=feeding("2011-04-01"))
    assert with_plan.visits == without.visits


def test_a_choice_that_changes_nothing_is_the_default() -> None:
    plain = study()
    assert plainest(plain, CENSOR) == CENSOR
    assert plainest(plain, Handling(strategy=Strategy.POLICY)) == DEFAULT
    assert plainest(study(historical_months=None), ALL) == DEFAULT
    same = study(intercurrent=IntercurrentRules(censor=tuple(Intercurrent)))
    assert plainest(same, CENSOR) == DEFAULT
    assert plainest(same, Handling(strategy=Strategy.POLICY)).strategy is Strategy.POLICY
    assert [each for each, _ in strategy_labels(plain)] == [Strategy.PLANNED, Strategy.CENSOR]
    assert [each for each, _ in strategy_labels(same)] == [Strategy.PLANNED, Strategy.POLICY]
    assert (history_label(study(historical_months=None)), choice_words(plain, DEFAULT)) == (None, ())


# Old records


def test_old_records_enter_by_choice_and_nothing_else_does() -> None:
    records = [total("2010-06-01", 45), total("2010-07", 44), total("2010-08-01", 44, QSSTAT="NOT DONE"), *VALUES]
    base = build(one_subject(QS=records, SV=[{"VISITNUM": 1, "SVSTDTC": "2011-01-20"}]), None)
    found = handled(base, ALL)
    assert used(base) == [-40, -9, 14, 61, 153]
    assert used(found) == [-273, -40, -9, 14, 61, 153]
    assert found.fits.pre(0).n == base.fits.pre(0).n + 1
    assert {"partial date", "historical record older than 3 months before screening"} == reasons(found)
    assert "1 value of 1 patient enters the slopes: records older than 3 months before screening" in notice(found)
    assert suffix(ALL) == " (old records included)"


def test_no_old_records_is_said_too() -> None:
    assert "There are no records older than 3 months before screening." in notice(after(ALL))


def test_in_the_demo_the_four_old_values_of_one_patient_enter() -> None:
    base, found = demo(), handled(demo(), ALL)
    more = found.points.used & ~base.points.used
    assert (int(more.sum()), {found.subjects[each].id for each in found.points.subject[more]}) == (4, {"01-001"})
    assert not (base.points.used & ~found.points.used).any()


def test_a_quarter_without_its_censored_value_says_so() -> None:
    analysis = demo()
    pair = [each.id for each in analysis.subjects].index("01-003") * 4
    kept, censored = (quarters.build(one, pair)[1] for one in (analysis, handled(analysis, CENSOR)))
    assert (kept.status, kept.value) == (quarters.QuarterStatus.VALUE, 22)
    assert censored.value is None
    assert censored.text.endswith("held, value not used: after gastrostomy (day 141), censored")


# Properties


@given(st.data())
def test_censoring_never_adds_a_point_and_takes_only_what_is_later(data: st.DataObject) -> None:
    points, subjects = crowd(12, 3).recorded, 12
    days = data.draw(st.dictionaries(st.integers(0, subjects - 1), st.integers(0, 500)))
    events = [Censoring(subject, Intercurrent.DEATH, day, True) for subject, day in days.items()]
    found = applied(points, CENSOR, events, subjects)
    assert not (found.used & ~points.used).any()
    last = np.array([days.get(int(subject), np.inf) for subject in points.subject])
    assert np.array_equal(found.used, points.used & ~(points.day > last))
    assert all(reason is not None for reason in found.reason[points.used & ~found.used])
    assert all(np.array_equal(getattr(found, name), getattr(points, name), equal_nan=True) for name in ("day", "value"))
    if not days:
        assert found is points


@pytest.mark.parametrize("strategy", Strategy)
def test_the_kinds_of_the_sensitivity_hold_those_of_the_plan(strategy: Strategy) -> None:
    rules = IntercurrentRules(censor=(Intercurrent.DEATH,), sensitivity=(Intercurrent.GASTROSTOMY,))
    wanted = {Strategy.PLANNED: 1, Strategy.CENSOR: 2, Strategy.POLICY: 0}
    assert len(censored_kinds(rules, strategy)) == wanted[strategy]


def test_what_is_expected_from_before_follows_the_handling() -> None:
    base, found = demo(), handled(demo(), ALL)
    assert beyond.expected(base, [0])[0].mean != beyond.expected(found, [0])[0].mean
