"""The same study in every format gives the same snapshot."""

from pathlib import Path

import pandas as pd
import pytest

from data_access.assemble import assemble
from data_access.synthetic import Format, demo, write
from trial.issues import Issue
from trial.snapshot import FILE, Snapshot


def loaded(form: Format, folder: Path) -> Snapshot:
    """Write the demo study in one format and load it."""
    write(demo(), folder, form)
    state = assemble(folder, folder / "study.toml")
    assert isinstance(state, Snapshot), state
    return state


@pytest.fixture(scope="module")
def csv(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return loaded(Format.CSV, tmp_path_factory.mktemp("csv"))


def without_file(issue: Issue) -> tuple[object, ...]:
    return issue.severity, issue.table, issue.column, issue.rows, issue.text, issue.remedy


@pytest.mark.parametrize("form", [form for form in Format if form is not Format.CSV])
def test_tables_findings_and_ledger_are_equal(form: Format, csv: Snapshot, tmp_path: Path) -> None:
    other = loaded(form, tmp_path)
    assert other.version != csv.version
    assert (other.cut, other.ledger, other.unused, other.switched_off) == (
        csv.cut,
        csv.ledger,
        csv.unused,
        csv.switched_off,
    )
    assert [(each.table, each.row, each.reason) for each in other.set_aside] == [
        (each.table, each.row, each.reason) for each in csv.set_aside
    ]
    assert [without_file(issue) for issue in other.issues] == [without_file(issue) for issue in csv.issues]
    assert list(other.tables) == list(csv.tables)
    for name, table in csv.tables.items():
        pd.testing.assert_frame_equal(other.tables[name].drop(columns=FILE), table.drop(columns=FILE), obj=name)
