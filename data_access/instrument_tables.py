"""The tables [instruments.…] of a study file -> trial.instrument_rules.InstrumentRules, read as strictly."""

from collections.abc import Sequence

from data_access import measure_tables
from data_access.toml_section import COLUMN, DOMAIN, Section
from trial.instrument_rules import ALSFRS_ITEMS, ALSFRS_R_ITEMS, InstrumentRules, ScaleRules


def read(section: Section | None, visits: Sequence[str]) -> InstrumentRules:
    """Read every instrument that the file names; an unknown name is a mistake. `visits` are the ids of the visits."""
    if section is None:
        return InstrumentRules()
    rules = InstrumentRules(
        alsfrs_r=_scale(section.section("alsfrs_r"), ALSFRS_R_ITEMS),
        alsfrs=_scale(section.section("alsfrs"), ALSFRS_ITEMS),
        fvc=measure_tables.fvc(section.section("fvc")),
        mvic=measure_tables.mvic(section.section("mvic")),
        emg=measure_tables.emg(section.section("emg")),
        evaluation=measure_tables.evaluation(section.section("evaluation"), visits),
    )
    section.finish()
    return rules


def _scale(section: Section | None, names: Sequence[str]) -> ScaleRules | None:
    if section is None:
        return None
    domain = section.text("domain", DOMAIN, default="QS")
    prefix = domain[:2]
    items = section.section("items", needed=True)
    rules = ScaleRules(
        domain=domain,
        where=section.where("where", like='{ QSCAT = "ALSFRS-R" }'),
        test=section.text("test", COLUMN, default=f"{prefix}TESTCD"),
        value=section.text("value", COLUMN, default=f"{prefix}STRESN"),
        items=() if items is None else _items(items, names),
        total=section.patterns("total"),
    )
    section.finish()
    return rules


def _items(section: Section, names: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Read the patterns of every item: each must be named, or the total would never be complete."""
    found = tuple((name, section.patterns(name, like='"…", how the data write it')) for name in names)
    seen: set[str] = set()
    for name, patterns in found:
        for pattern in patterns:
            if pattern.upper() in seen:
                section.wrong(name, f'"{pattern}" stands for two items', "each item needs its own")
            seen.add(pattern.upper())
    section.finish()
    return found
