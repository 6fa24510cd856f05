"""Answers the view Group: one result makes every part of the page."""

from dash import Dash, Input, Output

from callbacks.context import AppContext, Reading
from components import evaluation_card, group_page, group_sections
from components.figures import group_dots, group_slopes, group_survival
from components.group_grid import dots_height
from components.ids import GroupId, ShellId
from trial.across import build
from trial.across_words import dots_sentence, slopes_sentence, survival_sentence
from trial.measure_listings import evaluations

PARTS = (
    (GroupId.HEAD, "children"),
    (GroupId.LIMITS, "children"),
    (GroupId.PAGER, "children"),
    (GroupId.DOTS_KEY, "children"),
    (GroupId.DOTS_BOX, "style"),
    (GroupId.DOTS_ANSWER, "data"),
    (GroupId.DOTS_CAPTION, "children"),
    (GroupId.DOTS_NOTE, "children"),
    (GroupId.SLOPES_KEY, "children"),
    (GroupId.SLOPES_ANSWER, "data"),
    (GroupId.SLOPES_CAPTION, "children"),
    (GroupId.SLOPES_NOTE, "children"),
    (GroupId.STATISTICS, "children"),
    (GroupId.RESPONDERS, "children"),
    (GroupId.SURVIVAL_KEY, "children"),
    (GroupId.SURVIVAL_ANSWER, "data"),
    (GroupId.SURVIVAL_CAPTION, "children"),
    (GroupId.SURVIVAL_NOTE, "children"),
    (GroupId.EVALUATION, "children"),
)


def _view(reading: Reading) -> list[object]:
    result = build(reading.analysis, reading.selection)
    has_changes = result.evaluable > 0
    visits = {visit.id: visit.label for visit in reading.analysis.snapshot.study.visits}
    return [
        group_page.head(result),
        group_sections.conclusions(result),
        group_page.pages(result),
        group_page.dots_key(result),
        {"height": f"{dots_height(result)}px"},
        group_dots.figure(result) if has_changes else None,
        dots_sentence(result),
        group_sections.dots(result),
        group_page.slopes_key(result),
        group_slopes.figure(result) if has_changes else None,
        slopes_sentence(result),
        group_sections.slopes(result),
        group_sections.statistics(result),
        group_sections.responders(result),
        group_page.survival_key(result),
        group_survival.figure(result) if result.outcome.fates else None,
        survival_sentence(result),
        group_sections.survival(result),
        evaluation_card.parts(evaluations(reading.analysis, reading.selection), visits),
    ]


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state."""

    @app.callback([Output(one, prop) for one, prop in PARTS], Input(ShellId.STATE, "data"))
    def draw(stored: object) -> object:
        return context.each(_view, stored)
