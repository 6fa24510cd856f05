"""Findings about one assessment of one subject, and the same as findings about the data, gathered by kind."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from trial.issues import Issue, Severity
from trial.words import counted, listed

NOTHING = "Nothing to do."
MOST_SUBJECTS = 5


@dataclass(frozen=True, slots=True)
class Kind:
    """One rule that an assessment can break.

    `name` is the short identifier in exports, `text` ends the sentence "3 assessments …", `remedy` says what to do.
    """

    name: str
    severity: Severity
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One assessment that breaks a rule.

    `instrument` is the key of the study file (alsfrs_r, fvc), `label` its name on the screen. `date` is as written,
    `day` counts from the anchor (None: partial date or no anchor). `text` says in a sentence what this assessment has.
    `rows` are file and 1-based data row of every record that takes part.
    """

    subject: int
    instrument: str
    label: str
    kind: Kind
    date: str | None
    day: int | None
    visit: str | None
    text: str
    table: str
    column: str | None
    rows: tuple[tuple[str, int], ...]


def issues(findings: Iterable[Finding], names: Sequence[str]) -> Iterator[Issue]:
    """Tell the findings as findings about the data: one for each instrument, rule and file.

    `names` are the subjects' identifiers by position. A single finding is told in its own words.
    """
    parts = [(found, file) for found in findings for file in dict.fromkeys(file for file, _ in found.rows)]
    parts.sort(key=lambda part: (part[0].instrument, part[0].kind.name, part[1]))
    for (_, _, file), each in groupby(parts, key=lambda part: (part[0].instrument, part[0].kind.name, part[1])):
        yield _issue([found for found, _ in each], file, names)


def _issue(found: Sequence[Finding], file: str, names: Sequence[str]) -> Issue:
    first = found[0]
    rows = sorted({row for one in found for name, row in one.rows if name == file})
    if len(found) == 1:
        told = f"{first.text}: {names[first.subject]}{f', {first.date}' if first.date else ''}"
    else:
        subjects = list(dict.fromkeys(names[one.subject] for one in found))
        told = f"{counted(len(found), 'assessment')} {first.kind.text}: {listed(subjects, MOST_SUBJECTS)}"
    text = f"{first.label}: {told}"
    return Issue(first.kind.severity, first.table, text, first.kind.remedy, file, first.column, tuple(rows))
