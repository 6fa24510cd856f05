"""Predicted vital capacity once more: the published tables read as text, each term in plain arithmetic."""

import csv
import math
import warnings
from importlib.resources import files

import numpy as np
import pytest
from pyspiro import HANKINSON_1999

from trial.instrument_rules import Equation, Population
from trial.instruments.reference_equations import expected

TABLES = {Equation.GLI_2012: "gli_2012", Equation.GLI_GLOBAL: "bowerman_2022"}
GROUP_TERMS = {
    Population.CAUCASIAN: (None, None),
    Population.AFRICAN_AMERICAN: ("a3", "p2"),
    Population.NORTHEAST_ASIAN: ("a4", "p3"),
    Population.SOUTHEAST_ASIAN: ("a5", "p4"),
    Population.OTHER: ("a6", "p5"),
}


def people(count=300, seed=11):
    """Random adults with their volumes; ages off the grid of quarter years and on it."""
    rng = np.random.default_rng(seed)
    sex = np.where(rng.random(count) < 0.5, "F", "M").astype(object)
    age = np.where(rng.random(count) < 0.3, np.round(rng.uniform(20, 80, count) * 4) / 4, rng.uniform(20, 80, count))
    return sex, age, rng.uniform(145, 200, count), rng.uniform(0.8, 6.5, count)


def rows(name):
    """One table of the package, by its first column."""
    with (files("pyspiro.data") / name).open(encoding="utf-8") as text:
        return list(csv.DictReader(text, delimiter=";"))


def plain(equation, population, sex, age, height, litres):
    """Median, z and lower limit of one person."""
    column = "FVC_males" if sex == "M" else "FVC_females"
    term = {row["var"]: float(row[column]) for row in rows(f"{TABLES[equation]}_coefficients.csv") if row[column]}
    spline = {float(row["age"]): row for row in rows(f"{TABLES[equation]}_splines.csv")}
    below = math.floor(age * 4) / 4
    share = (age - below) * 4

    def at(kind):
        low = float(spline[below][f"{column}_{kind}spline"])
        high = float(spline[below + 0.25][f"{column}_{kind}spline"]) if share else low
        return low + share * (high - low)

    group, spread = GROUP_TERMS[population] if equation is Equation.GLI_2012 else (None, None)
    median = math.exp(
        term["a0"]
        + term["a1"] * math.log(height)
        + term["a2"] * math.log(age)
        + at("M")
        + (term[group] if group else 0)
    )
    s = math.exp(term["p0"] + term["p1"] * math.log(age) + at("S") + (term[spread] if spread else 0))
    power = term["q0"] + (term["q1"] * math.log(age) + at("L") if equation is Equation.GLI_2012 else 0)
    z = ((litres / median) ** power - 1) / (power * s)
    return median, z, median * (1 - 1.645 * power * s) ** (1 / power)


@pytest.mark.parametrize("equation", list(TABLES))
@pytest.mark.parametrize("population", list(Population))
def test_every_equation_equals_its_tables_in_plain_arithmetic(equation, population) -> None:
    sex, age, height, litres = people(40)
    found = expected(equation, population, sex, age, height, litres)
    again = [plain(equation, population, *each) for each in zip(sex, age, height, litres, strict=True)]
    median, z, lower = (np.array(column) for column in zip(*again, strict=True))
    assert found.predicted == pytest.approx(median, rel=1e-9)
    assert found.percent == pytest.approx(100 * litres / median, rel=1e-9)
    assert found.z == pytest.approx(z, rel=1e-9, abs=1e-9)
    assert found.lower_limit == pytest.approx(lower, rel=1e-9)


def test_nhanes_3_equals_the_package() -> None:
    sex, age, _, litres = people()
    height = np.random.default_rng(3).uniform(158, 180, len(age))  # the package answers only the heights it has seen
    found = expected(Equation.NHANES_III, Population.CAUCASIAN, sex, age, height, litres)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        package = HANKINSON_1999()
    for at in range(len(age)):
        asked = (0 if sex[at] == "F" else 1, age[at], height[at], 1, HANKINSON_1999.Parameters.FVC, litres[at])
        assert round(float(found.percent[at]), 2) == pytest.approx(package.percent(*asked), abs=0.011)
        assert found.z[at] == pytest.approx(package.zscore(*asked), rel=1e-9, abs=1e-9)
        assert found.lower_limit[at] == pytest.approx(package.lln(*asked), rel=1e-9)
