"""Which values enter the fits, against an independent implementation: points, lines and changes of whole studies."""

import json
from datetime import date
from pathlib import Path

import pytest

from data_access.assemble import assemble
from data_access.synthetic.__main__ import main
from tests.reference import untidy
from tests.reference.plain_handling import Choice
from tests.reference.plain_results import document
from tests.reference.test_plain_results import DEMO, arranged, differences
from trial import analysis, results
from trial.handling import Handling, History, Strategy
from trial.intercurrent import Intercurrent
from trial.snapshot import Snapshot

EVERY = tuple(str(kind) for kind in Intercurrent)


def trajectories(folder: Path, handling: Handling, as_of: date | None = None) -> dict[str, object]:
    """The points and fits of a study under a handling, as another program would read them."""
    snapshot = assemble(folder, folder / "study.toml")
    assert isinstance(snapshot, Snapshot), snapshot
    default = analysis.build(snapshot, as_of)
    found = results.build(analysis.handled(default, handling))
    return arranged({"trajectories": json.loads(json.dumps(found["trajectories"]))})


def agrees(folder: Path, handling: Handling, choice: Choice, as_of: date | None = None) -> None:
    wanted = arranged({"trajectories": document(folder, as_of, choice)["trajectories"]})
    assert differences(trajectories(folder, handling, as_of), wanted) == []


CASES = (
    (Handling(), Choice()),
    (Handling(History.ALL), Choice(all_history=True)),
    (Handling(strategy=Strategy.CENSOR), Choice(censored=EVERY)),
    (Handling(History.ALL, Strategy.CENSOR), Choice(all_history=True, censored=EVERY)),
)


@pytest.mark.parametrize(("handling", "choice"), CASES)
@pytest.mark.parametrize("as_of", [None, date(2011, 7, 10)])
def test_the_demo(handling: Handling, choice: Choice, as_of: date | None) -> None:
    agrees(DEMO, handling, choice, as_of)


def test_the_choices_make_a_difference_in_the_demo() -> None:
    found = [trajectories(DEMO, handling) for handling, _ in CASES]
    assert all(one != other for place, one in enumerate(found) for other in found[:place])


@pytest.mark.parametrize(("handling", "choice"), CASES)
def test_a_generated_study_with_errors(tmp_path: Path, handling: Handling, choice: Choice) -> None:
    assert main(["--out", str(tmp_path), "--patients", "60", "--seed", "11", "--data-errors"]) == 0
    agrees(tmp_path, handling, choice)


@pytest.mark.parametrize("seed", [1, 2])
def test_an_untidy_study(tmp_path: Path, seed: int) -> None:
    untidy.write(tmp_path, seed, 60)
    agrees(tmp_path, Handling(History.ALL), Choice(all_history=True))
