"""The selection as query text and as what the page stores; total: bad text gives the default and a notice."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict
from urllib.parse import quote, unquote

from trial.deviation_rules import Rule
from trial.event_relations import Relation
from trial.handling import History, Strategy
from trial.narrowing import ANSWERS, NO_GRADE, UNKNOWN
from trial.selection import (
    BESIDE_FLAGS,
    EVENT_FLAGS,
    Alignment,
    Arrangement,
    Display,
    Lane,
    Part,
    Scale,
    Selection,
    Sort,
)
from trial.subjects import SubjectStatus
from trial.visit_filter import VisitFilter

MOST_QUERY = 8_000
MOST_ITEMS = 1_000
MOST_ITEM = 100
MOST_MONTHS = 1_200
PATIENT_PREFIX = "/patient/"
_MONTHS = re.compile(r"(-?\d{1,4}(?:\.\d{1,3})?)\.\.(-?\d{1,4}(?:\.\d{1,3})?)")


class StoredSelection(TypedDict):
    """What the page keeps: the canonical query and the patient of the address."""

    query: str
    subject: str | None


class InvalidStateError(ValueError):
    """What came from the page is not what this program put there."""


@dataclass(frozen=True, slots=True)
class Key:
    """One query key: how its field of Selection is written and read. `write` gives "" for the default."""

    name: str
    write: Callable[[Selection], str]
    read: Callable[[Selection, str], Selection]


def _items(text: str) -> tuple[str, ...]:
    items = [unquote(item, errors="strict") for item in text.split(",")]
    if not all(items) or len(items) > MOST_ITEMS or any(len(item) > MOST_ITEM for item in items):
        raise InvalidStateError(text)
    return tuple(dict.fromkeys(items))


def _joined(items: tuple[str, ...]) -> str:
    return ",".join(quote(item, safe="") for item in items)


def _month_range(text: str) -> tuple[float, float]:
    found = _MONTHS.fullmatch(text)
    if found is None:
        raise InvalidStateError(text)
    first, last = float(found[1]), float(found[2])
    if not -MOST_MONTHS <= first < last <= MOST_MONTHS:
        raise InvalidStateError(text)
    return first, last


def _whole(text: str, lowest: int, highest: int) -> int:
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII) or not lowest <= int(text) <= highest:
        raise InvalidStateError(text)
    return int(text)


def _flag(text: str) -> bool:
    if text != "1":
        raise InvalidStateError(text)
    return True


def _key_pair(text: str) -> str:
    decoded = unquote(text, errors="strict")
    if ":" not in decoded or len(decoded) > 2 * MOST_ITEM:
        raise InvalidStateError(text)
    return decoded


def _name(text: str) -> str:
    decoded = unquote(text, errors="strict")
    if not decoded or len(decoded) > MOST_ITEM:
        raise InvalidStateError(text)
    return decoded


def _iso_day(text: str) -> date:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise InvalidStateError(text)
    return date.fromisoformat(text)


def _lanes(text: str) -> tuple[Lane, ...]:
    wanted = {Lane(item) for item in _items(unquote(text))}
    return tuple(lane for lane in Lane if lane in wanted)


def _line_day(text: str) -> int | date:
    """Read a day of the timeline's line: days from the anchor, or a date."""
    return int(text) if re.fullmatch(r"0|-?[1-9]\d{0,4}", text, re.ASCII) else _iso_day(text)


def _with(selection: Selection, field: str, value: Any) -> Selection:
    return replace(selection, **{field: value})


def _one_of(name: str, field: str, kind: type[StrEnum]) -> Key:
    default = next(iter(kind))
    return Key(
        name,
        lambda s: "" if getattr(s, field) is default else str(getattr(s, field)),
        lambda s, text: _with(s, field, kind(text)),
    )


def _flag_key(name: str) -> Key:
    return Key(name, lambda s: "1" if getattr(s, name) else "", lambda s, text: _with(s, name, _flag(text)))


def _narrowed(selection: Selection, field: str, value: Any) -> Selection:
    return replace(selection, narrowing=replace(selection.narrowing, **{field: value}))


def _text_key(name: str) -> Key:
    return Key(
        name,
        lambda s: quote(getattr(s.narrowing, name) or "", safe=""),
        lambda s, text: _narrowed(s, name, _words(text)),
    )


def _words(text: str) -> str:
    decoded = " ".join(unquote(text, errors="strict").split())
    if not decoded or len(decoded) > 2 * MOST_ITEM:
        raise InvalidStateError(text)
    return decoded


def _judged(text: str) -> tuple[Relation, bool | None]:
    relation, _, answer = unquote(text).partition(":")
    if answer not in ANSWERS:
        raise InvalidStateError(text)
    return Relation(relation), ANSWERS[answer]


def _judged_out(selection: Selection) -> str:
    judged = selection.narrowing.judged
    words = {verdict: word for word, verdict in ANSWERS.items()}
    return "" if judged is None else f"{judged[0]}:{words[judged[1]]}"


def _worst(text: str) -> int:
    return NO_GRADE if text == UNKNOWN else _whole(text, 1, 5)


def _worst_out(selection: Selection) -> str:
    worst = selection.narrowing.worst
    return "" if worst is None else UNKNOWN if worst == NO_GRADE else str(worst)


def _months_out(selection: Selection) -> str:
    return "" if selection.months is None else f"{selection.months[0]:.10g}..{selection.months[1]:.10g}"


