"""A folder of files and a study file -> one immutable Snapshot, or the reason why there is none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from data_access import crosschecks, event_checks, instrument_checks, laboratory_checks, ledger, study_file, visit_table
from data_access import folder as folders
from data_access.data_cut import latest_day
from data_access.datasets import Dataset, datasets
from data_access.draft import Draft
from data_access.folder import LIMITS, Contents, FolderError, Limits
from data_access.gaps import Gaps
from data_access.raw import RawTable
from data_access.readers import FORMATS
from data_access.study_file import StudyFileError
from data_access.validate import is_used, validate
from trial.calendar import epoch_day
from trial.issues import Issue, Issues, Severity
from trial.snapshot import Snapshot, Unusable
from trial.study import Study
from trial.tables import STUDY

MAPPING_VERSION = "2"
"""Raised whenever the same files give another snapshot than before: it is part of the fingerprint."""


def assemble(folder: Path, study_path: Path, limits: Limits = LIMITS) -> Snapshot | Unusable:
    """Load the study that `study_path` describes from the files of `folder`."""
    try:
        content = _study_content(folder, study_path)
        study = study_file.parse(content, study_path.name)
        contents = folders.look(folder, FORMATS, limits, study_path)
    except StudyFileError as error:
        text = f"The study file {error.file} cannot be used: {len(error.mistakes)} to correct"
        return Unusable("study_file", text, "Correct what is listed; nothing is shown until then.", error.issues())
    except FolderError as error:
        return Unusable(error.code, error.text, error.remedy)
    version = folders.fingerprint(contents.raws, content, MAPPING_VERSION)
    return snapshot_of(contents, study, version, datetime.now(UTC))


def _study_content(folder: Path, path: Path) -> bytes:
    """Give the bytes of the study file, of one that is too large as many as it takes to see that."""
    try:
        with path.open("rb") as file:
            return file.read(study_file.LARGEST + 1)
    except FileNotFoundError as error:
        if not folder.is_dir():
            raise FolderError(
                "no_folder", f"The data folder {folder} does not exist", "Check --data or MONITOR_DATA."
            ) from error
        remedy = "Put a study.toml into the data folder or name one with --study; docs/data.md describes it."
        raise FolderError("no_study", f"There is no study file {path.name} in {path.parent}", remedy) from error
    except OSError as error:
        raise FolderError("no_study", f"{path} cannot be read ({error.strerror})", "Check path and rights.") from error


def snapshot_of(contents: Contents, study: Study, version: str, loaded_at: datetime) -> Snapshot | Unusable:
    """Make the snapshot from what a folder holds; `loaded_at` tells which dates lie in the future."""
    found = datasets(contents.raws)
    today = epoch_day(loaded_at.date())
    drafts = validate(found, study, today)
    issues = Issues([*contents.issues, *_unreadable(contents.raws), *visit_table.remarks(study)])
    for draft in drafts.values():
        issues.extend(draft.issues)
    refusal = _refusal(found, drafts, study, tuple(issues))
    if refusal is not None:
        return refusal
    tables = {name: draft.accepted() for name, draft in drafts.items() if _is_usable(draft, found[name])}
    cut = (study.data_cut, "") if study.data_cut else latest_day(tables, study, today)
    if cut is None:
        return Unusable(
            "no_dates", "There is no complete date in the data up to today", "Check the --DTC columns.", tuple(issues)
        )
    issues.extend(crosschecks.issues(tables, study, epoch_day(cut[0])))
    issues.extend(event_checks.issues(tables, study, epoch_day(cut[0])))
    gaps = Gaps(tables, study)
    issues.extend(gaps.issues())
    if not study.data_cut:
        issues.add(_cut_note(*cut))
    snapshot = Snapshot(
        study=study,
        version=version,
        cut=cut[0],
        cut_limit=study.data_cut,
        tables=MappingProxyType(tables),
        issues=tuple(issues),
        ledger=ledger.counts(found, drafts),
        set_aside=ledger.rows_set_aside(found, drafts),
        files=tuple(
            sorted([*ledger.sources(contents.raws, found, drafts), *contents.others], key=lambda each: each.name)
        ),
        unused=tuple(sorted(name for name in found if not is_used(name, study))),
        switched_off=gaps.switched_off(),
        loaded_at=loaded_at,
    )
    return replace(snapshot, issues=(*issues, *instrument_checks.issues(snapshot), *laboratory_checks.issues(snapshot)))


def _unreadable(raws: Sequence[RawTable]) -> Iterator[Issue]:
    """Give the findings on files whose structure is broken: they belong to no dataset."""
    for raw in raws:
        if not raw.usable:
            yield from raw.issues


def _refusal(
    found: Mapping[str, Dataset], drafts: Mapping[str, Draft], study: Study, issues: tuple[Issue, ...]
) -> Unusable | None:
    """Say why nothing can be shown: without usable subjects there is no study."""
    demographics = drafts.get("DM")
    if demographics is None:
        broken = [issue.file for issue in issues if issue.table == "DM" and issue.severity is Severity.ERROR]
        text = f"DM cannot be read ({broken[0]})" if broken else "There is no DM"
        remedy = "See the findings." if broken else "Put the DM dataset into the folder."
        return Unusable("no_dm", f"{text}: the subjects of the study are not known", remedy, issues)
    if found["DM"].conflict:
        files = " and ".join(sorted(found["DM"].conflict))
        return Unusable("two_sources", f"There are two sources for DM: {files}", "Keep one of the files.", issues)
    if demographics.used.any():
        return None
    others = sorted({str(name) for name in demographics.words(STUDY) if name is not None} - {study.id})
    if others:
        text = f"The study file is of study {study.id}, the data are of {', '.join(others)}"
        return Unusable("wrong_study", text, f"study.id must equal {STUDY} in the data.", issues)
    return Unusable("no_subjects", "DM has no usable row", "See the findings: every row was set aside.", issues)


def _is_usable(draft: Draft, dataset: Dataset) -> bool:
    """Whether a table can be relied on: it has its columns, and no rows at all or some in use.

    A table without rows says that there is nothing (no event yet); one whose rows are all set aside says nothing.
    """
    complete = all(name in draft.names for name in draft.table.required)
    return complete and (dataset.rows == 0 or bool(draft.used.any()))


def _cut_note(day: date, column: str) -> Issue:
    text = f"The study file names no data_cut: the cut is {day}, the latest complete date ({column})"
    return Issue(
        Severity.NOTE, "study.toml", text, "Write data_cut = … under [study] if the data were cut on a known day."
    )
