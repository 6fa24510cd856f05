"""The generator's model: the numbers it must reach at 5,000 patients, and what effect and switches do."""

import numpy as np
import pandas as pd
import pytest

from data_access.synthetic import Effect, Switches, SyntheticStudy, generate
from data_access.synthetic.courses import allocate, spread
from data_access.synthetic.draws import matched_parent, only, truncated_normal
from data_access.synthetic.record import decimal_texts, iso, shortened
from data_access.synthetic.schedule import complete
from data_access.synthetic.values import measure
from tests.data_access.synthetic_studies import many_patients

MONTH = 30.4375


@pytest.fixture(scope="module")
def many() -> SyntheticStudy:
    return many_patients()


# --- The model at N = 5,000 ---


def test_slopes_are_the_published_ones(many):
    patients = many.truth["patients"]
    assert np.mean(patients["slope_alsfrs"]) == pytest.approx(-0.93, abs=0.03)
    assert np.std(patients["slope_alsfrs"]) == pytest.approx(0.683, rel=0.05)
    for name, mean, sd in (
        ("frs", -1.02, 0.753),
        ("fvc", -2.442, 1.858),
        ("arm", -0.0758, 0.0583),
        ("grip", -0.085, 0.0658),
    ):
        slopes = np.array(patients[f"slope_{name}"])
        assert slopes.max() <= 0
        assert slopes.mean() == pytest.approx(mean, rel=0.04), name
        assert slopes.std() == pytest.approx(sd, rel=0.05), name


def test_residual_sds_are_within_five_percent(many):
    measured, latent = many.record.measured, many.record.measured.latent
    assert np.std(measured.total - latent[:, 0]) == pytest.approx(1.6, rel=0.05)
    assert np.std(measured.percent - latent[:, 1]) == pytest.approx(5.9, rel=0.05)
    assert np.std(measured.arm - latent[:, 2]) == pytest.approx(0.17, rel=0.05)
    assert np.std(measured.grip - latent[:, 3]) == pytest.approx(0.20, rel=0.05)
    assert np.mean(measured.total - latent[:, 0]) == pytest.approx(0.0, abs=0.05)


def test_baselines_and_their_correlation(many):
    patients = many.truth["patients"]
    frs, fvc = np.array(patients["baseline_frs"]), np.array(patients["baseline_fvc"])
    assert np.corrcoef(frs, fvc)[0, 1] == pytest.approx(0.31, abs=0.03)
    assert (frs.min() >= 16, frs.max() <= 44, fvc.min() >= 50, fvc.max() <= 115) == (True,) * 4
    assert frs.mean() == pytest.approx(30.3, abs=0.3)


def test_about_a_third_reach_death_or_tracheostomy_in_a_year(many):
    assert 0.65 <= np.mean(np.array(many.truth["patients"]["event_day"]) > 365.25) <= 0.72


def designed(study, days: list[int]) -> np.ndarray:
    """ALSFRS-R totals of all patients on these days, with the generator's own noise."""
    record = study.record
    n = len(record.fates)
    occasions = complete(
        pd.DataFrame(
            {
                "patient": np.repeat(np.arange(n), len(days)), "visitnum": 1.0, "visit": "DESIGN", "kind": "planned",
                "day": np.tile(days, n), "held": True, "frs": 1, "fvc": 0, "mvic": 0,
            }
        )
    )  # fmt: skip
    none = record.procedures.iloc[:0]
    return measure(record.cohort, record.courses, occasions, none, seed=99).total.reshape(n, len(days))


def test_a_third_respond_without_any_effect(many):
    """Separate fits, baseline in both (model M3), 25 % slowing, pre -90, -30, 0, post to month 12."""
    pre, post = np.array([-90, -30, 0]), np.array([0, 14, 30, 61, 183, 365])
    y = designed(many, [-90, -30, 0, 14, 30, 61, 183, 365])

    def slopes(days: np.ndarray, values: np.ndarray) -> np.ndarray:
        t = (days - days.mean()) / MONTH
        return values @ t / (t @ t)

    before, after = slopes(pre, y[:, :3]), slopes(post, y[:, 2:])
    responders = (before < -0.1) & (after - before >= 0.25 * np.abs(before))
    assert responders.mean() == pytest.approx(0.35, abs=0.03)


