"""The tables [deviations] and [data_entry] of a study file -> trial.deviation_rules, read as strictly as the rest."""

from collections.abc import Sequence

from data_access.toml_section import COLUMN, DOMAIN, IDENTIFIER, Section
from trial.deviation_rules import Criterion, DataEntry, DeviationRules, Rule, Step
from trial.study import Endpoint

_DEFAULTS = DeviationRules()
_LIMITS = ("at_least", "at_most", "above", "below")


def read(section: Section | None, endpoints: Sequence[Endpoint]) -> DeviationRules:
    """Read which deviations weigh more, the order of the steps, days between patients, and eligibility criteria."""
    if section is None:
        return _DEFAULTS
    important = _words(section, "important", tuple(Rule))
    order = _words(section, "order", tuple(Step))
    criteria = section.sections("eligibility")
    rules = DeviationRules(
        important=_DEFAULTS.important if important is None else tuple(Rule(word) for word in important),
        primary=_endpoints(section, endpoints),
        order=_DEFAULTS.order if order is None else tuple(Step(word) for word in order),
        minimum_days_between=section.whole("minimum_days_between", at_least=1),
        criteria=tuple(_criterion(each) for each in criteria),
    )
    section.finish()
    return rules


def _words(section: Section, key: str, known: Sequence[str]) -> tuple[str, ...] | None:
    """Read a list of words, each known and once; None where it is not written."""
    words = section.texts(key)
    for word in dict.fromkeys(words):
        if word not in known:
            section.wrong(key, f'"{word}" is not known', f"words here: {', '.join(known)}")
        elif words.count(word) > 1:
            section.wrong(key, f'"{word}" stands more than once', "name each once")
    if section.written(key) is None:
        return None
    return tuple(dict.fromkeys(word for word in words if word in known))


def _endpoints(section: Section, endpoints: Sequence[Endpoint]) -> tuple[str, ...]:
    names, known = section.texts("primary", IDENTIFIER), {endpoint.id for endpoint in endpoints}
    for name in names:
        if name not in known:
            here = ", ".join(sorted(known)) or "none"
            section.wrong("primary", f'"{name}" is no endpoint', f"endpoints here: {here}")
    return names


def _criterion(section: Section) -> Criterion:
    domain = section.text("domain", DOMAIN, like='"LB"')
    limits = {key: section.number(key) for key in _LIMITS}
    if all(limit is None for limit in limits.values()):
        section.wrong("at_least", "no limit is written", f"write one of {', '.join(_LIMITS)}")
    criterion = Criterion(
        id=section.text("id", IDENTIFIER, like='"HCT"'),
        label=section.text("label", like='"Haematocrit above 30 %"'),
        domain=domain,
        where=section.where("where"),
        value=section.text("value", COLUMN, default=f"{domain}STRESN"),
        date=section.text("date", COLUMN, default=f"{domain}DTC"),
        **limits,
    )
    section.finish()
    return criterion


def data_entry(section: Section | None) -> DataEntry | None:
    """Read where the day stands on which a visit was entered."""
    if section is None:
        return None
    found = DataEntry(section.text("date", COLUMN, like='"SVENTDTC"'))
    section.finish()
    return found
