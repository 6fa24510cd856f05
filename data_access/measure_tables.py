"""The tables [instruments.fvc], .mvic, .emg and .evaluation of a study file, read as strictly as the rest."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from data_access.toml_section import COLUMN, DOMAIN, IDENTIFIER, Section
from trial.instrument_rules import (
    POPULATIONS,
    EmgRules,
    Equation,
    EvaluationRules,
    FvcRules,
    HeightRules,
    InstrumentRules,
    Muscle,
    MvicRules,
    Population,
)
from trial.recomputed import RECOMPUTED
from trial.record_rules import Where
from trial.study import Endpoint

GROUPS: dict[str, Literal["arm", "grip"]] = {"arm": "arm", "grip": "grip"}


def fvc(section: Section | None) -> FvcRules | None:
    """Read spirometry: the one equation of the study, and which records are what."""
    if section is None:
        return None
    equation = section.choice("equation", list(Equation), like='"gli_2012"', default=Equation.GLI_2012)
    standard, (domain, prefix) = FvcRules(Equation(equation)), _domain(section, "RE")
    rules = replace(
        standard,
        population=_population(section, standard.equation),
        domain=domain,
        litres=section.where("litres") or _renamed(standard.litres, prefix),
        percent=section.where("percent") or _renamed(standard.percent, prefix),
        value=section.text("value", COLUMN, default=f"{prefix}STRESN"),
        position=section.text("position", COLUMN, default=f"{prefix}POS"),
        predicted=section.text("predicted", COLUMN, default=f"{prefix}ORREF"),
        tolerance=_positive(section, "tolerance", standard.tolerance),
        height=_height(section.section("height")),
    )
    section.finish()
    return rules


def tell_not_recomputable(sections: Sequence[Section], endpoints: Sequence[Endpoint], rules: InstrumentRules) -> None:
    """Tell endpoints that draw the recomputed % predicted of a study file that says too little to recompute any."""
    for section, endpoint in zip(sections, endpoints, strict=True):
        if endpoint.value != RECOMPUTED:
            continue
        meant = f'"{RECOMPUTED}" is % predicted by the equation of [instruments.fvc]'
        if rules.fvc is None:
            section.wrong("value", meant, "the study file needs [instruments.fvc]")
        elif rules.fvc.height is None:
            section.wrong("value", meant, "the study file needs [instruments.fvc.height] too")
        elif rules.fvc.domain != endpoint.domain:
            section.wrong(
                "domain",
                f'{meant} in {rules.fvc.domain}, this endpoint is in "{endpoint.domain}"',
                f'must be "{rules.fvc.domain}"',
            )


def _population(section: Section, equation: Equation) -> Population:
    """Read the group; one for which the equation has no coefficients is a mistake."""
    group = Population(section.choice("population", list(Population), default=Population.CAUCASIAN))
    if group not in POPULATIONS[equation]:
        known = ", ".join(f'"{each}"' for each in POPULATIONS[equation])
        section.wrong("population", f'"{group}" is none of the groups of {equation}', f"must be {known}")
    return group


def _height(section: Section | None) -> HeightRules | None:
    if section is None:
        return None
    domain, prefix = _domain(section, "VS")
    rules = HeightRules(
        domain=domain,
        where=section.where("where") or _renamed(HeightRules().where, prefix),
        value=section.text("value", COLUMN, default=f"{prefix}STRESN"),
    )
    section.finish()
    return rules


def mvic(section: Section | None) -> MvicRules | None:
    """Read isometric strength: the recorded megascores, and muscles with their reference where forces are recorded."""
    if section is None:
        return None
    standard, (domain, prefix) = MvicRules(), _domain(section, "MK")
    muscles = tuple(_muscle(each) for each in section.sections("muscles"))
    rules = MvicRules(
        domain=domain,
        arm=section.where("arm") or _renamed(standard.arm, prefix),
        grip=section.where("grip") or _renamed(standard.grip, prefix),
        value=section.text("value", COLUMN, default=f"{prefix}STRESN"),
        reference_column=section.text("reference_column", COLUMN, default=standard.reference_column),
        reference=section.text("reference", like='"TQNE, ALS patients"' if muscles else None),
        too_weak=section.texts("too_weak") or standard.too_weak,
        muscles=tuple(one for one in muscles if one is not None),
        tolerance=_positive(section, "tolerance", standard.tolerance),
    )
    names = [one.id for one in rules.muscles]
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        section.wrong("muscles", f"{', '.join(repeated)} stands more than once", "each needs its own id")
    section.finish()
    return rules


def _muscle(section: Section) -> Muscle | None:
    name = section.text("id", IDENTIFIER, like='"shoulder_flexion_left"')
    group = GROUPS.get(section.choice("group", list(GROUPS), like='"arm"'))
    where = section.where("where", like='{ MKTESTCD = "ISOMSFL", MKLOC = "SHOULDER JOINT", MKLAT = "LEFT" }')
    mean, sd = section.number("mean", like="18.2"), section.number("sd", like="6.1")
    if sd is not None and sd <= 0:
        section.wrong("sd", f"{sd:g} is no standard deviation", "must be a number above 0")
    section.finish()
    if not name or group is None or mean is None or sd is None or sd <= 0:
        return None
    return Muscle(name, group, where, mean, sd)


def emg(section: Section | None) -> EmgRules | None:
    """Read electromyography: which records, and which columns name test, muscle and side."""
    if section is None:
        return None
    domain, prefix = _domain(section, "NV")
    rules = EmgRules(
        domain=domain,
        where=section.where("where") or _renamed(EmgRules().where, prefix),
        test=section.text("test", COLUMN, default=f"{prefix}TEST"),
        value=section.text("value", COLUMN, default=f"{prefix}STRESC"),
        muscle=section.text("muscle", COLUMN, default=f"{prefix}LOC"),
        side=section.text("side", COLUMN, default=f"{prefix}LAT"),
    )
    section.finish()
    return rules


def evaluation(section: Section | None, visits: Sequence[str]) -> EvaluationRules | None:
    """Read the patient's evaluation: both questions, and at which planned visits they are asked."""
    if section is None:
        return None
    domain, prefix = _domain(section, "QS")
    standard = EvaluationRules(())
    asked = section.texts("visits", IDENTIFIER)
    for unknown in [each for each in asked if each not in visits]:
        section.wrong("visits", f'"{unknown}" is no visit of this file', f"must be of {', '.join(visits) or 'none'}")
    if not asked:
        section.wrong("visits", "names no visit", 'write visits = ["MN6", "MN12"]')
    rules = EvaluationRules(
        visits=asked,
        domain=domain,
        effective=section.where("effective") or _renamed(standard.effective, prefix),
        again=section.where("again") or _renamed(standard.again, prefix),
        value=section.text("value", COLUMN, default=f"{prefix}STRESC"),
    )
    section.finish()
    return rules


def _domain(section: Section, default: str) -> tuple[str, str]:
    """Read the domain, and give the prefix of its columns."""
    domain = section.text("domain", DOMAIN, default=default)
    return domain, domain[:2]


def _renamed(where: Where, prefix: str) -> Where:
    """Give the usual records with the columns of another domain."""
    return tuple((f"{prefix}{column[2:]}", allowed) for column, allowed in where)


def _positive(section: Section, key: str, default: float) -> float:
    value = section.number(key)
    if value is not None and value <= 0:
        section.wrong(key, f"{value:g} cannot be used", "must be a number above 0")
    return default if value is None else value
