"""What of a component reaches the browser, and small studies to show."""

from collections.abc import Iterator

from plotly.io.json import from_json_plotly, to_json_plotly

from tests.factories import endpoint, snapshot, study
from trial.analysis import build as analyse


def sent(made):
    """What reaches the browser."""
    return from_json_plotly(to_json_plotly(made))


def nodes(part) -> Iterator[dict]:
    if isinstance(part, list):
        for one in part:
            yield from nodes(one)
    elif isinstance(part, dict):
        yield part
        yield from nodes(part["props"].get("children"))


def text(part) -> str:
    if isinstance(part, list):
        return " ".join(filter(None, (text(one) for one in part)))
    if isinstance(part, dict):
        return text(part["props"].get("children"))
    return "" if part is None else str(part)


def named(part, name):
    return [one for one in nodes(part) if name in str(one["props"].get("className", "")).split()]


def many(patients, endpoints=1, visits=()):
    people = [f"S-{n:03}" for n in range(patients)]
    records = {
        "DM": [{"USUBJID": one, "SUBJID": one} for one in people],
        "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in people],
    }
    plan = study(visits=visits, endpoints=tuple(endpoint(f"e{n}", f"E{n}") for n in range(endpoints)))
    return analyse(snapshot(records, of=plan), None)


def one_patient(of=None, **tables):
    records = {"DM": [{"SUBJID": "1"}], "EX": [{"EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"}]} | tables
    return snapshot(
        {name: [{"USUBJID": "S-1", **row} for row in rows] for name, rows in records.items()}, of=of or study(visits=())
    )
