"""What is doubtful about an assessment: forms of item 5, totals that do not fit, rises that no patient makes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from trial.columns import Counts, Flags, Floats
from trial.instruments.alsfrs import FLOOR_ITEMS, Form, Scores, courses
from trial.instruments.assessments import Assessments
from trial.instruments.findings import NOTHING, Finding, Kind
from trial.instruments.scales import ALSFRS_R, FIVE, HIGHEST, ITEM_LABELS
from trial.instruments.support import Support
from trial.issues import Severity
from trial.subjects import Subject, anchor_days
from trial.words import listed

ITEM_RISE, TOTAL_RISE = 2, 4
"""Rises between consecutive values that are queried; one or two points of a total are common noise."""

_QUERY = "Ask the site: the record, or the visit before it, may be wrong."
BOTH_FORMS = Kind(
    "both_forms", Severity.WARNING, "have item 5 scored in both forms (5a and 5b), so no total is given",
    "Keep the form that holds: 5b with a gastrostomy tube, 5a without.",
)  # fmt: skip
FORM_BACK = Kind(
    "form_back", Severity.WARNING, "go back from item 5b (with gastrostomy) to 5a",
    "Correct the form, or record the removal of the tube in PR.",
)  # fmt: skip
FORM_LATE = Kind(
    "form_after_gastrostomy", Severity.WARNING, "have item 5a (without gastrostomy) after a recorded gastrostomy",
    "Correct the form of item 5, or the date of the gastrostomy.",
)  # fmt: skip
FORM_EARLY = Kind(
    "form_before_gastrostomy", Severity.NOTE, "have item 5b (with gastrostomy) and no gastrostomy recorded by then",
    "Record the gastrostomy in PR, or correct the form of item 5.",
)  # fmt: skip
VENTILATION_EARLY = Kind(
    "ventilation_before_record", Severity.NOTE, "have item 12 below 4 before the first recorded ventilation",
    "Correct the date of the ventilation or the item; stages go by the recorded date.",
)  # fmt: skip
IMPOSSIBLE = Kind(
    "impossible_item", Severity.WARNING, "have an item that is no whole number of 0 to 4; it counts as missing",
    "Correct the value.",
)  # fmt: skip
UNLIKE = Kind(
    "two_values", Severity.WARNING, "have one item or total twice on a day with different values; it counts as missing",
    "Keep the record that holds.",
)  # fmt: skip
CONTRADICTED = Kind(
    "not_done_with_value", Severity.WARNING, "have an item marked NOT DONE that has a value; it counts as missing",
    "Correct whichever of the two is wrong.",
)  # fmt: skip
MISSING = Kind(
    "items_missing", Severity.NOTE, "lack items, so no total is given", "Nothing to do if the items were not asked.",
)  # fmt: skip
RECORDED_ANYWAY = Kind(
    "total_without_items", Severity.WARNING, "have a recorded total although items are missing",
    "Complete the items, or remove the total.",
)  # fmt: skip
DIFFERS = Kind(
    "total_differs", Severity.WARNING, "have a recorded total that is not the sum of the items",
    "Correct the total or the items; the course shows the total as recorded.",
)  # fmt: skip
ITEM_ROSE = Kind("item_rise", Severity.WARNING, f"have an item {ITEM_RISE} or more above the one before", _QUERY)
TOTAL_ROSE = Kind("total_rise", Severity.WARNING, f"have a total {TOTAL_RISE} or more above the one before", _QUERY)
FLOOR = Kind(
    "floor", Severity.NOTE, f"have {FLOOR_ITEMS} or more items at 0: the slope is attenuated from there on", NOTHING
)


@dataclass(frozen=True, eq=False)
class _Told:
    """Assessments that break one rule, what each has, and the parts whose records take part (None: all)."""

    kind: Kind
    rows: Flags
    words: Callable[[int], str]
    parts: Callable[[int], Counts | None] = lambda _: None


def build(found: Assessments, scores: Scores, support: Support, subjects: Sequence[Subject]) -> Iterator[Finding]:
    """Give the findings of every assessment, in the order of the rules."""
    rules = [*_records(found), *_forms(found, scores, support), *_totals(found, scores), *_rises(found, scores)]
    anchors = anchor_days(subjects)
    for rule in rules:
        for at in np.flatnonzero(rule.rows).tolist():
            yield _finding(found, rule, at, anchors)


def _finding(found: Assessments, rule: _Told, at: int, anchors: Floats) -> Finding:
    subject = int(found.subject[at])
    day = found.earliest[at] - anchors[subject] if found.dated[at] else np.nan
    return Finding(
        subject=subject,
        instrument=found.scale.key,
        label=found.scale.label,
        kind=rule.kind,
        date=found.date[at],
        day=None if np.isnan(day) else int(day),
        visit=found.visit[at],
        text=rule.words(at),
        table=found.records.domain,
        column=found.records.column,
        rows=found.rows(at, rule.parts(at)),
    )


def _records(found: Assessments) -> Iterator[_Told]:
    """Tell items whose record cannot be used."""
    names = found.scale.columns
    for kind, cells, words in (
        (IMPOSSIBLE, found.impossible, "is no whole number of 0 to 4"),
        (UNLIKE, found.unlike, "has two different values on one day"),
        (CONTRADICTED, found.contradicted, "is marked NOT DONE and has a value"),
    ):
        yield _cells(kind, cells, words, names)


def _cells(kind: Kind, cells: Flags, words: str, names: Sequence[str]) -> _Told:
    def told(at: int) -> str:
        return f"{listed([column_label(names, int(part)) for part in np.flatnonzero(cells[at])])} {words}"

    return _Told(kind, np.any(cells, axis=1), told, lambda at: np.flatnonzero(cells[at]))


def column_label(names: Sequence[str], part: int) -> str:
    """Name a recorded item with its number: "5b Cutting food", "7 Turning in bed", "recorded total"."""
    if part == len(names):
        return "recorded total"
    number = f"5{'ab'[part - FIVE]}" if part in (FIVE, FIVE + 1) else f"{part + 1 - (part > FIVE)}"
    return f"{number} {ITEM_LABELS[names[part].removesuffix('_gastrostomy')]}"


def item_label(names: Sequence[str], place: int) -> str:
    """Name an item as scored with its number: "5 Cutting food"."""
    return f"{place + 1} {ITEM_LABELS[names[place]]}"


def _forms(found: Assessments, scores: Scores, support: Support) -> Iterator[_Told]:
    """Tell forms of item 5 that do not fit one another or the recorded gastrostomy."""
    five = np.array([FIVE, FIVE + 1])

    def fixed(_: int) -> Counts:
        return five

    yield _Told(BOTH_FORMS, scores.form == Form.BOTH, lambda _: "Items 5a and 5b are both scored, no total", fixed)
    before = _before(found, np.where(np.isin(scores.form, (Form.A, Form.B)), scores.form, np.nan)[:, None])[:, 0]
    there, gone = support.gastrostomy, support.removal
    removed = gone.earliest[found.subject] <= found.latest
    back = (before == Form.B) & (scores.form == Form.A) & ~removed
    yield _Told(FORM_BACK, back, lambda _: "Item 5 goes back from 5b to 5a", fixed)
    late = (scores.form == Form.A) & (there.latest[found.subject] < found.earliest) & ~removed & ~back
    yield _Told(FORM_LATE, late, lambda _: "Item 5a is scored after a recorded gastrostomy", fixed)
    early = (scores.form == Form.B) & ~(there.earliest[found.subject] <= found.latest)
    yield _Told(FORM_EARLY, early, lambda _: "Item 5b is scored, no gastrostomy is recorded by then", fixed)
    if found.scale is ALSFRS_R:
        twelve = found.cells[:, len(found.scale.columns) - 1]
        sooner = (twelve < HIGHEST) & (support.ventilation.earliest[found.subject] > found.latest)
        words = "Item 12 tells of ventilation before the first that is recorded"
        yield _Told(VENTILATION_EARLY, sooner, lambda _: words, lambda _: np.array([found.records.total - 1]))


def _totals(found: Assessments, scores: Scores) -> Iterator[_Told]:
    """Tell totals that cannot be given, or that are not the sum of the items."""
    size = len(found.scale.items)
    some = (scores.scored > 0) & (scores.scored < size) & (scores.form != Form.BOTH)
    recorded = ~np.isnan(found.recorded)

    def lacking(at: int) -> str:
        names = [item_label(found.scale.items, int(place)) for place in np.flatnonzero(np.isnan(scores.items[at]))]
        return f"{scores.scored[at]}/{size} items, {listed(names, 3)} missing"

    total = np.array([found.records.total])
    yield _Told(MISSING, some & ~recorded, lacking)
    yield _Told(
        RECORDED_ANYWAY, some & recorded, lambda at: f"Total {found.recorded[at]:g} recorded, but {lacking(at)}",
        lambda _: total,
    )  # fmt: skip
    yield _Told(
        DIFFERS, recorded & ~np.isnan(scores.total) & (found.recorded != scores.total),
        lambda at: f"Total {found.recorded[at]:g} recorded, the items add up to {scores.total[at]:g}", lambda _: total,
    )  # fmt: skip
    yield _Told(FLOOR, scores.floor, lambda at: f"{scores.zeros[at]} items are at 0")


def _rises(found: Assessments, scores: Scores) -> Iterator[_Told]:
    """Tell rises between consecutive values of one subject; an assessment without the item does not interrupt."""
    before = _before(found, scores.items)
    rose = scores.items - before >= ITEM_RISE
    names = found.scale.items

    def items(at: int) -> str:
        told = [
            f"{item_label(names, place)} {before[at, place]:g} to {scores.items[at, place]:g}"
            for place in np.flatnonzero(rose[at]).tolist()
        ]
        return f"Implausible rise: {listed(told)}"

    def parts(at: int) -> Counts:
        places = np.flatnonzero(rose[at])
        whole = np.where(places > FIVE, places + 1, places)
        return np.append(whole, FIVE + 1) if rose[at, FIVE] else whole

    yield _Told(ITEM_ROSE, np.any(rose, axis=1), items, parts)
    course = courses(found, scores)
    earlier = _before(found, course[:, None])[:, 0]
    yield _Told(
        TOTAL_ROSE, course - earlier >= TOTAL_RISE,
        lambda at: f"Implausible rise of the total: {earlier[at]:g} to {course[at]:g}",
        lambda at: None if np.isnan(found.recorded[at]) else np.array([found.records.total]),
    )  # fmt: skip


def _before(found: Assessments, values: Floats) -> Floats:
    """Give for each dated assessment the last earlier value of its subject, column by column; NaN without one."""
    rows = np.flatnonzero(found.dated)
    owner = found.subject[rows]
    filled = pd.DataFrame(values[rows]).groupby(owner).ffill()
    earlier = np.full(values.shape, np.nan)
    earlier[rows] = filled.groupby(owner).shift().to_numpy()
    return earlier
