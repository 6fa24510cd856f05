"""The tables of spirometry, strength, electromyography and evaluation: defaults, every key, every mistake."""

import pytest

from tests.data_access.test_study_file import SMALL, mistakes, read
from trial.instrument_rules import (
    EmgRules,
    Equation,
    EvaluationRules,
    FvcRules,
    HeightRules,
    Muscle,
    MvicRules,
    Population,
)

FVC = '[instruments.fvc]\nequation = "nhanes_3"\n'
MUSCLE = """[[instruments.mvic.muscles]]
id = "left"
group = "grip"
where = { MKTESTCD = "GRIPSTR", MKLAT = "LEFT" }
mean = 30
sd = 10
"""
MVIC = f'[instruments.mvic]\nreference = "TQNE"\n{MUSCLE}'
EVALUATION = '[instruments.evaluation]\nvisits = ["V"]\n'


def visit_of_small() -> str:
    """The one planned visit of the small study."""
    return read(SMALL).visits[0].id


def evaluation(text: str = EVALUATION) -> str:
    """The table with the small study's own visit."""
    return text.replace('"V"', f'"{visit_of_small()}"')


def test_defaults() -> None:
    text = f"{FVC}[instruments.fvc.height]\n[instruments.mvic]\n[instruments.emg]\n{evaluation()}"
    rules = read(SMALL + text).instruments
    assert rules.fvc == FvcRules(Equation.NHANES_III, height=HeightRules())
    assert rules.mvic == MvicRules()
    assert rules.emg == EmgRules()
    assert rules.evaluation == EvaluationRules((visit_of_small(),))
    assert rules.domains == {"RE", "VS", "MK", "NV", "QS"}


def test_without_a_table_of_heights_none_is_read() -> None:
    rules = read(SMALL + FVC).instruments
    assert rules.fvc == FvcRules(Equation.NHANES_III)
    assert rules.domains == {"RE"}


def test_the_defaults_follow_the_domain() -> None:
    text = f'{FVC}domain = "ZR"\n[instruments.emg]\ndomain = "ZN"\n[instruments.mvic]\ndomain = "ZM"\n'
    rules = read(SMALL + text).instruments
    assert rules.fvc is not None and rules.emg is not None and rules.mvic is not None
    assert (rules.fvc.litres, rules.fvc.value, rules.fvc.position) == ((("ZRTESTCD", ("FVC",)),), "ZRSTRESN", "ZRPOS")
    assert (rules.emg.where, rules.emg.muscle) == ((("ZNCAT", ("ELECTROMYOGRAPHY",)),), "ZNLOC")
    assert rules.mvic.arm == (("ZMTESTCD", ("MVICARMZ",)),)


def test_every_key_of_spirometry_is_read() -> None:
    text = """[instruments.fvc]
equation = "gli_2012"
population = "southeast_asian"
domain = "RE"
litres = { RETESTCD = "VOL" }
percent = { RETESTCD = ["A", "B"] }
value = "REVALUE"
position = "REPOSIT"
predicted = "REPRED"
tolerance = 0.5
[instruments.fvc.height]
domain = "LB"
where = { LBTESTCD = "TALL" }
value = "LBVALUE"
"""
    assert read(SMALL + text).instruments.fvc == FvcRules(
        Equation.GLI_2012, Population.SOUTHEAST_ASIAN, "RE", (("RETESTCD", ("VOL",)),), (("RETESTCD", ("A", "B")),),
        "REVALUE", "REPOSIT", "REPRED", 0.5, HeightRules("LB", (("LBTESTCD", ("TALL",)),), "LBVALUE"),
    )  # fmt: skip


def test_muscles_have_a_reference() -> None:
    rules = read(SMALL + MVIC).instruments.mvic
    assert rules is not None
    where = (("MKTESTCD", ("GRIPSTR",)), ("MKLAT", ("LEFT",)))
    assert (rules.reference, rules.muscles) == ("TQNE", (Muscle("left", "grip", where, 30.0, 10.0),))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("[instruments.fvc]\n", [("instruments.fvc.equation", "is missing")]),
        (FVC.replace("nhanes_3", "NHANES"), [("instruments.fvc.equation", '"NHANES" cannot be used')]),
        (f'{FVC}population = "other"\n', [("instruments.fvc.population", '"other" is none of the groups of nhanes_3')]),
        (f"{FVC}tolerance = 0\n", [("instruments.fvc.tolerance", "0 cannot be used")]),
        (f"{FVC}colour = 1\n", [("instruments.fvc.colour", "unknown key")]),
        (f"{FVC}[instruments.fvc.height]\nunit = 1\n", [("instruments.fvc.height.unit", "unknown key")]),
        (MVIC.replace("sd = 10", "sd = 0"), [("instruments.mvic.muscles[left].sd", "0 is no standard deviation")]),
        (MVIC.replace('group = "grip"', 'group = "leg"'), [
            ("instruments.mvic.muscles[left].group", '"leg" cannot be used')]),
        (MVIC.replace("mean = 30\n", ""), [("instruments.mvic.muscles[left].mean", "is missing")]),
        (MVIC + MUSCLE, [("instruments.mvic.muscles", "left stands more than once")]),
        (MVIC.replace('reference = "TQNE"\n', ""), [("instruments.mvic.reference", "is missing")]),
        ("[instruments.evaluation]\n", [("instruments.evaluation.visits", "names no visit")]),
        (EVALUATION, [("instruments.evaluation.visits", '"V" is no visit of this file')]),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_key(text: str, wanted: list[tuple[str, str]]) -> None:
    assert mistakes(SMALL + text) == wanted


RECOMPUTED = """
[[endpoints]]
id = "fvc"
label = "FVC"
unit = "% predicted"
domain = "RE"
where = { RETESTCD = ["FVC", "FVCPP"] }
value = "FVCPRED"
better = "higher"
"""
MEANT = '"FVCPRED" is % predicted by the equation of [instruments.fvc]'


def test_an_endpoint_can_name_the_recomputed_value() -> None:
    found = read(SMALL + RECOMPUTED + FVC + "[instruments.fvc.height]\n").endpoint("fvc")
    assert found is not None and found.value == "FVCPRED"


@pytest.mark.parametrize(
    ("text", "key", "told"),
    [
        ("", "value", MEANT),
        (FVC, "value", MEANT),
        (f'{FVC}domain = "ZR"\n[instruments.fvc.height]\n', "domain", f'{MEANT} in ZR, this endpoint is in "RE"'),
    ],
)
def test_a_value_that_nothing_can_recompute_is_a_mistake(text: str, key: str, told: str) -> None:
    assert mistakes(SMALL + RECOMPUTED + text) == [(f"endpoints[fvc].{key}", told)]
