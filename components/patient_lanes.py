"""Event lanes of one patient: a lane an event with its name on the axis, drawn as on the safety timeline."""

from components import event_facts, lane_texts, theme
from components.event_marks import Drawer, Placed, change_of
from components.theme import Shape, escaped
from trial.event_lanes import Mark
from trial.event_words import term
from trial.profile import Profile

LONGEST_NAME = 24
HAPPENINGS = "Procedures"


def count(profile: Profile) -> int:
    """Count the lanes: one an event, one for procedures and the like where there are any."""
    return len(profile.lanes) + bool(profile.happenings)


def axis(profile: Profile, stretch: tuple[float, float]) -> Shape:
    """Give the axis of the lanes, the first at the top, each with its name."""
    names = [HAPPENINGS] * bool(profile.happenings) + [_name(mark) for mark in profile.lanes]
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


def _name(mark: Mark) -> str:
    name = term(mark.event)
    return escaped(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")


def traces(profile: Profile, y: str) -> list[Shape]:
    """Draw bars, arrows, marks, words and happenings on the axis `y`."""
    drawer = Drawer(profile.axis, [_placed(profile, mark) for mark in profile.lanes])
    texts = [text for one in drawer.events for text in lane_texts.of_mark(one.mark, one.y, profile.axis)]
    found = [
        *drawer.bars(),
        *drawer.arrows(),
        *drawer.edges(),
        *drawer.serious(),
        *drawer.marks(),
        *drawer.words([*texts, *lane_texts.of_happenings(profile.happenings, 0.0, profile.axis)]),
        *drawer.happened((profile.subject.id, 0.0, each) for each in profile.happenings),
    ]
    return [{**trace, "xaxis": "x", "yaxis": y} for trace in found]


def _placed(profile: Profile, mark: Mark) -> Placed:
    """Place an event below the happenings; a click opens its record."""
    patient = profile.subject.id
    return Placed(
        mark=mark,
        y=float(mark.lane + bool(profile.happenings)),
        short_hover=event_facts.short_hover(patient, mark.event),
        hover=event_facts.hover(patient, mark.event, profile.seen, profile.cut, mark.primary),
        target=f"/safety?{change_of(mark.key)}",
    )
