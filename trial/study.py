"""What study.toml says about a trial: anchor, endpoints, planned visits, safety rules."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from trial.intercurrent import IntercurrentRules

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Column and allowed values; every pair must match."""

DEFAULT_GRACE_DAYS = 14


class VisitKind(StrEnum):
    """What a planned visit is for."""

    SCREENING = "screening"
    PROCEDURE = "procedure"
    INFUSION = "infusion"
    SCHEDULED = "scheduled"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Day 0 of every axis and model: the subject's first record of `domain` that matches `where`."""

    label: str
    domain: str
    date: str
    where: Where = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """Natural history of an endpoint: mean slope per month, between-patient SD, and where both come from."""

    slope: float
    sd: float
    source: str
    residual_sd: float | None = None
    """SD of the values of one patient about the patient's own line."""


@dataclass(frozen=True, slots=True)
class ResponderRules:
    """Improvements of slope from which a patient is called a responder: per cent of slowing, units per month."""

    percent: tuple[float, ...] = ()
    per_month: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SurvivalReference:
    """Natural history of survival: the share without death or tracheostomy after so many months, and its source."""

    months: float
    event_free: float
    source: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One measured course: which records, which value, in which range."""

    id: str
    label: str
    unit: str
    domain: str
    where: Where
    value: str
    date: str
    range: tuple[float, float] | None
    axis: tuple[float, float] | None
    better: Literal["higher", "lower"]
    decimals: int
    reference: Reference | None = None
    least_decline: float | None = None
    """Decline per month before the anchor above which a per cent of slowing is given; None: by `reference`."""
    responders: ResponderRules = field(default_factory=ResponderRules)
    curve_months: float | None = None
    """Time constant of a course that levels off by itself: value - A (1 - exp(-t / curve_months)); None: straight."""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit of the protocol. `day` counts from the anchor (0), `window` is relative to `day`."""

    id: str
    label: str
    visitnum: float
    day: int
    window: tuple[int, int]
    required: tuple[str, ...]
    kind: VisitKind
    grace: int = DEFAULT_GRACE_DAYS


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """Which columns of AE (or QNAMs of SUPPAE) carry what safety needs."""

    grade: str = "AETOXGR"
    severity: str = "AESEV"
    severity_grade: tuple[tuple[str, int], ...] = (("MILD", 1), ("MODERATE", 2), ("SEVERE", 3))
    related: Where = (("AEREL", ("RELATED", "POSSIBLY RELATED", "PROBABLE", "POSSIBLE", "Y")),)
    site: str = "PESITE"
    neurologic: str = "PENEURO"
    natural_progression: str = "PENATPRG"
    adjudication: str = "PEADJ"
    aesi: tuple[str, ...] = ()


class Equation(StrEnum):
    """A reference equation of forced vital capacity: one for all visits and all patients of a study."""

    GLI_2012 = "gli_2012"
    NHANES_III = "nhanes_3"
    GLI_GLOBAL = "gli_global_2022"


class Population(StrEnum):
    """The group for which GLI-2012 gives its own coefficients; NHANES III is here for one, GLI Global 2022 for all."""

    CAUCASIAN = "caucasian"
    AFRICAN_AMERICAN = "african_american"
    NORTHEAST_ASIAN = "northeast_asian"
    SOUTHEAST_ASIAN = "southeast_asian"
    OTHER = "other"


POPULATIONS = {
    Equation.GLI_2012: tuple(Population),
    Equation.NHANES_III: (Population.CAUCASIAN,),
    Equation.GLI_GLOBAL: tuple(Population),
}
"""For which groups an equation can be asked; GLI Global 2022 gives every group the same."""


@dataclass(frozen=True, slots=True)
class HeightRules:
    """Where the height of a patient stands, in centimetres."""

    domain: str = "VS"
    where: Where = (("VSTESTCD", ("HEIGHT",)),)
    value: str = "VSSTRESN"


@dataclass(frozen=True, slots=True)
class FvcRules:
    """Spirometry: which records are litres and which % predicted, and the one reference equation of the study."""

    equation: Equation
    population: Population = Population.CAUCASIAN
    domain: str = "RE"
    litres: Where = (("RETESTCD", ("FVC",)),)
    percent: Where = (("RETESTCD", ("FVCPP",)),)
    value: str = "RESTRESN"
    position: str = "REPOS"
    predicted: str = "REORREF"
    """The site's predicted volume in litres, beside the litres."""
    tolerance: float = 1.0
    """Percentage points by which a recorded % predicted may differ from the recomputed one."""
    height: HeightRules | None = None


