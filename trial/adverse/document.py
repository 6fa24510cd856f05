"""What the `results` document says of summaries: rows of classes and terms, periods, relations, rates, reports."""

from collections.abc import Iterator

from trial.adverse.counts import GRADES, GradeRow, Tally, Verdicts
from trial.adverse.lines import EventLine
from trial.adverse.summary import Summary, whole
from trial.analysis import Analysis
from trial.event_periods import period_text

Document = dict[str, object]


def document(analysis: Analysis) -> Document:
    """Give every patient and every event known at the cut."""
    found = whole(analysis)
    return {
        "summary": list(_rows(found)),
        "overall": [{"question": each.key, **_verdicts(each.found)} for each in found.questions],
        "periods": [
            {"period": period_text(each.periods), "reached": each.reached, **_count(each.count)}
            for each in found.periods
        ],
        "relations": [{"relation": each.value, **_verdicts(answers)} for each, answers in found.relations],
        "exposure": {"patients": found.time.patients, "months": found.time.months},
        "rates": [
            {"events_of": named.label, "patients": each.patients, "events": each.events, "without": each.without,
             "rate": each.rate, "lower": each.lower, "upper": each.upper}
            for named in found.rates for each in (named.rate,)
        ],
        "reports": [_report(line) for line in found.serious],
    }  # fmt: skip


def _rows(found: Summary) -> Iterator[Document]:
    for each in found.classes:
        yield _row(each.whole)
        yield from map(_row, each.terms)


def _row(row: GradeRow) -> Document:
    names = ("unknown" if grade is None else str(grade) for grade in GRADES)
    worst = dict(zip(names, row.worst, strict=True))
    return {"soc": row.soc, "term": row.term, "coded": row.coded, **_count(row.count), "worst": worst}


def _count(count: Tally) -> Document:
    return {"patients": count.patients, "events": count.events}


def _verdicts(found: Verdicts) -> Document:
    return {"yes": _count(found.yes), "no": _count(found.no), "unknown": _count(found.unknown)}


def _report(line: EventLine) -> Document:
    found = line.clock
    return {
        "subject": line.patient,
        "seq": line.event.seq,
        "criteria": list(line.criteria),
        "state": None if found is None else found.state.value,
        "allowed": None if found is None else found.limit,
        "from": None if found is None else found.basis,
        "days": None if found is None else found.days,
        "reported": None if found is None or found.reported is None else found.reported.isoformat(),
    }