def test_events_come_as_often_as_they_should(many):
    infused = many.tables["EX"]["USUBJID"].nunique()
    assert 3.0 <= len(many.tables["AE"]) / infused <= 5.0
    kinds = many.record.events["kind"].value_counts(normalize=False)
    assert kinds[0] / infused == pytest.approx(0.25, abs=0.03)  # post-puncture headache
    assert kinds[4] / infused == pytest.approx(0.60, abs=0.04)  # pain at the iliac crest


def test_about_a_fifth_of_old_records_are_too_old(many):
    occasions, people = many.record.occasions, many.record.cohort.people
    old = occasions[occasions["kind"] == "historical"]
    patient = people.loc[old["patient"]].reset_index(drop=True)
    taken = pd.to_datetime(patient["infusion"].to_numpy() + old["day"].to_numpy(), unit="D")
    screened = pd.to_datetime(patient["screening"].to_numpy(), unit="D")
    assert 0.18 <= np.mean(taken < screened - pd.DateOffset(months=3)) <= 0.32
    assert old["partial"].mean() == pytest.approx(0.15, abs=0.03)


# --- Effect and switches ---


def test_no_effect_unless_asked_for():
    study = generate(40, seed=3)
    courses, everyone = study.record.courses, np.arange(40)
    mild = study.record.cohort.baseline[:, 0] + 6 * study.record.cohort.slopes[:, 0] > 0
    low = study.record.cohort.baseline[:, 0] - 3 * study.record.cohort.slopes[:, 0] < 48
    at = [courses.latent(everyone, np.full(40, months * MONTH))[:, 0] for months in (-3, 0, 6)]
    straight = mild & low
    assert straight.sum() > 10
    assert np.allclose((at[1] - at[0])[straight] / 3, (at[2] - at[1])[straight] / 6)


def test_an_effect_flattens_the_slope_after_its_delay():
    none, half = generate(30, seed=3), generate(30, seed=3, effect=Effect(slowing=0.5, delay_months=1.0))
    everyone = np.arange(30)

    def months(study, days: float) -> np.ndarray:
        return study.record.courses.disease_months(np.full(30, days * MONTH))

    assert np.array_equal(none.record.cohort.slopes, half.record.cohort.slopes)
    assert np.allclose(months(half, 1.0), 1.0)
    assert np.allclose(months(half, 7.0), 1.0 + 0.5 * 6)
    harm = generate(30, seed=3, effect=Effect(slowing=-0.25))
    assert np.allclose(months(harm, 5.0), 1.0 + 1.25 * 4)
    waning = generate(30, seed=3, effect=Effect(slowing=0.5, waning=True))
    assert 3.0 * 12 / 12 < months(waning, 12.0)[0] < 12.0
    assert months(waning, 12.0)[0] == pytest.approx(12 - 0.5 * 6 * (1 - np.exp(-11 / 6)))
    later = np.full(30, 182.0)
    assert (half.record.courses.latent(everyone, later) >= none.record.courses.latent(everyone, later)).all()


def test_mvic_loses_twelve_slopes_in_twelve_months_curved_or_not():
    for curvature in (True, False):
        study = generate(25, seed=5, switches=Switches(curvature=curvature))
        everyone, courses = np.arange(25), study.record.courses
        change = courses.latent(everyone, np.full(25, 12 * MONTH)) - courses.latent(everyone, np.zeros(25))
        assert np.allclose(change[:, 2:], 12 * study.record.cohort.slopes[:, 2:])
    half_way = generate(25, seed=5).record.courses.latent(np.arange(25), np.full(25, 6 * MONTH))[:, 2:]
    straight = generate(25, seed=5, switches=Switches(curvature=False)).record.courses
    assert (half_way < straight.latent(np.arange(25), np.full(25, 6 * MONTH))[:, 2:]).all()


