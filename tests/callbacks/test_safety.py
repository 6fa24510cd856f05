"""The answers of the safety view: rows travel only when other events are shown; the open row is marked."""

import orjson
import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from callbacks import safety
from callbacks.context import AppContext, Reading
from components.ids import SafetyId
from components.state import to_store
from data_access import settings
from data_access.store import SnapshotStore
from trial.selection import Alignment, Selection


class Handler:
    """Catches what a module registers."""

    def __init__(self):
        self.made = {}

    def clientside_callback(self, *arguments):
        pass

    def callback(self, *arguments):
        def keep(function):
            self.made[function.__name__] = function
            return function

        return keep


@pytest.fixture(scope="module")
def context():
    store = SnapshotStore(settings.read())
    store.load()
    return AppContext(source=store)


@pytest.fixture(scope="module")
def made(context):
    handler = Handler()
    safety.register(handler, context)
    return handler.made


def listed(made, selection, key=None):
    return made["list_events"](to_store(selection, None), key)


def by_name(parts):
    outputs = (*safety.AROUND, *safety.TIMELINE, (SafetyId.DRAWN, "data"))
    return {name: orjson.loads(orjson.dumps(part)) for (name, _), part in zip(outputs, parts, strict=True)}


def test_rows_come_once_for_the_same_events(context, made):
    first = listed(made, Selection())
    rows, key = orjson.loads(orjson.dumps(first[0])), orjson.loads(orjson.dumps(first[3]))
    assert len(rows) == 22
    again = listed(made, Selection(event="01-004:3", page=1, alignment=Alignment.CALENDAR), key)
    assert again[:4] == [no_update] * 4
    assert again[4:] == [{"ids": ["01-004:3"]}, {"rowId": "01-004:3", "rowPosition": "middle"}]
    other = listed(made, Selection(grade=3), key)
    assert len(orjson.loads(orjson.dumps(other[0]))) == 3
    assert other[4:] == [[], no_update]


def test_the_view_answers_every_output(context, made):
    parts = made["draw"](to_store(Selection(event="01-004:3"), None), None)
    answer = {
        name: orjson.loads(orjson.dumps(part))
        for (name, _), part in zip((*safety.AROUND, *safety.TIMELINE, (SafetyId.DRAWN, "data")), parts, strict=True)
    }
    assert answer[SafetyId.ANSWER]["layout"]["height"] > 300
    assert answer[SafetyId.EMPTY] == []


def test_an_empty_view_draws_nothing(context, made):
    parts = made["draw"](to_store(Selection(grade=5, related=True), None), None)
    answer = {
        name: orjson.loads(orjson.dumps(part))
        for (name, _), part in zip((*safety.AROUND, *safety.TIMELINE, (SafetyId.DRAWN, "data")), parts, strict=True)
    }
    assert answer[SafetyId.ANSWER] is None
    assert answer[SafetyId.EMPTY] != []


def test_the_key_of_a_listing_names_filters_and_data(context):
    analysis = context.analysis()
    keys = {safety.listing_key(Reading("v", selection, None, analysis)) for selection in (
        Selection(), Selection(event="01-004:3"), Selection(page=3), Selection(endpoints=("fvc",)))}  # fmt: skip
    assert len(keys) == 1
    assert safety.listing_key(Reading("w", Selection(), None, analysis)) not in keys
    assert safety.listing_key(Reading("v", Selection(months=(0.0, 1.0)), None, analysis)) not in keys


def test_a_moved_day_line_asks_for_its_list_alone(context, made):
    key = made["draw"](to_store(Selection(), None), None)[-1]
    with pytest.raises(PreventUpdate):
        made["draw"](to_store(Selection(day=7), None), key)
    assert made["draw"](to_store(Selection(day=7, grade=3), None), key)[-1] != key
    rows_key = orjson.loads(orjson.dumps(listed(made, Selection())[3]))
    assert listed(made, Selection(day=7), rows_key)[:4] == [no_update] * 4
    found, told = (orjson.loads(orjson.dumps(part)) for part in made["tell_day"](to_store(Selection(day=7), None)))
    assert (bool(found), told) == (True, "7")
    assert orjson.loads(orjson.dumps(made["tell_day"](to_store(Selection(), None))[0])) == []
