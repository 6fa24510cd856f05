"""Predicted forced vital capacity of a healthy person of the same sex, age and height, by one published equation."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pyspiro

from trial.columns import Floats, Objects
from trial.instrument_rules import Equation, Population

EXACT_VOLUME = 1e12
"""The per cent that the package answers is rounded to two decimals; that of so large a volume loses nothing by it."""


NAMES = {
    Equation.GLI_2012: "GLI-2012",
    Equation.NHANES_III: "NHANES III",
    Equation.GLI_GLOBAL: "GLI Global 2022",
}
SOURCES = {
    Equation.GLI_2012: "Quanjer 2012, doi:10.1183/09031936.00080312",
    Equation.NHANES_III: "Hankinson 1999, doi:10.1164/ajrccm.159.1.9712108",
    Equation.GLI_GLOBAL: "Bowerman 2023, doi:10.1164/rccm.202205-0963OC",
}
_SEXES = {"F": 0, "FEMALE": 0, "M": 1, "MALE": 1}
_GROUPS = {population: place for place, population in enumerate(Population, start=1)}
"""Codes of the package for GLI-2012."""
_TAIL = 1.645
"""Standard deviations from the median to the fifth percentile, as the equations round it."""
_NHANES = np.array([(-0.3560, 0.01870, -0.000382, 0.00014815), (-0.1933, 0.00064, -0.000269, 0.00018642)])
"""Women, men: constant, age, age squared, height squared (Hankinson 1999, tables 4 and 5, adults)."""
_NHANES_LOWER = np.array([0.00012198, 0.00015695])
"""Women, men: the factor of height squared for the lower limit."""
_NHANES_AGES = np.array([(18.0, 80.0), (20.0, 80.0)])


@dataclass(frozen=True, eq=False)
class Expected:
    """One entry a measurement, NaN outside the ages of the equation or without sex, age or height.

    `predicted` is in litres, the median of the equation; `percent` = 100 x litres / predicted; `z` is the deviation
    in standard deviations; `lower_limit` is the fifth percentile in litres.
    """

    predicted: Floats
    percent: Floats
    z: Floats
    lower_limit: Floats


def expected(
    equation: Equation, population: Population, sex: Objects, age: Floats, height: Floats, litres: Floats
) -> Expected:
    """Set each measured volume against the equation; age in decimal years on that day, height in cm.

    GLI (LMS): z = ((litres / M)^L - 1) / (L S), lower limit = M (1 - 1.645 L S)^(1 / L). NHANES III, adults:
    a + b age + c age^2 + d height^2, the lower limit with its own d; z = 1.645 (litres - predicted) / (predicted -
    lower limit). Assumes an adult measured as the equation's people were. Sources: SOURCES.
    """
    code = np.array([_SEXES.get(str(each).upper(), -1) for each in sex], dtype=np.int64)
    known = (code >= 0) & np.isfinite(age) & np.isfinite(height) & (age > 0) & (height > 0)
    columns = [np.full(len(age), np.nan) for _ in range(3)]
    if known.any():
        measured = np.where(np.isfinite(litres) & (litres > 0), litres, EXACT_VOLUME)[known]
        people = pd.DataFrame({"sex": code[known], "age": age[known], "height": height[known], "value": measured})
        asked = _nhanes(people) if equation is Equation.NHANES_III else _gli(equation, population, people)
        for column, values in zip(columns, asked, strict=True):
            column[known] = values
    predicted, z, lower = columns
    return Expected(predicted, 100 * litres / predicted, np.where(litres > 0, z, np.nan), lower)


def _nhanes(people: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Work out the polynomial of NHANES III."""
    sex, age, height = (people[name].to_numpy() for name in ("sex", "age", "height"))
    constant, by_age, by_age2, by_height2 = _NHANES[sex].T
    youngest, oldest = _NHANES_AGES[sex].T
    base = np.where((youngest <= age) & (age <= oldest), constant + by_age * age + by_age2 * age**2, np.nan)
    predicted, lower = base + by_height2 * height**2, base + _NHANES_LOWER[sex] * height**2
    z = _TAIL * (people["value"].to_numpy() - predicted) / (predicted - lower)
    return predicted, z, lower


def _gli(equation: Equation, population: Population, people: pd.DataFrame) -> tuple[Floats, Floats, Floats]:
    """Ask the package for the median, the deviation and the lower limit of a GLI equation."""
    rule = pyspiro.GLI_2012() if equation is Equation.GLI_2012 else pyspiro.BOWERMAN_2022()
    group = "group" if equation is Equation.GLI_2012 else None
    rows = people.assign(group=_GROUPS[population], exact=EXACT_VOLUME)
    fvc = rule.Parameters.FVC
    whole = rule.compute(rows, fvc, value_col="exact", ethnicity_col=group, metrics=("percent",))
    rest = rule.compute(rows, fvc, value_col="value", ethnicity_col=group, metrics=("zscore", "lln"))
    return 100 * EXACT_VOLUME / _numbers(whole["percent"]), _numbers(rest["zscore"]), _numbers(rest["lln"])


def _numbers(answered: "pd.Series[float]") -> Floats:
    return np.asarray(pd.to_numeric(answered, errors="coerce"), dtype=np.float64)
