"""The study file: what it means, and every mistake in it."""

import re
from datetime import date

import pytest

from data_access import study_file
from data_access.study_file import StudyFileError
from trial.intercurrent import Intercurrent, IntercurrentRules
from trial.issues import Severity
from trial.safety_rules import SafetyRules
from trial.study import Study, VisitKind

SMALL = """
[study]
id = "S"
title = "T"

[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"

[[endpoints]]
id = "total"
label = "Total"
unit = "points"
domain = "QS"
where = { QSTESTCD = "TOT" }
better = "higher"

[[visits]]
id = "WK2"
label = "Week 2"
visitnum = 4
day = 14
window = [-3, 3]
required = ["total"]
"""
WHOLE = """
[study]
id = "S"
title = "T"
registry = "NCT01082653"
phase = "I"
synthetic = true
planned_subjects = 6
data_cut = 2011-12-31

[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"
where = { EXROUTE = "INTRATHECAL", EXTRT = ["A", "B"] }

[[endpoints]]
id = "alsfrs_r"
label = "ALSFRS-R"
unit = "points"
domain = "QS"
where = { QSCAT = "ALSFRS-R", QSTESTCD = "ALSR1TOT" }
value = "QSORRES"
date = "QSRFTDTC"
range = [0, 48]
axis = [10, 48]
better = "lower"
decimals = 0
least_decline = 0.1
reference = { slope = -1.02, sd = 0.75, residual_sd = 1.6, source = "a paper" }

[historical]
months_before_screening = 3

[[visits]]
id = "SCR"
label = "Screening"
visitnum = 1.5
day = -28
window = [-62, 27]
grace = 7
required = ["alsfrs_r"]
kind = "screening"

[safety]
grade = "AEGRADE"
severity = "AESEVER"
severity_grade = { LIGHT = 1, GRAVE = 4 }
related = { AEREL = "Y", AERELNST = ["LP", "BM"] }
site = "A"
neurologic = "B"
natural_progression = "C"
adjudication = "D"
aesi = ["Meningitis"]

[prohibited]
medications = ["riluzole"]

[intercurrent]
censor = ["death"]
sensitivity = ["death", "gastrostomy"]
cell_products = ["XYZ"]
"""


def read(text: str) -> Study:
    return study_file.parse(text.encode())


def mistakes(text: str) -> list[tuple[str, str]]:
    with pytest.raises(StudyFileError) as caught:
        read(text)
    return [(mistake.key, mistake.text) for mistake in caught.value.mistakes]


def changed(old: str, new: str, base: str = SMALL) -> str:
    assert base.count(old) == 1, f"{old} stands {base.count(old)} times"
    return base.replace(old, new)


def test_defaults() -> None:
    study = read(SMALL)
    endpoint, visit = study.endpoints[0], study.visits[0]
    assert (endpoint.value, endpoint.date, endpoint.range, endpoint.axis) == ("QSSTRESN", "QSDTC", None, None)
    assert (visit.kind, visit.grace) == (VisitKind.SCHEDULED, 14)
    assert (study.data_cut, study.historical_months, study.planned_subjects, study.synthetic) == (
        None,
        None,
        None,
        False,
    )
    assert study.safety == SafetyRules()
    assert study.prohibited == ()


def test_a_number_in_where_stands_for_its_text() -> None:
    """Contract, study.toml: where is "optional; a value or a list of values"."""
    study = read(
        SMALL.replace('{ QSTESTCD = "TOT" }', '{ QSTESTCD = "TOT", VISITNUM = [4, 5.5, 6.0], X = 2, Y = "2.0" }')
    )
    assert study.endpoints[0].where == (
        ("QSTESTCD", ("TOT",)), ("VISITNUM", ("4", "5.5", "6")), ("X", ("2",)), ("Y", ("2.0",)),
    )  # fmt: skip


