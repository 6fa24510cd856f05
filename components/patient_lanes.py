"""Event lanes of one patient: bars from start to end in the grade's colour, digits, marks for procedures."""

from collections.abc import Sequence

from components import happenings, theme
from components.courses import joined
from components.theme import Shape, escaped
from trial.calendar import MONTH_DAYS
from trial.event_words import description, term
from trial.milestones import Milestone, MilestoneKind
from trial.profile import EventLane, Profile
from trial.words import day_text

LONGEST_NAME = 24
ONE_DAY = 1.5 / MONTH_DAYS
PROCEDURES = "Procedures"
OTHER_SIGN = ("circle-open", 9)
LETTER = 0.0115
"""Width of a letter of 12 px as a share of the narrowest plot."""


def _procedures(profile: Profile) -> list[Milestone]:
    return [one for one in profile.milestones if one.day is not None and one.kind != MilestoneKind.ANCHOR]


def count(profile: Profile) -> int:
    """Count the lanes: one an event, one for procedures where there are any."""
    return len(profile.lanes) + bool(_procedures(profile))


def axis(profile: Profile, stretch: tuple[float, float]) -> Shape:
    """Give the axis of the lanes, the first at the top, each with its name."""
    names = [PROCEDURES] * bool(_procedures(profile)) + [_name(lane) for lane in profile.lanes]
    if not names:
        names = ["No event"]
    return {
        "domain": list(stretch),
        "range": [len(names) - 0.5, -0.5],
        "tickvals": list(range(len(names))),
        "ticktext": names,
        "fixedrange": True,
        "zeroline": False,
        "gridcolor": theme.LINE,
        "tickfont": {"size": 12, "color": theme.INK},
    }


