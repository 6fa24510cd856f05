"""A synthetic study in every format: the same tables, the same bytes every time; and its command line."""

import json
import subprocess
import sys
import tomllib
from dataclasses import replace
from datetime import date

import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

from data_access.synthetic import PARAMETERS, Format, Switches, SyntheticStudy, generate, write
from data_access.synthetic.__main__ import main
from tests.data_access.synthetic_studies import is_number, some_patients
from tests.environment import ROOT


@pytest.fixture(scope="module")
def some() -> SyntheticStudy:
    return some_patients()


# --- Formats ---


def recorded(table: pd.DataFrame) -> pd.DataFrame:
    """A table with plain types: float64 numbers, texts or None."""
    columns = {}
    for column in table:
        if is_number(column):
            columns[column] = pd.to_numeric(table[column]).astype(float)
        else:
            values = table[column].astype(object)
            columns[column] = values.where(values.notna() & values.ne(""), None)
    return pd.DataFrame(columns).reset_index(drop=True)


def from_csv(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False).replace("", None)


def from_json(path):
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["records"] == len(document["rows"])
    return pd.DataFrame(document["rows"], columns=[column["name"] for column in document["columns"]], dtype=object)


def from_lines(path):
    head, *rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert head["records"] == len(rows)
    return pd.DataFrame(rows, columns=[column["name"] for column in head["columns"]], dtype=object)


def from_json_1_0(path):
    (group,) = json.loads(path.read_text(encoding="utf-8"))["clinicalData"]["itemGroupData"].values()
    names = [item["name"] for item in group["items"]]
    table = pd.DataFrame(group["itemData"], columns=names, dtype=object)
    assert table.pop("ITEMGROUPDATASEQ").tolist() == list(range(1, group["records"] + 1))
    return table


READERS = {
    Format.CSV: from_csv,
    Format.PARQUET: lambda path: pq.read_table(path).to_pandas(),
    Format.XPT5: lambda path: pyreadstat.read_xport(path)[0],
    Format.XPT8: lambda path: pyreadstat.read_xport(path)[0],
    Format.JSON: from_json,
    Format.NDJSON: from_lines,
    Format.JSON10: from_json_1_0,
}


def test_every_format_has_a_reader_here():
    assert set(READERS) == set(Format)


@pytest.mark.parametrize("form", Format)
def test_each_format_carries_the_same_tables(some, form, tmp_path):
    write(some, tmp_path, form)
    for name, table in some.tables.items():
        found = recorded(READERS[form](tmp_path / f"{name.lower()}{form.suffix}"))
        pd.testing.assert_frame_equal(found, recorded(table), check_exact=True, obj=f"{form} {name}")
    files = {path.name for path in tmp_path.iterdir()}
    assert files == {f"{name.lower()}{form.suffix}" for name in some.tables} | {"study.toml", "truth"}


@pytest.mark.parametrize("form", Format)
def test_the_same_seed_gives_the_same_bytes(form, tmp_path):
    for folder in ("first", "second"):
        write(generate(8, seed=4), tmp_path / folder, form)
    files = [path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file()]
    assert len(files) == 22
    assert all((tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes() for file in files)


@pytest.mark.parametrize("form", Format)
def test_tables_may_be_empty(form, tmp_path):
    """A lone screen failure has no infusion, no event and no medicine."""
    always = replace(PARAMETERS, enrolment=replace(PARAMETERS.enrolment, screen_failure=1.0))
    study = generate(1, seed=1, parameters=always)
    empty = {name for name, table in study.tables.items() if table.empty}
    assert {"EX", "PR", "AE", "SUPPAE", "DD"} <= empty
    write(study, tmp_path, form)
    assert all(READERS[form](tmp_path / f"{name.lower()}{form.suffix}").empty for name in empty)


@pytest.mark.parametrize("seed", range(6))
def test_a_small_study_survives_every_switch(seed):
    switches = Switches(data_errors=True, quadratic=True, skewed_slopes=True, expectation=True)
    for patients in (1, 2, 5):
        assert len(generate(patients, seed=seed, switches=switches).tables["DM"]) == patients


def test_no_file_knows_when_it_was_written(tmp_path):
    write(generate(3, seed=4), tmp_path, Format.XPT8)
    head = (tmp_path / "ae.xpt").read_bytes()[:800]
    assert head.count(b"10JAN12:00:00:00") == 4


def test_another_seed_gives_another_study():
    assert not generate(8, seed=4).tables["QS"]["QSDTC"].equals(generate(8, seed=5).tables["QS"]["QSDTC"])


def test_the_study_file_fits_the_data(some, tmp_path):
    write(some, tmp_path)
    study = tomllib.loads((tmp_path / "study.toml").read_text(encoding="utf-8"))
    assert study["study"]["planned_subjects"] == 306
    assert study["study"]["data_cut"] == date.fromisoformat(some.truth["cut"])
    assert study["study"]["id"] == some.tables["DM"]["STUDYID"].iloc[0]
    assert {float(v["visitnum"]) for v in study["visits"]} == set(some.tables["TV"]["VISITNUM"])


# --- Command line ---


def test_the_command_writes_a_study(tmp_path, capsys):
    assert (
        main(
            [
                "--patients",
                "9",
                "--seed",
                "3",
                "--format",
                "dataset-json",
                "--no-dropout",
                "--effect",
                "0.25",
                "--out",
                str(tmp_path),
            ]
        )
        == 0
    )
    assert "20 tables" in capsys.readouterr().out
    assert (tmp_path / "qs.json").exists()
    truth = json.loads((tmp_path / "truth" / "truth.json").read_text(encoding="utf-8"))
    assert truth["effect"]["slowing"] == 0.25
    assert truth["switches"]["dropout"] is False
    assert len(truth["patients"]["usubjid"]) == 9


def test_the_command_takes_a_cut(tmp_path):
    main(["--patients", "9", "--cut", "2011-06-30", "--out", str(tmp_path)])
    assert "data_cut = 2011-06-30" in (tmp_path / "study.toml").read_text(encoding="utf-8")
    assert from_csv(tmp_path / "sv.csv")["SVSTDTC"].dropna().max() <= "2011-07-10"


def test_help_names_every_format_and_switch():
    words = [sys.executable, "-m", "data_access.synthetic", "--help"]
    shown = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    assert all(form.value in shown for form in Format)
    assert "--no-missingness" in shown and "--data-errors" in shown
