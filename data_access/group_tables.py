"""Parts of the study file for the view across patients: responder thresholds, survival to be expected."""

from data_access.toml_section import Section
from trial.study import ResponderRules, SurvivalReference


def responders(section: Section | None) -> ResponderRules:
    """Read the thresholds of one endpoint: numbers above 0, each once."""
    if section is None:
        return ResponderRules()
    rules = ResponderRules(_thresholds(section, "percent", "[25, 50]"), _thresholds(section, "per_month", "[1.5]"))
    section.finish()
    return rules


def _thresholds(section: Section, key: str, example: str) -> tuple[float, ...]:
    found = section.numbers(key, example)
    for value in found:
        if value <= 0:
            section.wrong(key, f"{value:g} is not above 0", "a responder improves by more than nothing")
    if len(set(found)) < len(found):
        section.wrong(key, "a threshold stands twice", "name each threshold once")
    return tuple(sorted(set(found)))


def curve_months(section: Section) -> float | None:
    """Read the time constant of an endpoint whose course levels off by itself."""
    months = section.number("curve_months")
    if months is not None and months <= 0:
        section.wrong("curve_months", f"{months:g} is not above 0", "a number of months, such as 15")
        return None
    return months


def survival(section: Section | None) -> SurvivalReference | None:
    """Read what natural history lets expect of survival; None where the file says nothing."""
    if section is None:
        return None
    reference = section.section("reference", needed=True)
    section.finish()
    if reference is None:
        return None
    months, share = reference.number("months", like="12"), reference.number("event_free", like="0.69")
    if months is not None and months <= 0:
        reference.wrong("months", f"{months:g} is not above 0", "months after the anchor, such as 12")
    if share is not None and not 0 < share < 1:
        reference.wrong("event_free", f"{share:g} is not between 0 and 1", "a share of patients, such as 0.69")
    found = SurvivalReference(
        months or 1.0, share or 0.5, reference.text("source", like='"…, the publication it comes from"')
    )
    reference.finish()
    return found
