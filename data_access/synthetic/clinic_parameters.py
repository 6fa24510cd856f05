"""The numbers of the clinic in the generative model: vital signs, laboratory, product, reports. All are assumed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """Means of a patient (mean, SD over patients) and the SD of a visit about them; all assumed."""

    body_mass_index: tuple[float, float, float, float] = (25.0, 3.4, 18.5, 36.0)
    kilograms_per_point: float = 0.3
    """Weight lost with each point of the ALSFRS-R."""
    weight_noise: float = 0.5
    systolic: tuple[float, float, float] = (132.0, 11.0, 7.0)
    diastolic: tuple[float, float, float] = (80.0, 6.0, 5.0)
    pulse: tuple[float, float, float] = (76.0, 7.0, 5.0)
    temperature: tuple[float, float, float] = (36.6, 0.15, 0.15)
    fever: tuple[float, float] = (38.2, 38.9)


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Blood: (mean, SD) of a patient, SD of a visit as a share of it; spinal fluid: see the names. All assumed."""

    haematocrit: tuple[tuple[float, float], tuple[float, float]] = ((44.5, 2.6), (40.5, 2.4))
    """Men, women; as in `creatinine`."""
    platelets: tuple[float, float] = (245.0, 45.0)
    inr: tuple[float, float] = (1.02, 0.07)
    creatinine: tuple[tuple[float, float], tuple[float, float]] = ((0.80, 0.13), (0.64, 0.10))
    visit_share: float = 0.4
    fluid_cells: float = 1.3
    fluid_protein: tuple[float, float, float, float] = (0.34, 0.05, 0.18, 0.45)
    raised: float = 0.5
    """Chance that the fluid of a patient with a sign of the nerve roots is raised; certain from grade 3 on."""
    raised_cells: float = 30.0
    raised_protein: float = 0.75
    raised_fades_days: float = 45.0
    sampled_within: tuple[int, int] = (30, 60)
    """Days from the sign within which fluid is taken: at the next visit, at an unscheduled visit."""


@dataclass(frozen=True, slots=True)
class Product:
    """What was infused, and how; all assumed."""

    viability: tuple[float, float, float, float] = (88.0, 5.0, 70.0, 99.0)
    viability_missing: float = 0.02
    volume: tuple[float, float] = (10.0, 1.0)
    levels: tuple[float, ...] = (0.6, 0.4)
    needles: tuple[float, ...] = (0.9, 0.1)


@dataclass(frozen=True, slots=True)
class Reporting:
    """How fast serious events are told, and how long a judgement takes (days; all assumed)."""

    aware_at_most: int = 4
    reported_mean: float = 3.0
    late: float = 0.06
    late_days: tuple[int, int] = (16, 30)
    missing: float = 0.03
    adjudicated: tuple[float, float] = (35.0, 15.0)
