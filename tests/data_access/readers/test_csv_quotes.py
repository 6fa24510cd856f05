"""CSV: quotation marks, and what they say about an unquoted NA."""

import csv
import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_access.parsing.content import ContentError
from data_access.parsing.csv_records import records
from tests.data_access.readers import files
from tests.data_access.readers.files import cells, only, refused
from trial.issues import Severity

HEADER = b"STUDYID,USUBJID,VSORRES\n"


@pytest.fixture
def read(tmp_path):
    """Read a CSV text given as bytes."""
    return lambda data: files.read(files.save(tmp_path, "vs.csv", data))


def test_unterminated_quotation_mark(read):
    issue = refused(
        read(HEADER + b'S1,S1-1,1\nS1,S1-2,"open\nS1,S1-3,3\n'), "The quotation mark opened in line 3 is not"
    )
    assert "line 3" in issue.remedy


def test_a_stray_mark_does_not_swallow_rows_up_to_the_next_quoted_field(read):
    data = HEADER + b'S1,S1-1,1\nS1," stray,2\nS1,S1-3,"x, y"\nS1,S1-4,4\n'
    refused(read(data), "The quotation mark opened in line 3 is not closed")


def test_a_stray_mark_does_not_swallow_rows_up_to_another_stray_mark(read):
    data = b'STUDYID,DOMAIN,USUBJID,VSORRES\nS1,VS,"S1-2,2\nS1,VS,S1-3,3\nS1,VS,S1-4",4\nS1,VS,S1-5,5\n'
    lenient = list(csv.reader(io.StringIO(data.decode()), strict=True))
    assert [len(row) for row in lenient] == [4, 4, 4], "a usual reader loses two rows here and sees nothing wrong"
    refused(read(data), "The quotation mark opened in line 2 is not closed")


def test_a_comment_over_lines_is_no_swallowed_row(read):
    table = read(b'STUDYID,USUBJID,COSEQ,COVAL\nS1,S1-1,1,"first, second,\nthird, fourth\n\nend"\nS1,S1-2,1,x\n')
    assert cells(table, "COVAL") == ["first, second,\nthird, fourth\n\nend", "x"]


def test_a_torn_record_over_lines(read):
    data = HEADER + b'S1,S1-1,1\nS1,"S1-2,2\nS1",S1-3,3,4\n'
    refused(read(data), "The quotation mark opened in line 3 is not closed")


def test_quoted_fields(read):
    data = HEADER + b'S1,"S1-1","a, ""b"" c"\n"S1",S1-2,"two\nlines"\nS1,S1-3,""""\n'
    table = read(data)
    assert cells(table, "VSORRES") == ['a, "b" c', "two\nlines", '"']
    assert list(table.frame.index) == [1, 2, 3]
    assert not table.issues


def test_a_mark_inside_an_unquoted_field_is_text(read):
    table = read(HEADER + b'S1,S1-1,5" long\nS1,S1-2,"quoted"\nS1,S1-3,6"\n')
    assert cells(table, "VSORRES") == ['5" long', "quoted", '6"']
    issue = only(table)
    assert (issue.severity, issue.rows) == (Severity.NOTE, (1, 3))


def test_unquoted_na_is_missing_only_where_every_text_is_quoted(read):
    header = b'"STUDYID","COUNTRY","AGE","RFSTDTC"\n'
    table = read(header + b'"S1",NA,NA,2011-01-02\n"S1","NA",63,NA\n"S1","TRUE",-1.5e3,TRUE\n')
    assert cells(table, "COUNTRY") == [None, "NA", "TRUE"]
    assert cells(table, "AGE") == [None, "63", "-1.5e3"]
    assert cells(table, "RFSTDTC") == ["2011-01-02", None, "TRUE"]
    issue = only(table)
    assert (issue.severity, issue.text) == (
        Severity.NOTE,
        "3 unquoted NA read as missing: every text of this file is quoted",
    )


@pytest.mark.parametrize(
    "data",
    [
        b'"STUDYID","COUNTRY"\n"S1",NA\n"S1",DE\n',
        b'"STUDYID","COUNTRY"\n"S1",NA\nS1,"DE"\n',
        b'"STUDYID","COUNTRY"\n"S1",NA\n"S1",NAM\n',
        b'"STUDYID","COUNTRY"\n"S1",NA\n"S1",\xc3\x84\n',
        b'STUDYID,COUNTRY\n"S1",NA\n"S1","DE"\n',
    ],
)
def test_unquoted_na_is_text_where_other_text_is_unquoted(read, data):
    table = read(data)
    assert cells(table, "COUNTRY")[0] == "NA"
    assert not table.issues


FIELD = st.text('ab ,;"\n', max_size=5)


@settings(max_examples=300)
@given(rows=st.lists(st.lists(FIELD, min_size=3, max_size=3), min_size=1, max_size=5))
def test_well_formed_text_is_read_as_the_standard_library_reads_it(rows, tmp_path_factory):
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([["STUDYID", "B", "C"], *rows])
    expected = [[cell.rstrip(" ") or None for cell in row] for row in rows if any(cell.rstrip(" ") for cell in row)]
    table = files.read(files.save(tmp_path_factory.mktemp("t"), "t.csv", text.getvalue().encode()))
    assert table.usable
    assert table.frame.to_numpy(dtype=object).tolist() == expected


@settings(max_examples=500)
@given(body=st.text('a,"\n', max_size=40))
def test_any_text_is_read_as_the_standard_library_reads_it_or_refused(body, tmp_path_factory):
    """Whatever stands between the marks: strict reading agrees with ours, row for row, or we refuse the file."""
    data = f"STUDYID,B\n{body}\n"
    table = files.read(files.save(tmp_path_factory.mktemp("t"), "t.csv", data.encode()))
    if not table.usable:
        return
    found = [row for row in list(csv.reader(io.StringIO(data, newline="")))[1:] if row]
    assert len(found) == len(table.frame) + len(table.set_aside)
    for number, row in zip(table.frame.index, table.frame.to_numpy(dtype=object).tolist(), strict=True):
        assert [cell.rstrip(" ") or None for cell in found[number - 1]] == row


def test_records_know_their_rows():
    found = records(b'A,B\n1,2\n\n"3\n4",5\n', ord(","), 2)
    assert found.rows.tolist() == [0, 1, 1, 2]
    assert found.fields.tolist() == [2, 2, 1, 2]
    assert found.only(np.array([False, True, False, True])) == b'1,2\n"3\n4",5\n'


def test_a_fault_knows_its_line():
    with pytest.raises(ContentError, match="line 4"):
        records(b'A,B\n"1\n2",3\n"4,5\n', ord(","), 2)
