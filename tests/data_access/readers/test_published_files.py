"""Published datasets: whole, the same in each encoding, and the same as other readers see them."""

import json

import numpy as np
import pandas as pd
import pyreadstat
import pytest

from tests.data_access.readers import files
from trial.issues import Severity

pytestmark = pytest.mark.outside_data

PILOT_ROWS = {
    "ae": 961, "cm": 7510, "dm": 306, "ds": 596, "ex": 591, "mh": 1817, "qsco": 12241, "qsgi": 562, "qsmm": 1524,
    "relrec": 211, "sc": 254, "se": 752, "suppae": 961, "suppdm": 1197, "suppds": 3, "sv": 3559, "ta": 11, "te": 7,
    "ti": 31, "ts": 48, "tv": 21,
}  # fmt: skip
ANIMAL_ROWS = {"dm": 4, "ex": 16, "re": 192, "se": 36, "ta": 9, "te": 7, "ts": 54, "tx": 10}
PANDAS_FAILS = ("suppds", "ts")
"""It drops the last of three rows of 75 bytes, and stops at a byte that is not UTF-8."""
JSON_10 = ("AE", "DM", "DS", "EX", "QSGI", "QSMM", "SC", "SE", "SUPPAE", "SV", "TA", "TE", "TS", "TV")
CSV_ROWS = {
    "ag_neuro": 68, "dm_metabolic": 5, "dm_neuro": 15, "lb_neuro": 151, "nv_neuro": 98, "qs_metabolic": 966,
    "suppnv_neuro": 68, "vs_metabolic": 719,
}  # fmt: skip


@pytest.mark.parametrize("name", PILOT_ROWS)
def test_pilot_study(shared_data, name):
    table = files.read(shared_data / "cdisc-pilot-sdtm-xpt" / f"{name}.xpt")
    assert (table.name, len(table.frame), table.set_aside) == (name.upper(), PILOT_ROWS[name], ())
    assert table.origin.format == "SAS transport v5"
    assert [issue.severity for issue in table.issues] == ([Severity.WARNING] if name == "ts" else [])


@pytest.mark.parametrize("name", ANIMAL_ROWS)
def test_animal_study(shared_data, name):
    table = files.read(shared_data / "send-re-domain" / f"{name}.xpt")
    assert (table.name, len(table.frame), table.issues) == (name.upper(), ANIMAL_ROWS[name], ())


def test_the_windows_apostrophe_of_ts_is_an_apostrophe(shared_data):
    table = files.read(shared_data / "cdisc-pilot-sdtm-xpt" / "ts.xpt")
    issue = files.only(table)
    assert (issue.column, issue.rows) == ("TSVAL", (8, 28))
    assert all("Alzheimer’s Disease" in text for text in table.frame.loc[[8, 28], "TSVAL"])


@pytest.mark.parametrize(
    "name", [f"cdisc-pilot-sdtm-xpt/{name}.xpt" for name in PILOT_ROWS if name not in PANDAS_FAILS]
)
def test_transport_files_as_pandas_reads_them(shared_data, name):
    """pandas has a reader of its own for version 5, written apart from ReadStat; it makes 5e-79 of zero."""
    expected = pd.read_sas(shared_data / name, format="xport", encoding="utf-8")
    found = files.read(shared_data / name).frame
    assert list(found.columns) == list(expected.columns)
    for column in found.columns:
        theirs = expected[column].to_numpy()
        if found[column].dtype == float:
            np.testing.assert_allclose(found[column].to_numpy(), theirs.astype(float), rtol=0, atol=1e-70)
        else:
            texts = [None if pd.isna(text) else str(text).rstrip(" ") or None for text in theirs]
            assert found[column].tolist() == texts


def test_version_8_as_readstat_reads_it(shared_data):
    path = shared_data / "broken-files" / "upstream_sas_v8.xpt"
    expected, described = pyreadstat.read_xport(path)
    table = files.read(path)
    assert table.origin.format == "SAS transport v8"
    assert table.labels == described.column_names_to_labels
    for column in table.frame.columns:
        theirs = [None if pd.isna(value) or value == "" else value for value in expected[column]]
        assert files.cells(table, str(column)) == theirs


