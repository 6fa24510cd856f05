"""The visits view in sentences: the finding, what it stands on, grid and chart for those who cannot see them."""

from trial.compliance import ComplianceGrid
from trial.visit_days import StudyDays
from trial.visits import VisitStatus
from trial.words import counted, date_text, percent, share

RULES = {
    VisitStatus.IN_WINDOW: "Held on a day inside the window. Without a treatment date there is no window: a visit held "
    "then counts as in its window.",
    VisitStatus.EARLY: "Held before the window opened; the number is the days before it.",
    VisitStatus.LATE: "Held after the window closed; the number is the days after it.",
    VisitStatus.DUE: "No record, and the window is open at the data cut; the number is the days left.",
    VisitStatus.OVERDUE: "No record, the window has closed, and its days of grace have not passed; the next planned "
    "window or a later visit ends them sooner. The number is the days since the window closed.",
    VisitStatus.MISSED: "No record, and the days of grace have passed or a later planned visit was held.",
    VisitStatus.NOT_YET_DUE: "The window opens after the data cut; the number is the days until then.",
    VisitStatus.NOT_APPLICABLE: "The patient left before the window closed, so no visit is expected.",
}
"""What each status means, in the order of the legend."""
NOT_EXPECTED = "Due, not yet due and not applicable visits are not counted; all days are counted to the data cut."


def finding(grid: ComplianceGrid) -> str:
    """Say how many of the visits due were in window."""
    if not grid.planned:
        return "No visit is planned"
    if not grid.rows:
        return "No patient matches"
    total = grid.total
    if not total.expected:
        return "No visit was due by the data cut"
    return (
        f"{total.in_window} of {counted(total.expected, 'visit')} {'was' if total.expected == 1 else 'were'} in window"
    )


def summary(grid: ComplianceGrid) -> str:
    """Say what the finding stands on: of which visits and patients, how many were held, overdue and missed."""
    if not grid.planned or not grid.rows:
        return ""
    narrowed = len(grid.rows) < grid.everybody
    whom = f" of the {counted(len(grid.rows), 'patient')} shown" if narrowed else ""
    if not grid.total.expected:
        return f"Counted over the visits{whom}." if whom else ""
    return f"{percent(grid.total.in_window, grid.total.expected)} of those due{whom}. {_counts(grid)}"


def _counts(grid: ComplianceGrid) -> str:
    parts = [f"{grid.total.held} held"]
    parts += [f"{grid.overdue} overdue"] if grid.overdue else []
    parts += [f"{grid.missed} missed"] if grid.missed else []
    return ", ".join(parts)


def caption(grid: ComplianceGrid) -> str:
    """Write the grid as sentences."""
    who = f"{counted(len(grid.rows), 'patient')}, {counted(len(grid.planned), 'planned visit')}"
    total = grid.total
    parts = [f"Visits of {who}, at the data cut {date_text(grid.cut)}."]
    in_window, held = share(total.in_window, total.expected), share(total.held, total.expected)
    parts.append(f"In window {in_window} of the visits due, held {held}.")
    if grid.overdue:
        parts.append(f"{grid.overdue} overdue, the longest by {counted(grid.oldest_overdue, 'day')}.")
    if grid.missed:
        parts.append(f"{grid.missed} missed.")
    if grid.unscheduled:
        parts.append(f"{counted(len(grid.unscheduled), 'unscheduled visit')}.")
    return " ".join([*parts, NOT_EXPECTED])


def days_caption(days: StudyDays) -> str:
    """Write the study-day chart as sentences."""
    last = days.first + len(days.lanes) - 1
    whom = (
        f"Patients {days.first} to {last} of {days.patients}" if days.pages > 1 else counted(days.patients, "patient")
    )
    marks = [mark for lane in days.lanes for mark in lane.marks]
    off = sum(mark.cell.status in (VisitStatus.EARLY, VisitStatus.LATE) for mark in marks)
    held = sum(mark.held is not None for mark in marks)
    unscheduled = sum(len(lane.unscheduled) for lane in days.lanes)
    return (
        f"Visits by month from {days.zero_label.lower()}, a lane for each patient. {whom}: "
        f"{counted(held, 'planned visit')} held, {off} of them outside the window, "
        f"{counted(unscheduled, 'unscheduled visit')}. The listing has every day."
    )
