"""The `results` document against an independent implementation of its contract, key by key, numbers to 1e-9."""

import json
from datetime import date
from math import isclose
from pathlib import Path

import pytest

from data_access.assemble import assemble
from data_access.synthetic.__main__ import main
from tests.environment import ROOT
from tests.reference import untidy
from tests.reference.plain_group import MOST_PATTERNS
from tests.reference.plain_results import document
from trial import analysis, results
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus
from trial.visits import VisitStatus

DEMO = ROOT / "data_access" / "demo"
KEYS = {
    "subjects": "usubjid",
    "trajectories": "endpoint",
    "events": "seq",
    "visits": "visit",
    "unscheduled": "visitnum",
    "models": "endpoint model",
    "pre_slopes": "endpoint",
    "quarters": "endpoint quarter",
    "staging": "date source",
    "findings": "instrument finding date",
    "group": "endpoint",
    "laboratory": "domain test specimen details unit",
    "mapped": "instrument part found",
    "spirometry": "date position",
    "megascores": "megascore date",
    "evaluation": "question visit",
    "answers": "",
    "historical": "endpoint date visit value",
    "summary": "soc term",
    "overall": "question",
    "periods": "period",
    "relations": "relation",
    "rates": "events_of analysis denominator tier window",
    "reports": "seq",
    "by_subject": "",
    "by_visit": "visit",
    "by_measure": "endpoint",
    "offsets": "visit",
    "due": "visit",
    "others": "seq",
}
WORDS = ("flags", "reason", "slowing_reason", "kings_reason", "mitos_reason", "method", "version", "synthetic")
REACHED = "reached"
"""How many patients came to a period: part of the document, proved in the tests of the counts."""
PLACES = ("severity", "visit", "text", "table", "rows")
"""What says where a finding stands: part of the document, proved in the tests of the rules."""
CHANCE = (
    "null_rate",
    "null_at_least",
    "mixed",
    "power",
    "correlation_no_effect",
    "no_effect_draws",
    "no_effect_reason",
)
"""Simulated or found by a search: held to other implementations in tests/trial/test_group_*.py."""
DEATHS = ("treated", "deaths")
"""The time to them and what is expected: tests/trial/test_endpoint_facts.py."""
UNTIDY_SUBJECTS = 60


def program(folder: Path, as_of: date | None) -> dict[str, object]:
    """The document of the program as another program would read it."""
    snapshot = assemble(folder, folder / "study.toml")
    assert isinstance(snapshot, Snapshot), snapshot
    day = as_of and min(filter(None, (as_of, snapshot.cut_limit)))
    return json.loads(json.dumps(results.build(analysis.build(snapshot, day))))


def _key(entry: dict[str, object], names: str) -> str:
    return " ".join(str(entry.get(name)) for name in ("subject", *names.split()))


def _breach(entry: dict[str, object]) -> list[str]:
    """A deviation by what the contract names; words and places are proved in tests/trial/test_deviations.py."""
    return [str(entry[name]) for name in ("subject", "rule", "date", "visit", "important")]


def arranged(part: object) -> object:
    """Name the entries of lists by what identifies them: their order is not part of the contract."""
    if not isinstance(part, dict):
        return part
    if "finding" in part:
        part = {name: value for name, value in part.items() if name not in PLACES}
    return {
        name: {_key(each, KEYS[name]): arranged(each) for each in value}
        if name in KEYS and isinstance(value, list) else
        sorted(value, key=lambda point: (point["date"] or "", point["value"], point["visit"] or "")) if name == "points"
        else sorted(map(_breach, value)) if name == "deviations"
        else arranged(value)
        for name, value in part.items()
        if name not in (*WORDS, *CHANCE, REACHED) and name not in ("issues", "not_judged")
    }  # fmt: skip


