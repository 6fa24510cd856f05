"""[baseline] and [[product]] of the study file: defaults, what is written, every mistake with its key."""

import pytest

from data_access.study_file import StudyFileError, parse
from tests.factories import one_subject, study
from trial.analysis import build as analyse
from trial.course.page import build
from trial.course_rules import PRODUCT, BaselineRules, ProductColumn
from trial.selection import Selection

HEAD = """
[study]
id = "S"
title = "T"
[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"
"""
WRITTEN = """
[baseline]
onset = { MHCAT = "ONSET" }
site = "REGION"
[[product]]
column = "EXVIAB2"
label = "Alive, %"
[[product]]
column = "EXDOSE"
label = "Cells"
unit = "EXDOSU"
"""


def read(text):
    return parse((HEAD + text).encode())


def test_without_the_tables_the_defaults_hold():
    found = read("")
    assert (found.baseline, found.product) == (BaselineRules(), PRODUCT)


def test_what_is_written_is_used_in_its_order():
    found = read(WRITTEN)
    assert found.baseline == BaselineRules(onset=(("MHCAT", ("ONSET",)),), site="REGION")
    assert found.product == (ProductColumn("EXVIAB2", "Alive, %"), ProductColumn("EXDOSE", "Cells", "EXDOSU"))
    ex = [{"EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL", "EXDOSE": 5.0, "EXDOSU": "mg", "EXVIAB2": "91"}]
    mh = [{"MHTERM": "ALS", "MHCAT": "ONSET", "MHSTDTC": "2010-03-01", "REGION": "ARM"}]
    made = one_subject(EX=ex, MH=mh, of=study(baseline=found.baseline, product=found.product))
    page = build(analyse(made, None), Selection())
    assert [field.label for field in page.product.fields] == ["Alive, %", "Cells, mg"]
    assert page.product.given[0].cells == ("91", "5")
    rows = {row.characteristic.key: row.cells[0] for row in page.baseline.rows}
    assert rows["onset_site"].text == "Arm"
    assert rows["since_onset"].number == pytest.approx(365 / 30.4375)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('[baseline]\nplace = "X"', "baseline.place"),
        ('[baseline]\nsite = "lower"', "baseline.site"),
        ('[[product]]\ncolumn = "EXDOSE"', "product[1].label"),
        ('[[product]]\ncolumn = "EXLOT"\nlabel = "L"\n[[product]]\ncolumn = "EXLOT"\nlabel = "M"', "product[2].column"),
        ("[product]\ncolumn = 1", "product"),
    ],
)
def test_mistakes_are_told_with_their_key(text, key):
    with pytest.raises(StudyFileError) as told:
        read(text)
    assert [mistake.key for mistake in told.value.mistakes] == [key]
