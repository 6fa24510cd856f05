"""The tables [baseline] and [[product]] of a study file -> trial.course_rules, read as strictly as the rest."""

from collections.abc import Sequence

from data_access.toml_section import COLUMN, Section
from trial.course_rules import PRODUCT, BaselineRules, ProductColumn

_DEFAULTS = BaselineRules()


def baseline(section: Section | None) -> BaselineRules:
    """Give where the baseline stands; what the file leaves out has the default."""
    if section is None:
        return _DEFAULTS
    rules = BaselineRules(
        onset=section.where("onset") or _DEFAULTS.onset,
        diagnosis=section.where("diagnosis") or _DEFAULTS.diagnosis,
        site=section.text("site", COLUMN, default=_DEFAULTS.site),
        certainty=section.text("certainty", COLUMN, default=_DEFAULTS.certainty),
        weight=section.where("weight") or _DEFAULTS.weight,
        height=section.where("height") or _DEFAULTS.height,
    )
    section.finish()
    return rules


def product(sections: Sequence[Section]) -> tuple[ProductColumn, ...]:
    """Give the columns of the product in the order of the file, those of the standard where it names none."""
    found: list[ProductColumn] = []
    for section in sections:
        one = ProductColumn(
            column=section.text("column", COLUMN, like='"EXDOSE"'),
            label=section.text("label", like='"Dose"'),
            unit=section.text("unit", COLUMN),
        )
        if one.column in [each.column for each in found]:
            section.wrong("column", f'"{one.column}" stands twice', "name each column once")
        section.finish()
        found.append(one)
    return tuple(found) or PRODUCT