KEYS = (
    Key("subjects", lambda s: _joined(s.subjects), lambda s, text: replace(s, subjects=_items(text))),
    Key(
        "status",
        lambda s: _joined(tuple(s.status)),
        lambda s, text: replace(s, status=tuple(SubjectStatus(item) for item in _items(unquote(text)))),
    ),
    _one_of("visits", "visits", VisitFilter),
    Key("endpoints", lambda s: _joined(s.endpoints), lambda s, text: replace(s, endpoints=_items(text))),
    Key("months", _months_out, lambda s, text: replace(s, months=_month_range(text))),
    Key("grade", lambda s: str(s.grade or ""), lambda s, text: replace(s, grade=_whole(text, 1, 5))),
    *map(_flag_key, EVENT_FLAGS),
    *map(_text_key, ("term", "soc", "period")),
    Key("judged", _judged_out, lambda s, text: _narrowed(s, "judged", _judged(text))),
    Key("worst", _worst_out, lambda s, text: _narrowed(s, "worst", _worst(text))),
    *map(_flag_key, BESIDE_FLAGS),
    _one_of("history", "history", History),
    _one_of("strategy", "strategy", Strategy),
    Key("cut", lambda s: s.cut.isoformat() if s.cut else "", lambda s, text: replace(s, cut=_iso_day(text))),
    _one_of("layout", "arrangement", Arrangement),
    _one_of("align", "alignment", Alignment),
    _one_of("scale", "scale", Scale),
    _one_of("show", "display", Display),
    _one_of("part", "part", Part),
    _one_of("sort", "sort", Sort),
    Key("lanes", lambda s: ",".join(s.lanes), lambda s, text: replace(s, lanes=_lanes(text))),
    Key("day", lambda s: "" if s.day is None else str(s.day), lambda s, text: replace(s, day=_line_day(text))),
    Key("rule", lambda s: "" if s.rule is None else str(s.rule), lambda s, text: replace(s, rule=Rule(text))),
    Key("page", lambda s: str(s.page) if s.page > 1 else "", lambda s, text: replace(s, page=_whole(text, 1, 99_999))),
    Key("event", lambda s: quote(s.event or "", safe=""), lambda s, text: replace(s, event=_key_pair(text))),
    Key("visit", lambda s: quote(s.visit or "", safe=""), lambda s, text: replace(s, visit=_key_pair(text))),
    Key("zero", lambda s: quote(s.zero or "", safe=""), lambda s, text: replace(s, zero=_name(text))),
)
KEYS_BY_NAME = {key.name: key for key in KEYS}


def to_query(selection: Selection) -> str:
    """Write the canonical query text, without "?"; keys in fixed order, defaults left out."""
    pairs = ((key.name, key.write(selection)) for key in KEYS)
    return "&".join(f"{name}={text}" for name, text in pairs if text)


def from_query(text: str) -> tuple[Selection, tuple[str, ...]]:
    """Read a query text; unknown keys and bad values are ignored and told, one sentence each."""
    text = text.removeprefix("?")
    if len(text) > MOST_QUERY:
        return Selection(), ("The address is too long; its filters were ignored.",)
    selection, notices, seen = Selection(), [], set[str]()
    for pair in filter(None, text.split("&")):
        raw_name, _, value = pair.partition("=")
        name = _shown(raw_name)
        key = KEYS_BY_NAME.get(raw_name)
        if key is None:
            notices.append(f"“{name}” in the address is not a filter of this monitor and was ignored.")
        elif raw_name in seen:
            notices.append(f"“{name}” stands twice in the address; the first was used.")
        else:
            seen.add(raw_name)
            try:
                selection = key.read(selection, value)
            except ValueError:
                notices.append(f"“{_shown(value)}” is not a value for {name}; the filter was ignored.")
    return selection, tuple(notices)


def _shown(text: str) -> str:
    plain = "".join(char if char.isprintable() else "·" for char in unquote(text, errors="replace"))
    return plain if len(plain) <= 40 else f"{plain[:40]}…"


def to_store(selection: Selection, subject: str | None) -> StoredSelection:
    """Give what the page keeps."""
    return StoredSelection(query=to_query(selection), subject=subject)


def from_store(stored: object) -> tuple[Selection, str | None]:
    """Read what came back from the page; raises InvalidStateError unless it is exactly what `to_store` writes."""
    if not isinstance(stored, dict) or set(stored) != {"query", "subject"}:
        raise InvalidStateError("not a stored selection")
    query, subject = stored["query"], stored["subject"]
    if not isinstance(query, str) or not (subject is None or (isinstance(subject, str) and len(subject) <= MOST_ITEM)):
        raise InvalidStateError("not a stored selection")
    selection, notices = from_query(query)
    if notices or to_query(selection) != query:
        raise InvalidStateError("not a canonical query")
    return selection, subject


def frame_selection(frame: object) -> Selection:
    """Read what the page keeps about its frame, the cut alone; InvalidStateError unless this program wrote it."""
    text = frame.get("cut") if isinstance(frame, dict) else None
    if not isinstance(text, str):
        raise InvalidStateError("not a frame")
    selection, notices = from_query(f"cut={text}" if text else "")
    if notices:
        raise InvalidStateError("not a cut")
    return selection


def finite(value: object) -> float | None:
    """Read a number of a control: None for nothing, InvalidStateError for anything that is no finite number."""
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise InvalidStateError("not a number")
    return float(value)


def patient_path(subject: str) -> str:
    """Give the address of a patient's view."""
    return f"{PATIENT_PREFIX}{quote(subject, safe='')}"


def patient_of(pathname: str) -> str | None:
    """Give the patient that an address names, whether these data have one or not; None for another address."""
    return unquote(pathname.removeprefix(PATIENT_PREFIX)) or None if pathname.startswith(PATIENT_PREFIX) else None
