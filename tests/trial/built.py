"""Subjects and events of small studies as known at a cut, in one call."""

from tests.factories import CUT, one_subject, snapshot
from trial import events as event_module
from trial import series, subjects
from trial import visits as visit_module
from trial.cut import known_at


def people(records, cut=CUT, of=None):
    """The subjects of `records`."""
    return subjects.build(known_at(snapshot(records, cut, of), cut))


def person(cut=CUT, of=None, **records):
    """The one subject of a study."""
    (found,) = subjects.build(known_at(one_subject(of=of, **records), cut))
    return found


def events(made, cut=CUT):
    """The events of a snapshot."""
    known = known_at(made, cut)
    return event_module.build(known, subjects.build(known))


def event(cut=CUT, of=None, more=None, **row):
    """The one event of the one subject of a study; `more` are its other tables."""
    (found,) = events(one_subject(of=of, AE=[{"AETERM": "Headache", **row}], **(more or {})), cut)
    return found


def disposition(term, day="2011-07-20", category="DISPOSITION EVENT", **more):
    """A DS record."""
    return {"DSDECOD": term, "DSSTDTC": day, "DSCAT": category, **more}


def visits(made, cut=CUT):
    """Planned and unscheduled visits of a snapshot."""
    known = known_at(made, cut)
    found = subjects.build(known)
    points, not_done = series.build(known, found)
    return visit_module.build(known, found, points, not_done)


def visit(visit_id, cut=CUT, of=None, **tables):
    """One planned visit of the one subject of a study."""
    made = one_subject(of=of, **tables)
    planned, _ = visits(made, cut)
    return next(each for each in planned if made.study.visits[each.visit].id == visit_id)