def test_every_key_is_read() -> None:
    study = read(WHOLE)
    assert (study.registry, study.phase, study.synthetic) == ("NCT01082653", "I", True)
    assert (study.planned_subjects, study.data_cut, study.historical_months) == (6, date(2011, 12, 31), 3)
    assert study.anchor.where == (("EXROUTE", ("INTRATHECAL",)), ("EXTRT", ("A", "B")))
    endpoint = study.endpoints[0]
    assert (endpoint.value, endpoint.date, endpoint.decimals, endpoint.better) == ("QSORRES", "QSRFTDTC", 0, "lower")
    assert (endpoint.range, endpoint.axis) == ((0.0, 48.0), (10.0, 48.0))
    assert endpoint.reference is not None
    assert (endpoint.reference.slope, endpoint.reference.sd, endpoint.reference.source) == (-1.02, 0.75, "a paper")
    assert (endpoint.reference.residual_sd, endpoint.least_decline) == (1.6, 0.1)
    visit = study.visits[0]
    assert (visit.visitnum, visit.day, visit.window, visit.grace) == (1.5, -28, (-62, 27), 7)
    assert visit.kind is VisitKind.SCREENING
    assert study.safety == SafetyRules(
        "AEGRADE", "AESEVER", (("LIGHT", 1), ("GRAVE", 4)), (("AEREL", ("Y",)), ("AERELNST", ("LP", "BM"))),
        "A", "B", "C", "D", ("Meningitis",),
    )  # fmt: skip
    assert study.prohibited == ("riluzole",)
    assert study.intercurrent == IntercurrentRules(
        (Intercurrent.DEATH,), (Intercurrent.DEATH, Intercurrent.GASTROSTOMY), ("XYZ",)
    )


def test_the_axis_is_the_range_unless_told() -> None:
    assert read(changed("better", "range = [0, 48]\nbetter")).endpoints[0].axis == (0.0, 48.0)


@pytest.mark.parametrize(
    ("old", "new", "key", "words"),
    [
        ('id = "S"\n', "", "study.id", "is missing"),
        ('id = "S"', "id = 5", "study.id", "5 cannot be used"),
        ('title = "T"', 'title = " "', "study.title", '" " cannot be used'),
        ('title = "T"', 'title = "T"\ntitel = "T"', "study.titel", "unknown key"),
        ('title = "T"', 'title = "T"\nsynthetic = "yes"', "study.synthetic", '"yes" cannot be used'),
        ('title = "T"', 'title = "T"\nplanned_subjects = 0', "study.planned_subjects", "0 cannot be used"),
        ('title = "T"', 'title = "T"\nplanned_subjects = true', "study.planned_subjects", "true cannot be used"),
        ('title = "T"', 'title = "T"\ndata_cut = "2011-12-31"', "study.data_cut", '"2011-12-31" is not a date'),
        (
            'title = "T"',
            'title = "T"\ndata_cut = 2011-12-31T00:00:00',
            "study.data_cut",
            "2011-12-31 00:00:00 is not a date",
        ),
        ('domain = "EX"', 'domain = "ex"', "anchor.domain", '"ex" cannot be used'),
        ('date = "EXSTDTC"', "", "anchor.date", "is missing"),
        ('date = "EXSTDTC"', 'date = "EXSTDTC"\nwhere = "X"', "anchor.where", '"X" cannot be used'),
        ('id = "WK2"', 'id = "a/b"', "visits[a/b].id", '"a/b" cannot be used'),
        ('{ QSTESTCD = "TOT" }', "{ QSTESTCD = true }", "endpoints[total].where.QSTESTCD", "true cannot be used"),
        (
            '{ QSTESTCD = "TOT" }',
            "{ QSTESTCD = [] }",
            "endpoints[total].where.QSTESTCD",
            "an empty list matches nothing",
        ),
        ('{ QSTESTCD = "TOT" }', '{ qs-x = "TOT" }', "endpoints[total].where.qs-x", '"qs-x" is no column name'),
        ('{ QSTESTCD = "TOT" }', "{}", "endpoints[total].where", "{} cannot be used"),
        ('better = "higher"', 'better = "up"', "endpoints[total].better", '"up" cannot be used'),
        ('better = "higher"', "", "endpoints[total].better", "is missing"),
        ("better", "range = [48, 0]\nbetter", "endpoints[total].range", "low 48 is not below high 0"),
        ("better", "range = [48, 48]\nbetter", "endpoints[total].range", "low 48 is not below high 48"),
        ("better", "range = [0, 1, 2]\nbetter", "endpoints[total].range", "[0, 1, 2] cannot be used"),
        ("better", "range = [0, nan]\nbetter", "endpoints[total].range", "[0, nan] cannot be used"),
        ("better", "decimals = -1\nbetter", "endpoints[total].decimals", "-1 cannot be used"),
        (
            "better",
            'reference = { slope = -1, sd = -1, source = "x" }\nbetter',
            "endpoints[total].reference.sd",
            "-1 is negative",
        ),
        ("better", "reference = { slope = -1, sd = 1 }\nbetter", "endpoints[total].reference.source", "is missing"),
        ("better", "least_decline = 0\nbetter", "endpoints[total].least_decline", "0 is not above 0"),
        ("better", "least_decline = -0.1\nbetter", "endpoints[total].least_decline", "-0.1 is not above 0"),
        (
            "better",
            'reference = { slope = -1, sd = 1, residual_sd = 0, source = "x" }\nbetter',
            "endpoints[total].reference.residual_sd",
            "0 is not above 0",
        ),
        ("visitnum = 4", 'visitnum = "4"', "visits[WK2].visitnum", '"4" is not a number'),
        ("day = 14", "day = 14.5", "visits[WK2].day", "14.5 cannot be used"),
        ("day = 14", "day = 99999999999", "visits[WK2].day", "99999999999 cannot be used"),
        ("window = [-3, 3]", "window = [3, -3]", "visits[WK2].window", "low 3 is not below high -3"),
        ("window = [-3, 3]", "window = [-3.5, 3]", "visits[WK2].window", "[-3.5, 3] cannot be used"),
        ("window = [-3, 3]", "", "visits[WK2].window", "is missing"),
        ('["total"]', '["fvc"]', "visits[WK2].required", '"fvc" is no endpoint'),
        ('["total"]', '["total", "total"]', "visits[WK2].required", '"total" stands 2 times'),
        ("day = 14", 'day = 14\nkind = "infusion"', "visits[WK2].day", "an infusion visit on day 14"),
        ("day = 14", 'day = 14\nkind = "dosing"', "visits[WK2].kind", '"dosing" cannot be used'),
        (
            "[anchor]",
            "[safety]\nseverity_grade = { MILD = 6 }\n[anchor]",
            "safety.severity_grade.MILD",
            "6 is no grade",
        ),
        ("[anchor]", "[safety]\nrelated = { AEREL = [true] }\n[anchor]", "safety.related.AEREL", "true cannot be used"),
        ("[anchor]", "[historical]\n[anchor]", "historical.months_before_screening", "is missing"),
        ("[anchor]", '[prohibited]\nmedications = "x"\n[anchor]', "prohibited.medications", '"x" is not a list'),
        ("[anchor]", "[anchors]\n[anchor]", "anchors", "unknown key"),
    ],
)
def test_one_mistake_is_told_with_its_key(old: str, new: str, key: str, words: str) -> None:
    assert mistakes(changed(old, new)) == [(key, words)]


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = SMALL.replace('id = "S"', "id = 5").replace("day = 14", "day = 1.5").replace('"higher"', '"up"')
    assert [key for key, _ in mistakes(text)] == ["study.id", "endpoints[total].better", "visits[WK2].day"]


