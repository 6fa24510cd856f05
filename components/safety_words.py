"""What the safety view says in sentences: the finding, what is shown, the caption, the rules of the figure."""

from trial.bands import BandKind
from trial.event_periods import ACUTE_DAYS, EARLY_DAYS
from trial.safety import SafetyTimeline
from trial.safety_counts import Count
from trial.selection import Alignment, Sort
from trial.words import counted, date_text, inner, number, share


def title(result: SafetyTimeline) -> str:
    """Write the finding: "22 events in 6 patients, 3 serious"; of a part "3 of 22 events, in 2 patients, 3 serious"."""
    counts = result.counts
    if counts.everybody == 0:
        return "No patient in these data"
    if not result.collected:
        return "Adverse events are not in these data"
    if counts.patients == 0:
        return "No patient matches the filters"
    if counts.any.events == 0:
        return f"0 events in {counted(counts.patients, 'patient')}"
    if not result.filtered:
        return f"{counted(counts.any.events, 'event')} in {counted(counts.any.patients, 'patient')}{_serious(result)}"
    if counts.kept.events == 0:
        return f"0 of {counted(counts.any.events, 'event')} match the filters"
    of = counted(counts.any.events, "event")
    return f"{counts.kept.events} of {of}, in {counted(counts.kept.patients, 'patient')}{_serious(result)}"


def _serious(result: SafetyTimeline) -> str:
    serious = result.counts.kept_serious
    blank = f", {serious.unknown} not recorded" if serious.unknown else ""
    return f", {serious.events} serious{blank}"


def shown_line(result: SafetyTimeline) -> str:
    """Write how much is shown: "6 of 6 patients, 22 of 22 events shown"."""
    counts = result.counts
    patients = f"{counts.patients} of {counted(counts.everybody, 'patient')}"
    return f"{patients}, {counts.kept.events} of {counted(counts.all_events, 'event')} shown"


def since_line(result: SafetyTimeline) -> str:
    """Write what is new: "N 4 new, C 2 changed since 30 Jun 2011"; "" without a previous cut."""
    if result.previous_cut is None:
        return ""
    return f"N {result.new} new, C {result.changed} changed since {date_text(result.previous_cut)}"


def of_patients(count: Count, result: SafetyTimeline) -> str:
    """Write patients of patients: "2 of 6"."""
    return f"{count.patients} of {result.counts.patients}"


def events_detail(count: Count, of: int, noun: str) -> str:
    """Write the events behind it, with those of which it is not recorded: "3 serious events of 22; 1 unknown"."""
    text = f"{counted(count.events, noun)} of {of}"
    return f"{text}; {count.unknown} unknown" if count.unknown else text


def order_words(result: SafetyTimeline) -> str:
    """Say in which order the patients stand."""
    words = {
        Sort.FIRST: "Earliest event first",
        Sort.WORST: "Worst first: serious, then grade, then patient",
    }
    return words.get(result.sort, "By patient")


def caption(result: SafetyTimeline) -> str:
    """Write the figure as a sentence, for those who do not see it."""
    counts = result.counts
    aligned = "on the calendar" if result.axis.alignment is Alignment.CALENDAR else f"from {inner(result.axis.label)}"
    with_event = share(counts.kept.patients, counts.patients)
    text = (
        f"Adverse events of {counted(counts.patients, 'patient')} {aligned}, to the data cut of "
        f"{date_text(result.cut)}: {with_event} have at least one of the {counted(counts.kept.events, 'event')} shown; "
        f"{counted(counts.kept_serious.events, 'serious event')} in {counted(counts.kept_serious.patients, 'patient')}."
    )
    page = f" Page {result.page} of {result.pages}." if result.pages > 1 else ""
    return f"{text}{page} The same events stand in the listing below."


def rules(result: SafetyTimeline) -> str:
    """Write the rules by which the figure is drawn, those that it uses."""
    drawn = result.drawn
    left = " (of a patient who has left, where the patient was last seen)" if drawn.last_seen else ""
    parts = (
        ("Outlined, S: serious.", drawn.serious),
        ("Diamond: one day.", drawn.one_day),
        (f"Arrow: ongoing at the data cut{left}.", drawn.ongoing),
        ("Dashed: imputed, between the first and the last possible day.", drawn.imputed),
        ("Dashed stub: no day of the end is known.", drawn.unknown),
        ("?: no grade recorded.", None in drawn.grades),
        (f"{_by_severity(drawn.by_severity)} from severity, not CTCAE.", drawn.by_severity),
        ("+ more: the least grave of a patient with many events at a time; open the patient.", drawn.hidden),
    )
    found = [text for text, used in parts if used]
    if result.drawn.news and result.previous_cut is not None:
        then = date_text(result.previous_cut)
        found.append(
            f"N, C: by what the present records say was known on {then}; no earlier extract is read, so late entries "
            "and corrections are not seen."
        )
    if result.drawn.bands:
        found.append(f"Tinted: {period_words(result)}.")
    outside = sum(row.outside for patient in result.lanes for row in patient.rows)
    if outside:
        found.append(f"{counted(outside, 'value')} of endpoints outside the axis.")
    found.append(f"Days count from {inner(result.axis.label)}, day 0. Grey ground: after the data cut.")
    if result.counts.not_yet_known:
        found.append(f"{counted(result.counts.not_yet_known, 'event')} that began after the cut: not known yet.")
    return " ".join(found)


def period_words(result: SafetyTimeline) -> str:
    """Name the tinted periods: "aspiration to infusion, infusion to 72 h, 72 h to day 30"."""
    names = period_names(result.axis.label)
    return ", ".join(name[1] for kind, name in names.items() if kind in result.drawn.bands)


def period_names(anchor: str) -> dict[BandKind, tuple[str, str]]:
    """Give the short and the long name of each period."""
    label = inner(anchor)
    return {
        BandKind.ASPIRATION: ("Aspiration", f"aspiration to {label}"),
        BandKind.ACUTE: (f"{ACUTE_DAYS * 24} h", f"{label} to {ACUTE_DAYS * 24} h"),
        BandKind.EARLY: (f"to {EARLY_DAYS} d", f"{ACUTE_DAYS * 24} h to day {EARLY_DAYS}"),
    }


def _by_severity(events: int) -> str:
    return f"The grade of {counted(events, 'event')} is"


def fatal_detail(result: SafetyTimeline) -> str:
    """Write the fatal events beside the deaths, and where the two do not fit."""
    found = result.counts
    text = counted(found.fatal.events, "fatal event")
    if found.fatal_not_died:
        text += f", {counted(found.fatal_not_died, 'patient')} with one not known to have died"
    if found.died_not_fatal:
        text += f", {counted(found.died_not_fatal, 'death')} without one"
    return text


def follow_up(result: SafetyTimeline) -> str:
    """Write the time behind the counts: "6 treated, 3.2 patient-years to the last contact"."""
    years = number(result.counts.patient_years, 1)
    return f"{result.counts.treated} treated, {years} patient-years to the last contact"
