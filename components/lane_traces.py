"""The lanes of the safety timeline as plotly traces: time under observation, events with their words, happenings."""

from collections.abc import Sequence

from components import event_facts, lane_row_traces, lane_texts, theme
from components.event_marks import Drawer, Placed, change_of
from components.lane_geometry import Band
from components.theme import Shape
from trial.safety import SafetyTimeline

HANDLE = 0.035
"""Along a bar a hover finds the event at steps of this share of the axis."""


def traces(result: SafetyTimeline, stacked: Sequence[Band]) -> list[Shape]:
    """Draw everything, from the back to the front."""
    drawer = Drawer(result.axis, _placed(result, stacked))
    return [
        *_observed(drawer, stacked),
        *drawer.bars(),
        *_handles(drawer, result),
        *drawer.arrows(),
        *drawer.edges(),
        *drawer.opened(result.open_event),
        *drawer.serious(),
        *drawer.marks(),
        *lane_row_traces.traces(drawer, result.axis, stacked),
        *_words(drawer, result, stacked),
        *drawer.happened((band.patient.id, band.strip, each) for band in stacked for each in band.patient.happenings),
    ]


def _placed(result: SafetyTimeline, stacked: Sequence[Band]) -> list[Placed]:
    return [
        Placed(
            mark=mark,
            y=band.lane_at(mark.lane),
            short_hover=event_facts.short_hover(band.patient.id, mark.event),
            hover=event_facts.hover(band.patient.id, mark.event, band.patient.seen, result.cut, mark.primary),
            target=change_of(mark.key),
        )
        for band in stacked
        for mark in band.patient.marks
    ]


def _observed(drawer: Drawer, stacked: Sequence[Band]) -> list[Shape]:
    own = [(band, band.patient.followed) for band in stacked]
    spans = [(band.strip, span) for band, span in own if span is not None]
    return drawer.line("Under observation", spans, theme.LINE_2, 2, "solid")


def _handles(drawer: Drawer, result: SafetyTimeline) -> list[Shape]:
    """Put clear targets along the bars, so that a hover or a click finds the event anywhere on them."""
    step = HANDLE * (result.axis.high - result.axis.low)
    spots = [(one, one.mark.course.first + step * place) for one in drawer.events
             for place in range(1, 1 + int((one.mark.course.last - one.mark.course.first) / step))]  # fmt: skip
    drawn = drawer.points("Bar", spots, {"size": 14, "color": theme.CLEAR, "line": {"width": 0}}, opens=True)
    return [{**trace, "hovertext": [one.short_hover for one, _ in spots]} for trace in drawn]


def _words(drawer: Drawer, result: SafetyTimeline, stacked: Sequence[Band]) -> list[Shape]:
    """Write signs and names before the marks, names and ends behind them, and the words of each patient."""
    texts = [text for one in drawer.events for text in lane_texts.of_mark(one.mark, one.y, result.axis)]
    return drawer.words([*texts, *(text for band in stacked for text in lane_texts.of_patient(band, result.axis))])
