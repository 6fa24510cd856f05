"""The table [intercurrent] of a study file -> trial.intercurrent.IntercurrentRules, read as strictly as the rest."""

from data_access.toml_section import Section
from trial.intercurrent import Intercurrent, IntercurrentRules

_DEFAULTS = IntercurrentRules()
_KNOWN = tuple(kind.value for kind in Intercurrent)


def read(section: Section | None) -> IntercurrentRules:
    """Read after which events values leave the fits, and what other cell products are called."""
    if section is None:
        return _DEFAULTS
    rules = IntercurrentRules(
        censor=_kinds(section, "censor", _DEFAULTS.censor),
        sensitivity=_kinds(section, "sensitivity", _DEFAULTS.sensitivity),
        cell_products=section.texts("cell_products"),
    )
    section.finish()
    return rules


def _kinds(section: Section, key: str, default: tuple[Intercurrent, ...]) -> tuple[Intercurrent, ...]:
    """Read a list of events; `default` where it is not written, nothing where an empty list is."""
    names = section.texts(key)
    for name in names:
        if name not in _KNOWN:
            section.wrong(key, f'"{name}" is no intercurrent event', f"events here: {', '.join(_KNOWN)}")
        elif names.count(name) > 1:
            section.wrong(key, f'"{name}" stands more than once', "name each event once")
    if section.written(key) is None:
        return default
    return tuple(Intercurrent(name) for name in names if name in _KNOWN)
