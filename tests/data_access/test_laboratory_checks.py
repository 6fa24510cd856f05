"""Findings about laboratory values: indicators against limits, one test in several units."""

from data_access.laboratory_checks import issues
from data_access.laboratory_table import read
from data_access.toml_notebook import Notebook
from data_access.toml_section import Section
from tests.factories import one_subject
from tests.trial.laboratory.test_values import lb
from trial.issues import Severity
from trial.laboratory_rules import LaboratoryRules


def found(*rows):
    return [(one.severity, one.column, one.rows, one.text) for one in issues(one_subject(LB=list(rows)))]


def test_contradictions_name_their_rows_and_tests() -> None:
    (told,) = found(lb(5.0), lb(9.5, LBNRIND="NORMAL"), lb(5.0, LBNRIND="LOW", LBTESTCD="WBC"))
    assert told[:3] == (Severity.WARNING, "LBNRIND", (2, 3))
    assert told[3].startswith("2 rows of which LBNRIND and the limits disagree: PROT, WBC;")


def test_several_units_of_one_test_and_specimen_are_told() -> None:
    (told,) = found(lb(), lb(LBSTRESU="mg/dL"), lb(LBSTRESU="mg/dL", LBSPEC="URINE"))
    assert told == (Severity.NOTE, "LBSTRESU", (), "1 patient has PROT in several units: g/L, mg/dL")


def test_nothing_to_tell() -> None:
    assert found(lb(), lb(LBSPEC="CEREBROSPINAL FLUID", LBSTRESU="mg/dL")) == []
    assert list(issues(one_subject())) == []


def test_the_table_of_the_study_file() -> None:
    notebook = Notebook("")
    assert read(Section({"tests": ["PROT", "WBC"]}, notebook)) == LaboratoryRules(("PROT", "WBC"))
    assert read(None) == LaboratoryRules()
    read(Section({"tests": ["PROT", "prot"]}, notebook))
    assert [mistake.key for mistake in notebook.mistakes] == ["tests"]
