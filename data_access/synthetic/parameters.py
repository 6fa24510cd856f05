"""Every number of the generative model, in one place, with its source or the word "assumed".

A month has 30.4375 days. Slopes are per month; negative is worsening. Sources: Traynor 2004 (Neurology 63:1933,
supplement), Atassi 2014 (Neurology 83:1719), Cudkowicz 2022 (Muscle Nerve 65:291), PRO-ACT 2021 (Muscle Nerve),
Groeneveld 2003 (Ann Neurol 53:437), Sykova 2017 (Cell Transplant 26:647), Al-Hashel 2022 (BMC Neurol), Blanquer 2012
(Stem Cells 30).
"""

from dataclasses import dataclass, field
from datetime import date

from data_access.synthetic.clinic_parameters import Laboratory, Product, Reporting, VitalSigns

MEASURES = ("frs", "fvc", "arm", "grip")
"""ALSFRS-R total, FVC % predicted, MVIC arm Z, MVIC grip Z: the order of every vector and matrix below."""

Matrix = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What treatment does: `slowing` 0.25 means a slope 25 % flatter, negative means harm; none unless asked for."""

    slowing: float = 0.0
    delay_months: float = 1.0
    waning: bool = False
    waning_months: float = 6.0


@dataclass(frozen=True, slots=True)
class Switches:
    """What takes part in a simulation."""

    curvature: bool = True
    """MVIC bends: z0 - A (1 - exp(-t / 15)). Off: straight lines."""
    quadratic: bool = False
    """A quadratic term in ALSFRS-R and FVC."""
    skewed_slopes: bool = False
    """Log-normal slopes with the same mean and SD: a tail of fast progressors."""
    expectation: bool = False
    """Open-label bump in ALSFRS-R after treatment."""
    rater: bool = True
    dropout: bool = True
    missingness: bool = True
    screen_failures: bool = True
    data_errors: bool = False


@dataclass(frozen=True, slots=True)
class Enrolment:
    """How patients come. Gaps per site; a larger study has more sites."""

    start: date = date(2010, 9, 1)
    gap_minimum_days: int = 14
    gap_mean_days: float = 30.0
    patients_per_site: int = 12
    site_start_spread_days: int = 120
    infusion_gap_days: int = 7
    screening_to_aspiration: tuple[int, int] = (5, 20)
    aspiration_to_infusion: tuple[int, int] = (14, 35)
    screen_failure: float = 0.05
    cut_after_last_screening_days: int = 30
    extraction_after_cut_days: int = 10


@dataclass(frozen=True, slots=True)
class People:
    """Demography (LITRA, EMPOWER, PRO-ACT baseline tables); heights and histories assumed."""

    age: tuple[float, float, float, float] = (57.0, 11.0, 18.0, 80.0)
    male: float = 0.65
    bulbar_onset: float = 0.22
    height_male: tuple[float, float] = (177.0, 7.0)
    height_female: tuple[float, float] = (163.0, 6.5)
    months_since_onset: tuple[float, float] = (7.0, 35.0)
    diagnosis_delay: tuple[float, float] = (0.35, 0.75)
    """Share of the time since onset that had passed at diagnosis; uniform."""
    el_escorial: tuple[float, ...] = (0.45, 0.30, 0.20, 0.05)
    white: float = 0.85
    riluzole_before: float = 0.35


@dataclass(frozen=True, slots=True)
class Baseline:
    """Values on the infusion day: (mean, SD, lowest, highest) of the normal before truncation."""

    margins: tuple[tuple[float, float, float, float], ...] = (
        (30.3, 6.5, 16.0, 44.0),
        (76.0, 21.0, 50.0, 115.0),
        (-0.5, 1.0, -4.0, 3.0),
        (-0.5, 1.1, -4.0, 3.0),
    )
    correlation: Matrix = (
        (1.00, 0.31, 0.40, 0.40),
        (0.31, 1.00, 0.20, 0.20),
        (0.40, 0.20, 1.00, 0.70),
        (0.40, 0.20, 0.70, 1.00),
    )


@dataclass(frozen=True, slots=True)
class Slopes:
    """Natural history (Traynor 2004): mean, between-patient SD; ALSFRS-R is the 0-40 scale times `alsfrs_r_factor`."""

    mean: tuple[float, ...] = (-0.925, -2.442, -0.0758, -0.0850)
    sd: tuple[float, ...] = (0.683, 1.858, 0.0583, 0.0658)
    alsfrs_r_factor: float = 1.02 / 0.925
    correlation: Matrix = (
        (1.0, 0.5, 0.5, 0.5),
        (0.5, 1.0, 0.3, 0.3),
        (0.5, 0.3, 1.0, 0.7),
        (0.5, 0.3, 0.7, 1.0),
    )
    mvic_time_constant_months: float = 15.0
    quadratic_sd: float = 0.01


@dataclass(frozen=True, slots=True)
class Noise:
    """Residual SD within a patient (Traynor 2004); the rater's share is part of it."""

    residual: tuple[float, ...] = (1.6, 5.9, 0.17, 0.20)
    rater_sd: float = 0.5
    rater_switch: float = 0.10
    item_sd: float = 0.35
    expectation_points: float = 0.5
    expectation_months: float = 2.0
    supine_drop: tuple[float, float] = (6.0, 4.0)


@dataclass(frozen=True, slots=True)
class Items:
    """How a loss of points spreads over domains (bulbar, fine, gross, respiratory) and items; shares assumed."""

    limb: tuple[float, ...] = (0.20, 0.33, 0.33, 0.14)
    bulbar: tuple[float, ...] = (0.42, 0.22, 0.20, 0.16)
    domain_concentration: float = 40.0
    item_concentration: float = 12.0


