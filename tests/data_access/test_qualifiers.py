"""Supplemental qualifiers: columns of their parent, matched as numbers or texts, orphans set aside."""

import numpy as np

from tests.data_access.raws import drafts, found, raw, reasons
from tests.factories import study
from trial.study import Anchor

EVENTS = [
    {"USUBJID": "S-01", "AESEQ": 1.0, "AETERM": "Headache", "AESTDTC": "2011-03-02"},
    {"USUBJID": "S-01", "AESEQ": 2.0, "AETERM": "Fever", "AESTDTC": "2011-03-05"},
    {"USUBJID": "S-02", "AESEQ": 1.0, "AETERM": "Fever", "AESTDTC": "2011-04-05"},
]


def qualifier(
    subject: str, value: str, qnam: str, qval: str, variable: str | None = "AESEQ", **more: str
) -> dict[str, str | None]:
    row = {"RDOMAIN": "AE", "USUBJID": subject, "IDVAR": variable, "IDVARVAL": value, "QNAM": qnam, "QVAL": qval}
    return {**row, **more}


def test_a_qnam_is_a_column_of_its_parent() -> None:
    supp = raw("SUPPAE", [qualifier("S-01", "2", "PESITE", "Y"), qualifier("S-02", "1.0", "PENEURO", "N")])
    made = drafts(raw("AE", EVENTS), supp)
    table = made["AE"].accepted()
    assert list(table["PESITE"]) == [None, "Y", None]
    assert list(table["PENEURO"]) == [None, None, "N"]
    assert made["SUPPAE"].issues == []


def test_orphans_are_set_aside() -> None:
    supp = raw(
        "SUPPAE",
        [
            qualifier("S-01", "9", "PESITE", "Y"),
            qualifier("S-02", "2", "PESITE", "Y"),
            qualifier("S-01", "1", "PESITE", "Y", "AEXX"),
            qualifier("S-01", "1", "PESITE", "Y"),
        ],
    )
    made = drafts(raw("AE", EVENTS), supp)
    assert set(reasons(made["SUPPAE"])) == {1, 2, 3}
    assert list(made["AE"].accepted()["PESITE"]) == ["Y", None, None]


def test_a_qualifier_of_a_row_set_aside_is_set_aside() -> None:
    events = [{**EVENTS[0], "AESTDTC": "2011-02-30"}, EVENTS[1]]
    made = drafts(raw("AE", events), raw("SUPPAE", [qualifier("S-01", "1", "PESITE", "Y")]))
    assert reasons(made["SUPPAE"]) == {1: "the row of AE that it belongs to is set aside"}


def test_without_the_parent_every_qualifier_is_an_orphan() -> None:
    made = drafts(raw("SUPPAE", [qualifier("S-01", "1", "PESITE", "Y")]))
    assert reasons(made["SUPPAE"]) == {1: "there is no row of AE that it belongs to"}


def test_without_idvar_the_subject_is_the_parent() -> None:
    supp = raw("SUPPDM", [qualifier("S-02", "", "ITT", "Y", None, RDOMAIN="DM")])
    table = drafts(supp)["DM"].accepted()
    assert dict(zip(table["USUBJID"], table["ITT"], strict=True)) == {"S-01": None, "S-02": "Y"}


def test_idvar_may_name_many_rows() -> None:
    rows = [{**each, "AEGRPID": group} for each, group in zip(EVENTS, ("A", "A", "A"), strict=True)]
    supp = raw("SUPPAE", [qualifier("S-01", "A", "PESITE", "Y", "AEGRPID")])
    assert list(drafts(raw("AE", rows), supp)["AE"].accepted()["PESITE"]) == ["Y", "Y", None]


def test_two_idvars_fill_one_column_and_the_first_value_stays() -> None:
    rows = [{**each, "AEGRPID": group} for each, group in zip(EVENTS, ("A", "A", "A"), strict=True)]
    by_row = qualifier("S-01", "2", "PESITE", "N")
    by_group = qualifier("S-01", "A", "PESITE", "Y", "AEGRPID")
    assert list(drafts(raw("AE", rows), raw("SUPPAE", [by_row, by_group]))["AE"].accepted()["PESITE"]) == [
        "Y",
        "N",
        None,
    ]


def test_the_key_of_a_qualifier_is_unique() -> None:
    rows = [
        qualifier("S-01", "1", "PESITE", "Y"),
        qualifier("S-01", "1", "PESITE", "N"),
        qualifier("S-01", "1", "PESITE", "Y"),
    ]
    made = drafts(raw("AE", EVENTS), raw("SUPPAE", rows))
    assert set(reasons(made["SUPPAE"])) == {2, 3}
    assert made["AE"].accepted()["PESITE"][0] == "Y"


def test_a_qnam_that_is_a_column_already_is_told() -> None:
    made = drafts(raw("AE", EVENTS), raw("SUPPAE", [qualifier("S-01", "1", "AETERM", "Cough")]))
    assert found(made["SUPPAE"]) == [("warning", "QNAM", (1,))]
    assert made["AE"].accepted()["AETERM"][0] == "Headache"


def test_a_qnam_can_be_the_date_of_the_anchor() -> None:
    anchored = study(anchor=Anchor("First dose", "EX", "REALDTC"))
    ex = raw("EX", [{"USUBJID": "S-01", "EXSEQ": 1.0, "EXSTDTC": None}])
    supp = raw("SUPPEX", [qualifier("S-01", "1", "REALDTC", "2011-03-01", "EXSEQ", RDOMAIN="EX")])
    table = drafts(ex, supp, of=anchored)["EX"].accepted()
    assert not np.isnan(table["REALDTC.earliest"][0])


def test_one_file_may_hold_the_qualifiers_of_several_tables() -> None:
    rows = [qualifier("S-01", "1", "PESITE", "Y"), qualifier("S-01", "1", "HISTFL", "Y", "QSSEQ", RDOMAIN="QS")]
    quality = raw("QS", [{"USUBJID": "S-01", "QSTESTCD": "X", "QSDTC": "2011-01-01"}])
    made = drafts(raw("AE", EVENTS), quality, raw("SUPP", rows, "supp.csv"))
    assert made["SUPPAE"].size == made["SUPPQS"].size == 1
    assert made["QS"].accepted()["HISTFL"][0] == "Y"
