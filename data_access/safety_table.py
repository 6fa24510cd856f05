"""The table [safety] of a study file -> trial.safety_rules.SafetyRules, read as strictly as the rest."""

from data_access.toml_section import COLUMN, Section
from trial.safety_rules import SafetyRules

_DEFAULTS = SafetyRules()


def read(section: Section | None) -> SafetyRules:
    """Give the rules of safety; what the file leaves out has the default of the standard."""
    if section is None:
        return _DEFAULTS
    rules = SafetyRules(
        grade=section.text("grade", COLUMN, default=_DEFAULTS.grade),
        severity=section.text("severity", COLUMN, default=_DEFAULTS.severity),
        severity_grade=section.grades("severity_grade") or _DEFAULTS.severity_grade,
        related=section.where("related") or _DEFAULTS.related,
        site=section.text("site", COLUMN, default=_DEFAULTS.site),
        neurologic=section.text("neurologic", COLUMN, default=_DEFAULTS.neurologic),
        natural_progression=section.text("natural_progression", COLUMN, default=_DEFAULTS.natural_progression),
        adjudication=section.text("adjudication", COLUMN, default=_DEFAULTS.adjudication),
        adjudicator=section.text("adjudicator", COLUMN, default=_DEFAULTS.adjudicator),
        adjudication_date=section.text("adjudication_date", COLUMN, default=_DEFAULTS.adjudication_date),
        adjudication_reason=section.text("adjudication_reason", COLUMN, default=_DEFAULTS.adjudication_reason),
        adjudication_sent=section.text("adjudication_sent", COLUMN, default=_DEFAULTS.adjudication_sent),
        atypical=section.texts("atypical"),
        aesi=section.texts("aesi"),
        related_cells=section.where("related_cells"),
        related_procedure=section.where("related_procedure"),
        related_aspiration=section.where("related_aspiration"),
        worsened=section.text("worsened", COLUMN),
        aware=section.text("aware", COLUMN, default=_DEFAULTS.aware),
        reported=section.text("reported", COLUMN, default=_DEFAULTS.reported),
    )
    section.finish()
    return rules
