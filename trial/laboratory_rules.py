"""What study.toml says about laboratory values and vital signs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LaboratoryRules:
    """Which tests are read, by LBTESTCD and VSTESTCD; none named: all."""

    tests: tuple[str, ...] = ()