def _name(lane: EventLane) -> str:
    name = term(lane.event)
    return escaped(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def traces(profile: Profile, y: str) -> list[Shape]:
    """Draw bars, arrows, marks and procedures on the axis `y`."""
    first = int(bool(_procedures(profile)))
    placed = [(first + place, lane) for place, lane in enumerate(profile.lanes)]
    return [
        *_bars(placed, y),
        *_ongoing(placed, profile, y),
        *_marks(placed, profile, y),
        *_signs(profile, y),
    ]


def _colour(lane: EventLane) -> str:
    return theme.MARK if lane.event.grade is None else theme.GRADE[lane.event.grade]


def _bars(placed: Sequence[tuple[int, EventLane]], y: str) -> list[Shape]:
    """One trace a colour and dash: solid, or dotted where an end is imputed or not known."""
    kinds: dict[tuple[str, bool], list[tuple[int, EventLane]]] = {}
    for place, lane in placed:
        if lane.end - lane.start >= ONE_DAY:
            imputed = lane.start_is_imputed or lane.end_is_imputed
            kinds.setdefault((_colour(lane), imputed), []).append((place, lane))
    return [
        {
            "type": "scatter", "mode": "lines", "xaxis": "x", "yaxis": y, "hoverinfo": "skip",
            "name": "Event with an imputed date" if imputed else "Event",
            "line": {"color": colour, "width": 8, "dash": "3px,3px" if imputed else "solid"},
            "x": joined((round(lane.start, 4), round(lane.end, 4)) for _, lane in own),
            "y": joined((place, place) for place, _ in own),
        }
        for (colour, imputed), own in kinds.items()
    ]  # fmt: skip


def _ongoing(placed: Sequence[tuple[int, EventLane]], profile: Profile, y: str) -> list[Shape]:
    own = [(place, lane) for place, lane in placed if lane.event.ongoing]
    open_ended = [(place, lane) for place, lane in placed if lane.event.ongoing is None]
    if not own and not open_ended:
        return []
    low, high = profile.months
    room = (high - low) * 0.012
    both = [*own, *open_ended]
    return [{
        "type": "scatter", "mode": "markers+text", "xaxis": "x", "yaxis": y, "hoverinfo": "skip", "name": "Ongoing",
        "cliponaxis": False,
        "x": [round(lane.end if lane.event.ongoing else lane.end + room, 4) for _, lane in both],
        "y": [place for place, _ in both],
        "marker": {
            "symbol": "triangle-right", "size": [15] * len(own) + [0.1] * len(open_ended),
            "color": [_colour(lane) for _, lane in both], "line": {"width": 0}, "opacity": 1,
        },
        "text": ["  ongoing"] * len(own) + ["  end unknown"] * len(open_ended), "textposition": "middle right",
        "textfont": {"size": 12, "color": theme.INK_3},
    }]  # fmt: skip


def _marks(placed: Sequence[tuple[int, EventLane]], profile: Profile, y: str) -> list[Shape]:
    if not placed:
        return []
    events = [lane.event for _, lane in placed]
    base: Shape = {"type": "scatter", "xaxis": "x", "yaxis": y}
    x, heights = [round(lane.start, 4) for _, lane in placed], [place for place, _ in placed]
    serious = [place for place, event in enumerate(events) if event.serious]
    found: list[Shape] = []
    if serious:
        found.append({
            **base, "mode": "markers+text", "name": "Serious", "hoverinfo": "skip",
            "x": [x[place] for place in serious], "y": [heights[place] for place in serious],
            "marker": {
                "symbol": "square", "size": 22, "color": theme.SURFACE, "opacity": 1,
                "line": {"color": theme.SERIOUS, "width": 2},
            },
            "text": ["S  "] * len(serious), "textposition": "middle left",
            "textfont": {"size": 12, "weight": 700, "color": theme.INK},
        })  # fmt: skip
    found.append({
        **base, "mode": "markers+text", "name": "Adverse event", "x": x, "y": heights,
        "marker": {
            "symbol": "square", "size": 16, "color": [_colour(lane) for _, lane in placed],
            "line": {"color": theme.SURFACE, "width": 0}, "opacity": 1,
        },
        "text": ["?" if event.grade is None else str(event.grade) for event in events], "textposition": "middle center",
        "textfont": {
            "size": 12, "weight": 700,
            "color": [theme.SURFACE if event.grade is None else theme.GRADE_TEXT[event.grade] for event in events],
        },
        "hovertext": [f"<b>{escaped(term(event))}</b><br>{escaped(description(event))}" for event in events],
        "hoverinfo": "text",
        "customdata": [[f"/safety?event={profile.subject.id}:{event.seq}"] for event in events],
    })  # fmt: skip
    return found


def _signs(profile: Profile, y: str) -> list[Shape]:
    own = _procedures(profile)
    if not own:
        return []
    signs = [_sign(one) for one in own]
    words = _word_places(own, signs, profile.months)
    return [{
        "type": "scatter", "mode": "markers+text", "xaxis": "x", "yaxis": y, "name": PROCEDURES,
        "x": [round((one.day or 0) / MONTH_DAYS, 4) for one in own], "y": [0] * len(own),
        "marker": {
            "symbol": [symbol for symbol, _, _ in signs], "size": [size for _, size, _ in signs], "color": theme.INK,
            "opacity": 1, "line": {"color": theme.INK, "width": 1.5},
        },
        "text": [f" {word} " for word, _ in words], "textposition": [side for _, side in words],
        "textfont": {"size": 12, "color": theme.INK_2},
        "hovertext": [f"<b>{escaped(one.label)}</b><br>{day_text(one.day or 0)}, {one.start_date}" for one in own],
        "hoverinfo": "text",
    }]  # fmt: skip


def _sign(one: Milestone) -> tuple[str, float, str]:
    kind = MilestoneKind(one.kind)
    if kind in happenings.SIGNS:
        sign = happenings.SIGNS[kind]
        return sign.symbol, sign.size, sign.word
    return (*OTHER_SIGN, "")


def _word_places(
    own: Sequence[Milestone], signs: Sequence[tuple[str, float, str]], months: tuple[float, float]
) -> list[tuple[str, str]]:
    """Put each word to the right of its sign, else to the left, else nowhere: words never run into another sign."""
    letter = (months[1] - months[0]) * LETTER
    at = [(one.day or 0) / MONTH_DAYS for one in own]
    found, taken_to = [], months[0] - 1e9
    for place, (_, _, word) in enumerate(signs):
        width = letter * (len(word) + 2)
        next_at = at[place + 1] if place + 1 < len(at) else 1e9
        before = at[place - 1] if place else -1e9
        if word and at[place] + width < next_at:
            found.append((word, "middle right"))
            taken_to = at[place] + width
        elif word and at[place] - width > max(before, taken_to):
            found.append((word, "middle left"))
        else:
            found.append(("", "middle right"))
    return found
