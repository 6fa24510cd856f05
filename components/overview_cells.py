"""The cells of an overview row: reasons, primary endpoint, events, slopes, visits."""

from collections.abc import Sequence

from components.elements import Children, Element, element, sign
from components.overview_summary import PIPS
from components.sparks import Sheet, drawing, spark
from trial.attention import Reason
from trial.courses import EndpointColumn, SlopeCell
from trial.event_words import grade_digit
from trial.patient_row import EventCounts, Row
from trial.patient_visits import NextVisit, PatientVisits, VisitMark
from trial.primary import PrimaryStatus
from trial.slopes import INTERVAL_DAYS, Line
from trial.subjects import SubjectStatus
from trial.visits import HELD, VisitStatus
from trial.words import NOTHING, SLOPE_DECIMALS, counted, date_text, day_text, days_text, interval_text, number, signed

MOST_MARKS, MOST_REASONS = 5, 2
WIDE = 10
"""A slope of this size is written with a decimal less in its cell."""
VISIT_SIGNS = {
    VisitStatus.IN_WINDOW: "check",
    VisitStatus.EARLY: "early",
    VisitStatus.LATE: "late",
    VisitStatus.DUE: "due",
    VisitStatus.OVERDUE: "bang",
    VisitStatus.MISSED: "cross",
    VisitStatus.NOT_YET_DUE: "ring",
    VisitStatus.NOT_APPLICABLE: "dash",
}
FEW_VISITS = 10
"""Up to this many visits stand in one line of cells, more in two."""


def cell(children: Children, name: str = "", words: str | None = None) -> Element:
    """Make a cell of the table; `words` say all of it, on hover and to assistive tools."""
    return element("Div", children, className=f"ov-cell {name}".strip(), role="cell", title=words)


def why(reasons: Sequence[Reason], is_quiet: bool) -> Element:
    """Make the reasons: the first with its detail, a second as a line, the rest as a number; all in the title."""
    first, *others = reasons
    parts = [element("B", first.title), element("P", first.detail)]
    if others:
        left = len(reasons) - MOST_REASONS
        more = [element("Span", f" and {left} more", className="more")] if left else []
        parts.append(element("B", [others[0].title, *more], className="two"))
    name = "ov-why" + (" quiet" if is_quiet else "") + (" several" if others else "")
    return cell(parts, name, " ".join(f"{reason.title}. {reason.detail}" for reason in reasons))


def primary(row: Row) -> Element:
    """Make the chip of the primary safety endpoint and until when it is known."""
    status = row.primary.status
    kind, name = PIPS[status]
    word = "Pending" if status is PrimaryStatus.PENDING else status.capitalize()
    chip = element("Span", [sign(name), word], className=f"chip {kind}")
    return cell([chip, element("Div", _known_until(row), className="ov-cap")], "ov-primary", row.primary.text)


def _known_until(row: Row) -> str:
    found = row.primary
    match found.status:
        case PrimaryStatus.PENDING:
            return "decision open"
        case PrimaryStatus.EVENT:
            return f"{counted(len(found.events), 'event')} counted"
        case PrimaryStatus.NOT_COLLECTED:
            return ""
        case _ if found.to_day is None:
            return "not treated"
        case PrimaryStatus.NOT_EVALUABLE:
            return f"followed {days_text(found.to_day)}"
        case _:
            return f"to {day_text(found.to_day)}"


def events(found: EventCounts, is_filtered: bool) -> Element:
    """Make the marks, highest grade first, and the counts of events, serious and grade 3 and up."""
    fit = MOST_MARKS if len(found.marks) <= MOST_MARKS else MOST_MARKS - 1
    marks = [_mark(grade, is_serious) for grade, is_serious in found.marks[:fit]]
    if len(found.marks) > fit:
        marks.append(element("Span", f"+{len(found.marks) - fit}", className="rest"))
    total = f"{found.matching} of {found.all} events" if is_filtered else counted(found.all, "event")
    serious, severe = f"{found.serious} serious", f"{found.severe} of grade 3 and up"
    lines = [f"{total}, {serious}" if found.serious and not is_filtered else total, severe if found.severe else ""]
    captions = [element("Div", line, className="ov-cap") for line in lines if line]
    box = [element("Div", marks, className="ov-marks", aria_hidden="true")] if marks else []
    return cell([*box, *captions], "ov-events", f"{total}, {serious}, {severe}")


def _mark(grade: int | None, is_serious: bool) -> Element:
    name = f"ov-mark g{grade or 0}{' serious' if is_serious else ''}"
    return element("Span", grade_digit(grade), className=name)


