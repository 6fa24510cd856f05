"""The guidance of the program against an independent reading: the demo, generated and untidy studies."""

from datetime import date
from pathlib import Path

import pytest

from data_access.assemble import assemble
from data_access.synthetic.__main__ import main
from tests.environment import ROOT
from tests.reference import plain_stopping, untidy
from trial import analysis
from trial.snapshot import Snapshot
from trial.stopping import document

DEMO = ROOT / "data_access" / "demo"


def of_program(folder: Path, as_of: date | None) -> dict[str, object]:
    snapshot = assemble(folder, folder / "study.toml")
    assert isinstance(snapshot, Snapshot), snapshot
    day = as_of and min(filter(None, (as_of, snapshot.cut_limit)))
    return document.build(analysis.build(snapshot, day))


def agrees(folder: Path, as_of: date | None) -> dict[str, object]:
    found, wanted = of_program(folder, as_of), plain_stopping.document(folder, as_of)
    patients = ("subject", "n", "k", "k_if_pending", "state", "short_follow_up")
    assert [tuple(each[name] for name in patients) for each in found["patients"]] == wanted["path"]
    limits = ("alert", "boundary", "pocock")
    assert [tuple(each[name] for name in limits) for each in found["boundaries"]] == wanted["limits"]
    for one in found["pauses"]:
        for name in ("met", "pending"):
            pairs = [(each["subject"], each["event"]) for each in one[name]]
            assert sorted(pairs, key=str) == sorted(wanted["pauses"][one["rule"]][name], key=str), (one["rule"], name)
    assert ([each["days"] for each in found["gaps"]], found["outside"]) == (wanted["gaps"], wanted["outside"])
    return found


@pytest.mark.parametrize("as_of", [None, date(2011, 4, 15)])
def test_the_demo_stands_where_a_plain_count_puts_it(as_of: date | None) -> None:
    found = agrees(DEMO, as_of)
    assert (found["n"], found["k"]) == ((6, 1) if as_of is None else (4, 1))


def test_a_generated_study_with_errors_stands_there_too(tmp_path: Path) -> None:
    assert main(["--out", str(tmp_path), "--patients", "40", "--seed", "11", "--data-errors"]) == 0
    assert agrees(tmp_path, None)["n"] > 30


@pytest.mark.parametrize("seed", [1, 2])
def test_an_untidy_study_stands_there_too(tmp_path: Path, seed: int) -> None:
    untidy.write(tmp_path, seed, 60)
    study = tmp_path / "study.toml"
    study.write_text(study.read_text(encoding="utf-8") + "\n[stopping]\n", encoding="utf-8")
    found = agrees(tmp_path, None)
    assert found["k_if_pending"] > found["k"] > 0
    assert all(one["pending"] for one in found["pauses"])