@pytest.mark.parametrize("name", JSON_10)
def test_dataset_json_1_0_is_the_same_as_transport(shared_data, name):
    table = files.read(shared_data / "dataset-json-v1.0-sdtm" / f"{name}.json")
    other = files.read(shared_data / "cdisc-pilot-sdtm-xpt" / f"{name.lower()}.xpt")
    assert table.origin.format == "Dataset-JSON 1.0"
    assert table.name == name
    assert not table.issues
    pd.testing.assert_frame_equal(table.frame, other.frame, check_exact=True)


@pytest.mark.parametrize("name", ["adsl", "adae", "adtte", "adcibc"])
def test_the_four_encodings_of_one_dataset_are_one_table(shared_data, name):
    """Dates too: SAS day numbers in the transport file, ISO text in the others."""
    folder = shared_data / "dataset-json-v1.1-adam"
    tables = [files.read(folder / f"{name}.{suffix}") for suffix in ("json", "ndjson", "dsjc", "xpt")]
    assert [len(table.issues) for table in tables] == [0, 0, 0, 0]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table.frame, tables[0].frame, check_exact=True)
    assert tables[0].frame["TRTSDT"].str.fullmatch(r"\d{4}-\d{2}-\d{2}").all()


def test_both_compressions_are_read(shared_data):
    folder = shared_data / "dataset-json-v1.1-adam"
    first, second = files.read(folder / "adtte.dsjc"), files.read(folder / "derived_zlib_adtte.dsjc")
    pd.testing.assert_frame_equal(first.frame, second.frame, check_exact=True)


@pytest.mark.parametrize(("name", "shape"), [("advs", (32139, 35)), ("adadas", (12463, 40))])
def test_large_compressed_files(shared_data, name, shape):
    table = files.read(shared_data / "dataset-json-v1.1-adam" / f"{name}.dsjc")
    assert table.frame.shape == shape
    assert not table.issues


def test_attributes_of_an_extension_are_ignored(shared_data, tmp_path):
    """The published sample says 72 records and shows two of them: told; with the right number it is read."""
    data = (shared_data / "dataset-json-v1.1-adam" / "extended_dataset.json").read_bytes()
    files.refused(files.read(files.save(tmp_path, "ae.json", data)), "Says 72 records, has 2")
    said = json.loads(data) | {"records": 2}
    table = files.read(files.save(tmp_path, "ae2.json", json.dumps(said).encode()))
    assert (table.name, table.frame.shape) == ("AE", (2, 37))
    issue = files.only(table)
    assert (issue.column, issue.rows) == ("AEENDY", (1, 2)), "it writes missing numbers as the text na"


@pytest.mark.parametrize(("name", "rows"), [("vs", 29643), ("lb", 59580)])
def test_parquet_as_pandas_reads_it(shared_data, name, rows):
    path = shared_data / "pharmaverse-sdtm" / f"{name}.parquet"
    table, expected = files.read(path), pd.read_parquet(path)
    assert (len(table.frame), table.issues) == (rows, ())
    for column in table.frame.columns:
        theirs = expected[column].to_numpy(dtype=object)
        assert files.cells(table, str(column)) == [None if pd.isna(value) else value for value in theirs]


@pytest.mark.parametrize("name", CSV_ROWS)
def test_csv_written_by_r(shared_data, name):
    """Every text of these files is quoted, so that an unquoted NA is missing; pandas reads them so by default."""
    path = shared_data / "pharmaverse-sdtm" / f"{name}.csv"
    table, expected = files.read(path), pd.read_csv(path, dtype=str)
    assert (len(table.frame), table.set_aside) == (CSV_ROWS[name], ())
    assert all(issue.severity is Severity.NOTE for issue in table.issues)
    for column in table.frame.columns:
        assert files.cells(table, str(column)) == [None if pd.isna(text) else text for text in expected[column]]
