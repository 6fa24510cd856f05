"""What study.toml says about the page of the patients: where baseline and product stand in the data."""

from dataclasses import dataclass

from trial.record_rules import Where


@dataclass(frozen=True, slots=True)
class BaselineRules:
    """Rows of MH that begin with the first weakness and with the diagnosis, qualifiers of MH, tests of VS."""

    onset: Where = (("MHEVDTYP", ("SYMPTOM ONSET",)),)
    diagnosis: Where = (("MHEVDTYP", ("DIAGNOSIS",)),)
    site: str = "ONSETSIT"
    """Column of MH, or QNAM of SUPPMH, with the site of onset."""
    certainty: str = "ELESCOR"
    """The same with the El Escorial category."""
    weight: Where = (("VSTESTCD", ("WEIGHT",)),)
    height: Where = (("VSTESTCD", ("HEIGHT",)),)


@dataclass(frozen=True, slots=True)
class ProductColumn:
    """A column of EX, or QNAM of SUPPEX, that is shown of each treatment; `unit` is the column of its unit."""

    column: str
    label: str
    unit: str = ""


PRODUCT = (
    ProductColumn("EXDOSE", "Dose", "EXDOSU"),
    ProductColumn("EXVOL", "Volume", "EXVOLU"),
    ProductColumn("EXVAMT", "Volume", "EXVAMTU"),
    ProductColumn("EXVIAB", "Viability, %"),
    ProductColumn("EXLOT", "Lot"),
    ProductColumn("EXLEVEL", "Level"),
    ProductColumn("EXNEEDLE", "Needle"),
)
"""What is shown where the study file names nothing, as far as the data have it."""
