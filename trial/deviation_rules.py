"""What study.toml says about protocol deviations: which rules weigh more, criteria, distances, and dates of entry."""

from dataclasses import dataclass
from enum import StrEnum

from trial.record_rules import Where


class Rule(StrEnum):
    """Rules whose breach the data can show, in the order in which they are listed."""

    OUT_OF_WINDOW = "out_of_window"
    MISSED_VISIT = "missed_visit"
    OVERDUE_VISIT = "overdue_visit"
    SAME_DAY = "same_day"
    ASSESSMENT_MISSING = "assessment_missing"
    ASSESSMENT_NOT_DONE = "assessment_not_done"
    PROHIBITED_MEDICATION = "prohibited_medication"
    HISTORICAL_RECORD = "historical_record"
    PROCEDURE_ORDER = "procedure_order"
    INFUSION_SPACING = "infusion_spacing"
    ELIGIBILITY = "eligibility"
    RECORDED = "recorded"


class Step(StrEnum):
    """Steps whose order the protocol sets."""

    CONSENT = "consent"
    SCREENING = "screening"
    ASPIRATION = "aspiration"
    INFUSION = "infusion"


IMPORTANT = (
    Rule.MISSED_VISIT,
    Rule.ASSESSMENT_MISSING,
    Rule.PROHIBITED_MEDICATION,
    Rule.PROCEDURE_ORDER,
    Rule.INFUSION_SPACING,
    Rule.ELIGIBILITY,
    Rule.RECORDED,
)
"""Rules whose breach is important unless the study file says otherwise; the others are minor."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One eligibility criterion on a number: the patient's last value up to the anchor must lie between the limits."""

    id: str
    label: str
    domain: str
    where: Where
    value: str
    date: str
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None
    below: float | None = None

    def is_met(self, value: float) -> bool:
        """Say whether a value meets the criterion."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


@dataclass(frozen=True, slots=True)
class DataEntry:
    """Where the day stands on which a visit was entered: a column of SV, or a QNAM of SUPPSV."""

    date: str


@dataclass(frozen=True, slots=True)
class DeviationRules:
    """What the study file adds to the rules that follow from its visits and prohibited medication."""

    important: tuple[Rule, ...] = IMPORTANT
    primary: tuple[str, ...] = ()
    """Endpoints that must not be missing at a visit that requires them; empty: all that the visit requires."""
    order: tuple[Step, ...] = tuple(Step)
    minimum_days_between: int | None = None
    """Days between the anchors of consecutive patients, at least; None: the file names none."""
    criteria: tuple[Criterion, ...] = ()

    @property
    def domains(self) -> frozenset[str]:
        """The tables that the rules read: criteria, and what the site itself records."""
        return frozenset({"IE", "DV"} | {criterion.domain for criterion in self.criteria})