@dataclass(frozen=True, slots=True)
class Muscle:
    """One muscle of a megascore: its records, and mean and SD of the force in the reference set."""

    id: str
    group: Literal["arm", "grip"]
    where: Where
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class MvicRules:
    """Isometric strength: the recorded megascores, and the muscles they are made of where forces are recorded."""

    domain: str = "MK"
    arm: Where = (("MKTESTCD", ("MVICARMZ",)),)
    grip: Where = (("MKTESTCD", ("MVICGRPZ",)),)
    value: str = "MKSTRESN"
    reference_column: str = "ZREF"
    """Column of MK, or QNAM of SUPPMK, that names the reference set of a recorded megascore."""
    reference: str = ""
    """Name of the reference set of `muscles`."""
    too_weak: tuple[str, ...] = ("TOO WEAK",)
    """Reasons for NOT DONE that mean force 0."""
    muscles: tuple[Muscle, ...] = ()
    tolerance: float = 0.05
    """Z by which a recorded megascore may differ from the one recomputed."""


@dataclass(frozen=True, slots=True)
class EmgRules:
    """Electromyography: which records, and which columns name muscle and side."""

    domain: str = "NV"
    where: Where = (("NVCAT", ("ELECTROMYOGRAPHY",)),)
    test: str = "NVTEST"
    value: str = "NVSTRESC"
    muscle: str = "NVLOC"
    side: str = "NVLAT"


@dataclass(frozen=True, slots=True)
class EvaluationRules:
    """The patient's own judgement: two questions, and the planned visits at which they are asked."""

    visits: tuple[str, ...]
    domain: str = "QS"
    effective: Where = (("QSTESTCD", ("PTEV101",)),)
    again: Where = (("QSTESTCD", ("PTEV102",)),)
    value: str = "QSSTRESC"


@dataclass(frozen=True, slots=True)
class ScaleRules:
    """Which records are the items of a rating scale: those of `domain` that `where` means, told apart by `test`.

    `items` and `total` are patterns for the text in the column `test`: * stands for any letters, ? for one.
    """

    domain: str
    where: Where
    test: str
    value: str
    items: tuple[tuple[str, tuple[str, ...]], ...]
    """Name of the item (ALSFRS_R_ITEMS, ALSFRS_ITEMS) and its patterns."""
    total: tuple[str, ...] = ()


_FIRST_NINE = (
    "speech", "salivation", "swallowing", "handwriting", "cutting", "cutting_gastrostomy", "dressing", "turning",
    "walking", "stairs",
)  # fmt: skip
ALSFRS_R_ITEMS = (*_FIRST_NINE, "dyspnea", "orthopnea", "respiratory")
"""Items 1 to 12 of the ALSFRS-R; item 5 has two forms, without (5a) and with gastrostomy (5b)."""
ALSFRS_ITEMS = (*_FIRST_NINE, "breathing")
"""Items 1 to 10 of the original ALSFRS."""


@dataclass(frozen=True, slots=True)
class InstrumentRules:
    """Where the parts of each instrument stand in the data; None for one that the study file does not name."""

    alsfrs_r: ScaleRules | None = None
    alsfrs: ScaleRules | None = None
    fvc: FvcRules | None = None
    mvic: MvicRules | None = None
    emg: EmgRules | None = None
    evaluation: EvaluationRules | None = None

    @property
    def domains(self) -> frozenset[str]:
        """The tables that the instruments need."""
        height = None if self.fvc is None else self.fvc.height
        each = (self.alsfrs_r, self.alsfrs, self.fvc, self.mvic, self.emg, self.evaluation, height)
        return frozenset(rules.domain for rules in each if rules is not None)


@dataclass(frozen=True, slots=True)
class Study:
    """One trial as its study file describes it."""

    id: str
    title: str
    anchor: Anchor
    endpoints: tuple[Endpoint, ...]
    visits: tuple[PlannedVisit, ...] = ()
    registry: str = ""
    phase: str = ""
    synthetic: bool = False
    planned_subjects: int | None = None
    data_cut: date | None = None
    historical_months: int | None = None
    safety: SafetyRules = field(default_factory=SafetyRules)
    prohibited: tuple[str, ...] = ()
    intercurrent: IntercurrentRules = field(default_factory=IntercurrentRules)
    instruments: InstrumentRules = field(default_factory=InstrumentRules)
    survival: SurvivalReference | None = None

    def endpoint(self, endpoint_id: str) -> Endpoint | None:
        """Find an endpoint by its id."""
        return next((endpoint for endpoint in self.endpoints if endpoint.id == endpoint_id), None)

    def visit(self, visit_id: str) -> PlannedVisit | None:
        """Find a planned visit by its id."""
        return next((visit for visit in self.visits if visit.id == visit_id), None)
