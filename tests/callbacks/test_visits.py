"""The answers of the visits view: cells, lanes and rows travel only when others are to be shown."""

import orjson
import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from callbacks import visits
from callbacks.context import AppContext
from callbacks.visits import AROUND, BELOW, COMPLETENESS, DAYS, DEVIATIONS, GRID, LISTING, SHOWN, shown_selection
from components.ids import VisitsId
from components.state import to_store
from data_access import settings
from data_access.store import SnapshotStore
from trial.selection import Arrangement, Display, Scale, Selection
from trial.subjects import SubjectStatus


class Handler:
    """Catches what a module registers."""

    def __init__(self):
        self.made = {}

    def callback(self, *arguments):
        def keep(function):
            self.made[function.__name__] = function
            return function

        return keep

    def clientside_callback(self, *arguments):
        pass


@pytest.fixture(scope="module")
def made():
    store = SnapshotStore(settings.read())
    store.load()
    handler = Handler()
    visits.register(handler, AppContext(source=store))
    return handler.made


def plain(part):
    return orjson.loads(orjson.dumps(part))


def show(made, selection, key=None):
    """What `show` answers, by output; None where nothing is sent."""
    found = made["show"](to_store(selection, None), key)
    assert len(found) == len(SHOWN)
    return {output: None if part is no_update else plain(part) for output, part in zip(SHOWN, found, strict=True)}


GROUPS = {
    Display.GRID: GRID,
    Display.DAYS: DAYS,
    Display.LISTING: LISTING,
    Display.COMPLETENESS: COMPLETENESS,
    Display.DEVIATIONS: DEVIATIONS,
}


@pytest.mark.parametrize("display", list(Display))
def test_only_the_display_asked_for_travels(made, display):
    answer = show(made, Selection(display=display))
    for one, outputs in GROUPS.items():
        assert all((answer[output] is not None) is (one is display) for output in outputs)
    assert all(answer[output] is not None for output in BELOW)


def test_an_open_visit_moves_no_cell(made):
    key = show(made, Selection())[VisitsId.SHOWN, "data"]
    for other in (
        Selection(visit="01-006:MN6"),
        Selection(event="01-004:3", page=4, months=(0.0, 3.0), grade=3, endpoints=("fvc",)),
        Selection(arrangement=Arrangement.OVERLAY, scale=Scale.FIT),
    ):
        with pytest.raises(PreventUpdate):
            show(made, other, key)
    narrowed = show(made, Selection(status=(SubjectStatus.ON_STUDY,)), key)
    assert len(narrowed[VisitsId.GRID, "rowData"]) == 3


def test_months_and_pages_are_of_the_chart_alone():
    asked = Selection(months=(0.0, 3.0), page=2, subjects=("01-001",), visit="01-006:MN6")
    assert shown_selection(asked) == Selection(subjects=("01-001",))
    of_days = Selection(months=(0.0, 3.0), page=2, display=Display.DAYS, grade=2)
    assert shown_selection(of_days) == Selection(months=(0.0, 3.0), page=2, display=Display.DAYS)


def test_what_is_due_does_not_depend_on_the_months(made):
    everything = show(made, Selection(display=Display.DAYS))[VisitsId.DUE, "children"]
    assert show(made, Selection(display=Display.DAYS, months=(0.0, 1.0)))[VisitsId.DUE, "children"] == everything


def test_the_view_answers_every_output(made):
    for selection in (
        Selection(),
        Selection(visit="01-006:MN6"),
        Selection(subjects=("01-001",), status=(SubjectStatus.DIED,)),
    ):
        parts = plain(made["around"](to_store(selection, None)))
        assert len(parts) == len(AROUND)
    empty = dict(zip(AROUND, parts, strict=True))
    assert empty[VisitsId.DISPLAY, "className"] == "vs show-nothing"
    assert empty[VisitsId.EMPTY, "children"]
