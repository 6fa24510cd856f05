"""The rules that every table must keep: its study, its subjects, its keys, its numbers, its dates."""

from collections.abc import Collection, Sequence

import numpy as np
import pandas as pd

from data_access.columns import Codes, Rows, coded, dates, filled, missing, numbers, spread, why_no_date
from data_access.draft import Draft, column_series
from data_access.schema import EMPTY, breaches
from trial.issues import Severity
from trial.snapshot import EARLIEST, LATEST
from trial.tables import AGE_LIMITS, STUDY, SUBJECT, TEXT

MOST_NAMED = 5
"""A finding quotes at most so many of the values it is about; the rows are all listed."""


def some(values: Sequence[str], mark: str = '"', count: int | None = None) -> str:
    """Quote the first few of some values; `count` says how many there are where not all are given."""
    more = (len(values) if count is None else count) - MOST_NAMED
    named = ", ".join(f"{mark}{each}{mark}" for each in values[:MOST_NAMED])
    return f"{named} and {more:,} more" if more > 0 else named


def hold_to_study(draft: Draft, study_id: str) -> None:
    """Set aside the rows of another study; a row that names none is taken to be of this one."""
    codes, names = coded(draft.column(STUDY))
    others = [str(name) for name in names if name != study_id]
    if others:
        draft.set_aside(
            np.isin(codes, [at for at, name in enumerate(names) if name != study_id]),
            "the row belongs to another study",
            f"Keep one study in one folder; study.id in the study file must equal {STUDY}.",
            STUDY,
            text=f"{STUDY} is {some(others)}, the study file is for {study_id}",
        )
    if STUDY in draft.names:
        draft.tell(codes < 0, f"without {STUDY}, taken to be of {study_id}", f"Fill {STUDY}.", STUDY)


def hold_to_subjects(draft: Draft, known: Collection[str], refused: Collection[str] = ()) -> None:
    """Set aside rows whose subject DM does not have, or has only in rows that are set aside (`refused`)."""
    codes, names = coded(draft.column(SUBJECT))
    texts = [str(name) for name in names]
    strangers = [name for name in texts if name not in known and name not in refused]
    draft.set_aside(
        np.isin(codes, [at for at, name in enumerate(texts) if name in strangers]),
        "the subject is not in DM",
        "Add the subject to DM or correct the identifier.",
        SUBJECT,
        text=f"subjects that are not in DM: {some(strangers)}",
    )
    without_dm = [name for name in texts if name in refused]
    draft.set_aside(
        np.isin(codes, [at for at, name in enumerate(texts) if name in without_dm]),
        "the row of the subject in DM is set aside",
        "See the findings on DM.",
        SUBJECT,
        text=f"subjects whose row of DM is set aside: {some(without_dm)}",
    )


def hold_to_identifiers(draft: Draft) -> None:
    """Set aside rows that name no subject."""
    draft.set_aside(missing(draft.column(SUBJECT)), f"{SUBJECT} is empty", f"Fill {SUBJECT}.", SUBJECT)


def hold_to_keys(draft: Draft) -> None:
    """Set aside rows without a key, exact repeats after the first row, and rows that take the key of another.

    Same key, other content: all of them in DM, elsewhere all after the first.
    """
    table = draft.table
    needed = [name for name in table.key if name in table.required and name not in table.filled]
    for name in needed if not table.is_supp else ():
        draft.set_aside(missing(draft.column(name)), f"{name} is empty: the row has no key", f"Fill {name}.", name)
    rows = np.flatnonzero(draft.used)
    keys = np.full(draft.size, -1, dtype=np.int64)
    keys[rows] = _combined([coded(draft.column(name)[rows])[0] for name in table.key], len(rows))
    suspects = rows[pd.Series(keys[rows]).duplicated(keep=False).to_numpy()]
    if not len(suspects):
        return
    keyed = ~missing(draft.column("VISITNUM")) if "VISITNUM" in table.key else draft.used
    content = _combined([coded(draft.column(name)[suspects])[0] for name in draft.names], len(suspects))
    pairs = _combined([keys[suspects], content], len(suspects))
    _set_repeats_aside(draft, suspects, pairs)
    _set_conflicts_aside(
        draft, suspects[keyed[suspects]], keys, dict(zip(suspects.tolist(), pairs.tolist(), strict=True))
    )


def _combined(columns: list[Codes], size: int) -> Codes:
    """Number the distinct combinations of several columns of codes."""
    combined = np.zeros(size, dtype=np.int64)
    for codes in columns:
        width = int(codes.max(initial=-1)) + 2
        combined = pd.factorize(combined * width + codes + 1)[0].astype(np.int64)
    return combined


def _first_of(codes: Codes) -> Codes:
    """Give, for each place, the first place with the same code."""
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    return first[inverse]


def _set_repeats_aside(draft: Draft, suspects: Codes, pairs: Codes) -> None:
    first = suspects[_first_of(pairs)]
    repeats = first != suspects
    rows, reasons = np.zeros(draft.size, dtype=np.bool_), filled(draft.size)
    rows[suspects[repeats]] = True
    reasons[suspects[repeats]] = [f"repeats {draft.place(at)} in every column" for at in first[repeats]]
    draft.set_aside(
        rows,
        reasons,
        "Remove the repeated rows.",
        text="the same as another row in every column; the first is used",
        severity=Severity.WARNING,
    )


