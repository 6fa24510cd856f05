"""Datasets against their contracts -> drafts: every rule is tried on every table, every finding is kept."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from data_access import qualifiers, relations, rules
from data_access.columns import coded, missing
from data_access.datasets import Dataset, combined
from data_access.draft import Draft
from trial.issues import Issue, Severity
from trial.matching import Matcher
from trial.snapshot import EARLIEST
from trial.study import Anchor, Endpoint, Study
from trial.tables import KNOWN, RELREC, SUBJECT, SUPP, TEXT, contract


def used_tables(study: Study) -> frozenset[str]:
    """Name the tables that the program or the study file uses, without their SUPP tables."""
    named = {study.anchor.domain} | {endpoint.domain for endpoint in study.endpoints}
    return frozenset(KNOWN) | named | study.instruments.domains | study.deviations.domains


def is_used(name: str, study: Study) -> bool:
    """Whether a dataset takes part: a table in use, or the qualifiers of one."""
    return name.removeprefix(SUPP) in used_tables(study)


@dataclass(frozen=True, slots=True)
class _Subjects:
    """Who is in DM: those who can be used, and those whose rows are all set aside."""

    known: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()


def validate(found: Mapping[str, Dataset], study: Study, today: float) -> dict[str, Draft]:
    """Check the tables in use; `today` is the epoch day of reading."""
    names = [name for name in found if is_used(name, study)]
    drafts = {name: _begun(found[name]) for name in sorted(names, key=lambda name: (name != "DM", name))}
    for draft in drafts.values():
        rules.hold_to_study(draft, study.id)
        if draft.table.per_subject:
            rules.hold_to_identifiers(draft)
    if "DM" in drafts:
        rules.hold_to_keys(drafts["DM"])
    subjects = _subjects(drafts.get("DM"))
    for name, draft in drafts.items():
        if draft.table.per_subject and name != "DM":
            rules.hold_to_subjects(draft, subjects.known, subjects.refused)
        if name != "DM":
            rules.hold_to_keys(draft)
    _qualify_and_finish(drafts, study, today)
    return drafts


def _subjects(demographics: Draft | None) -> _Subjects:
    if demographics is None:
        return _Subjects()
    named = demographics.words(SUBJECT)
    known = frozenset(str(name) for name in named[demographics.used])
    refused = frozenset(str(name) for name in named[~demographics.used] if name is not None)
    return _Subjects(known, refused - known)


def _begun(dataset: Dataset) -> Draft:
    """Combine the parts; set aside the parts that cannot be used."""
    table = contract(dataset.name, dataset.columns)
    draft = combined(dataset, table)
    draft.issues.extend(dataset.issues)
    if dataset.conflict:
        draft.set_aside(
            np.isin(draft.files, sorted(dataset.conflict)),
            "the same part stands in two files",
            "Keep one of the files.",
            text=f"two sources for one part of {dataset.name}: {', '.join(sorted(dataset.conflict))}; neither is used",
        )
    for part in dataset.parts:
        lacking = [name for name in table.required if name not in part.frame.columns]
        if lacking:
            columns = ", ".join(lacking)
            draft.set_aside(
                draft.files == part.file,
                f"{part.file} has no column {columns}",
                f"Add {columns} and export the dataset again.",
                lacking[0],
            )
    return draft


def _qualify_and_finish(drafts: Mapping[str, Draft], study: Study, today: float) -> None:
    linked = {}
    for name, supp in drafts.items():
        parent = drafts.get(name.removeprefix(SUPP))
        if supp.table.is_supp:
            linked[name] = qualifiers.links(supp, parent) if parent is not None and supp.size else []
            if parent is not None and linked[name]:
                qualifiers.attach(supp, parent, linked[name])
    for draft in drafts.values():
        if not draft.table.is_supp:
            _finish(draft, study, today)
    for name, found in linked.items():
        qualifiers.set_orphans_aside(drafts[name], drafts.get(name.removeprefix(SUPP)), found)
        rules.tell_breaches(drafts[name])
    if RELREC in drafts:
        relations.hold_to_records(drafts[RELREC], drafts)


def _finish(draft: Draft, study: Study, today: float) -> None:
    endpoints = [endpoint for endpoint in study.endpoints if endpoint.domain == draft.table.name]
    anchors = {study.anchor.date} if study.anchor.domain == draft.table.name else set()
    named = {endpoint.date for endpoint in endpoints} | anchors
    relied = set() if draft.table.name == "DM" else {draft.table.start or "", *named}
    rules.hold_to_numbers(draft, {endpoint.value for endpoint in endpoints})
    rules.hold_to_dates(draft, relied, named)
    if anchors:
        tell_lost_anchors(draft, study.anchor)
    for endpoint in endpoints:
        hold_to_range(draft, endpoint)
    rules.tell_breaches(draft)
    rules.tell_order(draft)
    rules.tell_future(draft, today)


def tell_lost_anchors(draft: Draft, anchor: Anchor) -> None:
    """Name the subjects of whom a possible anchor has an impossible date: theirs may be missing or too late."""
    if anchor.date not in draft.names:
        return
    undated = np.isnan(draft.number[anchor.date + EARLIEST])
    written = ~missing(draft.words(anchor.date)) | ~missing(draft.words(anchor.date + TEXT))
    lost = undated & written & Matcher(draft.every()).rows(anchor.where)
    subjects = sorted({str(name) for name in draft.words(SUBJECT)[lost] if name is not None})
    if subjects:
        text = f"{anchor.label} of {rules.some(subjects, mark='')} may be missing or too late: a date is impossible"
        draft.issues.append(
            Issue(Severity.ERROR, draft.table.name, text, f"Correct {anchor.date}.", column=anchor.date)
        )


def hold_to_range(draft: Draft, endpoint: Endpoint) -> None:
    """Set aside the rows of an endpoint whose value lies outside its range."""
    values = draft.number.get(endpoint.value)
    if endpoint.range is None or values is None:
        return
    low, high = endpoint.range
    outside = (values < low) | (values > high)
    if outside.any():
        outside &= Matcher(draft.every()).rows(endpoint.where)
    _, impossible = coded(values[outside])
    draft.set_aside(
        outside,
        f"{endpoint.value} is outside {low:g} to {high:g} ({endpoint.label})",
        f"Correct the value, or the range of {endpoint.id} in the study file.",
        endpoint.value,
        text=f"{endpoint.value} outside {low:g} to {high:g} ({endpoint.label}): "
        f"{rules.some([f'{value:g}' for value in impossible])}"
        if len(impossible)
        else None,
    )
