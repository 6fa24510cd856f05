"""Intercurrent events: which there are, and after which a study lets values leave the fits."""

from dataclasses import dataclass
from enum import StrEnum


class Intercurrent(StrEnum):
    """Events after the treatment that bear on how later values can be read (ICH E9(R1))."""

    DEATH = "death"
    TRACHEOSTOMY = "tracheostomy"
    VENTILATION = "ventilation"
    GASTROSTOMY = "gastrostomy"
    PROHIBITED_MEDICATION = "prohibited_medication"
    CELL_PRODUCT = "cell_product"


@dataclass(frozen=True, slots=True)
class IntercurrentRules:
    """After which events values leave the fits: by plan, and in the sensitivity analysis as well."""

    censor: tuple[Intercurrent, ...] = ()
    sensitivity: tuple[Intercurrent, ...] = tuple(Intercurrent)
    cell_products: tuple[str, ...] = ()
    """Names of other cell products, found as whole words in CM and PR."""
