"""Lung function, strength and electromyography of one patient: a sentence, a table and its rules for each."""

from dataclasses import dataclass

import numpy as np

from trial.analysis import Analysis
from trial.instrument_rules import Equation, FvcRules
from trial.instruments import curvature
from trial.instruments.mvic import ARM, GRIP, LEAST, Megascore
from trial.instruments.reference_equations import NAMES, SOURCES
from trial.instruments.spirometry import Spirometry
from trial.listing import Cell, Column, Listing
from trial.measure_listings import FVC_COLUMNS, fvc_rows
from trial.subjects import Subject
from trial.words import counted, day_text, inner, listed, not_done, number

THRESHOLD = 50.0
"""% predicted below which ventilation and gastrostomy are weighed (domain reference 2.2)."""
BEND = "0 is the average of that set. Natural history bends; that the fall slows down with time is an assumption."
FVC, MVIC, EMG = "spirometry", "megascores", "emg"


@dataclass(frozen=True, slots=True)
class Card:
    """One instrument of one patient. `listing` is None where there is nothing to show; the sentence then says why."""

    name: str
    title: str
    sentence: str
    listing: Listing | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measurements:
    """The instruments of one patient that the study file names."""

    subject: str
    cards: tuple[Card, ...]


def build(analysis: Analysis, subject_id: str) -> Measurements:
    """Give the cards of one patient; none where the study file names none, or the data have no such patient."""
    rules = analysis.snapshot.study.instruments
    named = ((rules.fvc, _fvc), (rules.mvic, _mvic), (rules.emg, _emg))
    people = [one for one in analysis.subjects if one.id == subject_id]
    return Measurements(
        subject_id, tuple(card(analysis, one) for one in people for each, card in named if each is not None)
    )


def _absent(analysis: Analysis, domain: str, what: str) -> str:
    if domain not in analysis.snapshot.tables:
        return f"The data have no {domain}, so there is no {what}."
    return f"No {what} of this patient by the data cut."


def _fvc(analysis: Analysis, subject: Subject) -> Card:
    found, title = analysis.instruments.spirometry, "Forced vital capacity"
    rules, rows = analysis.snapshot.study.instruments.fvc, fvc_rows(analysis, subject)
    if rules is None or found is None or not rows:
        return Card(FVC, title, _absent(analysis, "RE" if rules is None else rules.domain, "spirometry"), None)
    said = (
        _equation(rules, found, subject),
        "Each position is a series of its own; litres are the best of the day; recorded % is the site’s own.",
        f"Below {number(THRESHOLD, 0)} % predicted ventilation and gastrostomy are usually weighed.",
    )
    shown = tuple((*row[:2], _name(row[2]), *row[3:]) for row in rows)
    listing = Listing(FVC, "Forced vital capacity by day and position", FVC_COLUMNS, shown)
    return Card(
        FVC, title, " ".join(filter(None, (_last(found, subject), _since(analysis, found, subject)))), listing, said
    )


def _equation(rules: FvcRules, found: Spirometry, subject: Subject) -> str:
    """Say by which equation, and from which height and age."""
    height = float(found.bodies.height[subject.index])
    who = "no height recorded" if np.isnan(height) else f"height {number(height, 0)} cm"
    exact = not found.bodies.whole_years[subject.index]
    age = "age by date of birth" if exact else "age from whole years, at most half a year off"
    group = "" if rules.equation is Equation.GLI_GLOBAL else f"; {rules.population.replace('_', ' ').capitalize()}"
    return (
        f"% predicted by {NAMES[rules.equation]} ({SOURCES[rules.equation]}{group}) at every visit, also before the "
        f"study: {who}, {age}."
    )


def _last(found: Spirometry, subject: Subject) -> str:
    """Tell the last upright volume of the patient."""
    first, last = np.searchsorted(found.subject, [subject.index, subject.index + 1]).tolist()
    own = [at for at in range(first, last) if found.position[at] != "SUPINE" and np.isfinite(found.litres[at])]
    if not own:
        return "No volume in litres recorded."
    at = own[-1]
    day = f" on {day_text(int(found.day[at]))}" if np.isfinite(found.day[at]) else ""
    percent, name = float(found.expected.percent[at]), NAMES[found.rules.equation]
    of = f"% predicted not recomputed: {found.reason[at]}" if np.isnan(percent) else f"{number(percent, 1)} % predicted"
    low = f", below {number(THRESHOLD, 0)} %" if percent < THRESHOLD else ""
    return f"Last{day}: {number(float(found.litres[at]), 2)} L, {of} ({name}){low}."


