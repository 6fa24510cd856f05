"""The table [laboratory] of a study file -> trial.laboratory_rules.LaboratoryRules, read as strictly as the rest."""

from data_access.toml_section import Section
from trial.laboratory_rules import LaboratoryRules


def read(section: Section | None) -> LaboratoryRules:
    """Give which tests are read; a test that stands twice is a mistake."""
    if section is None:
        return LaboratoryRules()
    tests = section.texts("tests")
    if len({each.upper() for each in tests}) < len(tests):
        section.wrong("tests", "a test stands twice", "name each --TESTCD once")
    section.finish()
    return LaboratoryRules(tests)
