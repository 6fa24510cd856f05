"""`safety.stopping` of the results document: its keys in their order, with a rule and without."""

import json

import pytest

from data_access import settings
from data_access.store import SnapshotStore
from tests.trial.results_shape import SHAPE
from tests.trial.stopping.trials import FATAL, PENDING, RELATED_SAE, SITE, analysed, records
from tests.trial.test_results import differences
from trial.analysis import build as analyse
from trial.stopping.document import build

WANTED = SHAPE["safety"]["stopping"]


def test_keys_order_and_kinds_with_a_rule():
    found = build(analysed(records([SITE], [PENDING], [RELATED_SAE | FATAL])))
    assert list(differences(found, WANTED)) == []
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    nothing = records([])
    nothing["EX"] = []
    assert list(differences(build(analysed(nothing)), WANTED)) == []


def test_without_a_rule_nothing_is_judged():
    found = build(analysed(records([SITE], []), None))
    assert list(differences(found, WANTED)) == []
    assert (found["rule"], found["n"], found["k"], found["state"]) == (None, 2, None, "no rule in the study file")
    assert [found[name] for name in ("patients", "boundaries", "pauses", "gaps")] == [[], [], [], []]


def test_the_demo():
    found = build(analyse(SnapshotStore(settings.read()).load(), None))
    assert (found["n"], found["k"], found["k_if_pending"], found["boundary"], found["alert"]) == (6, 1, 1, 3, 3)
    assert found["posterior"] == pytest.approx(0.3527, abs=5e-5)
    assert (found["state"], found["highest"]) == ("below", {"n": 1, "state": "below"})
    assert [each["boundary"] for each in found["boundaries"]] == [None, 2, 2, 3, 3, 3]
    assert [(one["rule"], one["state"], [each["event"] for each in one["met"]]) for one in found["pauses"]] == [
        ("related_death", "not met", []),
        ("grade_4", "pause until review", [5]),
        ("neurologic_primary", "pending", []),
        ("related_serious", "pause until review", [3]),
    ]
    assert found["patients"][3]["events"] == [
        {
            "seq": 3, "day": 9, "counts_as": ["related_serious", "related_grade_3"],
            "pending_as": [{"criterion": "primary_endpoint", "waits_for": ["awaits adjudication"]}],
        }
    ]  # fmt: skip
