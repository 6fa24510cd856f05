"""What study.toml says about the instruments: which records are their parts, and by which reference."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from trial.record_rules import Where


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
