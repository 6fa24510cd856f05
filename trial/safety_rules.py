"""What study.toml says about safety: which columns carry grade, relation, seriousness and the primary endpoint."""

from dataclasses import dataclass

from trial.record_rules import Where


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """Which columns of AE (or QNAMs of SUPPAE) carry what safety needs."""

    grade: str = "AETOXGR"
    severity: str = "AESEV"
    severity_grade: tuple[tuple[str, int], ...] = (("MILD", 1), ("MODERATE", 2), ("SEVERE", 3))
    related: Where = (("AEREL", ("RELATED", "POSSIBLY RELATED", "PROBABLE", "POSSIBLE", "Y")),)
    site: str = "PESITE"
    neurologic: str = "PENEURO"
    natural_progression: str = "PENATPRG"
    adjudication: str = "PEADJ"
    aesi: tuple[str, ...] = ()
