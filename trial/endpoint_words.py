"""The primary safety endpoint in sentences: the finding, what it does not exclude, deaths, the method."""

from math import floor

from trial.endpoint import SafetyEndpoint
from trial.endpoint_deaths import Deaths
from trial.endpoint_events import PERI_DAYS, Judged, Standing, Tier
from trial.endpoint_rates import Denominator, Rate, Reading, Window
from trial.primary import EVALUABLE_DAYS, PrimaryStatus
from trial.words import counted, inner, listed, number

MOST_NAMED = 6
READINGS = {
    Reading.PRIMARY: ("Primary analysis", "uncertain attribution counts"),
    Reading.SENSITIVITY: ("Sensitivity analysis", "uncertain attribution does not count"),
    Reading.IF_CONFIRMED: ("If every pending one is confirmed", "primary analysis and all that is pending"),
}
TIERS = {Tier.ANY: "Any grade", Tier.MODERATE: "Grade 2 and up", Tier.SEVERE: "Grade 3 and up, or serious"}
WINDOWS = {Window.WHOLE: "", Window.PERI: f", day 0 to {PERI_DAYS}"}
DENOMINATORS = {
    Denominator.TREATED: "Treated",
    Denominator.DAY_30: "Evaluable at day 30",
    Denominator.MONTH_12: "Evaluable at month 12",
}
COMPOSITE = "death, tracheostomy or permanent ventilation"


def finding(result: SafetyEndpoint) -> str:
    """Write the finding: "0 of 6 evaluable patients have a confirmed event; 1 awaits adjudication (01-004)."."""
    tally, headline = result.tally, result.headline
    waiting = [line.subject.id for line in result.lines if line.primary.status is PrimaryStatus.PENDING]
    is_open = f"; {len(waiting)} pending adjudication ({listed(waiting, MOST_NAMED)})" if waiting else ""
    if headline is None:
        verb = "is" if tally.confirmed == 1 else "are"
        known = f"{counted(tally.confirmed, 'patient')} with an event {verb} known"
        return f"{known}; the others cannot be judged{is_open}."
    if not result.treated:
        return f"None of {counted(result.chosen, 'patient')} has been treated by the data cut."
    if not headline.n:
        return f"None of {counted(result.treated, 'treated patient')} is evaluable at day 30 yet{is_open}."
    names = [line.subject.id for line in result.lines if line.primary.status is PrimaryStatus.EVENT]
    who = f" ({listed(names, MOST_NAMED)})" if names else ""
    of = f"{headline.k} of {counted(headline.n, 'evaluable patient')}"
    return f"{of} {'has' if 1 in (headline.k, headline.n) else 'have'} a confirmed event{who}{is_open}."


def not_excluded(result: SafetyEndpoint) -> str:
    """Write what the numbers do not exclude: "Zero in 6 does not exclude a true rate of 39 %."; "" of no patients."""
    found = result.headline
    if found is None or found.upper_one_sided is None or found.lower is None or found.upper is None:
        return ""
    if found.k:
        return (
            f"{found.k} of {found.n} is compatible with a true rate anywhere from {percent(found.lower)} to "
            f"{percent(found.upper)}."
        )
    bound = floor(100 * found.upper_one_sided)
    return (
        f"Zero in {found.n} does not exclude a true rate of {bound} % "
        f"(exact one-sided 95 % upper bound {percent(found.upper_one_sided)})."
    )


def percent(share: float) -> str:
    """Write a share in per cent with one decimal: "39.3 %"."""
    return f"{number(100 * share, 1)} %"


def bounds(rate: Rate) -> str:
    """Write both intervals of a rate: "0.0 to 45.9 %; one-sided ≤ 39.3 %"."""
    if rate.lower is None or rate.upper is None or rate.upper_one_sided is None:
        return "nobody evaluable"
    two_sided = f"{number(100 * rate.lower, 1)} to {percent(rate.upper)}"
    return f"{two_sided}; ≤ {percent(rate.upper_one_sided)}"


