"""Each published damaged file with the answer that a person gets: what, where, and whether rows are shown."""

from dataclasses import dataclass

import pytest

from tests.data_access.readers import files
from trial.issues import Severity

pytestmark = pytest.mark.outside_data


@dataclass(frozen=True, slots=True)
class Answer:
    """What reading one file gives: rows shown (None: the file cannot be used), rows set aside, findings."""

    rows: int | None
    aside: int
    findings: tuple[tuple[Severity, str, str | None, tuple[int, ...]], ...] = ()


def refused(text: str, rows: tuple[int, ...] = (), column: str | None = None) -> Answer:
    return Answer(None, 0, ((Severity.ERROR, text, column, rows),))


NAMES = "DOMAIN, POOLID, RDOMAIN, STUDYID, SUBJID, USUBJID"
LAST = "The last line has no line end: it may be cut"
SPECIAL = "{} holds special missing values (.A to .Z, ._); they are missing, their letters are not kept"
RAGGED = tuple(row for row in range(1, 61) if row not in {9, 18, 27, 36, 45, 54})

ANSWERS = {
    "ae_dirty_dates_and_ids.csv": Answer(52, 0),
    "sv_dirty_visits.csv": Answer(121, 0),
    "csv_duplicate_column_name.csv": refused("Two columns have the same name: AGE (columns 14 and 15)", column="AGE"),
    "csv_header_only.csv": Answer(0, 0),
    "csv_header_repeated_midfile.csv": Answer(
        60,
        1,
        (
            (Severity.WARNING, "1 row set aside: the header is repeated", None, (20,)),
            (Severity.WARNING, LAST, None, (61,)),
        ),
    ),
    "csv_no_header.csv": refused(f"No header: the first line holds none of the names {NAMES}"),
    "csv_ragged_rows.csv": Answer(
        6,
        54,
        (
            (Severity.ERROR, "54 rows set aside: 25 fields, 26 expected", None, RAGGED),
            (Severity.WARNING, LAST, None, (60,)),
        ),
    ),
    "csv_semicolon_cp1252.csv": Answer(
        60,
        0,
        (
            (Severity.NOTE, "Fields are separated by semicolons", None, ()),
            (Severity.WARNING, "SITENAME is not UTF-8 here; read as Windows-1252", "SITENAME", tuple(range(1, 61))),
        ),
    ),
    "csv_unbalanced_quote.csv": refused(
        "The quotation mark opened in line 8 is not closed: the rows after it cannot be told apart"
    ),
    "csv_utf16.csv": Answer(60, 0),
    "csv_utf8_bom.csv": Answer(60, 0),
    "csv_zero_bytes.csv": refused("Empty file: 0 bytes"),
    "dsj_bad_line.ndjson": refused(
        "Says 254 records, has 12; row 6 is the first of 1 that do not fit the columns", (6,)
    ),
    "dsj_nan_literal.json": refused("The JSON text holds NaN, which is not JSON"),
    "dsj_no_columns.json": refused("Required parts are absent or empty: columns"),
    "dsj_plain_json_named.dsjc": refused("Content is not compressed Dataset-JSON (looks like JSON)"),
    "dsj_records_count_wrong.json": refused("Says 254 records, has 15"),
    "dsj_short_row.json": Answer(
        14, 1, ((Severity.ERROR, "1 row set aside: 46 values, 49 expected", None, (5,)),)
    ),
    "dsj_string_in_integer_column.json": Answer(
        15,
        0,
        ((Severity.WARNING, "AGE holds text where integer is declared; the cell is left empty", "AGE", (4,)),),
    ),
    "dsj_truncated.dsjc": refused("The compressed file is cut, after 3,610 bytes"),
    "dsj_truncated.json": refused("The JSON text is cut: it ends inside a value, after 8,668 characters"),
    "dsj_unknown_version.json": refused("Version 2.0.0 of Dataset-JSON is not known; 1.0 and 1.1 are"),
    "parquet_truncated.parquet": refused(
        "The file is cut: 20,000 bytes, and the end of a Parquet file is missing"
    ),
    "upstream_datasetjson_01.json": refused("Required parts are absent or empty: columns"),
    "upstream_datasetjson_02.json": refused("Required parts are absent or empty: columns"),
    "upstream_datasetjson_03.json": Answer(
        0, 0, ((Severity.WARNING, "The dataset has no rows part: read as 0 rows", None, ()),)
    ),
    "upstream_empty_0_bytes.xpt": refused("Empty file: 0 bytes"),
    "upstream_sas_v8.xpt": Answer(74, 0),
    "xpt_bad_magic.xpt": refused("The first header record of the SAS transport file is damaged"),
    "xpt_garbage_tail.xpt": refused(
        "The file is cut, or foreign bytes follow: 6,933 bytes are not a multiple of 80; row 24 has 148 of 215 bytes"
    ),
    "xpt_is_really_csv.xpt": refused("Content is not XPT (looks like CSV)"),
    "xpt_is_really_html.xpt": refused("Content is not XPT (looks like HTML)"),
    "xpt_special_missing_values.xpt": Answer(
        60,
        0,
        tuple((Severity.NOTE, SPECIAL.format(name), name, (4, 11, 18)) for name in ("VISITDY", "SVSTDY")),
    ),
    "xpt_truncated_in_namestr.xpt": refused("The file is cut inside its variable descriptions, after 1,403 bytes"),
    "xpt_truncated_mid_record.xpt": refused(
        "The file is cut, or foreign bytes follow: 47,605 bytes are not a multiple of 80; 177 whole rows are there"
    ),
    "xpt_two_members.xpt": refused("Contains 2 datasets (TA, TE); one per file expected"),
    "xpt_unpadded_last_block.xpt": refused(
        "The file is cut, or foreign bytes follow: 6,276 bytes are not a multiple of 80; row 21 has 136 of 215 bytes"
    ),
    "xpt_zero_rows.xpt": Answer(0, 0),
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(shared_data):
    """The folder of damaged files."""
    return shared_data / "broken-files"


def test_every_file_has_its_answer(folder):
    assert {path.name for path in folder.iterdir()} - {"README.md"} == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_answer(folder, name):
    table, answer = files.read(folder / name), ANSWERS[name]
    assert table.usable is (answer.rows is not None)
    assert len(table.frame) == (answer.rows or 0)
    assert len(table.set_aside) == answer.aside
    found = tuple((issue.severity, issue.text, issue.column, issue.rows) for issue in table.issues)
    assert found == answer.findings


def test_special_missing_values_are_no_numbers(folder):
    frame = files.read(folder / "xpt_special_missing_values.xpt").frame
    assert frame.loc[[4, 11, 18], ["VISITDY", "SVSTDY"]].isna().all(axis=None)


def test_encodings_do_not_change_the_table(folder):
    expected = files.columns(files.read(folder / "csv_utf8_bom.csv"))
    assert files.columns(files.read(folder / "csv_utf16.csv")) == expected
    windows = files.columns(files.read(folder / "csv_semicolon_cp1252.csv"))
    assert set(windows.pop("SITENAME")) == {"Höpital Générale Zürich"}
    assert windows == expected
