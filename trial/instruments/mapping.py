"""What the study file looks for in each scale, what was found for it, and which tests of the category are no part."""

from collections.abc import Iterator

from trial.instruments.alsfrs_rules import column_label
from trial.instruments.gathered import Instruments, ScaleCourse
from trial.instruments.scales import FIVE, Mapped
from trial.listing import Cell, Column, Listing

NOT_MAPPED = "not mapped"


def part_label(course: ScaleCourse, place: int) -> str:
    """Name a part of a scale: "5b Cutting food", "Recorded total"."""
    label = column_label(course.scale.columns, place)
    return label[:1].upper() + label[1:]


def listing(instruments: Instruments) -> Listing:
    """List every part of every scale with what was found, then the tests that are no part."""
    columns = (
        Column("instrument", "Instrument"),
        Column("part", "Part"),
        Column("patterns", "Looked for"),
        Column("found", "Found"),
        Column("records", "Records", "number", 0),
    )
    rows = tuple(row for course in instruments.scales for row in _rows(course))
    return Listing("mapped", "Instruments: what was mapped", columns, rows)


def _rows(course: ScaleCourse) -> Iterator[tuple[Cell, ...]]:
    records, label = course.assessments.records, course.scale.label
    for place, one in enumerate(records.mapped):
        looked = ", ".join(one.patterns) or "nothing named"
        yield label, part_label(course, place), looked, ", ".join(one.found), one.records
    for one in records.unmapped:
        yield label, NOT_MAPPED, None, ", ".join(one.found), one.records


def lost(course: ScaleCourse) -> list[int]:
    """Give the parts that are looked for and never found; 5b is missing wherever nobody has a gastrostomy."""
    return [
        place
        for place, one in enumerate(course.assessments.records.mapped)
        if one.patterns and not one.records and place != FIVE + 1
    ]


def summary(instruments: Instruments) -> str:
    """Count in words: "13 of 14 parts found, 4 tests not mapped"."""
    parts: list[Mapped] = [one for course in instruments.scales for one in course.assessments.records.mapped]
    looked = [one for one in parts if one.patterns]
    unmapped = sum(len(course.assessments.records.unmapped) for course in instruments.scales)
    found = f"{sum(one.records > 0 for one in looked)} of {len(looked)} parts found"
    return f"{found}, {unmapped} test{'' if unmapped == 1 else 's'} not mapped" if looked else ""