def denominator_rule(result: SafetyEndpoint, denominator: Denominator) -> str:
    """Say who is in a denominator."""
    anchor, days = inner(result.anchor_label), result.at.days(denominator)
    if days is None:
        return f"every patient with a date of {anchor}"
    opens = f", when the window of {result.at.visit} opens" if denominator is Denominator.MONTH_12 else ""
    visit = opens if result.at.visit is not None else ""
    return f"an event that the row counts, or followed to day {days} without one{visit}"


def deaths(found: Deaths) -> str:
    """Write the deaths beside natural history, in two or three sentences."""
    died = f"{len(found.deaths)} of {counted(found.treated, 'treated patient')} died."
    months = f"{number(found.months, 1)} patient-months"
    low, high = (number(bound, 2) for bound in found.interval)
    time = f"{months} to the first of them or the last contact"
    interval = f"exact 95 % interval {low} to {high}"
    seen = f"{COMPOSITE[:1].upper()}{COMPOSITE[1:]}: {found.events} seen in {time} ({interval})"
    if found.expected is None or found.event_free is None:
        return f"{died} {seen}. The study file gives no natural history to hold this against."
    return (
        f"{died} {seen}, {number(found.expected, 2)} expected. Natural history: {100 * found.event_free:.0f} % free of "
        f"these at {number(found.reference_months or 0, 0)} months, a constant rate over each patient’s own time "
        f"({found.source}). Other patients, no control group; of deaths alone no expectation is known."
    )


def judgement(one: Judged) -> str:
    """Say what an event counts for, in the two analyses."""
    match one.standing:
        case Standing.EVENT:
            return "Counts" if one.certain else "Counts; not in the sensitivity analysis"
        case Standing.PENDING:
            return "Pending"
        case Standing.NATURAL:
            return "Does not count: natural progression"
        case Standing.BEFORE:
            return "Does not count: not after day 0"


def unrecorded(one: Judged) -> str:
    """Name what of a final adjudication is not recorded: "by and why not recorded"; "" where all is."""
    if one.standing is Standing.PENDING:
        return "" if one.sent else "date sent not recorded"
    parts = (("by", one.adjudicator), ("date", one.adjudicated_on), ("why", one.reason))
    missing = [name for name, value in parts if not value]
    return f"{listed(missing)} not recorded" if missing else ""


def method(result: SafetyEndpoint) -> tuple[str, ...]:
    """Give the rules, a sentence or two each."""
    rules = result.rules
    columns, anchor = rules.columns, inner(result.anchor_label)
    adjudicated = (
        f"final adjudication ({columns.adjudication}); one dated after the cut is pending at the cut"
        if rules.adjudicated
        else f"no adjudication: the data have no {columns.adjudication}, so what the site recorded counts"
    )
    return (
        f"Event: an adverse event from the day of {anchor} on, flagged A, infusion-site complication ({columns.site}), "
        f"or B, new neurologic deficit ({columns.neurologic}) not attributed to natural progression "
        f"({columns.natural_progression}), with {adjudicated}.",
        "Post-dural-puncture headache: it is what the site’s flag says; nothing is added or taken away by name.",
        "Uncertain attribution is a B whose attribution is neither yes nor no, also a blank one. It counts in the "
        "primary analysis, not in the sensitivity analysis.",
        *(f"{name}: {denominator_rule(result, key)}." for key, name in DENOMINATORS.items()),
        "Pending makes evaluable only where it counts. Who died or left earlier without an event is treated, not "
        "evaluable. While follow-up goes on, those evaluable at month 12 are everybody with an event and only some of "
        "those without: their rate is then too high.",
        f"Day 0 to {PERI_DAYS}: an event with a partial start is in it if it may have begun then.",
        "Intervals: exact (Clopper-Pearson), two-sided 95 %, and the one-sided 95 % upper bound (≤). They assume "
        "independent patients of one rate.",
        "Grade 2 and up, grade 3 and up or serious: an event of unknown grade is told beside, never counted.",
        "Facts beside an event come from the data and the study file. They are no verdict and are not summed.",
        f"Status: no event needs {EVALUABLE_DAYS} days of follow-up.",
    )