@dataclass(frozen=True, slots=True)
class Historical:
    """Records from before screening."""

    numbers: tuple[float, ...] = (0.10, 0.35, 0.35, 0.20)
    days_before_screening: tuple[int, int] = (10, 120)
    partial_date: float = 0.15
    percent_only: float = 0.10
    original_scale: float = 0.05
    mvic_measured: float = 0.5


@dataclass(frozen=True, slots=True)
class Attendance:
    """Deviations from the plan; per planned follow-up visit where there are five numbers."""

    sd_of_window: float = 1 / 2.5
    late_tail: float = 0.08
    late_tail_mean_days: float = 7.0
    missed: tuple[float, ...] = (0.03, 0.04, 0.05, 0.08, 0.15)
    severe_below: float = 20.0
    """ALSFRS-R under which visits are missed twice as often."""
    telephone: float = 0.03
    unscheduled: float = 0.06
    assessment_missing: tuple[float, ...] = (0.03, 0.03, 0.05)
    """ALSFRS-R, FVC, MVIC."""
    fvc_missing_bulbar: float = 0.08
    bulbar_at_most: float = 6.0
    overdue_grace_days: int = 14
    withdrawal_per_month: float = 0.031
    """30 of 97 in a year (Traynor 2004)."""


@dataclass(frozen=True, slots=True)
class Survival:
    """Death, permanent ventilation or tracheostomy: hazard = base x fvc^zFVC x frs^zFRS x 2^-(slope - mean)."""

    base_per_month: float = 0.031
    fvc_ratio: float = 0.66
    frs_ratio: float = 0.75
    slope_base: float = 2.0
    died: float = 0.85
    """Share of deaths; the rest is tracheostomy."""
    niv_below_fvc: float = 50.0
    niv_per_visit: float = 0.6
    gastrostomy_at_swallowing: float = 2.0
    gastrostomy_per_visit: float = 0.3


@dataclass(frozen=True, slots=True)
class EventPrior:
    """How often an event follows its day of origin, when and how long (mean, SD), and how grave (grades 1-3)."""

    probability: float
    onset: tuple[float, float]
    duration: tuple[float, float]
    grades: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Safety:
    """Events of the procedures (Sykova 2017, Al-Hashel 2022; others assumed) and of the disease (0.25 a month)."""

    procedural: tuple[tuple[str, EventPrior], ...] = (
        ("PDPH", EventPrior(0.25, (1.7, 0.8), (2.4, 2.1), (0.76, 0.22, 0.02))),
        ("PUNCTURE", EventPrior(0.20, (0.5, 0.7), (3.0, 2.0), (0.85, 0.14, 0.01))),
        ("FEVER", EventPrior(0.10, (0.8, 0.5), (1.0, 0.8), (0.85, 0.14, 0.01))),
        ("NAUSEA", EventPrior(0.06, (0.8, 0.8), (1.5, 1.0), (0.85, 0.15, 0.0))),
        ("ILIAC", EventPrior(0.60, (0.3, 0.5), (3.5, 1.8), (0.88, 0.12, 0.0))),
        ("HAEMATOMA", EventPrior(0.06, (0.6, 0.6), (7.0, 3.0), (0.9, 0.1, 0.0))),
        ("RADICULAR", EventPrior(0.08, (9.0, 6.0), (60.0, 60.0), (0.5, 0.35, 0.15))),
        ("MENINGISM", EventPrior(0.01, (1.5, 1.0), (4.0, 2.0), (0.2, 0.6, 0.2))),
        ("BLADDER", EventPrior(0.01, (14.0, 10.0), (60.0, 40.0), (0.3, 0.5, 0.2))),
    )
    background_per_month: float = 0.25
    background: tuple[tuple[str, float], ...] = (
        ("FALL", 0.18), ("CONSTIPATION", 0.14), ("SIALORRHOEA", 0.12), ("DYSPHAGIA", 0.10), ("DEPRESSION", 0.10),
        ("CRAMPS", 0.10), ("WEIGHT", 0.08), ("FATIGUE", 0.08), ("PNEUMONIA", 0.05), ("DVT", 0.02), ("DYSPNOEA", 0.03),
    )  # fmt: skip
    background_grades: tuple[float, float, float] = (0.60, 0.33, 0.07)
    background_duration: tuple[float, float] = (25.0, 25.0)
    background_unresolved: float = 0.25
    partial_start: float = 0.15
    grade_missing: float = 0.02
    outcome_unknown: float = 0.03


@dataclass(frozen=True, slots=True)
class Parameters:
    """The generative model in numbers."""

    enrolment: Enrolment = field(default_factory=Enrolment)
    people: People = field(default_factory=People)
    baseline: Baseline = field(default_factory=Baseline)
    slopes: Slopes = field(default_factory=Slopes)
    noise: Noise = field(default_factory=Noise)
    items: Items = field(default_factory=Items)
    historical: Historical = field(default_factory=Historical)
    attendance: Attendance = field(default_factory=Attendance)
    survival: Survival = field(default_factory=Survival)
    safety: Safety = field(default_factory=Safety)
    vital_signs: VitalSigns = field(default_factory=VitalSigns)
    laboratory: Laboratory = field(default_factory=Laboratory)
    product: Product = field(default_factory=Product)
    reporting: Reporting = field(default_factory=Reporting)
    study_id: str = "TCA-ALS-SYN"
    country: str = "USA"
    data_errors_each: int = 2


PARAMETERS = Parameters()
