"""The contracts of the tables, and the naming convention behind those that are not listed."""

import pytest

from trial.tables import ASSESSMENTS, KNOWN, contract


def test_the_tables_that_the_program_uses() -> None:
    named = "DM SV TV EX PR AE QS RE MK NV DS CM MH LB VS RELREC"
    assert set(KNOWN) == set(named.split())
    assert set(ASSESSMENTS) < set(KNOWN)


@pytest.mark.parametrize("name", KNOWN)
def test_a_key_is_needed_but_for_the_arm(name: str) -> None:
    table = KNOWN[name]
    assert set(table.key) - {"ARMCD"} <= set(table.required) or name == "RELREC"
    assert set(table.filled) <= set(table.required)
    assert table.start is None or (table.start in table.required and table.is_date(table.start))
    assert table.end is None or table.is_date(table.end)
    assert not any(table.is_number(flag) or table.is_date(flag) for flag in table.flags)


def test_what_is_kept_per_subject() -> None:
    assert {name for name, table in KNOWN.items() if not table.per_subject} == {"TV", "RELREC"}


@pytest.mark.parametrize(
    ("table", "numbers", "others"),
    [
        (
            "QS",
            ("QSSEQ", "QSSTRESN", "QSDY", "VISITNUM", "VISITDY"),
            ("QSORRES", "QSSTRESC", "SEQ", "QSTESTCD", "AESEQ"),
        ),
        ("AE", ("AESEQ", "AESTDY", "AEENDY"), ("AETOXGR", "AESPID", "AEPTCD")),
        ("DM", ("AGE", "DMDY"), ("SUBJID", "SITEID", "AGEU")),
        ("SUPPAE", (), ("QVAL", "IDVARVAL", "VISITNUM")),
    ],
)
def test_numbers_by_name(table: str, numbers: tuple[str, ...], others: tuple[str, ...]) -> None:
    made = contract(table)
    assert all(made.is_number(name) for name in numbers)
    assert not any(made.is_number(name) for name in others)


def test_dates_by_name() -> None:
    assert all(contract("DM").is_date(name) for name in ("RFSTDTC", "DTHDTC", "BRTHDTC"))
    assert not contract("AE").is_date("AESTDY")


def test_a_table_that_is_not_listed_follows_the_convention() -> None:
    vital = contract("VS", ["USUBJID", "VSSEQ", "VSDTC"])
    assert (vital.key, vital.start, vital.end) == (("USUBJID", "VSSEQ"), "VSDTC", None)
    given = contract("EC", ["ECSEQ", "ECDTC", "ECSTDTC", "ECENDTC"])
    assert (given.start, given.end) == ("ECSTDTC", "ECENDTC")
    assert contract("XX").start is None


def test_qualifiers() -> None:
    table = contract("SUPPAE")
    assert table.is_supp
    assert table.per_subject
    assert table.key == ("RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "QNAM")
    assert "QVAL" in table.required
