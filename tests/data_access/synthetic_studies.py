"""Two synthetic studies that several test modules look at, made once each."""

from functools import cache

from data_access.synthetic import SyntheticStudy, generate

MANY = 5_000
NUMBERS = ("AGE", "VISITNUM", "VISITDY", "EXDOSE")


@cache
def many_patients() -> SyntheticStudy:
    """5,000 patients, for the numbers of the model."""
    return generate(MANY, seed=2010)


@cache
def some_patients() -> SyntheticStudy:
    """306 patients, for the tables."""
    return generate(306, seed=7)


def is_number(column: str) -> bool:
    """Numbers by their names, told here a second time."""
    return column in NUMBERS or column.endswith(("SEQ", "STRESN", "DY", "STNRLO", "STNRHI"))
