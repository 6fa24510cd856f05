"""The builder of small datasets makes what readers make."""

from tests.data_access.raws import raw


def test_columns_are_as_a_reader_gives_them() -> None:
    made = raw(
        "AE",
        [{"USUBJID": "S-01", "AETERM": None, "AESTDY": 1.0}, {"USUBJID": "S-01", "AETERM": "Fever"}],
        set_aside=[3],
    )
    text = {name for name, dtype in made.frame.dtypes.items() if dtype.kind == "O"}
    assert text == {"DOMAIN", "STUDYID", "USUBJID", "AETERM"}
    assert {name for name, dtype in made.frame.dtypes.items() if dtype == "float64"} == {"AESEQ", "AESTDY"}
    assert list(made.frame["AETERM"]) == [None, "Fever"]
    assert list(made.frame.index) == [1, 2]
    assert [(each.table, each.row) for each in made.set_aside] == [("AE", 3)]


def test_what_a_record_names_is_not_filled_in() -> None:
    frame = raw("SUPPAE", [{"STUDYID": None}]).frame
    assert list(frame.columns) == ["STUDYID"]
    assert frame["STUDYID"][1] is None
