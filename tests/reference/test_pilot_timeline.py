"""The safety timeline of the CDISC pilot against a tally by pandas, by filter and by day; and how long it takes."""

import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from components import event_table, safety_rows
from components.figures import safety as drawing
from data_access.assemble import assemble
from tests.environment import ROOT
from trial import analysis, day_line
from trial.analysis import Analysis
from trial.safety import build
from trial.selection import Selection, Sort
from trial.shown_events import PATIENTS_PER_PAGE, shown_events
from trial.snapshot import Snapshot

pytestmark = pytest.mark.outside_data
SEVERITY = {"MILD": 1, "MODERATE": 2, "SEVERE": 3}
SECONDS = 1.0


@pytest.fixture(scope="module")
def pilot(shared_data: Path) -> Analysis:
    state = assemble(shared_data / "cdisc-pilot-sdtm-xpt", ROOT / "docs" / "examples" / "cdisc-pilot" / "study.toml")
    assert isinstance(state, Snapshot)
    return analysis.build(state, None)


@pytest.fixture(scope="module")
def events(shared_data: Path) -> pd.DataFrame:
    folder = shared_data / "cdisc-pilot-sdtm-xpt"
    read = {name: pd.read_sas(folder / f"{name}.xpt", format="xport", encoding="utf-8") for name in ("ae", "ex")}
    table = read["ae"].replace("", None)
    doses = pd.to_datetime(read["ex"].groupby("USUBJID")["EXSTDTC"].min().str[:10])
    anchor = table["USUBJID"].map(doses)
    for name in ("AESTDTC", "AEENDTC"):
        complete = table[name].where(table[name].str.len() >= 10).str[:10]
        table[f"{name}.day"] = (pd.to_datetime(complete) - anchor).dt.days
    return table.assign(grade=table["AESEV"].map(SEVERITY))


def tally(rows: pd.DataFrame) -> tuple[int, int]:
    return rows["USUBJID"].nunique(), len(rows)


def test_counts_by_filter(pilot: Analysis, events: pd.DataFrame) -> None:
    related = events["AEREL"].isin(["PROBABLE", "POSSIBLE"])
    kept = {
        Selection(): events,
        Selection(grade=2): events[events["grade"] >= 2],
        Selection(grade=3): events[events["grade"] >= 3],
        Selection(serious=True): events[events["AESER"] == "Y"],
        Selection(related=True): events[related],
        Selection(related=True, grade=2): events[related & (events["grade"] >= 2)],
    }
    assert tally(events) == (225, 961)
    for selection, rows in kept.items():
        view = build(pilot, selection)
        assert (view.counts.kept.patients, view.counts.kept.events) == tally(rows)
        assert (view.counts.everybody, view.counts.all_events) == (306, 961)
        assert view.patients_with_lanes == rows["USUBJID"].nunique()


def test_every_page_together_draws_every_event(pilot: Analysis, events: pd.DataFrame) -> None:
    pages = [build(pilot, Selection(page=page)) for page in range(1, 9)]
    assert sum(patient.kept for view in pages for patient in view.lanes) == len(events)
    assert [len(view.lanes) for view in pages] == [PATIENTS_PER_PAGE] * 7 + [225 - 7 * PATIENTS_PER_PAGE]


def test_first_event_first(pilot: Analysis, events: pd.DataFrame) -> None:
    first = {patient.id for patient in build(pilot, Selection(sort=Sort.FIRST)).lanes}
    days = events.dropna(subset="AESTDTC.day").groupby("USUBJID")["AESTDTC.day"].min()
    shown = {subject.usubjid for subject in pilot.subjects if subject.id in first}
    partial = set(events.loc[events["AESTDTC"].str.len() < 10, "USUBJID"])
    late = days[list(shown - partial)].max()
    assert len(shown) == PATIENTS_PER_PAGE
    assert days[~days.index.isin(shown | partial)].min() >= late


@pytest.mark.parametrize("day", [-3, 0, 7, 20, 90, 180])
def test_the_day_line(pilot: Analysis, events: pd.DataFrame, day: int) -> None:
    line = day_line.build(pilot, Selection(day=day))
    assert line is not None
    dated = events[events["AESTDTC.day"].notna() & events["AEENDTC.day"].notna()]
    assert len(dated) > 400
    there = dated[(dated["AESTDTC.day"] <= day) & (dated["AEENDTC.day"] >= day)]
    with_both = {(name, int(seq)) for name, seq in zip(dated["USUBJID"], dated["AESEQ"], strict=True)}
    named = {subject.id: subject.usubjid for subject in pilot.subjects}
    found = {(named[one.subject], one.event.seq) for one in line.certain} & with_both
    assert found == {(name, int(seq)) for name, seq in zip(there["USUBJID"], there["AESEQ"], strict=True)}
    assert day < 0 or found


def test_it_opens_and_filters_within_a_second(pilot: Analysis) -> None:
    def seconds(selection: Selection) -> float:
        start = time.perf_counter()
        view = build(pilot, selection)
        drawing.figure(view)
        safety_rows.labels(view)
        event_table.rows(shown_events(pilot, selection).events)
        return time.perf_counter() - start

    for selection in (Selection(), Selection(grade=2), Selection(related=True)):
        assert np.median([seconds(selection) for _ in range(3)]) < SECONDS
