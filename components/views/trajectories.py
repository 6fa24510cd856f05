"""Layout of the view Trajectories: finding, one card with key, labels, figure and rules, the table under it."""

from dash import dcc, html

from components.attributes import attrs
from components.fold import TRAJECTORIES_FOLD, fold
from components.graph import graph, listing_link
from components.ids import TrajectoryId
from components.model_table import FOOTNOTE
from components.model_table import TITLE as MODELS_TITLE
from components.slope_table import TITLE
from components.view import ViewLayout

AROUND = " ".join((TrajectoryId.BAR, TrajectoryId.ROWS, TrajectoryId.FOOT))
"""What is answered together with the figure."""


def layout() -> ViewLayout:
    """Give the fixed layout. The labels of the rows give the figure its height."""
    canvas = html.Div(
        [
            html.Div(id=TrajectoryId.ROWS, className="tr-rows"),
            graph(TrajectoryId.GRAPH, TrajectoryId.ANSWER, TrajectoryId.CAPTION, "Trajectories"),
        ],
        className="tr-canvas",
    )
    scroll = html.Div(canvas, className="tr-scroll", tabIndex="0", role="region", **attrs(aria_label="Courses"))
    card = html.Div(
        [
            html.Div(id=TrajectoryId.BAR),
            scroll,
            html.Div(id=TrajectoryId.FOOT, className="tr-foot"),
        ],
        className="sheet tr-card",
        role="group",
        **attrs(aria_label="Courses with key and rules", data_panel=AROUND),
    )
    table = html.Div(
        id=TrajectoryId.TABLE, className="listing-box", tabIndex="0", role="region", **attrs(aria_label=TITLE)
    )
    numbers = html.Section(
        [html.H2("Numbers"), dcc.Store(id=TrajectoryId.TABLE_ANSWER, storage_type="memory"), table],
        className="sheet tr-numbers",
        **attrs(aria_label="Numbers", data_panel=str(TrajectoryId.TABLE_ANSWER)),
    )
    models = html.Div(
        id=TrajectoryId.MODELS, className="listing-box", tabIndex="0", role="region", **attrs(aria_label=MODELS_TITLE)
    )
    links = (("models", "Models, CSV"), ("pre-slopes", "Pre slopes, CSV"), ("quarters", "Quarters, CSV"))
    inside = [
        dcc.Store(id=TrajectoryId.MODELS_ANSWER, storage_type="memory"),
        html.Div([listing_link(*link) for link in links], className="actions"),
        models,
        html.P(FOOTNOTE, className="footnote"),
    ]
    sensitivity = fold(TRAJECTORIES_FOLD, "Sensitivity", inside, "sens-fold tr-models", TrajectoryId.MODELS_ANSWER)
    head = html.Div(
        html.H1("Trajectories"),
        id=TrajectoryId.HEAD,
        className="head tr-head",
        **attrs(data_panel=str(TrajectoryId.HEAD)),
    )
    return ViewLayout(head=head, body=html.Div([card, numbers, sensitivity], className="tr-body"))
