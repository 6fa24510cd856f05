"""The demonstration study: it comes from the generator to the byte; its study file and its wrong rows are as stated.

The files are read with pandas alone, as text: nothing of the program helps to understand them.
"""

import json
import subprocess
import sys
import tomllib
from datetime import date

import pandas as pd
import pytest

from data_access.synthetic import Format, demo, write
from tests.data_access.demo_files import DEMO, INFUSIONS, TABLES, study_file, table
from tests.environment import ROOT


@pytest.fixture(scope="module")
def study() -> dict:
    return study_file()


# --- Where the files come from ---


def test_the_generator_writes_the_same_bytes(tmp_path):
    write(demo(), tmp_path, Format.CSV)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    committed = {path.relative_to(DEMO): path.read_bytes() for path in DEMO.rglob("*") if path.is_file()}
    readme = next(path for path in committed if path.name == "README.md")
    del committed[readme]
    assert set(made) == set(committed)
    assert [str(path) for path in made if made[path] != committed[path]] == []


def test_the_command_of_the_readme_writes_the_same_bytes_in_another_process(tmp_path):
    command = "python -m data_access.synthetic --demo --out data_access/demo"
    assert command in (DEMO / "README.md").read_text(encoding="utf-8")
    words = [sys.executable, *command.split()[1:-1], str(tmp_path)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, env={"PYTHONHASHSEED": "7"})
    assert all((tmp_path / f"{name}.csv").read_bytes() == (DEMO / f"{name}.csv").read_bytes() for name in TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_files_are_utf8_with_lf_and_ascii_content(name):
    content = (DEMO / f"{name}.csv").read_bytes()
    assert content.isascii()
    assert b"\r" not in content
    assert content.endswith(b"\n")


def test_numbers_are_recorded_decimals():
    qs, re, mk = table("qs"), table("re"), table("mk")
    totals = qs.loc[(qs["QSTESTCD"] == "ALSR1TOT"), "QSSTRESC"]
    percents = re.loc[(re["RETESTCD"] == "FVCPP") & (re["RESTAT"] == ""), "RESTRESC"]
    scores = mk.loc[mk["MKSTAT"] == "", "MKSTRESC"]
    assert len(totals) > 40 and totals.str.fullmatch(r"\d+").all()
    assert len(percents) > 40 and percents.str.fullmatch(r"\d+\.\d").all()
    assert len(scores) > 80 and scores.str.fullmatch(r"-?\d\.\d\d").all()
    measured = re[re["RESTAT"] == ""]
    assert (measured["RESTRESN"].astype(float) == measured["RESTRESC"].astype(float)).all()


def test_the_truth_knows_no_effect():
    truth = json.loads((DEMO / "truth" / "truth.json").read_text(encoding="utf-8"))
    assert truth["synthetic"] is True
    assert truth["effect"]["slowing"] == 0.0
    assert truth["patients"]["event_day"] == [None, None, 264.0, None, None, None]


# --- The study file ---


def test_the_study_file_says_what_the_contract_asks(study):
    assert study["study"] == {
        "id": "TCA-ALS-SYN", "title": "Intrathecal autologous bone-marrow cells in ALS", "registry": "NCT01082653",
        "phase": "I", "synthetic": True, "planned_subjects": 6, "data_cut": date(2011, 12, 31),
        "previous_cut": date(2011, 6, 30),
    }  # fmt: skip
    assert study["anchor"] == {
        "label": "Infusion", "domain": "EX", "date": "EXSTDTC", "where": {"EXROUTE": "INTRATHECAL"},
    }  # fmt: skip
    assert study["historical"] == {"months_before_screening": 3}
    assert study["prohibited"] == {"medications": ["riluzole"]}
    keys = ("site", "neurologic", "natural_progression", "adjudication")
    assert [study["safety"][key] for key in keys] == ["PESITE", "PENEURO", "PENATPRG", "PEADJ"]


def test_the_visits_have_the_windows_of_the_plan(study):
    rows = [(v["id"], v["label"], v["visitnum"], v["day"], v["window"], v["kind"]) for v in study["visits"]]
    assert rows == [
        ("SCR", "Screening", 1, -28, [-62, 27], "screening"),
        ("ASP", "Aspiration", 2, -21, [-7, 7], "procedure"),
        ("INF", "Infusion", 3, 0, [0, 0], "infusion"),
        ("WK2", "Week 2", 4, 14, [-3, 3], "scheduled"),
        ("MN1", "Month 1", 5, 30, [-7, 7], "scheduled"),
        ("MN2", "Month 2", 6, 61, [-7, 7], "scheduled"),
        ("MN6", "Month 6", 7, 183, [-14, 14], "scheduled"),
        ("MN12", "Month 12", 8, 365, [-30, 30], "scheduled"),
    ]
    required = {v["id"]: v["required"] for v in study["visits"]}
    assert required.pop("ASP") == []
    assert all(each == ["alsfrs_r", "fvc", "mvic_arm", "mvic_grip"] for each in required.values())


def test_every_endpoint_of_the_study_file_has_records(study):
    assert [e["id"] for e in study["endpoints"]] == ["alsfrs_r", "fvc", "mvic_arm", "mvic_grip"]
    for endpoint in study["endpoints"]:
        frame = table(endpoint["domain"].lower())
        for column, value in endpoint["where"].items():
            frame = frame[frame[column] == value]
        assert set(frame["id"]) == set(INFUSIONS)
        low, high = endpoint["axis"]
        values = frame[endpoint["value"]].replace("", "nan").astype(float).dropna()
        assert values.between(low, high).sum() >= len(values) - 1  # 52 of 48


def test_the_reference_slopes_are_natural_history(study):
    assert [e["reference"]["residual_sd"] for e in study["endpoints"]] == [1.6, 5.9, 0.17, 0.20]
    assert [e["least_decline"] for e in study["endpoints"]] == [0.1, 0.3, 0.01, 0.01]
    slopes = {e["id"]: (e["reference"]["slope"], e["reference"]["sd"]) for e in study["endpoints"]}
    assert slopes == {
        "alsfrs_r": (-1.02, 0.75), "fvc": (-2.442, 1.858), "mvic_arm": (-0.0758, 0.0583), "mvic_grip": (-0.085, 0.0658),
    }  # fmt: skip
    assert all("Traynor 2004" in e["reference"]["source"] for e in study["endpoints"])


def test_the_original_scale_can_be_switched_on_as_an_endpoint():
    text = (DEMO / "study.toml").read_text(encoding="utf-8")
    start = text.index('# [[endpoints]]\n# id = "alsfrs"')
    block = text[start : text.index("\n\n", start)].replace("# ", "")
    endpoint = tomllib.loads(block)["endpoints"][0]
    assert endpoint["range"] == [0, 40]
    assert endpoint["where"] == {"QSCAT": "ALSFRS", "QSTESTCD": "ALSF1TOT"}


# --- What must be set aside ---


def test_exactly_two_rows_are_wrong_and_stand_where_the_readme_says():
    qs, ae = table("qs"), table("ae")
    totals = qs[(qs["QSTESTCD"] == "ALSR1TOT")]
    outside = totals[~totals["QSSTRESN"].astype(int).between(0, 48)]
    assert [position + 1 for position in outside.index] == [210]
    assert outside[["id", "VISIT", "QSSTRESN"]].to_numpy().tolist() == [["01-002", "MONTH 2", "52"]]
    assert [position + 1 for position in ae.index[ae.duplicated()]] == [20]
    assert ae.loc[19, ["id", "AETERM"]].tolist() == ["01-005", "Fever"]


@pytest.mark.parametrize(
    "name", [name for name in TABLES if name not in {"relrec", "suppae", "suppex", "suppmh", "tv"}]
)
def test_keys_are_unique_but_for_the_row_entered_twice(name):
    frame = table(name).drop_duplicates()
    keys = {"dm": ["USUBJID"], "sv": ["USUBJID", "VISITNUM"]}.get(name, ["USUBJID", f"{name.upper()}SEQ"])
    assert not frame.duplicated(keys).any()
    assert len(table(name)) - len(frame) == (1 if name == "ae" else 0)


def test_every_date_is_a_date_and_none_lies_after_the_extraction():
    for name in TABLES:
        frame = table(name)
        for column in [column for column in frame if column.endswith("DTC")]:
            filled = frame[column][frame[column] != ""]
            assert filled.str.fullmatch(r"\d{4}-\d{2}(-\d{2})?").all(), (name, column)
            pd.to_datetime(filled, format="ISO8601")
            assert filled.max() <= "2012-01-10" or filled.empty


def test_the_readme_counts_the_rows():
    rows = {name: len(table(name)) for name in TABLES}
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    used = sum(rows.values()) - rows["dd"]
    assert f"{used:,} rows in, {used - 2:,} used" in text