def test_a_switch_changes_what_it_names_and_nothing_else():
    usual = generate(60, seed=11)
    stay = generate(60, seed=11, switches=Switches(dropout=False))
    assert np.isinf(stay.record.fates["withdrawal_day"]).all()
    assert np.isfinite(usual.record.fates["withdrawal_day"]).all()
    assert usual.record.fates["event_day"].equals(stay.record.fates["event_day"])
    assert np.array_equal(usual.record.cohort.baseline, stay.record.cohort.baseline)
    whole = generate(60, seed=11, switches=Switches(missingness=False))
    assert whole.record.occasions["held"].all()
    assert not (whole.tables["RE"]["RESTAT"] == "NOT DONE").any()
    assert (usual.tables["RE"]["RESTAT"] == "NOT DONE").any()
    skewed = generate(2_000, seed=11, switches=Switches(skewed_slopes=True)).record.cohort.slopes[:, 1]
    plain = generate(2_000, seed=11).record.cohort.slopes[:, 1]
    assert skewed.mean() == pytest.approx(plain.mean(), rel=0.05)
    assert pd.Series(-skewed).skew() > pd.Series(-plain).skew() + 0.5


def test_expectation_and_quadratic_are_off_by_default_and_work():
    assert not generate(5, seed=1).record.cohort.quadratic.any()
    assert generate(5, seed=1, switches=Switches(quadratic=True)).record.cohort.quadratic.any()
    hope = generate(1_500, seed=1, switches=Switches(expectation=True)).record
    none = generate(1_500, seed=1).record
    soon = (none.occasions["visitnum"] == 4).to_numpy()
    before = (none.occasions["visitnum"] == 1).to_numpy()
    assert (hope.measured.total - none.measured.total)[soon].mean() == pytest.approx(0.5 * np.exp(-0.46 / 2), abs=0.1)
    assert not (hope.measured.total - none.measured.total)[before].any()


# --- Small parts ---


def test_what_does_not_fit_goes_to_the_others():
    shares = np.array([[0.7, 0.2, 0.1], [0.7, 0.2, 0.1], [1.0, 0.0, 0.0]])
    placed = spread(np.array([3.0, 9.0, 12.0]), shares, 4.0)
    assert np.allclose(placed[0], [2.1, 0.6, 0.3])
    assert np.allclose(placed[1].sum(), 9.0) and placed[1, 0] == 4.0 and placed.max() <= 4.0
    assert np.allclose(placed[2], [4.0, 0.0, 0.0])  # nobody else has a share


def test_items_add_to_the_total_within_their_bounds():
    rng = np.random.default_rng(1)
    low, high = np.zeros((500, 12), dtype=np.int64), np.full((500, 12), 4)
    low[:, 11] = high[:, 11] = 3
    totals = rng.integers(0, 49, 500)
    scores = allocate(totals, rng.uniform(-1, 5, (500, 12)), low, high)
    assert (scores >= low).all() and (scores <= high).all()
    assert np.array_equal(scores.sum(axis=1), np.clip(totals, 3, 47))


def test_the_matched_normal_has_the_wanted_moments():
    location, scale = matched_parent(0.925, 0.683)
    drawn = truncated_normal(np.random.default_rng(2).random(200_000), location, scale, 0.0, np.inf)
    assert drawn.min() >= 0
    assert (drawn.mean(), drawn.std()) == (pytest.approx(0.925, abs=0.006), pytest.approx(0.683, abs=0.006))


def test_words_of_dates_and_numbers():
    assert iso(np.array([0.0, np.nan, 15064.0])).tolist() == ["1970-01-01", None, "2011-03-31"]
    days = np.array(["2011-03-31", None, "2011-03-31"], dtype=object)
    assert shortened(days, np.array(["month", "month", "day"])).tolist() == ["2011-03", None, "2011-03-31"]
    assert decimal_texts(np.array([81.0, -0.0, np.nan, 71.35]), 1).tolist()[:3] == ["81.0", "0.0", None]
    assert only([True, False], "x").tolist() == ["x", None]


def test_a_study_needs_a_patient():
    with pytest.raises(ValueError, match="at least one patient"):
        generate(0)
