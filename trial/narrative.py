"""An event told in plain sentences, written by rule from the record alone: what is not recorded is said to be so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trial import event_verdicts as verdicts
from trial.analysis import Analysis
from trial.around_event import Around, around
from trial.beside_event import PROCEDURE_DAYS, Beside, Intervention
from trial.calendar import complete_day
from trial.event_course import End, Observed, course
from trial.event_verdicts import NOT_RECORDED
from trial.event_words import course_words, grade_words, sentence_case, term
from trial.events import Event
from trial.laboratory.nearby import NEAR_DAYS
from trial.subjects import Subject
from trial.words import (
    SYNTHETIC_MARK,
    SYNTHETIC_SENTENCE,
    counted,
    date_text,
    day_text,
    days_text,
    inner,
    listed,
    number,
    signed,
    version_text,
)

MOST_OTHERS = 6
"""Of other events and medication at the time so many are named."""
_SEXES = {"F": "woman", "M": "man"}


@dataclass(frozen=True, slots=True)
class Narrative:
    """A heading and its paragraphs, each with a word that says what it is about."""

    title: str
    paragraphs: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        """Everything as plain text, to be pasted elsewhere."""
        return "\n\n".join([self.title, *(f"{about}. {said}" if about else said for about, said in self.paragraphs)])


def build(analysis: Analysis, subject: Subject, event: Event, seen: Observed, beside: Beside) -> Narrative:
    """Write the narrative of one event."""
    paragraphs = [
        ("Event", " ".join(_event(analysis, subject, event))),
        ("Treatment and outcome", " ".join(_outcome(analysis, event, seen, beside))),
        ("Judgements", " ".join(_judgements(analysis, event))),
        ("Trajectories", _trajectories(analysis, subject, event)),
        ("At the same time", " ".join(_meanwhile(event, beside))),
        ("Source", _source(analysis, event)),
    ]
    if analysis.snapshot.study.synthetic:
        paragraphs.insert(0, ("", f"{SYNTHETIC_MARK}. {SYNTHETIC_SENTENCE}"))
    return Narrative(f"{subject.id}: {term(event)}", tuple(paragraphs))


def date_words(written: str | None) -> str:
    """Write a date of the data: "31 Mar 2011"; one without a day "2011-09 (no complete date)"."""
    if written is None:
        return NOT_RECORDED
    day = complete_day(written)
    return f"{written} (no complete date)" if day is None else date_text(day)


def _event(analysis: Analysis, subject: Subject, event: Event) -> Iterator[str]:
    coded = [sentence_case(text) for text in (event.decoded, event.body_system) if text]
    yield (
        f"Patient {subject.id}, {_person(subject)}, had the adverse event “{term(event)}” "
        f"(coded: {'; '.join(coded) or NOT_RECORDED})."
    )
    yield _onset(analysis, subject, event)
    words = grade_words(event)
    yield f"{words[:1].upper()}{words[1:]}. Serious: {verdicts.serious_words(event)}."


def _person(subject: Subject) -> str:
    sex = None if subject.sex is None else _SEXES.get(subject.sex.upper())
    if subject.age is None:
        return f"a {sex or 'patient of sex not recorded'}, age not recorded"
    return f"a {subject.age:g}-year-old {sex or 'patient, sex not recorded'}"


def _onset(analysis: Analysis, subject: Subject, event: Event) -> str:
    """Say when it began, and how far from the anchor; of a partial date how far at least and at most."""
    anchor = inner(analysis.snapshot.study.anchor.label)
    if event.start_date is None:
        return "When it began is not recorded."
    began = f"It began on {date_words(event.start_date)}"
    if complete_day(event.start_date) is None:
        began = f"It began in {date_words(event.start_date)}"
    if subject.anchor is None or event.start_bounds is None:
        return f"{began}; the day of the {anchor} is not known."
    first, last = event.start_bounds
    return f"{began}, {_distance(first, last, anchor)} ({date_text(subject.anchor)})."


def _distance(first: int, last: int, anchor: str) -> str:
    if first == last:
        return f"on the day of the {anchor}" if first == 0 else f"{_away(first)} the {anchor}"
    if first > 0:
        return f"{first} to {_away(last)} the {anchor}"
    if last < 0:
        return f"{-last} to {_away(first)} the {anchor}"
    ends = [*([f"{_away(first)} it"] if first else []), *([f"{_away(last)} it"] if last else [])]
    return f"on the day of the {anchor} or up to {' or up to '.join(ends)}"


def _away(day: int) -> str:
    return f"{days_text(abs(day))} {'after' if day > 0 else 'before'}"


def _outcome(analysis: Analysis, event: Event, seen: Observed, beside: Beside) -> Iterator[str]:
    yield f"Action taken with the treatment: {verdicts.recorded(event, 'AEACN')}."
    if "AEACNOTH" in event.record:
        yield f"Other action: {verdicts.recorded(event, 'AEACNOTH')}."
    yield f"Treated for it: {verdicts.recorded(event, 'AECONTRT')}."
    for what, is_recorded, found in (
        ("medication", beside.medication_recorded, beside.linked(beside.medication)),
        ("procedures", beside.procedures_recorded, beside.linked(beside.procedures)),
    ):
        yield f"Linked {what}: {_named(found, with_link=True) if is_recorded else 'not in these data'}."
    yield f"Outcome: {verdicts.recorded(event, 'AEOUT')}. {_end(analysis, event, seen)}"


def _named(found: Sequence[Intervention], with_link: bool = False) -> str:
    return "; ".join(_first([intervention_words(one, with_link) for one in found])) or "none"


def _first(words: Sequence[str]) -> list[str]:
    more = [f"and {len(words) - MOST_OTHERS} more"] if len(words) > MOST_OTHERS else []
    return [*words[:MOST_OTHERS], *more]


def intervention_words(one: Intervention, with_link: bool = True) -> str:
    """Write "Gabapentin from 31 Mar 2011 (day 9), ongoing, by RELREC"."""
    link = f", {one.link}" if with_link and one.link is not None else ""
    return f"{sentence_case(one.name)} {_when(one)}{link}"


def _when(one: Intervention) -> str:
    start = date_words(one.start_date) + ("" if one.start_day is None else f" ({day_text(one.start_day)})")
    if one.start_date is None and one.end_date is None and not one.ongoing:
        return "without dates"
    if one.end_date is not None:
        return f"on {start}" if one.start_date == one.end_date else f"from {start} to {date_words(one.end_date)}"
    if one.ongoing:
        return f"from {start}, ongoing"
    return f"on {start}" if one.domain == "PR" else f"from {start}, end not recorded"


def _end(analysis: Analysis, event: Event, seen: Observed) -> str:
    one = course(event, seen)
    if event.end_date is not None:
        day = "" if event.end_day is None else f", {day_text(event.end_day)}"
        doubt = ", which is before its start" if one is not None and one.end is End.BEFORE_START else ""
        return f"It ended on {date_words(event.end_date)}{day}{doubt}."
    lasted = "" if one is None or one.imputed else f", {counted(int(one.last - one.first) + 1, 'day')}"
    words = {
        End.ONGOING: f"It was ongoing at the data cut, {date_text(analysis.cut)}{lasted}{' so far' if lasted else ''}.",
        End.LAST_SEEN: f"It was ongoing when the patient was last seen{lasted}.",
        End.AT_DEATH: f"It lasted until death{lasted}.",
        End.NOT_DATED: "It ended; the date is not recorded.",
    }
    return "Whether and when it ended is not known." if one is None else words.get(one.end, "Its end is not known.")


def _judgements(analysis: Analysis, event: Event) -> Iterator[str]:
    related = [f"{what}: {said}" for what, said in verdicts.relations(analysis, event)]
    yield f"Relation to {'; to '.join(related)}." if related else "Relatedness is not in these data."
    natural = verdicts.natural_progression(analysis, event)
    if natural is not None:
        yield f"Attributed to natural progression: {natural}."
    if event.aesi is not None:
        yield f"Of special interest: {'yes' if event.aesi else 'no'}."
    report = verdicts.report(analysis, event)
    if report is not None:
        yield f"Report: {report}."
    asked = [f"{what}: {said}" for what, said in verdicts.primary_answers(analysis, event)]
    if asked:
        yield f"Primary safety endpoint: {'; '.join(asked)}."


def _trajectories(analysis: Analysis, subject: Subject, event: Event) -> str:
    found = around(analysis, event)
    if not found:
        why = "the event has no date" if subject.anchor else "the patient has no day 0"
        return f"Nothing can be said of before and after: {why}."
    return " ".join(around_words(one) for one in found)


def around_words(one: Around) -> str:
    """Write one endpoint around the event: "ALSFRS-R: 35 points on 22 Mar 2011 (day 0), then 34 on …"."""
    decimals, unit = one.endpoint.decimals, one.endpoint.unit
    label = f"{one.endpoint.label}, {unit}" if unit else one.endpoint.label
    if one.before is None and one.after is None:
        return f"{label}: no value."
    texts = [
        None if value is None
        else f"{number(value.value, decimals)} on {date_words(value.date)} ({day_text(value.day)})"
        for value in (one.before, one.after)
    ]  # fmt: skip
    if one.before is None or one.after is None or one.change is None:
        return (
            f"{label}: {f'no value before, then {texts[1]}' if texts[0] is None else f'{texts[0]}, no value after it'}."
        )
    days = days_text(one.after.day - one.before.day)
    return f"{label}: {texts[0]}, then {texts[1]}, {signed(one.change, decimals)} in {days}{_expected(one)}."


def _expected(one: Around) -> str:
    if one.expected is None or one.outside is None:
        return "" if one.after is None or one.after.day <= 0 else "; the values before give no interval to compare with"
    low, high = (number(edge, one.endpoint.decimals) for edge in one.expected)
    return f", {'outside' if one.outside else 'within'} the {low} to {high} expected from before"


def _meanwhile(event: Event, beside: Beside) -> Iterator[str]:
    """Name what was going on: other events, medication, procedures; nothing without a start to compare with."""
    if event.start_date is None:
        yield "It has no start, so what was at the same time cannot be said."
        return
    others = [f"{term(other)} ({grade_words(other)}, {course_words(other)})" for other in beside.events]
    yield f"Other events: {listed(others, MOST_OTHERS) or 'none'}."
    medication = _named(beside.meanwhile(beside.medication))
    yield f"Medication not linked: {medication if beside.medication_recorded else 'not in these data'}."
    procedures = _named(beside.meanwhile(beside.procedures))
    since = f"Procedures not linked, from {PROCEDURE_DAYS} days before it on"
    yield f"{since}: {procedures if beside.procedures_recorded else 'not in these data'}."
    limits = f"Laboratory and vital signs outside their limits within {NEAR_DAYS} days of its start"
    found = "not in these data" if beside.outside is None else "; ".join(_first(beside.outside)) or "none"
    yield f"{limits}: {found}."
    if beside.related:
        named = [f"{one.domain} {sentence_case(one.name)}" for one in beside.related]
        yield f"Other records that RELREC connects: {listed(named, MOST_OTHERS)}."


def _source(analysis: Analysis, event: Event) -> str:
    return (
        f"Written by rule from {event.file}, data row {event.row}, and the records beside it; data cut "
        f"{date_text(analysis.cut)}, version {version_text(analysis.snapshot.version)}."
    )
