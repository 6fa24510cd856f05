"""Dataset-JSON: versions, required parts, counts, lines, compression, and JSON that is none."""

import gzip
import json
import zlib

import pytest

from data_access.readers import dataset_json
from tests.data_access.readers import files
from tests.data_access.readers.files import VITALS, cells, only, refused
from trial.issues import Severity


@pytest.fixture
def read(tmp_path):
    """Read the object of a file, or its bytes."""

    def reader(said, name="vs.json"):
        data = said if isinstance(said, bytes) else json.dumps(said).encode()
        return files.read(files.save(tmp_path, name, data))

    return reader


def one(declared, *values, **changes):
    """A dataset with one column, A, of a declared type, beside STUDYID."""
    table = {"STUDYID": ["S1"] * len(values), "A": ["x"] * len(values)}
    said = files.json_11(table, rows=[["S1", value] for value in values], **changes)
    said["columns"][1]["dataType"] = declared
    return said


@pytest.mark.parametrize("version", ["1.1.0", "1.1.9", "1.1"])
def test_versions(read, version):
    assert read(files.json_11(VITALS, datasetJSONVersion=version)).usable


@pytest.mark.parametrize("version", ["2.0.0", "1.2.0", "0.5", "1.1.0-beta", ""])
def test_unknown_versions_are_refused_by_name(read, version):
    refused(read(files.json_11(VITALS, datasetJSONVersion=version)), f"Version {version} of Dataset-JSON is not known")


@pytest.mark.parametrize("version", [None, 1.1])
def test_without_version(read, version):
    refused(read(files.json_11(VITALS, datasetJSONVersion=version)), "Not Dataset-JSON: datasetJSONVersion is absent")


@pytest.mark.parametrize("said", [[], {}, [[1, 2]], {"name": "package"}])
def test_other_json(read, said):
    refused(read(said), "Not Dataset-JSON")


@pytest.mark.parametrize("records", [0, 3, 5, 254])
def test_records_must_be_the_rows(read, records):
    refused(read(files.json_11(VITALS, records=records)), f"Says {records} records, has 4")
    refused(read(files.json_10(VITALS, records=records)), f"Says {records} records, has 4")
    refused(read(files.ndjson_bytes(VITALS, records=records), "vs.ndjson"), f"Says {records} records, has 4")


@pytest.mark.parametrize("part", ["name", "records", "columns"])
def test_required_parts(read, part):
    refused(read(files.json_11(VITALS, **{part: None})), f"Required parts are absent or empty: {part}")


def test_required_parts_are_named_together(read):
    said = files.json_11(VITALS, name=None, columns=[])
    refused(read(said), "Required parts are absent or empty: name, columns")


def test_parts_of_the_wrong_kind(read):
    refused(read(files.json_11(VITALS, records=True)), "Required parts are absent or empty: records")
    refused(read(files.json_11(VITALS, records="4")), "Required parts are absent or empty: records")
    refused(read(files.json_11(VITALS, rows={})), "rows is not a list")
    refused(read(files.json_11(VITALS, columns=["STUDYID"])), "Column 1 has no name")


def test_a_dataset_without_rows_part_is_empty_and_told(read):
    table = read(files.json_11(VITALS, rows=None, records=0))
    assert table.usable
    assert table.frame.shape == (0, 7)
    assert only(table).severity is Severity.WARNING


def test_other_attributes_are_ignored(read):
    said = files.json_11(VITALS, isReferenceData=False, sourceSystem={"name": "x", "systemExtensions": [{"a": 1}]})
    said["columns"][0]["displayFormat"] = "$5."
    assert not read(said).issues


def test_rows_of_another_length(read):
    rows = files.listed(VITALS)
    table = read(files.json_11(VITALS, rows=[rows[0], rows[1][:4], [*rows[2], 1], "x"]))
    assert {row.row: row.reason for row in table.set_aside} == {
        2: "4 values, 7 expected",
        3: "8 values, 7 expected",
        4: "not a list of values",
    }
    assert list(table.frame.index) == [1]


def test_no_row_that_fits(read):
    rows = [row[:3] for row in files.listed(VITALS)]
    table = read(files.json_11(VITALS, rows=rows))
    assert not table.usable
    assert len(table.set_aside) == 4
    assert table.issues[-1].text == "No row can be used: every row was set aside"


def test_columns_of_the_same_name(read):
    said = files.json_11(VITALS)
    said["columns"][1]["name"] = "studyid"
    refused(read(said), "Two columns have the same name: STUDYID (columns 1 and 2)")


@pytest.mark.parametrize("word", [b"NaN", b"Infinity", b"-Infinity"])
def test_what_is_not_json(read, word):
    data = json.dumps(one("float", 5, 424242)).encode().replace(b"424242", word)
    refused(read(data), f"The JSON text holds {word.decode()}, which is not JSON")


def test_a_key_twice(read):
    data = json.dumps(files.json_11(VITALS)).encode().replace(b'"name": "VS"', b'"name": "VS", "records": 4')
    refused(read(data), "The JSON text has the key records twice in one object")


def test_endless_nesting_and_endless_digits(read):
    refused(read(b'{"datasetJSONVersion": ' + b"[" * 100_000), "The JSON text is nested too deeply")
    refused(read(b'{"datasetJSONVersion": ' + b"1" * 5_000 + b"}"), "The JSON text holds a number of thousands of dig")


