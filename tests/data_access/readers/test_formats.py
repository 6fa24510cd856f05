"""The table of formats, what content looks like, and files that cannot be read at all."""

import os

import pytest

from data_access.parsing import reading
from data_access.parsing.content import looks_like
from data_access.parsing.ledger import Ledger
from data_access.readers import FORMATS, WORDS, csv
from tests.data_access.readers import files
from tests.data_access.readers.files import VITALS, WRITERS, refused
from trial.issues import Severity


def test_every_format_has_words():
    assert set(FORMATS) == set(WORDS)
    assert set(FORMATS) == {".xpt", ".csv", ".parquet", ".json", ".ndjson", ".dsjc"}


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_empty_file(suffix, tmp_path):
    table = files.read(files.save(tmp_path, f"dm{suffix}", b""))
    refused(table, "Empty file: 0 bytes")
    assert table.name == "DM"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_that_is_not_there(suffix, tmp_path):
    table = files.read(tmp_path / f"dm{suffix}")
    refused(table, "Cannot be read: No such file or directory")
    assert (table.origin.bytes, table.origin.sha256) == (0, "")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_folder_or_a_pipe(suffix, tmp_path):
    (tmp_path / f"dm{suffix}").mkdir()
    os.mkfifo(tmp_path / f"ae{suffix}")
    refused(files.read(tmp_path / f"dm{suffix}"), "Not a regular file")
    refused(files.read(tmp_path / f"ae{suffix}"), "Not a regular file")


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_that_may_not_be_read(suffix, tmp_path, monkeypatch):
    path = files.save(tmp_path, f"dm{suffix}", b"x")

    def denied(_self):
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(type(path), "read_bytes", denied)
        table = FORMATS[suffix](path)
    assert not table.usable
    assert table.issues[0].text == "Cannot be read: Permission denied"


LIES = [(form, suffix) for form in WRITERS for suffix in FORMATS if FORMATS[suffix] is not FORMATS[files.suffix(form)]]
LIES += [("json", ".dsjc"), ("ndjson", ".dsjc"), ("gzip", ".json"), ("zlib", ".ndjson")]


@pytest.mark.parametrize(("form", "suffix"), LIES)
def test_content_that_belies_the_name(form, suffix, tmp_path):
    table = files.read(files.save(tmp_path, f"dm{suffix}", files.as_bytes(VITALS, form)))
    assert not table.usable
    assert table.issues[0].text.startswith("Content is not ")
    assert "(looks like " in table.issues[0].text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"STUDYID,DOMAIN,USUBJID\n", "CSV"),
        (b'"STUDYID";"DOMAIN"\n', "CSV"),
        (b"Dear colleague,\n", "text"),
        (b"S1,01-001,2011-03-01\n", "text"),
        (b"\xff\xfeS\x00", "UTF-16 text"),
        (b"  <?xml version='1.0'?>", "XML"),
        (b"<ODM xmlns=''>", "XML"),
        (b"\n<HTML>", "HTML"),
        (b"\x78\x9c\x03", "a zlib stream"),
        (b"\x00\x01\x02", "binary data"),
        (bytes(12) + bytes.fromhex("c2ea8160b31411cfbd92080009c7318c181f1011"), "a SAS dataset, sas7bdat"),
        (b"HEADER RECORD*******LIBV8   ", "SAS transport"),
        (b"PAR1", "Parquet"),
        (b"PARE", "encrypted Parquet"),
    ],
)
def test_what_content_looks_like(data, words):
    assert looks_like(data) == words


def test_what_nobody_foresaw_costs_this_file_alone(tmp_path):
    def stumble(_content):
        raise ZeroDivisionError("a value of a patient")

    table = reading.read_table(files.save(tmp_path, "dm.csv", b"x"), "CSV", stumble)
    assert not table.usable
    assert table.issues[0].text == "The reader stopped on damaged content (ZeroDivisionError)"
    assert "patient" not in str(table.issues)


def test_a_row_keeps_its_first_reason():
    ledger = Ledger("AE", "ae.csv")
    ledger.put_aside([3, 1], "torn")
    ledger.put_aside([3], "blank", severity=Severity.WARNING)
    assert [(row.row, row.reason) for row in ledger.set_aside] == [(1, "torn"), (3, "torn")]
    assert [(issue.text, issue.rows) for issue in ledger.issues] == [("2 rows set aside: torn", (1, 3))]
    assert ledger.lost


def test_the_name_of_the_table_is_in_upper_case(tmp_path):
    assert csv.read(files.save(tmp_path, "dm_neuro.csv", files.as_bytes(VITALS, "csv"))).name == "DM_NEURO"
