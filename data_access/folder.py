"""What stands in the data folder: which files are datasets, what reading gave, and why the others are left alone."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data_access.raw import RawTable
from trial.issues import Issue, Severity
from trial.snapshot import SourceFile

Reader = Callable[[Path], RawTable]


class FolderError(ValueError):
    """A folder from which nothing can be read, with what to do about it."""

    def __init__(self, code: str, text: str, remedy: str) -> None:
        super().__init__(text)
        self.code, self.text, self.remedy = code, text, remedy


@dataclass(frozen=True, eq=False)
class Contents:
    """What a folder holds, collected file by file: tables as read, files that are none, findings of no table."""

    raws: list[RawTable] = field(default_factory=list)
    others: list[SourceFile] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is read."""

    files: int = 1_000
    bytes_per_file: int = 2_000_000_000


LIMITS = Limits()


def look(folder: Path, formats: Mapping[str, Reader], limits: Limits, study_file: Path) -> Contents:
    """Read every dataset of a folder in the order of file names; raises FolderError where there is nothing to read."""
    contents = Contents()
    for path in _listed(folder, limits):
        reader = formats.get(path.suffix.lower())
        if path.is_symlink() or not path.is_file():
            _leave(contents, path, "not a regular file", "Copy the file itself into the folder.")
        elif reader is None or _is_same(path, study_file):
            contents.others.append(_other(path, "study file" if _is_same(path, study_file) else "not a dataset"))
        elif path.stat().st_size > limits.bytes_per_file:
            size = f"{limits.bytes_per_file // 1_000_000:,} MB"
            _leave(contents, path, f"larger than {size}", "Raise MONITOR_MAX_FILE_MB if the size is right.")
        else:
            _read(contents, path, reader)
    if not contents.raws:
        endings = ", ".join(sorted(formats))
        raise FolderError(
            "no_datasets", f"There is no dataset in {folder.name}", f"Put files ending in {endings} there."
        )
    return contents


def _listed(folder: Path, limits: Limits) -> list[Path]:
    try:
        paths = [path for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise FolderError("no_folder", f"The data folder {folder} {reason}", "Check --data or MONITOR_DATA.") from error
    if len(paths) > limits.files:
        text = f"The data folder holds {len(paths):,} files, over the limit of {limits.files:,}"
        raise FolderError("too_many_files", text, "Give a folder of one study, or raise MONITOR_MAX_FILES.")
    return [path for path in paths if path.is_symlink() or not path.is_dir()]


def _is_same(path: Path, other: Path) -> bool:
    return path.resolve() == other.resolve()


def _read(contents: Contents, path: Path, reader: Reader) -> None:
    """Read one file. Whatever a reader stumbles over costs this file alone."""
    try:
        contents.raws.append(reader(path))
    except Exception as error:
        reason = error.strerror if isinstance(error, OSError) else type(error).__name__
        _leave(
            contents,
            path,
            f"the reader stopped ({reason})",
            "Check that the file is whole and readable.",
            Severity.ERROR,
        )


def _leave(contents: Contents, path: Path, why: str, remedy: str, severity: Severity = Severity.WARNING) -> None:
    contents.others.append(_other(path, f"not read: {why}"))
    contents.issues.append(
        Issue(severity, path.stem.upper(), f"{path.name} was not read: {why}", remedy, file=path.name)
    )


def _other(path: Path, words: str) -> SourceFile:
    """List a file that is no dataset; its content is not read, so it has no hash."""
    size = 0 if path.is_symlink() or not path.is_file() else path.stat().st_size
    return SourceFile(path.name, None, words, size, "", None, used=False)


def fingerprint(raws: list[RawTable], study: bytes, mapping: str) -> str:
    """Give the SHA-256 over names and hashes of the datasets (sorted), the study file, the version of the mapping."""
    lines = sorted(f"{raw.origin.file}\0{raw.origin.sha256}" for raw in raws)
    whole = "\n".join([*lines, hashlib.sha256(study).hexdigest(), mapping])
    return hashlib.sha256(whole.encode()).hexdigest()
