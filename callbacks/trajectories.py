"""Answers the view Trajectories: the figure with its words first, the table of numbers after it."""

from collections.abc import Callable
from functools import lru_cache, partial

from dash import ClientsideFunction, Dash, Input, Output, State

from callbacks.context import AppContext, Reading
from components import model_table, slope_table, trajectory_page
from components.figures import trajectory, trajectory_overlay
from components.fold import TRAJECTORIES_FOLD
from components.ids import ShellId, TrajectoryId
from trial.models.sensitivity import Sensitivity
from trial.models.sensitivity import build as sensitivity_of
from trial.models.sensitivity_words import agreement
from trial.selection import Arrangement
from trial.trajectory import Trajectories, build
from trial.trajectory_words import caption

KEPT = 16
"""Results kept between the parts of one answer."""

Part = Callable[[Trajectories], object]
Results = Callable[[Reading], Trajectories]


def _figure(result: Trajectories) -> object:
    if result.is_empty:
        return None
    drawn = trajectory_overlay if result.arrangement is Arrangement.OVERLAY else trajectory
    return drawn.figure(result)


PARTS: tuple[tuple[Output, Part], ...] = (
    (Output(TrajectoryId.HEAD, "children"), trajectory_page.head),
    (Output(TrajectoryId.BAR, "children"), trajectory_page.top),
    (Output(TrajectoryId.ROWS, "children"), trajectory_page.rows),
    (Output(TrajectoryId.ANSWER, "data"), _figure),
    (Output(TrajectoryId.CAPTION, "children"), caption),
    (Output(TrajectoryId.FOOT, "children"), trajectory_page.foot),
)


def _result(reading: Reading) -> Trajectories:
    return build(reading.analysis, reading.selection)


def _made(part: Part, results: Results, reading: Reading) -> object:
    return part(results(reading))


def _sensitivity(results: Results, reading: Reading) -> Sensitivity:
    result = results(reading)
    people, endpoints = [row.subject for row in result.rows], [column.endpoint for column in result.columns]
    return sensitivity_of(reading.analysis, people, endpoints)


def _numbers(results: Results, reading: Reading) -> list[object]:
    """Make the table under the figure, and the sentence of the fold; an empty one where no course is shown."""
    compared = _sensitivity(results, reading)
    return [slope_table.table(results(reading)), agreement(compared, "course") if compared.courses else ""]


def _models(results: Results, reading: Reading) -> object:
    return model_table.table(_sensitivity(results, reading))


def register(app: Dash, context: AppContext) -> None:
    """Wire the view to the state. One result serves every part; the makers are made once, so that they are keys."""
    results = lru_cache(maxsize=KEPT)(_result)
    makers = [partial(_made, part, results) for _, part in PARTS]
    table, models = partial(_numbers, results), partial(_models, results)

    @app.callback([output for output, _ in PARTS], Input(ShellId.STATE, "data"), prevent_initial_call=False)
    def draw(stored: object) -> object:
        reading = context.reading(stored)
        return [context.answers.answer(make, reading) for make in makers]

    @app.callback(
        [Output(TrajectoryId.TABLE_ANSWER, "data"), Output(TRAJECTORIES_FOLD.sentence, "children")],
        Input(ShellId.STATE, "data"),
        prevent_initial_call=False,
    )
    def numbers(stored: object) -> object:
        return context.each(table, stored)

    app.clientside_callback(
        ClientsideFunction("monitor", "whenOpen"),
        Output(TRAJECTORIES_FOLD.asked, "data"),
        Input(ShellId.STATE, "data"),
        Input(TRAJECTORIES_FOLD.is_open, "data"),
        State(TRAJECTORIES_FOLD.asked, "data"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(TrajectoryId.MODELS_ANSWER, "data"), Input(TRAJECTORIES_FOLD.asked, "data"), prevent_initial_call=True
    )
    def compare(stored: object) -> object:
        return model_table.NOTHING_SHOWN if stored is None else context.answer(models, stored)

    for answer in (TrajectoryId.TABLE_ANSWER, TrajectoryId.MODELS_ANSWER):
        app.clientside_callback(
            ClientsideFunction("monitor", "fillTable"), Input(answer, "data"), prevent_initial_call=True
        )
