"""The files of the demonstration study as plain text tables, for the tests of its story."""

import tomllib

import pandas as pd

from tests.environment import ROOT

DEMO = ROOT / "data_access" / "demo"
CUT = pd.Timestamp("2011-12-31")
INFUSIONS = {
    "01-001": "2010-11-16", "01-002": "2010-12-14", "01-003": "2011-02-01",
    "01-004": "2011-03-22", "01-005": "2011-05-03", "01-006": "2011-06-14",
}  # fmt: skip
TABLES = [
    "ae", "cm", "dd", "dm", "ds", "ex", "lb", "mh", "mk", "nv", "pr", "qs", "re", "relrec", "suppae", "suppex",
    "suppmh", "sv", "tv", "vs",
]  # fmt: skip


def table(name: str) -> pd.DataFrame:
    """A file as text; cells that are empty are empty texts."""
    frame = pd.read_csv(DEMO / f"{name}.csv", dtype=str, keep_default_na=False)
    if "USUBJID" in frame:
        frame["id"] = frame["USUBJID"].str.removeprefix("TCA-ALS-SYN-")
    return frame


def day(frame: pd.DataFrame, column: str) -> pd.Series:
    """Days from infusion of complete dates; NaN for others."""
    dates = pd.to_datetime(frame[column].where(frame[column].str.len() == 10))
    return (dates - pd.to_datetime(frame["id"].map(INFUSIONS))).dt.days


def study_file() -> dict:
    """The study file as plain TOML."""
    return tomllib.loads((DEMO / "study.toml").read_text(encoding="utf-8"))