def _since(analysis: Analysis, found: Spirometry, subject: Subject) -> str:
    """Tell the last time that it was not done."""
    endpoints = analysis.snapshot.study.endpoints
    own = [
        one
        for one in analysis.not_done
        if one.subject == subject.index and endpoints[one.endpoint].domain == found.rules.domain
    ]
    if not own:
        return ""
    last = max(own, key=lambda one: one.date or "")
    when = inner(last.visit.capitalize()) if last.day is None and last.visit else day_text(last.day or 0)
    told = not_done(last.reason)
    return f"{told[:1].upper()}{told[1:]}, {when}."


def _mvic(analysis: Analysis, subject: Subject) -> Card:
    title, rules = "Isometric strength (MVIC)", analysis.snapshot.study.instruments.mvic
    found = analysis.instruments.mvic
    scores = found.of(subject.index) if found else ()
    if rules is None or not scores:
        return Card(MVIC, title, _absent(analysis, "MK" if rules is None else rules.domain, "megascore"), None)
    named = sorted({one.reference for one in scores if one.reference})
    sets = f"Reference set: {listed(named)}." if named else "The data do not name the reference set of the Z scores."
    computed = (
        f"From muscles: mean Z of the muscles measured by {rules.reference}, from {LEAST[ARM]} of 8 (arm) or "
        f"{LEAST[GRIP]} of 2 (grip) on; too weak to test is force 0."
        if rules.muscles
        else "The study file names no muscles with a reference: megascores stand as the site recorded them."
    )
    return Card(MVIC, title, curvature.sentence(), _scores(scores), (sets, computed, BEND))


def _scores(scores: tuple[Megascore, ...]) -> Listing:
    """Lay arm and grip side by side, a row a day; columns without a value are left out."""
    days = sorted({(one.date or "", one.day, one.visit) for one in scores}, key=lambda each: each[0])
    at = {(one.group, one.date or ""): one for one in scores}
    columns = [Column("day", "Day", "number", 0), Column("date", "Date"), Column("visit", "Visit")]
    cells: list[list[Cell]] = [[day, date or None, _name(visit)] for date, day, visit in days]
    for group in (ARM, GRIP):
        own = [at.get((group, date)) for date, _, _ in days]
        for key, label in (("recorded", "Z"), ("computed", "Z from muscles")):
            values = [None if one is None else getattr(one, key) for one in own]
            if any(value is not None for value in values):
                columns.append(Column(f"{group}_{key}", f"{group.capitalize()} {label}", "number", 2))
                cells = [[*row, value] for row, value in zip(cells, values, strict=True)]
        if any(one is not None and one.muscles for one in own):
            columns.append(Column(f"{group}_muscles", f"{group.capitalize()} muscles"))
            told = [None if one is None else f"{one.muscles} of {one.of}, {one.weak} too weak" for one in own]
            cells = [[*row, value] for row, value in zip(cells, told, strict=True)]
    return Listing(MVIC, "Megascores by day", tuple(columns), tuple(tuple(row) for row in cells))


def _emg(analysis: Analysis, subject: Subject) -> Card:
    title, rules = "Electromyography (EMG)", analysis.snapshot.study.instruments.emg
    found = analysis.instruments.emg
    table = None if found is None else found.of(subject.index)
    if rules is None or table is None or not table.rows:
        return Card(EMG, title, _absent(analysis, "NV" if rules is None else rules.domain, "electromyography"), None)
    heads = tuple(
        Column(
            f"study_{place}",
            f"{_name(one.visit) or one.date or 'No date'}{'' if one.day is None else f', {day_text(one.day)}'}",
        )
        for place, one in enumerate(table.studies)
    )
    sides = any(row.side for row in table.rows)
    columns = (Column("muscle", "Muscle"), *([Column("side", "Side")] if sides else []), Column("test", "Test"), *heads)
    rows = tuple(
        (row.muscle.capitalize(), *([row.side] if sides else []), row.test, *(_state(one) for one in row.states))
        for row in table.rows
    )
    told = f"{counted(len({row.muscle for row in table.rows}), 'muscle')} on {counted(len(heads), 'occasion')}."
    said = (f"{told} States as recorded; not a trend test.", Listing(EMG, title, columns, rows))
    return Card(EMG, title, *said, ("Fibrillations and positive sharp waves: 0 none, 4 throughout.",))


def _state(state: str | None) -> str | None:
    return state.lower() if state is not None and state.isupper() else state


def _name(visit: Cell) -> Cell:
    """Write the name of a visit, which data often have in capitals, as on the other cards."""
    return visit.capitalize() if isinstance(visit, str) and visit.isupper() else visit
