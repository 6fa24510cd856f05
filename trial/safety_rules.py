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
    related_cells: Where = ()
    """Judgements of the relation to the cell product; empty: those of `related`."""
    related_procedure: Where = ()
    """To the infusion procedure; empty: RELPROC with the values of `related`."""
    related_aspiration: Where = ()
    """To the marrow aspiration; empty: RELASP with the values of `related`."""
    worsened: str = ""
    """Column with the date on which the grade of an event rose; empty: none."""
    aware: str = "AEAWDTC"
    """Column with the date on which the site became aware of an event."""
    reported: str = "AERPTDTC"
    """Column with the date on which it was reported."""
    adjudicator: str = "PEADJBY"
    adjudication_date: str = "PEADJDTC"
    adjudication_reason: str = "PEADJRAT"
    adjudication_sent: str = "PEADJREQ"
    atypical: tuple[str, ...] = ()
    """Words that mark a sensory or sphincter sign, which the disease itself spares."""

    @property
    def cells(self) -> Where:
        """Which judgements mean related to the cell product."""
        return self.related_cells or self.related

    @property
    def procedure(self) -> Where:
        """Which judgements mean related to the infusion procedure."""
        return self.related_procedure or (("RELPROC", self._related_values),)

    @property
    def aspiration(self) -> Where:
        """Which judgements mean related to the marrow aspiration."""
        return self.related_aspiration or (("RELASP", self._related_values),)

    @property
    def _related_values(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for _, values in self.related for value in values))
