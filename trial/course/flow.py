"""Disposition: from screening over the infusion and every planned visit to where each patient stands at the cut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from trial.analysis import Analysis
from trial.event_words import is_fatal, sentence_case, term
from trial.selection import Selection, selected_subjects
from trial.study import VisitKind
from trial.subjects import Subject, SubjectStatus
from trial.visits import HELD, VisitStatus
from trial.words import counted, day_text, inner, listed, shortest

MOST_TERMS = 3
"""Fatal events that the reason of a death names; days that are written one by one."""
MOST_REASONS = 2
"""Reasons that stand beside a count of visits."""
_UNTREATED = {
    SubjectStatus.SCREEN_FAILURE: "Screen failure",
    SubjectStatus.DIED: "Died before {0}",
    SubjectStatus.WITHDRAWN: "Withdrew before {0}",
    SubjectStatus.COMPLETED: "Completed without {0}",
    SubjectStatus.NOT_INFUSED: "No {0} yet",
    SubjectStatus.ON_STUDY: "No {0} yet",
}
_ENDS = {
    SubjectStatus.ON_STUDY: "On study",
    SubjectStatus.COMPLETED: "Completed",
    SubjectStatus.WITHDRAWN: "Withdrew",
    SubjectStatus.DIED: "Died",
    SubjectStatus.SCREEN_FAILURE: "Screen failure after {0}",
    SubjectStatus.NOT_INFUSED: "No {0} yet",
}
_VISITS = (
    (VisitStatus.DUE, "Due now", "due"),
    (VisitStatus.OVERDUE, "Overdue", "overdue"),
    (VisitStatus.MISSED, "Missed", "missed"),
    (VisitStatus.NOT_YET_DUE, "Not yet due", "later"),
    (VisitStatus.NOT_APPLICABLE, "No longer expected", "gone"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Patients of one stage who went the same way. `kind` names the mark; `detail` is a reason, days or the like."""

    label: str
    kind: str
    subjects: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the way. Every patient of `of` is in exactly one of its groups."""

    label: str
    detail: str
    of: int
    groups: tuple[Group, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the groups hold every patient of the stage once."""
        everyone = [subject for group in self.groups for subject in group.subjects]
        return len(everyone) == len(set(everyone)) == self.of


@dataclass(frozen=True, slots=True)
class Flow:
    """The way of the patients shown: screening, planned visits after the anchor, the end."""

    screened: Stage
    visits: tuple[Stage, ...]
    ends: Stage

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All stages in order."""
        return (self.screened, *self.visits, self.ends)

    @property
    def adds_up(self) -> bool:
        """Whether no patient is lost or counted twice at any stage."""
        return all(stage.adds_up for stage in self.stages)


def build(analysis: Analysis, selection: Selection) -> Flow:
    """Sort the patients that the filters keep into the stages."""
    people = selected_subjects(selection, analysis)
    treated = [subject for subject in people if subject.anchor is not None]
    anchor = inner(analysis.snapshot.study.anchor.label)
    return Flow(
        screened=_screened(people, treated, anchor),
        visits=tuple(_visits(analysis, treated)),
        ends=_ends(analysis, treated, anchor),
    )


def _screened(people: Sequence[Subject], treated: Sequence[Subject], anchor: str) -> Stage:
    found = [Group(f"{anchor[:1].upper()}{anchor[1:]} given", "held", _ids(treated))] if people else []
    unclear = [one for one in people if one.anchor is None and one.anchor_note]
    if unclear:
        found.append(Group(f"Day of {anchor} not known", "missed", _ids(unclear), unclear[0].anchor_note or ""))
    for status, label in _UNTREATED.items():
        own = [one for one in people if one.anchor is None and not one.anchor_note and one.status is status]
        kind = "later" if status is SubjectStatus.NOT_INFUSED else "gone"
        for why, some in _by_reason(own, {}, label).items():
            found.append(Group(label.format(anchor), kind, _ids(some), why))
    return Stage("Screened", "patients in DM", len(people), tuple(found))


def _visits(analysis: Analysis, treated: Sequence[Subject]) -> Iterable[Stage]:
    """Give the planned visits after the anchor, over the treated."""
    for place, visit in enumerate(analysis.snapshot.study.visits):
        if visit.kind is not VisitKind.SCHEDULED or visit.day <= 0:
            continue
        cells = [(subject, analysis.visits_of(subject.index)[place]) for subject in treated]
        held = [subject for subject, cell in cells if cell.status in HELD]
        off = sum(cell.status in HELD and cell.status is not VisitStatus.IN_WINDOW for _, cell in cells)
        groups = [Group("Held", "held", _ids(held), f"{off} outside window" if off else "")]
        for status, label, kind in _VISITS:
            own = [subject for subject, cell in cells if cell.status is status]
            if own:
                reasons = [cell.reason or "" for _, cell in cells if cell.status is status]
                groups.append(Group(label, kind, _ids(own), _tally(reasons)))
        yield Stage(visit.label, day_text(visit.day), len(treated), tuple(groups))


def _ends(analysis: Analysis, treated: Sequence[Subject], anchor: str) -> Stage:
    causes = fatal_terms(analysis)
    groups: list[Group] = []
    for status, label in _ENDS.items():
        own = [subject for subject in treated if subject.status is status]
        kind = {SubjectStatus.ON_STUDY: "held", SubjectStatus.DIED: "died"}.get(status, "gone")
        if status in (SubjectStatus.ON_STUDY, SubjectStatus.COMPLETED):
            days = "" if status is SubjectStatus.ON_STUDY else _days(own)
            groups += [Group(label, kind if own else "gone", _ids(own), days)]
            continue
        for reason, some in _by_reason(own, causes, label).items():
            details = ", ".join(filter(None, (reason, _days(some))))
            groups.append(Group(label.format(anchor), kind, _ids(some), details))
    return Stage("At the data cut", "status", len(treated), tuple(groups))


def fatal_terms(analysis: Analysis) -> Mapping[int, str]:
    """Give the fatal events of each patient who died, in words."""
    found: dict[int, list[str]] = {}
    for event in analysis.events:
        if is_fatal(event) and term(event) not in found.setdefault(event.subject, []):
            found[event.subject].append(term(event))
    return {subject: listed(terms, MOST_TERMS) for subject, terms in found.items()}


def reason(subject: Subject, causes: Mapping[int, str], label: str = "") -> str:
    """Say why a patient left, in the data's words: the fatal event, else the disposition where it says more."""
    if subject.status is SubjectStatus.DIED and subject.index in causes:
        return causes[subject.index]
    stated = sentence_case(subject.status_reason or "")
    plain = {label.lower(), str(subject.status), "death", "died"}
    return "" if stated.lower() in plain else stated


