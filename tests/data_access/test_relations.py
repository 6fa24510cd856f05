"""Related records: each row names a record in use or is set aside; a relation needs two ends."""

from tests.data_access.raws import drafts, found, raw, reasons

EVENTS = [
    {"USUBJID": "S-01", "AESEQ": 1.0, "AETERM": "Headache", "AESTDTC": "2011-03-02", "AELNKID": "H1"},
    {"USUBJID": "S-01", "AESEQ": 2.0, "AETERM": "Fever", "AESTDTC": "2011-02-30", "AELNKID": None},
]
DRUGS = [{"USUBJID": "S-01", "CMSEQ": 4.0, "CMTRT": "Paracetamol", "CMSTDTC": "2011-03-02", "CMLNKID": "H1"}]


def end(domain: str, value: str | None, variable: str = "SEQ", subject: str | None = "S-01", relation: str = "A"):
    """One row of RELREC."""
    return {"RDOMAIN": domain, "USUBJID": subject, "IDVAR": f"{domain}{variable}", "IDVARVAL": value, "RELID": relation}


def held(*rows):
    """RELREC beside events and medication; it has neither DOMAIN nor --SEQ."""
    made = raw("RELREC", [{"STUDYID": None, "DOMAIN": None, "RELRECSEQ": None, **row} for row in rows])
    return drafts(raw("AE", EVENTS), raw("CM", DRUGS), made)["RELREC"]


def test_ends_are_matched_as_numbers_and_as_texts() -> None:
    made = held(
        end("AE", "1"), end("CM", "4.0"), end("AE", "H1", "LNKID", relation="B"), end("CM", "H1", "LNKID", relation="B")
    )
    assert reasons(made) == {}
    assert [issue for issue in made.issues if "STUDYID" not in issue.text] == []


def test_rows_that_name_nothing_are_set_aside_with_the_reason() -> None:
    made = held(
        end("AE", "9"), end("AE", "2"), end("AE", "1", subject="S-09"), end("LB", "1"), end("AE", "x", "SPID"),
        end("AE", "1"), end("CM", "4"),
    )  # fmt: skip
    assert reasons(made) == {
        1: "it names no record of AE",
        2: "the record of AE that it names is set aside",
        3: "it names no record of AE",
        4: "it is about LB, which is not among the tables in use",
        5: "it names no record of AE",
    }
    assert made.size == 7 == int(made.used.sum()) + len(made.rows_set_aside())


def test_a_relation_with_one_end_is_told() -> None:
    made = held(end("AE", "1"), end("CM", "4", relation="B"), end("AE", "1", relation="B"), end("CM", "9"))
    told = [(severity, rows) for severity, column, rows in found(made) if column == "RELID"]
    assert told == [("warning", (1,))]


def test_a_relation_of_whole_tables_names_no_subject() -> None:
    made = held(end("AE", None, "LNKID", None), end("CM", None, "LNKID", None))
    assert reasons(made) == {}
    assert [column for _, column, _ in found(made) if column == "RELID"] == []
