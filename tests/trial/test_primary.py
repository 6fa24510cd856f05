"""The primary safety endpoint, and exact intervals."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from tests.factories import CUT, one_subject, study
from trial import events, primary, subjects
from trial.cut import known_at
from trial.primary import PrimaryStatus, exact_interval, exact_upper_bound
from trial.safety_rules import SafetyRules

FOLLOWED = {"VISITNUM": 6, "SVSTDTC": "2011-05-01"}
PLAIN = {"PESITE": "N", "PENEURO": "N", "PENATPRG": None, "PEADJ": None}


def status(*rows, cut=CUT, of=None, **tables):
    ae = [{"AETERM": "Leg pain", "AESTDTC": "2011-03-10", **PLAIN, **row} for row in rows or [{}]]
    return judged(cut, of, AE=ae, **({"SV": [FOLLOWED]} | tables))


def judged(cut=CUT, of=None, **tables):
    known = known_at(one_subject(of=of, **tables), cut)
    people = subjects.build(known)
    (found,) = primary.build(known, people, events.build(known, people))
    return found


SITE = {"PESITE": "Y", "PEADJ": "FINAL"}
DEFICIT = {"PENEURO": "Y", "PENATPRG": "N", "PEADJ": "FINAL"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (SITE, PrimaryStatus.EVENT),
        (DEFICIT, PrimaryStatus.EVENT),
        (DEFICIT | {"PENATPRG": "U"}, PrimaryStatus.EVENT),
        (DEFICIT | {"PENATPRG": None}, PrimaryStatus.EVENT),
        (DEFICIT | {"PENATPRG": "Y"}, PrimaryStatus.NO_EVENT),
        (SITE | {"PENATPRG": "Y"}, PrimaryStatus.EVENT),
        (SITE | {"PEADJ": "final"}, PrimaryStatus.EVENT),
        (SITE | {"PEADJ": "Completed"}, PrimaryStatus.EVENT),
        (SITE | {"PEADJ": "Pending"}, PrimaryStatus.PENDING),
        (SITE | {"PEADJ": None}, PrimaryStatus.PENDING),
        (SITE | {"PEADJ": "sent to Dr. B"}, PrimaryStatus.PENDING),
        (SITE | {"PEADJ": "NOT FINAL"}, PrimaryStatus.PENDING),
        (DEFICIT | {"PENATPRG": "U", "PEADJ": "PENDING"}, PrimaryStatus.PENDING),
        (DEFICIT | {"PENATPRG": "Y", "PEADJ": "PENDING"}, PrimaryStatus.PENDING),
        (DEFICIT | {"PENATPRG": "Y", "PEADJ": None}, PrimaryStatus.PENDING),
        ({"PEADJ": "PENDING"}, PrimaryStatus.PENDING),
        ({"PEADJ": "NOT APPLICABLE"}, PrimaryStatus.NO_EVENT),
        ({"PENATPRG": "Y"}, PrimaryStatus.NO_EVENT),
        ({}, PrimaryStatus.NO_EVENT),
    ],
)
def test_flags_and_adjudication_give_the_status(row, expected):
    assert status(row).status is expected


def test_an_event_outweighs_a_pending_one_and_only_its_numbers_are_given():
    found = status({}, SITE | {"PEADJ": "PENDING"}, DEFICIT, SITE)
    assert (found.status, found.events) == (PrimaryStatus.EVENT, (3, 4))
    found = status({}, SITE | {"PEADJ": "PENDING"})
    assert (found.status, found.events) == (PrimaryStatus.PENDING, (2,))
    assert status({}).events == ()


def test_only_events_from_the_infusion_on_count():
    assert status(SITE | {"AESTDTC": "2011-02-28"}).status is PrimaryStatus.NO_EVENT
    assert status(SITE | {"AESTDTC": "2011-03-01"}).status is PrimaryStatus.EVENT
    assert status(SITE | {"AESTDTC": "2011-03"}).status is PrimaryStatus.EVENT


@pytest.mark.parametrize(("seen", "expected"), [("2011-03-30", "not yet evaluable"), ("2011-03-31", "no event")])
def test_no_event_needs_thirty_days_of_follow_up(seen, expected):
    found = status(SV=[FOLLOWED | {"SVSTDTC": seen}])
    assert found.status == expected
    assert found.to_day == (date.fromisoformat(seen) - date(2011, 3, 1)).days


def test_an_event_needs_no_follow_up():
    assert status(SITE, SV=[]).status is PrimaryStatus.EVENT


def test_follow_up_is_what_was_seen_up_to_the_cut_not_time_that_has_passed():
    assert status(SV=[]).status is PrimaryStatus.NOT_EVALUABLE
    assert status(cut=date(2011, 4, 1)).status is PrimaryStatus.NOT_EVALUABLE


def test_who_was_not_treated_is_not_evaluable():
    found = status(SITE, EX=[])
    assert (found.status, found.to_day, found.events) == (PrimaryStatus.NOT_EVALUABLE, None, ())
    assert found.text == "Not treated, so not yet evaluable."


def test_without_its_columns_the_endpoint_is_not_collected():
    found = judged(AE=[{"AETERM": "x", "AESTDTC": "2011-03-10"}], SV=[FOLLOWED])
    assert found.status is PrimaryStatus.NOT_COLLECTED
    assert found.text == "The data have no PESITE and PENEURO, so this endpoint cannot be judged."
    assert judged(SV=[FOLLOWED]).status is PrimaryStatus.NOT_COLLECTED


def test_half_of_its_columns_can_show_an_event_but_not_its_absence():
    row = {"AETERM": "x", "AESTDTC": "2011-03-10"}
    found = judged(AE=[row | {"PESITE": "N"}], SV=[FOLLOWED])
    assert (found.status, "PENEURO" in found.text) == (PrimaryStatus.NOT_COLLECTED, True)
    assert judged(AE=[row | {"PESITE": "Y"}], SV=[FOLLOWED]).status is PrimaryStatus.EVENT


def test_without_an_adjudication_column_the_site_is_believed_and_that_is_told():
    row = {"AETERM": "Leak", "AESTDTC": "2011-03-10", "PESITE": "Y", "PENEURO": "N"}
    found = judged(AE=[row], SV=[FOLLOWED])
    assert found.status is PrimaryStatus.EVENT
    assert "without adjudication" in found.text


def test_the_study_file_names_the_columns():
    of = study(
        safety=SafetyRules(site="LOCAL", neurologic="NEURO", natural_progression="NATURAL", adjudication="DECIDED")
    )
    row = {"AETERM": "x", "AESTDTC": "2011-03-10", "LOCAL": "N", "NEURO": "Y", "NATURAL": "Y", "DECIDED": "FINAL"}
    assert judged(of=of, AE=[row], SV=[FOLLOWED]).status is PrimaryStatus.NO_EVENT
    assert judged(of=of, AE=[row | {"NATURAL": "U"}], SV=[FOLLOWED]).status is PrimaryStatus.EVENT


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (SITE, "Event: Leg pain (day 9, infusion-site complication)."),
        (
            DEFICIT | {"PENATPRG": "U"},
            "Event: Leg pain (day 9, new neurologic deficit, attribution to natural progression uncertain).",
        ),
        (
            DEFICIT | {"PEADJ": "PENDING", "AESTDTC": "2011-03"},
            "Pending: Leg pain (2011-03, new neurologic deficit, not attributed to natural progression, "
            "adjudication pending).",
        ),
        ({}, "No event up to day 61, the last contact."),
    ],
)
def test_the_sentence_says_what_the_status_stands_on(row, text):
    assert status(row).text == text


def test_the_sentence_of_a_short_follow_up():
    assert status(SV=[]).text == "Followed for 9 days; fewer than 30 days do not show the absence of an event."


# --- Exact intervals ---


@pytest.mark.parametrize(
    ("events_seen", "patients", "low", "high", "upper"),
    [
        (0, 3, 0, 70.76, 63.16),
        (0, 6, 0, 45.93, 39.30),
        (1, 6, 0.42, 64.12, 58.18),
        (2, 6, 4.33, 77.72, 72.87),
        (3, 6, 11.81, 88.19, 84.68),
        (0, 12, 0, 26.46, 22.09),
    ],
)
def test_the_table_of_exact_intervals(events_seen, patients, low, high, upper):
    found = exact_interval(events_seen, patients)
    assert [round(100 * bound, 2) for bound in found] == [low, high]
    assert round(100 * exact_upper_bound(events_seen, patients), 2) == upper


@given(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.sampled_from([0.8, 0.95, 0.99])
)
def test_exact_bounds_leave_their_tails(case, confidence):
    """Independent of the beta quantiles: the bounds are where the binomial tails hold half of what is left."""
    seen, patients = case
    tail = (1 - confidence) / 2
    low, high = exact_interval(seen, patients, confidence)
    assert low == pytest.approx(_root(lambda p: stats.binom.sf(seen - 1, patients, p) - tail) if seen else 0, abs=1e-9)
    assert high == pytest.approx(
        _root(lambda p: stats.binom.cdf(seen, patients, p) - tail) if seen < patients else 1, abs=1e-9
    )
    upper = exact_upper_bound(seen, patients, confidence)
    assert upper == pytest.approx(
        _root(lambda p: stats.binom.cdf(seen, patients, p) - 2 * tail) if seen < patients else 1, abs=1e-9
    )


def _root(difference):
    return optimize.brentq(difference, 0, 1, xtol=1e-13)


def test_of_no_patients_nothing_is_known():
    assert exact_interval(0, 0) == (0, 1)
    assert exact_upper_bound(0, 0) == 1