def differences(found: object, wanted: object, where: str = "") -> list[str]:
    """Name every place where two documents differ."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        names = [name for name in {**found, **wanted} if name not in (*WORDS, *CHANCE)]
        nothing = object()
        pairs = ((name, found.get(name, nothing), wanted.get(name, nothing)) for name in names)
        return [each for name, one, two in pairs for each in differences(one, two, f"{where}.{name}")]
    if isinstance(found, list) and isinstance(wanted, list) and len(found) == len(wanted):
        pairs = zip(found, wanted, strict=True)
        return [each for place, pair in enumerate(pairs) for each in differences(*pair, f"{where}[{place}]")]
    numbers = all(isinstance(each, int | float) and not isinstance(each, bool) for each in (found, wanted))
    same = isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-9) if numbers else found == wanted
    return [] if same and isinstance(found, bool) == isinstance(wanted, bool) else [f"{where}: {found} is not {wanted}"]


def agrees(folder: Path, as_of: date | None) -> dict[str, object]:
    found, wanted = program(folder, as_of), document(folder, as_of)
    found["safety"].pop("stopping")  # held to a second implementation in tests/reference/test_plain_stopping.py
    found["safety"]["primary"]["deaths"] = {name: found["safety"]["primary"]["deaths"][name] for name in DEATHS}
    for name in KEYS.keys() & found.keys():
        assert len(arranged(found)[name]) == len(found[name]), f"{name}: two entries for one key"
    for entry in (*found["group"], *wanted["group"]):
        entry["not_evaluable"].sort(key=lambda each: each["subject"])
    for entry in found["group"]:
        if entry["evaluable"] > MOST_PATTERNS:  # too many patterns for a plain loop
            entry.pop("signflip_p")
            entry.pop("signflip_patterns")
    assert differences(arranged(found), arranged(wanted)) == []
    return found


@pytest.mark.parametrize("as_of", [None, date(2011, 2, 10), date(2011, 6, 30)])
def test_the_demo(as_of: date | None) -> None:
    found = agrees(DEMO, as_of)
    assert (len(found["subjects"]), len(found["trajectories"]), len(found["visits"])) == (6, 24, 48)


@pytest.mark.parametrize("as_of", [None, date(2011, 9, 1)])
def test_a_generated_study_with_errors(tmp_path: Path, as_of: date | None) -> None:
    assert main(["--out", str(tmp_path), "--patients", "40", "--seed", "11", "--data-errors"]) == 0
    assert len(agrees(tmp_path, as_of)["subjects"]) == 40


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("as_of", [None, date(2011, 7, 15), date(2011, 12, 6), date(2011, 11, 16)])
def test_an_untidy_study(tmp_path: Path, seed: int, as_of: date | None) -> None:
    untidy.write(tmp_path, seed, UNTIDY_SUBJECTS, "" if seed == 3 else "data_cut = 2011-12-31")
    found = agrees(tmp_path, as_of)
    assert len(found["subjects"]) == UNTIDY_SUBJECTS - 1  # one has two rows in DM and is set aside
    assert {each["status"] for each in found["visits"]} >= {"in_window", "early", "late", "missed", "not_applicable"}
    assert {each["ongoing"] for each in found["events"]} == {True, False, None}
    assert {each["status"] for each in found["subjects"]} >= {"died", "not infused", "on study", "withdrawn"}


def test_the_untidy_studies_have_every_status(tmp_path: Path) -> None:
    untidy.write(tmp_path, 1, 3 * UNTIDY_SUBJECTS)
    found = program(tmp_path, None)
    assert {each["status"] for each in found["visits"]} == set(VisitStatus)
    assert {each["status"] for each in found["subjects"]} == set(SubjectStatus)


def test_the_comparison_sees_what_differs() -> None:
    one = {"points": [{"day": 1, "used": True}], "slope": 1.0, "reason": "x"}
    other = {"points": [{"day": None, "used": 1}], "slope": 1.0 + 1e-6, "reason": "y", "more": 1}
    places = [each.split(":")[0] for each in differences(one, other)]
    assert places == [".points[0].day", ".points[0].used", ".slope", ".more"]