def _by_reason(subjects: Sequence[Subject], causes: Mapping[int, str], label: str) -> dict[str, list[Subject]]:
    """Group patients by reason, the most frequent first."""
    found: dict[str, list[Subject]] = {}
    for subject in subjects:
        found.setdefault(reason(subject, causes, label), []).append(subject)
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def end_day(subject: Subject) -> int | None:
    """Give the day from the anchor on which the trial ended for a patient; None unless both days are known."""
    return (
        None if subject.status_date is None or subject.anchor is None else (subject.status_date - subject.anchor).days
    )


def _days(subjects: Sequence[Subject]) -> str:
    """Tell on which days they left: one by one while few, then the range with the median."""
    days = sorted(day for day in map(end_day, subjects) if day is not None)
    unknown = len(subjects) - len(days)
    rest = f"{unknown} without a day" if unknown else ""
    if not days:
        return rest
    if len(days) <= MOST_TERMS:
        words = "day " + listed([shortest(day) for day in days])
    else:
        words = f"days {shortest(days[0])} to {shortest(days[-1])}, median {shortest(median(days))}"
    return ", ".join(filter(None, (words, rest)))


def _tally(reasons: Sequence[str]) -> str:
    """Count the reasons that are given: "2 died and 1 withdrew"; one reason of all stands alone, many are left out."""
    given = [text.lower() for text in reasons if text]
    names = sorted(set(given), key=lambda name: (-given.count(name), name))
    if len(names) == 1 and len(given) == len(reasons):
        return names[0]
    return "" if len(names) > MOST_REASONS else listed([f"{given.count(name)} {name}" for name in names])


def _ids(subjects: Iterable[Subject]) -> tuple[str, ...]:
    return tuple(subject.id for subject in subjects)


def sentence(flow: Flow, anchor: str) -> str:
    """Say the finding in one sentence."""
    treated = flow.ends.of
    left = [f"{len(group.subjects)} {group.label.lower()}" for group in merged(flow.ends.groups)]
    given = f"{counted(flow.screened.of, 'patient')} screened, {treated} with {inner(anchor)}"
    return f"{given}: {listed(left)}." if treated and left else f"{given}."


def merged(groups: Sequence[Group]) -> list[Group]:
    """Put groups of one label together, without their details and without empty ones."""
    found: dict[str, list[Group]] = {}
    for group in groups:
        if group.subjects:
            found.setdefault(group.label, []).append(group)
    return [
        Group(label, some[0].kind, tuple(subject for group in some for subject in group.subjects))
        for label, some in found.items()
    ]