def test_cut(read):
    data = json.dumps(files.json_11(VITALS)).encode()
    for length in range(1, len(data)):
        refused(read(data[:length]), "The JSON text is cut")


def test_not_json_says_where(read):
    refused(read(b'{\n"a": 1,,\n}'), "Not valid JSON at line 2, character 8")


def test_a_byte_order_mark_does_no_harm(read):
    assert read(b"\xef\xbb\xbf" + json.dumps(files.json_11(VITALS)).encode()).usable


def test_not_utf_8(read):
    data = json.dumps(one("string", "Z?rich")).encode().replace(b"?", b"\xfc")
    refused(read(data), "Not UTF-8, as JSON must be: byte ")


@pytest.mark.parametrize("part", ["clinicalData", "referenceData"])
def test_version_1_0(read, part):
    table = read(files.json_10(VITALS, part=part))
    assert table.origin.format == "Dataset-JSON 1.0"
    assert "ITEMGROUPDATASEQ" not in table.frame.columns
    assert len(table.frame) == 4


def test_version_1_0_with_two_datasets(read):
    said = files.json_10(VITALS)
    said["clinicalData"]["itemGroupData"]["IG.AE"] = {}
    refused(read(said), "Contains 2 datasets (IG.VS, IG.AE); one per file expected")


def test_version_1_0_without_a_dataset(read):
    refused(read({"datasetJSONVersion": "1.0.0", "clinicalData": {}}), "Required parts are absent or empty: itemGroupD")


def test_lines_are_known_by_content(read):
    for name in ("vs.json", "vs.ndjson"):
        assert read(files.ndjson_bytes(VITALS), name).origin.format == "Dataset-JSON 1.1 (NDJSON)"
        assert read(files.json_11(VITALS), name).origin.format == "Dataset-JSON 1.1"
        pretty = json.dumps(files.json_11(VITALS), indent=2).encode()
        assert read(pretty, name).origin.format == "Dataset-JSON 1.1"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"not":"a row"}', "not a list of values"),
        (b"[1, 2", "The JSON text is cut: it ends inside a value, after 5 characters"),
        (b"[1,,2]", "the line is not valid JSON"),
        (b"[NaN]", "The JSON text holds NaN, which is not JSON"),
        (b"[1, 2]", "2 values, 7 expected"),
    ],
)
def test_a_bad_line_is_set_aside(read, line, reason):
    lines = files.ndjson_bytes(VITALS).splitlines()
    lines[3] = line
    table = read(b"\n".join(lines) + b"\n", "vs.ndjson")
    assert [(row.row, row.reason) for row in table.set_aside] == [(3, reason)]
    assert list(table.frame.index) == [1, 2, 4]
    assert only(table).severity is Severity.ERROR


def test_lines_that_are_missing(read):
    lines = files.ndjson_bytes(VITALS).splitlines(keepends=True)
    refused(read(b"".join(lines[:-1]), "vs.ndjson"), "Says 4 records, has 3")
    issue = refused(
        read(b"".join(lines[:-1]) + b"x\n\n{}\n", "vs.ndjson"), "Says 4 records, has 5; row 4 is the first of"
    )
    assert issue.rows == (4, 5)


def test_bad_metadata(read):
    lines = files.ndjson_bytes(VITALS).splitlines(keepends=True)
    assert not read(b"".join([lines[0][:-10] + b"\n", *lines[1:]]), "vs.ndjson").usable
    refused(read(b"".join(lines[1:]), "vs.ndjson"), "Not Dataset-JSON")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_compressed(read, pack, form):
    table = read(pack(files.as_bytes(VITALS, form)), "vs.dsjc")
    assert cells(table, "VSORRES") == list(VITALS["VSORRES"])
    assert table.origin.format.endswith("compressed)")


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_compressed_and_cut(read, pack):
    packed = pack(files.ndjson_bytes(VITALS))
    for length in range(3, len(packed)):
        assert not read(packed[:length], "vs.dsjc").usable
    refused(read(packed[:-1], "vs.dsjc"), "The compressed file is cut")
    refused(read(packed + b"x", "vs.dsjc"), "Foreign bytes follow the compressed content")
    damaged = bytearray(packed)
    damaged[len(packed) // 2] ^= 0xFF
    assert not read(bytes(damaged), "vs.dsjc").usable


def test_compressed_too_far(read, monkeypatch):
    monkeypatch.setattr(dataset_json, "MAX_UNPACKED", 1000)
    refused(read(gzip.compress(b"[" * 2000), "vs.dsjc"), "The compressed content unfolds to more than 1,000 bytes")
    refused(read(gzip.compress(b""), "vs.dsjc"), "Empty file: nothing is compressed in it")


def test_content_that_is_something_else(read):
    plain = json.dumps(files.json_11(VITALS)).encode()
    refused(read(plain, "vs.dsjc"), "Content is not compressed Dataset-JSON (looks like JSON)")
    refused(read(gzip.compress(plain), "vs.json"), "Content is not Dataset-JSON (looks like gzip)")
    refused(read(gzip.compress(b"a,b\n"), "vs.dsjc"), "Content is not Dataset-JSON (looks like CSV)")
    refused(read(files.as_bytes(VITALS, "xpt5")), "Content is not Dataset-JSON (looks like SAS transport)")