def test_a_mistake_names_its_line() -> None:
    with pytest.raises(StudyFileError) as caught:
        read(SMALL.replace("day = 14", "day = 1.5"))
    mistake = caught.value.mistakes[0]
    assert mistake.line is not None
    assert SMALL.splitlines()[mistake.line - 1].startswith("day")
    assert str(caught.value).splitlines()[0] == "study.toml: 1 mistake"
    issue = caught.value.issues()[0]
    assert (issue.severity, issue.column) == (Severity.ERROR, "visits[WK2].day")
    assert issue.remedy == "Must be a whole number, without quotation marks."


def test_a_missing_key_names_the_line_of_its_table() -> None:
    with pytest.raises(StudyFileError) as caught:
        read(changed('better = "higher"\n', ""))
    line = caught.value.mistakes[0].line
    assert line is not None
    assert SMALL.splitlines()[line - 1] == "[[endpoints]]"


@pytest.mark.parametrize("needed", ["study", "anchor"])
def test_a_missing_table_is_one_mistake(needed: str) -> None:
    text = re.sub(rf"\[{needed}\]\n(.+\n)*", "", SMALL)
    assert mistakes(text) == [(needed, "is missing")]


def test_ids_and_visit_numbers_are_unique() -> None:
    visit = SMALL[SMALL.index("[[visits]]") :]
    again = visit.replace("visitnum = 4", "visitnum = 4.0")
    assert mistakes(SMALL + again) == [
        ("visits[WK2].id", "WK2 stands more than once"),
        ("visits[WK2].visitnum", "4 stands more than once"),
    ]


def test_a_repeated_endpoint_is_told() -> None:
    endpoint = SMALL[SMALL.index("[[endpoints]]") : SMALL.index("[[visits]]")]
    assert mistakes(SMALL + endpoint) == [("endpoints[total].id", "total stands more than once")]


def test_an_unknown_key_suggests_the_nearest() -> None:
    with pytest.raises(StudyFileError, match="did you mean title"):
        read(changed('title = "T"', 'title = "T"\ntitel = "T"'))
