"""The figure of events against the boundary as patients accrue: HTML boxes placed in per cent of its paper.

It has no text of its own but ticks; the table beside it holds the same numbers, so assistive tools skip it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from trial.stopping.guidance import Step
from trial.stopping.plan import Look

MOST_MARKED = 24
"""Up to this many patients each has a mark and a tick; of more, those with an event, and ticks at round numbers."""
MOST_TICKS = 7
HEADROOM = 1
"""Counts above the highest that is drawn."""


@dataclass(frozen=True, slots=True)
class Paper:
    """Patients across, each a column; counts upwards, each a row."""

    columns: int
    top: int

    @property
    def ticks(self) -> int:
        """Give the number of ticks that share the width."""
        return self.columns if self.columns <= MOST_MARKED else MOST_TICKS

    def left(self, n: float) -> str:
        """Give the place of a number of patients; whole numbers are the middle of a column."""
        return f"{100 * (n - 0.5) / self.columns:.3f}%"

    def bottom(self, k: float) -> str:
        """Give the place of a count; whole numbers are the middle of a row."""
        return f"{100 * (k + 0.5) / (self.top + 1):.3f}%"

    def box(self, name: str, across: tuple[float, float], up: tuple[float, float]) -> Component:
        """Make a box from one place to another."""
        width, height = 100 * (across[1] - across[0]) / self.columns, 100 * (up[1] - up[0]) / (self.top + 1)
        place = {"left": self.left(across[0]), "bottom": self.bottom(up[0])}
        return html.Div(className=name, style={**place, "width": f"{width:.3f}%", "height": f"{height:.3f}%"})

    def mark(self, name: str, n: int, k: int, title: str) -> Component:
        """Make a mark at a patient and a count."""
        return html.Div(className=name, title=title, style={"left": self.left(n), "bottom": self.bottom(k)})


def figure(looks: Sequence[Look], steps: Sequence[Step]) -> Component:
    """Draw the regions of alert and boundary, the course of the count, and what it is if the pending counts too."""
    highest = max([*(look.stop or look.alert or 0 for look in looks), *(step.k_open for step in steps), 1])
    paper = Paper(len(looks), highest + HEADROOM)
    parts = [*_regions(paper, looks), *_grid(paper), *_course(paper, steps), *_marks(paper, steps)]
    return html.Div(
        [
            html.Div(_counts(paper), className="stp-counts"),
            html.Div(parts, className="stp-paper"),
            html.Div(_patients(paper, steps), className="stp-ticks", style={"--columns": paper.ticks}),
        ],
        className="stp-figure",
        **attrs(aria_hidden="true"),
    )


def _regions(paper: Paper, looks: Sequence[Look]) -> Iterator[Component]:
    for name, runs in (("stp-low", _runs(looks, "alert")), ("stp-high", _runs(looks, "stop"))):
        for first, last, k in runs:
            yield paper.box(name, (first - 0.5, last + 0.5), (k - 0.5, paper.top + 0.5))


def _runs(looks: Sequence[Look], which: str) -> Iterator[tuple[int, int, int]]:
    """Give the columns of one limit that stand together: first, last, limit."""
    first = 0
    limits = [look.alert if which == "alert" else look.stop for look in looks]
    for place, limit in enumerate(limits):
        if place + 1 == len(limits) or limits[place + 1] != limit:
            if limit is not None:
                yield first + 1, place + 1, limit
            first = place + 1


def _grid(paper: Paper) -> Iterator[Component]:
    for k in _ticks(paper.top):
        yield html.Div(className="stp-line", style={"bottom": paper.bottom(k)})


def _course(paper: Paper, steps: Sequence[Step]) -> Iterator[Component]:
    """Draw the count as a line of level and upright parts; the dashed one also counts what is pending."""
    has_open = any(step.k_open != step.k for step in steps)
    courses = [("stp-way", [step.k for step in steps])]
    courses += [("stp-way open", [step.k_open for step in steps])] if has_open else []
    for name, counts in courses:
        first = 0
        for place, k in enumerate(counts):
            last = place + 1 == len(counts)
            if last or counts[place + 1] != k:
                to = place + 1 if last else place + 2
                yield paper.box(f"{name} level", (first + 1, to), (k, k))
                if not last:
                    yield paper.box(f"{name} upright", (to, to), (k, counts[place + 1]))
                first = place + 1


def _marks(paper: Paper, steps: Sequence[Step]) -> Iterator[Component]:
    for place, step in enumerate(steps):
        n = place + 1
        if len(steps) > MOST_MARKED and not step.findings and n < len(steps):
            continue
        if step.k_open != step.k:
            yield paper.mark("stp-mark open", n, step.k_open, f"{step.subject}: {step.k_open} with pending")
        kind = "stp-mark event" if step.has_event else "stp-mark"
        yield paper.mark(kind, n, step.k, f"{step.subject}: {step.k} of {n}")


def _counts(paper: Paper) -> list[Component]:
    return [html.Span(str(k), style={"bottom": paper.bottom(k)}) for k in _ticks(paper.top)]


def _ticks(top: int) -> range:
    return range(0, top + 1, _every(top))


def _every(most: int) -> int:
    """Give the distance of ticks: 1, 2, 5, 10, ... so that there are few."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if most / (power * factor) <= MOST_TICKS:
                return power * factor
        power *= 10


def _patients(paper: Paper, steps: Sequence[Step]) -> list[Component]:
    if paper.columns <= MOST_MARKED:
        names = [step.subject for step in steps]
        return [
            html.Span(
                [str(n), html.Small(names[n - 1] if n <= len(names) and paper.columns <= 8 else "")],
                style={"left": paper.left(n)},
            )
            for n in range(1, paper.columns + 1)
        ]
    every = _every(paper.columns)
    return [html.Span(str(n), style={"left": paper.left(n)}) for n in range(every, paper.columns + 1, every)]
