"""The cells of the visit grid as short texts, which assets/96-visits.js turns into symbols, words and labels."""

from urllib.parse import quote

from trial.visits import HELD, Compliance, PlannedVisitStatus, VisitStatus
from trial.words import day_text, number, percent, signed

SEPARATOR = "|"
MARGIN = "="
SHORT_REASONS = {"screen failure": "scr. fail", "lost to follow-up": "lost"}
"""Reasons that are longer than a cell is wide."""


def visit_change(subject: str, visit_id: str) -> str:
    """Give the change of the address that opens a cell."""
    return f"visit={quote(f'{subject}:{visit_id}', safe='')}"


def cell_code(cell: PlannedVisitStatus) -> str:
    """Write a cell: status, days, second line, assessments done of required, contact; "late|+4 d|day 41".

    The last two stand only where there is something to tell: an assessment without a value, a visit not in person.
    """
    first, second = _lines(cell)
    done = f"{cell.completed}/{cell.required}" if cell.status in HELD and cell.completed < cell.required else ""
    contact = " ".join((cell.contact or "").replace(SEPARATOR, " ").lower().split())
    return SEPARATOR.join((cell.status.value, first, second, done, contact)).rstrip(SEPARATOR)


def _lines(cell: PlannedVisitStatus) -> tuple[str, str]:
    left = cell.days_to_window_end or 0
    match cell.status:
        case VisitStatus.IN_WINDOW | VisitStatus.EARLY | VisitStatus.LATE:
            return _off(cell), "held" if cell.actual_day is None else day_text(cell.actual_day)
        case VisitStatus.DUE:
            return (f"{left} d", "left") if left else ("", "last day")
        case VisitStatus.OVERDUE:
            return f"{-left} d", "overdue"
        case VisitStatus.MISSED:
            return "", "missed"
        case VisitStatus.NOT_YET_DUE:
            return "", "not dated" if cell.window is None else f"in {number(_to_opening(cell), 0)} d"
    return "", _reason(cell.reason)


def _off(cell: PlannedVisitStatus) -> str:
    return f"{signed(cell.days_off, 0)} d" if cell.days_off else ""


def _to_opening(cell: PlannedVisitStatus) -> int:
    """Give the days from the data cut to the opening of the window."""
    if cell.window is None or cell.days_to_window_end is None:
        return 0
    return cell.days_to_window_end - (cell.window[1] - cell.window[0]).days


def _reason(reason: str | None) -> str:
    """Shorten why no visit is expected to a word or two; the open cell has all of it."""
    if reason is None:
        return "left"
    short = SHORT_REASONS.get(reason, reason.split(":")[0])
    return " ".join(short.replace(SEPARATOR, " ").split())


def margin_code(margin: Compliance) -> str:
    """Write n of N for the rim of the grid: in window, expected, per cent, held; "=6|7|86 %|7"."""
    share = percent(margin.in_window, margin.expected)
    return MARGIN + SEPARATOR.join((str(margin.in_window), str(margin.expected), share, str(margin.held)))
