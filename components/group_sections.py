"""What stands in each card of the view Group: the sentence, the numbers behind one click, who is not in it."""

from dash import html
from dash.development.base_component import Component

from components import group_page, group_tables
from components.group_page import sentence
from trial.across import Across
from trial.across_listing import DESCRIPTIVE
from trial.across_words import (
    dots_sentence,
    responders_sentence,
    slopes_sentence,
    statistics_sentence,
    survival_sentence,
)

NUMBERS = "Numbers"
NOTHING_DRAWN = html.Span(className="grp-nothing")
"""Tells the style sheet that the figure above has nothing to draw."""
POWER_RULE = (
    "If the decline of every patient were truly slowed by so much, on these visit dates: the chance that all changes "
    "point the same way; below it, the chance that a paired t test gives p < 0.05. Simulated from natural history."
)
RESPONDER_RULE = (
    "Per cent of slowing are of the slope before; without a decline before there is none, and the patient does not "
    "pass. Only who has 3 days on either side is counted: 2 say nothing of scatter. The rates without effect are "
    "simulated for these patients and these visit dates."
)
SURVIVAL_RULE = (
    "Kaplan and Meier; 95 % interval by Greenwood on the log(−log) scale, none before the first event. Those at risk "
    "are still followed. Of so few patients it says little."
)
JOINT_RULE = (
    "Joint rank: every pair is compared; who lives longer is ahead, and where that cannot be said, who lost less "
    "function by their last common visit. An ordering of patients, no test. Event: death, tracheostomy, or "
    "ventilation recorded as permanent (PAV), on its earliest possible day. Others count to the last contact."
)


def conclusions(result: Across) -> list[Component]:
    """Give what can and cannot be concluded, with the power behind one click."""
    return [
        *group_page.conclusions(result),
        *_if_shown(result, group_tables.opened("Power", group_tables.power(result), POWER_RULE)),
    ]


def _if_shown(result: Across, parts: list[Component]) -> list[Component]:
    return parts if result.treated and result.columns else []


def dots(result: Across) -> list[Component]:
    """Give what stands below the individual changes."""
    if not result.evaluable:
        return [NOTHING_DRAWN, sentence(dots_sentence(result)), _lacking(result)]
    return [
        sentence(dots_sentence(result)),
        _lacking(result),
        html.P(" ".join((result.handling_rule, *result.equations)), className="footnote"),
        *group_tables.opened(NUMBERS, group_tables.changes(result)),
    ]


def _lacking(result: Across) -> Component:
    return html.Div(group_page.lacking(result), className="grp-lacking")


def slopes(result: Across) -> list[Component]:
    """Give what stands below the slopes before and after."""
    return [sentence(slopes_sentence(result))] if result.evaluable else [NOTHING_DRAWN, sentence(dots_sentence(result))]


def statistics(result: Across) -> list[Component]:
    """Give the summary of the changes."""
    return [
        html.Div([html.H2("All changes together"), html.Span(DESCRIPTIVE, className="muted")], className="sheet-bar"),
        sentence(statistics_sentence(result)),
        group_tables.statistics(result),
    ]


def responders(result: Across) -> list[Component]:
    """Give the responders beside what chance gives."""
    found = group_tables.responders(result)
    bar = html.Div(
        [html.H2("Responders beside chance"), html.Span(DESCRIPTIVE, className="muted")], className="sheet-bar"
    )
    if found is None:
        return [bar, sentence(responders_sentence(result))]
    return [bar, sentence(responders_sentence(result)), found, html.P(RESPONDER_RULE, className="footnote")]


def survival(result: Across) -> list[Component]:
    """Give the outcome of each patient and the joint rank."""
    parts: list[Component] = [sentence(survival_sentence(result))]
    return (
        [
            *parts,
            *group_tables.opened("Survival by month", group_tables.levels(result), SURVIVAL_RULE),
            group_tables.fates(result),
            html.P(JOINT_RULE, className="footnote"),
        ]
        if result.outcome.fates
        else parts
    )
