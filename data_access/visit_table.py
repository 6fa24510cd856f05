"""The tables [[visits]] of a study file -> trial.study.PlannedVisit: days, windows, and what each is counted from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from data_access.toml_section import IDENTIFIER, Section
from trial.issues import Issue, Severity
from trial.study import (
    DEFAULT_GRACE_DAYS,
    FROM_INFUSION,
    FROM_SCREENING,
    Endpoint,
    PlannedVisit,
    Study,
    VisitKind,
)


def read(sections: Sequence[Section], endpoints: tuple[Endpoint, ...]) -> tuple[PlannedVisit, ...]:
    """Read all planned visits; the day of one that is counted from another visit is put on the axis of the anchor."""
    visits = [_visit(section, endpoints) for section in sections]
    _tell_unknown_origins(sections, visits)
    return _on_one_axis(sections, visits)


def _visit(section: Section, endpoints: tuple[Endpoint, ...]) -> PlannedVisit:
    visitnum = section.number("visitnum", like="4")
    day = section.whole("day", like="14")
    window = section.pair("window", "[-3, 3]", needed=True, whole=True, equal=True)
    grace = section.whole("grace", at_least=0)
    kinds = [kind.value for kind in VisitKind]
    visit = PlannedVisit(
        id=section.text("id", IDENTIFIER, like='"WK2"'),
        label=section.text("label", like='"Week 2"'),
        visitnum=visitnum or 0.0,
        day=day or 0,
        window=(int(window[0]), int(window[1])) if window else (0, 0),
        required=section.texts("required", IDENTIFIER),
        kind=VisitKind(section.choice("kind", kinds, default=VisitKind.SCHEDULED)),
        grace=DEFAULT_GRACE_DAYS if grace is None else grace,
        optimal=_optimal(section, window),
        origin=section.text("from", IDENTIFIER, default=FROM_INFUSION),
    )
    _tell_unknown_endpoints(section, visit, endpoints)
    if visit.kind is VisitKind.INFUSION and (day or visit.origin != FROM_INFUSION):
        since = "" if visit.origin == FROM_INFUSION else f" from {visit.origin}"
        section.wrong(
            "day",
            f"an infusion visit on day {day or 0}{since}",
            "the infusion is day 0; other visits have another kind",
        )
    section.finish()
    return visit


def _optimal(section: Section, window: tuple[float, float] | None) -> tuple[int, int] | None:
    """Read the inner window; it lies inside the window."""
    found = section.pair("optimal", "[-1, 1]", whole=True, equal=True)
    if found is None:
        return None
    if window is not None and not window[0] <= found[0] <= found[1] <= window[1]:
        inside = f"must lie inside window = [{window[0]:g}, {window[1]:g}]"
        section.wrong("optimal", f"[{found[0]:g}, {found[1]:g}] reaches out of the window", inside)
        return None
    return int(found[0]), int(found[1])


def _tell_unknown_endpoints(section: Section, visit: PlannedVisit, endpoints: tuple[Endpoint, ...]) -> None:
    known = sorted({endpoint.id for endpoint in endpoints if endpoint.id})
    for name in visit.required:
        if name not in known:
            section.wrong("required", f'"{name}" is no endpoint', f"endpoints here: {', '.join(known) or 'none'}")
    for name, count in Counter(visit.required).items():
        if count > 1:
            section.wrong("required", f'"{name}" stands {count} times', "name each endpoint once")


def _tell_unknown_origins(sections: Sequence[Section], visits: Sequence[PlannedVisit]) -> None:
    """Tell visits that are counted from nothing known, and a screening of which there is no planned visit."""
    known = [FROM_INFUSION, FROM_SCREENING, *(visit.id for visit in visits if visit.id)]
    for section, visit in zip(sections, visits, strict=True):
        if visit.id in (FROM_INFUSION, FROM_SCREENING):
            section.wrong("id", f'"{visit.id}" is a word of the key from', 'another id, such as "INF"')
        if visit.origin not in known:
            section.wrong("from", f'"{visit.origin}" is no visit', f"must be one of {', '.join(known)}")
        elif visit.origin == FROM_SCREENING and _screening(visits) is None:
            section.wrong("from", "there is no screening visit", 'one of the visits needs kind = "screening"')


def _screening(visits: Sequence[PlannedVisit]) -> PlannedVisit | None:
    return next((visit for visit in visits if visit.kind is VisitKind.SCREENING), None)


def _on_one_axis(sections: Sequence[Section], visits: Sequence[PlannedVisit]) -> tuple[PlannedVisit, ...]:
    """Give each visit its planned day from the anchor, by way of what it is counted from; a circle is a mistake."""
    by_id, found = {visit.id: visit for visit in visits}, list(visits)
    screening = _screening(visits)
    for place, (section, visit) in enumerate(zip(sections, visits, strict=True)):
        day, at, passed = 0, visit, [visit.id]
        while at.origin != FROM_INFUSION:
            day += at.day
            onward = screening if at.origin == FROM_SCREENING else by_id.get(at.origin)
            if onward is None:
                break  # told before
            if onward.id in passed:
                way = " from ".join([*passed, onward.id])
                section.wrong("from", f"is counted in a circle: {way}", "one of them must be counted from the infusion")
                break
            passed.append(onward.id)
            at = onward
        else:
            if visit.origin != FROM_INFUSION:
                found[place] = replace(visit, day=day + at.day, offset=visit.day)
    return tuple(found)


def remarks(study: Study) -> tuple[Issue, ...]:
    """Tell what a study file may say but its author may not have meant: windows that overlap."""
    in_time = sorted(study.visits, key=lambda visit: visit.day + visit.window[0])
    clashes = [(a, b) for a, b in pairwise(in_time) if b.day + b.window[0] <= a.day + a.window[1]]
    return tuple(
        Issue(
            Severity.NOTE,
            table="study.toml",
            column="visits",
            text=f"The windows of {a.label} (day {_span(a)}) and {b.label} (day {_span(b)}) overlap",
            remedy="Visits are told apart by VISITNUM, so both are judged; narrow the windows if that is not meant.",
        )
        for a, b in clashes
    )


def _span(visit: PlannedVisit) -> str:
    return f"{visit.day + visit.window[0]} to {visit.day + visit.window[1]}"
