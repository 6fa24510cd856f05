"""Counts of the summaries against a tally in pandas, made from the files alone: the demo, and the CDISC pilot."""

from pathlib import Path

import pandas as pd
import pytest

from data_access.assemble import assemble
from tests.environment import ROOT
from trial import analysis
from trial.adverse.document import document
from trial.analysis import Analysis
from trial.snapshot import Snapshot

DEMO = ROOT / "data_access" / "demo"
PILOT_STUDY = ROOT / "docs" / "examples" / "cdisc-pilot" / "study.toml"
SEVERITY = {"MILD": 1, "MODERATE": 2, "SEVERE": 3}


def loaded(folder: Path, study_file: Path) -> Analysis:
    snapshot = assemble(folder, study_file)
    assert isinstance(snapshot, Snapshot), snapshot
    return analysis.build(snapshot, None)


def both(events: pd.DataFrame) -> dict[str, int]:
    return {"patients": int(events["USUBJID"].nunique()), "events": len(events)}


def tally(events: pd.DataFrame) -> dict[tuple[str, str | None], dict[str, object]]:
    """Patients, events and patients by worst grade of each class, and of each term in it."""
    parts = {(str(soc), None): own for soc, own in events.groupby("soc")}
    parts |= {(str(soc), str(term)): own for (soc, term), own in events.groupby(["soc", "term"])}
    found = {}
    for name, own in parts.items():
        worst = own.groupby("USUBJID")["grade"].max()
        counts = {str(grade): int((worst == grade).sum()) for grade in range(1, 6)}
        found[name] = both(own) | {"worst": counts | {"unknown": int(worst.isna().sum())}}
    return found


def program(found: dict[str, object]) -> dict[tuple[str, str | None], dict[str, object]]:
    rows = {
        (each["soc"].upper(), each["term"] and each["term"].upper()): {
            name: each[name] for name in ("patients", "events", "worst")
        }
        for each in found["summary"]
    }
    assert len(rows) == len(found["summary"]), "a row stands twice"
    return rows


def prepared(events: pd.DataFrame, grade: pd.Series) -> pd.DataFrame:
    return events.assign(soc=events["AEBODSYS"].str.upper(), term=events["AEDECOD"].str.upper(), grade=grade)


def test_the_demo() -> None:
    events = pd.read_csv(DEMO / "ae.csv", dtype=str)
    known = loaded(DEMO, DEMO / "study.toml")
    events = events[events["AESTDTC"] <= known.cut.isoformat()].drop_duplicates()
    grade = pd.to_numeric(events["AETOXGR"]).fillna(events["AESEV"].map(SEVERITY))
    events = prepared(events, grade)
    found = document(known)
    assert program(found) == tally(events)
    questions = {each["question"]: each["yes"] for each in found["overall"]}
    assert questions["serious"] == both(events[events["AESER"] == "Y"])
    assert questions["grade"] == both(events[events["grade"] >= 3])
    infused = pd.read_csv(DEMO / "ex.csv", dtype=str).groupby("USUBJID")["EXSTDTC"].min().str[:10]
    start = events["AESTDTC"].str[:10]
    emergent = start >= events["USUBJID"].map(infused).str[: start.str.len().max()]
    complete = start.str.len() == 10
    ours = sum(each.emergent is True for each in known.events)
    assert ours == emergent[complete].sum() + (~complete).sum(), "every partial start of the demo is after"


@pytest.mark.outside_data
def test_the_cdisc_pilot(shared_data: Path) -> None:
    folder = shared_data / "cdisc-pilot-sdtm-xpt"
    events = pd.read_sas(folder / "ae.xpt", format="xport", encoding="utf-8")
    people = pd.read_sas(folder / "dm.xpt", format="xport", encoding="utf-8")
    events = events.replace("", None)
    events = prepared(events, events["AESEV"].map(SEVERITY))
    known = loaded(folder, PILOT_STUDY)
    found = document(known)
    assert both(events) == {"patients": 225, "events": 961}
    assert len(people) == len(known.subjects) == 306
    rows = program(found)
    assert rows == tally(events)
    assert sum(row["events"] for (_, term), row in rows.items() if term is None) == 961
    questions = {each["question"]: each for each in found["overall"]}
    assert questions["serious"]["yes"] == both(events[events["AESER"] == "Y"])
    assert questions["grade"]["yes"] == both(events[events["AESEV"] == "SEVERE"])
    related = events["AEREL"].isin(["PROBABLE", "POSSIBLE"])
    cells = {each["relation"]: each for each in found["relations"]}["cells"]
    assert cells["yes"] == both(events[related])
    assert cells["unknown"] == both(events[events["AEREL"].isna()])


@pytest.mark.outside_data
def test_emergence_in_the_cdisc_pilot_against_the_flag_of_its_authors(shared_data: Path) -> None:
    """AETRTEM of SUPPAE is theirs: Y for 910, N for 51, partial starts among them."""
    known = loaded(shared_data / "cdisc-pilot-sdtm-xpt", PILOT_STUDY)
    assert len(known.events) == 961
    assert [event for event in known.events if event.emergent is not (event.record["AETRTEM"] == "Y")] == []
