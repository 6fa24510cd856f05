"""What was measured, as rows: a value, what it is held against, the goal, and whether it is met."""

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass

HEADS = ("what", "value", "against", "ratio", "goal", "")
MET, MISSED = "met", "MISSED"


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `most` is the goal: for the ratio where there is one, else for the value."""

    what: str
    value: float
    unit: str
    against: str = ""
    ratio: float | None = None
    most: float | None = None

    @property
    def met(self) -> bool | None:
        """Say whether the goal is met; None where there is none."""
        if self.most is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.most

    @property
    def cells(self) -> tuple[str, ...]:
        """Write the row."""
        goal = "" if self.most is None else f"≤ {_short(self.most)}{'x' if self.ratio is not None else f' {self.unit}'}"
        said = "" if self.met is None else MET if self.met else MISSED
        times = "" if self.ratio is None else f"{_short(self.ratio)}x"
        return self.what, f"{_short(self.value)} {self.unit}".strip(), self.against, times, goal, said


@dataclass(frozen=True, slots=True)
class Report:
    """The rows of one suite."""

    title: str
    rows: tuple[Row, ...]

    def markdown(self) -> str:
        """Write the rows as a table."""
        return "\n".join([f"### {self.title}", "", *table([HEADS, *(row.cells for row in self.rows)])]) + "\n"

    def as_data(self) -> dict[str, object]:
        """Give the rows for a JSON document; what is not finite becomes None."""
        rows = [{**asdict(row), "met": row.met} for row in self.rows]
        return {"title": self.title, "rows": [{key: _finite(one) for key, one in row.items()} for row in rows]}


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Write rows of text, the heads first, as lines of a table with even columns."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    ]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]


def missed(reports: Sequence[Report]) -> tuple[Row, ...]:
    """Give the rows whose goal is not met."""
    return tuple(row for report in reports for row in report.rows if row.met is False)


def _short(value: float) -> str:
    """Write three digits, or the whole number where there are more before the point."""
    if not math.isfinite(value):
        return str(value)
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.{max(0, 2 - math.floor(math.log10(abs(value))))}f}"


def _finite(value: object) -> object:
    return None if isinstance(value, float) and not math.isfinite(value) else value
