"""study.toml -> trial.study.Study, read strictly: every mistake told at once, with key, line and what is right."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date

from data_access import (
    course_table,
    deviation_table,
    group_tables,
    instrument_tables,
    intercurrent_table,
    laboratory_table,
    measure_tables,
    safety_table,
    stopping_table,
    visit_table,
)
from data_access.toml_notebook import Mistake, Notebook
from data_access.toml_section import ANY, COLUMN, DOMAIN, IDENTIFIER, Section
from trial.issues import Issue, Severity
from trial.study import Anchor, Endpoint, Reference, Study

LARGEST = 1_000_000
"""Bytes; a study file is some kilobytes."""


class StudyFileError(ValueError):
    """A study file that cannot be used, with every mistake found in it."""

    def __init__(self, file: str, mistakes: Iterable[Mistake]) -> None:
        self.file = file
        self.mistakes = tuple(mistakes)
        count = "1 mistake" if len(self.mistakes) == 1 else f"{len(self.mistakes)} mistakes"
        super().__init__("\n".join([f"{file}: {count}", *(f"  {mistake}" for mistake in self.mistakes)]))

    def issues(self) -> tuple[Issue, ...]:
        """Give the mistakes as findings."""
        return tuple(
            Issue(
                Severity.ERROR,
                table="study.toml",
                file=self.file,
                column=mistake.key or None,
                text=f"Line {mistake.line}: {mistake.text}" if mistake.line else f"It {mistake.text}",
                remedy=_sentence(mistake.right),
            )
            for mistake in self.mistakes
        )


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith("?") else ".")


def parse(content: bytes, name: str = "study.toml") -> Study:
    """Read the bytes of a study file; raises StudyFileError with every mistake."""
    if len(content) > LARGEST:
        raise StudyFileError(name, [Mistake("file", "is larger than 1 MB", "is this the study file?")])
    try:
        text = content.decode("utf-8-sig")
        values: dict[str, object] = tomllib.loads(text)
    except UnicodeDecodeError as error:
        mistake = Mistake("file", f"byte {error.start + 1} is not UTF-8", "save the file as UTF-8")
        raise StudyFileError(name, [mistake]) from error
    except tomllib.TOMLDecodeError as error:
        mistake = Mistake("file", f"is not TOML: {error}", "texts stand in quotation marks, no key stands twice")
        raise StudyFileError(name, [mistake]) from error
    return of_values(values, text, name)


def of_values(values: Mapping[str, object], text: str, name: str = "study.toml") -> Study:
    """Read a parsed study file; `text` is what it was parsed from, for the line numbers."""
    notebook = Notebook(text)
    study = _study(Section(values, notebook))
    if notebook.mistakes:
        raise StudyFileError(name, sorted(notebook.mistakes, key=lambda mistake: mistake.line or 0))
    return study


def _study(top: Section) -> Study:
    head = top.section("study", needed=True) or _absent()
    anchor = top.section("anchor", needed=True) or _absent()
    endpoint_sections, visit_sections = top.sections("endpoints"), top.sections("visits")
    endpoints = tuple(_endpoint(section) for section in endpoint_sections)
    visits = visit_table.read(visit_sections, endpoints)
    cut = head.day("data_cut")
    study = Study(
        id=head.text("id", like='"TCA-ALS-SYN", the STUDYID of the data'),
        title=head.text("title", like='"…"'),
        registry=head.text("registry", ANY),
        phase=head.text("phase", ANY),
        synthetic=head.flag("synthetic"),
        planned_subjects=head.whole("planned_subjects", at_least=1),
        data_cut=cut,
        previous_cut=_previous_cut(head, cut),
        anchor=_anchor(anchor),
        endpoints=endpoints,
        visits=visits,
        historical_months=_months(top.section("historical")),
        safety=safety_table.read(top.section("safety")),
        prohibited=_medications(top.section("prohibited")),
        intercurrent=intercurrent_table.read(top.section("intercurrent")),
        instruments=instrument_tables.read(top.section("instruments"), [visit.id for visit in visits]),
        survival=group_tables.survival(top.section("survival")),
        deviations=deviation_table.read(top.section("deviations"), endpoints),
        data_entry=deviation_table.data_entry(top.section("data_entry")),
        baseline=course_table.baseline(top.section("baseline")),
        product=course_table.product(top.sections("product")),
        stopping=stopping_table.read(top.section("stopping")),
        laboratory=laboratory_table.read(top.section("laboratory")),
    )
    for section in (head, top):
        section.finish()
    measure_tables.tell_not_recomputable(endpoint_sections, endpoints, study.instruments)
    _tell_repeated(endpoint_sections, "id")
    _tell_repeated(visit_sections, "id")
    _tell_repeated(visit_sections, "visitnum")
    return study


def _previous_cut(head: Section, cut: date | None) -> date | None:
    previous = head.day("previous_cut")
    if previous is not None and cut is not None and previous >= cut:
        head.wrong("previous_cut", f"{previous} is not before the data cut", f"a day before data_cut = {cut}")
        return None
    return previous


def _absent() -> Section:
    """Stand in for a needed table that is missing, which is told once: what is asked of it is told to nobody."""
    return Section({}, Notebook(""))


def _anchor(section: Section) -> Anchor:
    anchor = Anchor(
        label=section.text("label", like='"Infusion"'),
        domain=section.text("domain", DOMAIN, like='"EX"'),
        date=section.text("date", COLUMN, like='"EXSTDTC"'),
        where=section.where("where"),
    )
    section.finish()
    return anchor


def _endpoint(section: Section) -> Endpoint:
    domain = section.text("domain", DOMAIN, like='"QS"')
    limits = section.pair("range", "[0, 48]")
    axis = section.pair("axis", "[0, 48]")
    decimals = section.whole("decimals", at_least=0)
    reference = section.section("reference")
    endpoint = Endpoint(
        id=section.text("id", IDENTIFIER, like='"alsfrs_r"'),
        label=section.text("label", like='"ALSFRS-R"'),
        unit=section.text("unit", ANY, like='"points"'),
        domain=domain,
        where=section.where("where", like='{ QSTESTCD = "ALSR1TOT" }'),
        value=section.text("value", COLUMN, default=f"{domain}STRESN"),
        date=section.text("date", COLUMN, default=f"{domain}DTC"),
        range=limits,
        axis=axis or limits,
        better="lower" if section.choice("better", ("higher", "lower"), like='"higher"') == "lower" else "higher",
        decimals=1 if decimals is None else decimals,
        reference=_reference(reference) if reference else None,
        responders=group_tables.responders(section.section("responders")),
        curve_months=group_tables.curve_months(section),
        least_decline=_above_0(section, "least_decline", "the decline per month from which a per cent is given"),
    )
    section.finish()
    return endpoint


def _above_0(section: Section, key: str, meaning: str) -> float | None:
    found = section.number(key)
    if found is not None and found <= 0:
        section.wrong(key, f"{found:g} is not above 0", f"{meaning} is above 0")
        return None
    return found


def _reference(section: Section) -> Reference:
    slope = section.number("slope", like="-1.02")
    spread = section.number("sd", like="0.75")
    if spread is not None and spread < 0:
        section.wrong("sd", f"{spread:g} is negative", "a standard deviation is 0 or more")
    reference = Reference(
        slope or 0.0,
        spread or 0.0,
        section.text("source", like='"…, the publication it comes from"'),
        _above_0(section, "residual_sd", "a residual standard deviation"),
    )
    section.finish()
    return reference


def _months(section: Section | None) -> int | None:
    if section is None:
        return None
    months = section.whole("months_before_screening", at_least=1, like="3")
    section.finish()
    return months


def _medications(section: Section | None) -> tuple[str, ...]:
    if section is None:
        return ()
    medications = section.texts("medications")
    section.finish()
    return medications


def _tell_repeated(sections: list[Section], key: str) -> None:
    seen: set[str] = set()
    for section in sections:
        value = section.written(key)
        if value in seen:
            section.wrong(key, f"{value} stands more than once", f"each needs its own {key}")
        if value is not None:
            seen.add(value)
