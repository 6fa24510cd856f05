"""[stopping] of the study file: the rule for stopping, the events that count, what pauses dosing until review."""

from enum import StrEnum
from typing import TypeVar

from data_access.toml_section import Section
from trial.stopping.statistics import posterior
from trial.stopping_rule import Counted, Pause, Pocock, StoppingRule

DEFAULTS = StoppingRule()
EXAMPLES = {
    "prior": "[0.4, 1.6]",
    "rate": "0.20",
    "stop": "0.90",
    "alert": "0.80",
    "events": '["primary_endpoint", "related_serious", "related_grade_3"]',
    "pause": '["related_death", "grade_4", "neurologic_primary", "related_serious"]',
    "minimum_days_between": "7",
}
"""Every part of a rule that a charter has to write itself, each with an example."""
Word = TypeVar("Word", bound=StrEnum)


def read(section: Section | None) -> StoppingRule | None:
    """Read the rule; None where the file has none."""
    if section is None:
        return None
    charter = section.flag("charter")
    if charter:
        _tell_missing(section)
    rule = StoppingRule(
        charter=charter,
        prior=_prior(section),
        rate=_share(section, "rate", DEFAULTS.rate),
        stop=_share(section, "stop", DEFAULTS.stop),
        alert=_share(section, "alert", DEFAULTS.alert),
        events=_words(section, "events", Counted, DEFAULTS.events),
        pause=_words(section, "pause", Pause, DEFAULTS.pause),
        pocock=_pocock(section.section("pocock"), None if charter else DEFAULTS.pocock),
        minimum_days_between=_days(section),
        planned=section.whole("planned", at_least=1),
    )
    _tell_contradictions(section, rule)
    section.finish()
    return rule


def _tell_missing(section: Section) -> None:
    """Tell what a charter leaves to this program: a default of a program is no rule of a trial."""
    for key, example in EXAMPLES.items():
        if section.written(key) is None:
            section.wrong(key, "is missing", f"with charter = true write every part of the rule, as {key} = {example}")


def _prior(section: Section) -> tuple[float, float]:
    example = EXAMPLES["prior"]
    found = section.numbers("prior", example)
    if not found:
        return DEFAULTS.prior
    if len(found) != 2 or min(found) <= 0:
        section.wrong("prior", "is not two numbers above 0", f"a and b of a beta distribution, such as {example}")
        return DEFAULTS.prior
    return found[0], found[1]


def _share(section: Section, key: str, default: float) -> float:
    found = section.number(key)
    if found is None:
        return default
    if not 0 < found < 1:
        section.wrong(key, f"{found:g} is not between 0 and 1", f"a share of 1, such as {default:.2f}")
        return default
    return found


def _words(section: Section, key: str, kind: type[Word], default: tuple[Word, ...]) -> tuple[Word, ...]:
    """Read a list of the words of `kind`, in their own order; the default where it is not written."""
    known = [word.value for word in kind]
    is_written = section.written(key) is not None
    asked = section.texts(key)
    for word in dict.fromkeys(asked):
        if word not in known:
            section.wrong(key, f'"{word}" is unknown', f"known here: {', '.join(known)}")
        elif asked.count(word) > 1:
            section.wrong(key, f'"{word}" stands more than once', "name each once")
    return tuple(word for word in kind if word.value in asked) if is_written else default


def _pocock(section: Section | None, default: Pocock | None) -> Pocock | None:
    if section is None:
        return default
    rate, level = section.number("rate", like="0.10"), section.number("level", like="0.05")
    for key, found in (("rate", rate), ("level", level)):
        if found is not None and not 0 < found < 1:
            section.wrong(key, f"{found:g} is not between 0 and 1", "a share of 1, such as 0.05")
    section.finish()
    return default if rate is None or level is None else Pocock(rate, level)


def _days(section: Section) -> int:
    found = section.whole("minimum_days_between", at_least=0)
    return DEFAULTS.minimum_days_between if found is None else found


def _tell_contradictions(section: Section, rule: StoppingRule) -> None:
    """Tell what cannot be meant: an alert above the stop, nothing that counts, a prior that has crossed by itself."""
    if rule.alert > rule.stop:
        section.wrong("alert", f"{rule.alert:g} is above stop {rule.stop:g}", "an alert comes no later than the stop")
    if not rule.events:
        section.wrong("events", "an empty list counts nothing", f"write events = {EXAMPLES['events']}")
    before = float(posterior(0, 0, rule.prior, rule.rate))
    if before >= rule.alert:
        section.wrong(
            "prior",
            f"gives P(p > {rule.rate:g}) = {before:.2f} before the first patient, no less than alert {rule.alert:g}",
            "take a prior that leaves the question open",
        )