def _set_conflicts_aside(draft: Draft, suspects: Codes, keys: Codes, content: dict[int, int]) -> None:
    first = suspects[_first_of(keys[suspects])]
    differs = np.array(
        [content[at] != content[origin] for at, origin in zip(suspects.tolist(), first.tolist(), strict=True)]
    )
    if not differs.any():
        return
    of_subjects = draft.table.key == (SUBJECT,)
    hit = np.isin(first, first[differs]) if of_subjects else differs
    rows, reasons = np.zeros(draft.size, dtype=np.bool_), filled(draft.size)
    rows[suspects[hit]] = True
    key = " + ".join(draft.table.key)
    reasons[suspects[hit]] = [
        f"same {key} as other rows, other content" if of_subjects else f"same {key} as {draft.place(at)}, other content"
        for at in first[hit]
    ]
    origins = list(dict.fromkeys(first[differs].tolist()))
    named = some([_key_text(draft, at) for at in origins[:MOST_NAMED]], mark="", count=len(origins))
    kept = "none of them is used" if of_subjects else "the first row of each is used"
    draft.set_aside(
        rows,
        reasons,
        f"Give each record its own {key}.",
        text=f"one {key} for different rows, {kept}: {named}",
    )


def _key_text(draft: Draft, position: int) -> str:
    parts = [str(draft.words(name)[position]) for name in draft.table.key if draft.words(name)[position] is not None]
    return f"{' '.join(parts)} ({draft.place(position)})"


def tell_breaches(draft: Draft) -> None:
    """Tell what the contract of the table finds in rows that stay in use."""
    for breach in breaches(draft):
        rows = np.zeros(draft.size, dtype=np.bool_)
        rows[breach.positions] = True
        if breach.rule == EMPTY:
            draft.tell(rows, f"without {breach.column}", f"Fill {breach.column}.", breach.column)
        else:
            draft.tell(
                rows,
                f"with {breach.rule} in {breach.column}: taken as not recorded",
                "Write Y, N or nothing.",
                breach.column,
            )


def hold_to_numbers(draft: Draft, values: Collection[str]) -> None:
    """Read the number columns that the study file names, and tell every text found in a number column."""
    for name in values:
        if name in draft.text:
            floats, unread = numbers(column_series(draft.text[name]))
            draft.add_number(name, floats)
            if unread is not None:
                draft.add_text(name + TEXT, unread)
    if "AGE" in draft.number:
        _hold_age(draft)
    for name in list(draft.number):
        unread = draft.text.get(name + TEXT)
        if unread is not None:
            texts = sorted({str(each) for each in unread[~missing(unread)]})
            draft.tell(
                ~missing(unread),
                f"with no number in {name} but {some(texts)}: the text is kept, the number is empty",
                "Write numbers with a decimal point and without units.",
                name,
            )


def _hold_age(draft: Draft) -> None:
    ages = draft.number["AGE"]
    low, high = AGE_LIMITS
    impossible = (ages < low) | (ages > high)
    if impossible.any():
        kept = draft.text.get("AGE" + TEXT, filled(draft.size)).copy()
        kept[impossible] = draft.words("AGE")[impossible]
        draft.add_text("AGE" + TEXT, kept)
        draft.add_number("AGE", np.where(impossible, np.nan, ages))


def hold_to_dates(draft: Draft, relied: Collection[str], others: Collection[str] = ()) -> None:
    """Read every date column; a row whose `relied` date is impossible is set aside, any other such cell is emptied.

    `others` are date columns that only the study file calls so.
    """
    named = [name for name in draft.names if draft.table.is_date(name) or name in relied or name in others]
    for name in named:
        found = dates(draft.words(name))
        draft.add_text(name, draft.words(name))
        if found.impossible.any():
            _tell_impossible(draft, name, found.impossible, name in relied)
        draft.add_number(name + EARLIEST, found.earliest)
        draft.add_number(name + LATEST, found.latest)


def _tell_impossible(draft: Draft, name: str, impossible: Rows, relied: bool) -> None:
    written = draft.text[name]
    codes, distinct = coded(np.where(impossible, written, filled(draft.size)))
    whys = [f"{name} {text} is no date: {why_no_date(str(text))}" for text in distinct]
    quoted = some([f"{text} ({why_no_date(str(text))})" for text in map(str, distinct)])
    remedy = "Write ISO 8601: 2011-03-05, or 2011-03 or 2011 where less is known."
    if relied:
        draft.set_aside(impossible, spread(codes, whys), remedy, name, text=f"{name} is no date: {quoted}")
        return
    draft.tell(impossible, f"with no date in {name} but {quoted}: taken as missing", remedy, name)
    draft.add_text(name + TEXT, spread(codes, [str(text) for text in distinct]))
    emptied = written.copy()
    emptied[impossible] = None
    draft.add_text(name, emptied)


def tell_order(draft: Draft) -> None:
    """Tell the rows that certainly end before they start."""
    start, end = draft.table.start, draft.table.end
    if start is None or end is None or end not in draft.names or start not in draft.names:
        return
    reversed_rows = draft.number[end + LATEST] < draft.number[start + EARLIEST]
    draft.tell(reversed_rows, f"with {end} before {start}", "Correct one of the two dates.", end)


def tell_future(draft: Draft, today: float) -> None:
    """Tell the rows that start after the day on which the data are read."""
    start = draft.table.start
    if start is not None and start in draft.names:
        later = draft.number[start + EARLIEST] > today
        draft.tell(
            later, f"with {start} after the day of reading: not known yet", "Correct the year.", start, Severity.ERROR
        )
