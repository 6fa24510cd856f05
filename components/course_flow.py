"""The disposition as a row of stages: how many of whom went which way, each count a way to its patients."""

from dataclasses import replace

from dash import html

from components.course_links import patients
from components.elements import Element, Node, element
from components.graph import listing_link
from trial.course import flow
from trial.course.flow import Flow, Group, Stage
from trial.course.page import Course
from trial.words import counted, inner

NOT_ADDING_UP = "The stages do not add up: please report this."


def card(course: Course) -> Element:
    """Make the card of the disposition."""
    found = course.flow
    bar = html.Div(
        [html.H2("Disposition"), html.Span(flow.sentence(found, course.anchor), className="key"),
         html.Div(listing_link("disposition"), className="actions")],
        className="sheet-bar",
    )  # fmt: skip
    stages = element("Ol", [_stage(stage, course) for stage in (found.screened, *found.visits, _short(found.ends))],
                     className="crs-flow")  # fmt: skip
    label = "Stages of the disposition"
    scroll = element("Div", [stages], className="crs-scroll", tabIndex="0", role="region", aria_label=label)
    rule = element("P", _rule(found, course.anchor), className="footnote", data_sentence="1")
    return element(
        "Section", [bar, scroll, *_ways_out(course), rule], className="sheet crs-card", aria_label="Disposition"
    )


def _short(stage: Stage) -> Stage:
    """Leave out the reasons: they stand below."""
    return replace(stage, groups=tuple(flow.merged(stage.groups)))


def _ways_out(course: Course) -> list[Element]:
    """List why and when patients left after treatment, each count a way to them."""
    left = [group for group in course.flow.ends.groups if group.kind != "held" and group.subjects]
    if not left:
        return []
    items = [_group(group, course) for group in left]
    return [element("Ul", items, className="crs-ways", aria_label="Ways out after treatment")]


def _rule(found: Flow, anchor: str) -> str:
    """Say how to read the stages, and that they add up."""
    sums = (
        f"Every stage adds up: {found.screened.of} screened, then {found.ends.of} with {inner(anchor)} at every stage."
        if found.adds_up
        else NOT_ADDING_UP
    )
    return (
        f"{sums} Visits are those planned after the {inner(anchor)}. No longer expected: the patient died or left "
        "before the window closed. A death names the fatal event, any other way out what the site recorded."
    )


def _stage(stage: Stage, course: Course) -> Element:
    head = element("Div", [element("B", stage.label), element("Small", stage.detail)], className="crs-head")
    total = element("Span", str(stage.of), className="crs-total", title=counted(stage.of, "patient"))
    return element(
        "Li",
        [head, total, _bar(stage), element("Ul", [_group(group, course) for group in stage.groups])],
        className="crs-stage",
    )


def _bar(stage: Stage) -> Element:
    """Make a bar of the shares; the numbers beside it say the same."""
    parts: list[Node] = [
        element("Span", className=f"crs-{group.kind}", style={"flexGrow": len(group.subjects)})
        for group in stage.groups
        if group.subjects
    ]
    return element("Div", parts, className="crs-bar", aria_hidden="true")


def _group(group: Group, course: Course) -> Element:
    mark = element("Span", className=f"crs-mark crs-{group.kind}", aria_hidden="true")
    count = patients(str(len(group.subjects)), group.subjects, course.selection)
    parts: list[Node] = [mark, count, element("Span", group.label, className="crs-words")]
    if group.detail:
        parts.append(element("Small", group.detail))
    return element("Li", parts)