def slopes(found: SlopeCell, column: EndpointColumn, sheet: Sheet, row: Row) -> Element:
    """Make the small figure with pre, post and change under it; everything about them in words as the cell's name."""
    words = slope_words(found, column)
    change = element("Span", _change(found), className="change" if is_firm(found) else "change frail")
    picture = spark(drawing(sheet, found, row.end_month, row.has_left))
    parts = [picture, _slope(found.pre, "pre"), _slope(found.post, "post"), change]
    is_tight = not is_firm(found) or found.pre.short_span or found.post.short_span
    name = "ov-cell ov-course tight" if is_tight else "ov-cell ov-course"
    return element("Div", parts, className=name, role="cell", title=words, aria_label=words, data_label=column.label)


def _slope(line: Line, kind: str) -> Element:
    """Write one slope: firm with an interval, in brackets without one, with an s on a short span, n where none."""
    if line.slope is None:
        return element("Span", f"n {line.n}", className=f"{kind} none")
    text = number(line.slope, _decimals(line.slope))
    if line.lower is None:
        return element("Span", f"({text})", className=f"{kind} frail")
    if line.short_span:
        return element("Span", [text, element("Sup", "s")], className=kind)
    return element("Span", text, className=kind)


def _change(found: SlopeCell) -> str:
    """Write the change: in brackets where one side has fewer than 3 days, since one point can then carry all of it."""
    if found.change.estimate is None:
        return NOTHING
    text = signed(found.change.estimate, _decimals(found.change.estimate))
    return text if is_firm(found) else f"({text})"


def _decimals(value: float) -> int:
    """Give a decimal less from ten on: the cell is small, and the words of the cell have all of them."""
    return SLOPE_DECIMALS - (abs(value) >= WIDE)


def is_firm(found: SlopeCell) -> bool:
    """Say whether both sides have the days that an interval needs."""
    return min(found.pre.n, found.post.n) >= INTERVAL_DAYS


def slope_words(found: SlopeCell, column: EndpointColumn) -> str:
    """Write the numbers of one cell in full."""
    change = found.change
    parts = [
        f"{column.label}, {column.unit} per month",
        _line_words("Pre", found.pre),
        _line_words("Post", found.post),
    ]
    if change.estimate is None or change.lower is None or change.upper is None:
        parts.append(f"Change not estimable: {change.reason}")
    else:
        interval = interval_text(change.lower, change.upper, SLOPE_DECIMALS)
        parts.append(f"Change {signed(change.estimate, SLOPE_DECIMALS)}, 95 % CI {interval}, {change.method}")
    return ". ".join(parts) + "."


def _line_words(name: str, line: Line) -> str:
    if line.slope is None:
        return f"{name} not estimable: {line.reason}"
    text = f"{name} {number(line.slope, SLOPE_DECIMALS)}"
    if line.lower is None or line.upper is None:
        return f"{text}, {line.reason}"
    span = "" if line.span_days is None else f", {days_text(line.span_days)}"
    short = ", short span" if line.short_span else ""
    return f"{text}, 95 % CI {interval_text(line.lower, line.upper, SLOPE_DECIMALS)}, n {line.n}{span}{short}"


def visits(found: PatientVisits, status: SubjectStatus) -> Element:
    """Make the cells of the planned visits, the next visit with its date, the last one, and n in window of expected."""
    name = "ov-visits" if len(found.marks) <= FEW_VISITS else "ov-visits two"
    last = "No visit held" if found.last is None else f"Last {date_text(found.last[1])}"
    label = None if found.last is None else f"Last visit: {found.last[0]}, {date_text(found.last[1])}"
    counts = f"{found.in_window} of {found.expected}"
    foot = [
        element("Span", last, title=label),
        element("Span", counts, title=f"{counts} expected visits in window"),
    ]
    return cell(
        [
            element("Div", [_visit(mark) for mark in found.marks], className=name),
            _next(found, status),
            element("Div", foot, className="ov-last"),
        ]
    )


def _visit(mark: VisitMark) -> Element:
    """Make one cell: a sign, the whole story as its name."""
    name = f"ov-visit v-{mark.status} ic-{VISIT_SIGNS[mark.status]}"
    return element("Span", className=name, role="img", title=mark.text, aria_label=mark.text)


def _next(found: PatientVisits, status: SubjectStatus) -> Element:
    coming = found.next
    if coming is None:
        is_done = status is SubjectStatus.COMPLETED and all(mark.status in HELD for mark in found.marks)
        return element("Div", "All visits done" if is_done else "No further visits", className="ov-next")
    text, name = _due(coming)
    parts = [element("B", f"{coming.label} "), element("Span", text, className=name)]
    return element("Div", parts, className="ov-next", title=coming.text)


def _due(coming: NextVisit) -> tuple[str, str]:
    if coming.status is VisitStatus.OVERDUE:
        return f"overdue {days_text(coming.days or 0)}", "act"
    if coming.target is None or coming.window is None:
        return "not dated yet", ""
    if coming.status is VisitStatus.DUE:
        return f"by {date_text(coming.window[1])}", "accent"
    return f"due {date_text(coming.target)}", ""
