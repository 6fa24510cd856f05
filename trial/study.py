"""What study.toml says about a trial: anchor, endpoints, planned visits, safety rules."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Literal

from trial.course_rules import PRODUCT, BaselineRules, ProductColumn
from trial.deviation_rules import DataEntry, DeviationRules
from trial.instrument_rules import InstrumentRules
from trial.intercurrent import IntercurrentRules
from trial.laboratory_rules import LaboratoryRules
from trial.record_rules import Where
from trial.safety_rules import SafetyRules
from trial.stopping_rule import StoppingRule

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


FROM_INFUSION, FROM_SCREENING = "infusion", "screening"
"""What the day of a planned visit is counted from, unless it is another visit."""


@dataclass(frozen=True, slots=True)
class PlannedVisit:
    """A visit of the protocol. `day` counts from the anchor (0), `window` is relative to `day`.

    A visit that is counted from another day than the anchor has the planned distance to it in `offset`; its `day` is
    then where the plan puts it on the axis, were every visit before it held on its target.
    """

    id: str
    label: str
    visitnum: float
    day: int
    window: tuple[int, int]
    required: tuple[str, ...]
    kind: VisitKind
    grace: int = DEFAULT_GRACE_DAYS
    optimal: tuple[int, int] | None = None
    """The inner window, relative to `day`: where the protocol would rather have the visit; None: it says nothing."""
    origin: str = FROM_INFUSION
    """FROM_INFUSION (the anchor), FROM_SCREENING or the id of another visit."""
    offset: int | None = None
    """Days from `origin`; None: `day`."""

    @property
    def days_from_origin(self) -> int:
        """The planned days from `origin` to the target."""
        return self.day if self.offset is None else self.offset


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
    previous_cut: date | None = None
    """The data cut of the previous meeting: what is new or changed since is marked."""
    historical_months: int | None = None
    safety: SafetyRules = field(default_factory=SafetyRules)
    prohibited: tuple[str, ...] = ()
    intercurrent: IntercurrentRules = field(default_factory=IntercurrentRules)
    instruments: InstrumentRules = field(default_factory=InstrumentRules)
    survival: SurvivalReference | None = None
    deviations: DeviationRules = field(default_factory=DeviationRules)
    data_entry: DataEntry | None = None
    """Where the day of entry of a visit stands; None: the study file names none."""
    stopping: StoppingRule | None = None
    laboratory: LaboratoryRules = field(default_factory=LaboratoryRules)
    baseline: BaselineRules = field(default_factory=BaselineRules)
    product: tuple[ProductColumn, ...] = PRODUCT

    def endpoint(self, endpoint_id: str) -> Endpoint | None:
        """Find an endpoint by its id."""
        return next((endpoint for endpoint in self.endpoints if endpoint.id == endpoint_id), None)

    def visit(self, visit_id: str) -> PlannedVisit | None:
        """Find a planned visit by its id."""
        return next((visit for visit in self.visits if visit.id == visit_id), None)
