"""The tables of the summaries: every count leads to the events behind it by one click."""

from collections.abc import Sequence
from urllib.parse import quote

from components.elements import Element, Node, element, sr
from trial.adverse.counts import GRADES, GradeRow, SocRows, Tally, Verdicts, period_name
from trial.adverse.summary import NamedRate, Question, Summary, whole_of
from trial.event_periods import Period
from trial.narrowing import UNKNOWN
from trial.words import NOTHING, counted, interval_text, number, percent

FEW_ROWS = 30
"""Up to this many rows in all, every class stands open with its terms."""
PERIOD_WORDS = {
    Period.BEFORE: "before the aspiration",
    Period.ASPIRATION: "from the aspiration to the {anchor}",
    Period.ACUTE: "day 0 to 3",
    Period.EARLY: "day 4 to 30",
    Period.LATE: "after day 30",
}
RELATION_WORDS = {"cells": "Cells", "puncture": "Lumbar puncture", "aspiration": "Marrow aspiration"}


def link(text: str, change: str, said: str) -> Element:
    """Make a count that asks for its records; a zero has none and is plain text."""
    if text.startswith("0") or text == NOTHING:
        return element("Span", text, className="sum-zero")
    return element(
        "Button", text, type="button", className="sum-count", data_change=change, data_records="1", aria_label=said
    )


def patients(count: Tally, of: int | None, change: str, what: str) -> list[Node]:
    """Write patients of all, with a per cent where the whole is known, as a count that leads to its records."""
    said = f"{what}: {counted(count.patients, 'patient')}, show the events"
    share = f" ({percent(count.patients, of)})" if of else ""
    return [link(str(count.patients), change, said), element("Small", share)]


def events(count: Tally, change: str, what: str) -> list[Node]:
    """Write a number of events as a count that leads to them."""
    return [link(str(count.events), change, f"{what}: {counted(count.events, 'event')}, show them")]


def table(title: str, heads: Sequence[str], bodies: Sequence[Element], css: str = "") -> Element:
    """Make a table of ready bodies that scrolls sideways where it is too wide."""
    head = element("Thead", element("Tr", [element("Th", text, scope="col") for text in heads]))
    inside = element("Table", [element("Caption", title, className="sr"), head, *bodies],
                     className=f"listing sum-table {css}".strip())  # fmt: skip
    return element("Div", inside, className="listing-box", tabIndex="0", role="region", aria_label=title)


def row(name: Node | list[Node], cells: Sequence[list[Node]], css: str = "") -> Element:
    """Make one row; its first cell names it."""
    return element("Tr", [element("Th", name, scope="row"), *(element("Td", cell) for cell in cells)],
                   className=css or None)  # fmt: skip


def overall(result: Summary) -> Element:
    """Give all events, then those that are serious, fatal, severe, of special interest or emergent."""
    of = result.patients
    whole = row("Any event", [*_pair(result.kept, of, "part=", "Any event"), [element("Span", NOTHING)]], "sum-whole")
    rows = [_question(each, result) for each in result.questions]
    heads = ("", f"Patients (N = {of})", "Events", "Not recorded, events")
    return table("All events", heads, [element("Tbody", [whole, *rows])])


def _pair(count: Tally, of: int | None, change: str, what: str) -> list[list[Node]]:
    return [patients(count, of, change, what), events(count, change, what)]


def _question(each: Question, result: Summary) -> Element:
    if each.key == "aesi" and not result.has_aesi_list:
        dash: list[Node] = [element("Span", NOTHING, className="sum-zero")]
        name: list[Node] = [each.label, element("Small", "the study file lists none")]
        return row(name, [dash, dash, dash])
    change = "grade=3" if each.key == "grade" else f"{each.key}=1"
    blank = each.found.unknown.events
    if each.found.is_unanswered:
        nothing: list[Node] = [element("Span", NOTHING, className="sum-zero")]
        return row([each.label, element("Small", "not recorded")], [nothing, nothing, [element("Span", str(blank))]])
    imputed = counted(result.imputed, "event")
    of = whole_of(each, result)
    told = [] if of == result.patients else [f"of {of} treated"]
    if each.key == "emergent" and result.imputed:
        told.append(f"{imputed} assumed: start partly dated")
    label: list[Node] = [each.label, *([element("Small", "; ".join(told))] if told else [])]
    cells = _pair(each.found.yes, of, change, each.label)
    return row(label, [*cells, [element("Span", str(blank), className=None if blank else "sum-zero")]])


def classes(result: Summary) -> Element:
    """Give system organ classes with their terms by worst grade; of many, the terms open one class at a time."""
    is_open = sum(1 + len(each.terms) for each in result.classes) <= FEW_ROWS
    heads = ("Class and term", f"Patients (N = {result.patients})", "Events",
             *(f"Grade {grade}" if grade else "No grade" for grade in GRADES))  # fmt: skip
    bodies = [body for each in result.classes for body in _class(each, result.patients, is_open)]
    return table("By system organ class and term, patients by worst grade", heads, bodies, "sum-classes")


def _class(each: SocRows, of: int, is_open: bool) -> list[Element]:
    count = counted(len(each.terms), "term")
    toggle = element(
        "Button", [element("Span", className="i ic-down small", aria_hidden="true"), each.whole.soc],
        type="button", className="sum-fold", aria_expanded=str(is_open).lower(), data_unfold="1", title=count,
    )  # fmt: skip
    whole = _graded(each.whole, [toggle], of, "sum-whole")
    terms = [_graded(one, _term(one), of, "") for one in each.terms]
    return [element("Tbody", [whole]), element("Tbody", terms, hidden=None if is_open else True, className="sum-terms")]


def _term(one: GradeRow) -> list[Node]:
    return [one.term or "", *([] if one.coded else [element("Small", "uncoded")])]


def _graded(one: GradeRow, name: list[Node], of: int, css: str) -> Element:
    place = f"soc={quote(one.soc, safe='')}&term={quote(one.term or '', safe='')}"
    what = one.term or one.soc
    cells = [*_pair(one.count, of, f"{place}&worst=", what)]
    for grade, number_of in zip(GRADES, one.worst, strict=True):
        words = f"worst grade {grade}" if grade else "no grade recorded"
        said = f"{what}, {words}: {counted(number_of, 'patient')}, show the events"
        cells.append([link(str(number_of), f"{place}&worst={grade or UNKNOWN}", said)])
    return row(name, cells, css)


def periods(result: Summary) -> Element:
    """Give the periods of onset; the share is of those who came to a period."""
    anchor = result.anchor_label.lower()
    rows = []
    for each in result.periods:
        name = period_name(each.periods)
        words = PERIOD_WORDS[each.periods[0]].format(anchor=anchor) if len(each.periods) == 1 else ""
        change = f"period={quote(UNKNOWN if not each.periods else name, safe='')}"
        small = words or ("partial start date" if each.periods else "no start date, or no day 0")
        reached: list[Node] = [NOTHING if each.reached is None else str(each.reached)]
        cells = [reached, *_pair(each.count, each.reached, change, f"Began in {name}")]
        rows.append(row([element("B", name), element("Small", small)], cells))
    heads = ("Onset", "Patients who came to it", "Patients with an event", "Events")
    return table("By period of onset", heads, [element("Tbody", rows)])


def relations(result: Summary) -> Element:
    """Give three judgements of relatedness, each with its three answers."""
    rows = [_relation(str(each), found) for each, found in result.relations]
    heads = ("Related to", "Yes", "No", "Not recorded")
    return table("By relatedness, patients and events", heads, [element("Tbody", rows)])


def _relation(name: str, found: Verdicts) -> Element:
    cells: list[list[Node]] = []
    for answer, count in (("yes", found.yes), ("no", found.no), (UNKNOWN, found.unknown)):
        said = f"Related to the {name}, {answer}: show {counted(count.events, 'event')}"
        text = f"{counted(count.patients, 'patient')}, {counted(count.events, 'event')}" if count.events else "0"
        cells.append([link(text, f"judged={name}:{answer}", said)])
    return row(RELATION_WORDS[name], cells)


def rates(result: Summary) -> Element:
    """Give events per patient-month, and per 100, with exact intervals."""
    heads = ("Treatment-emergent", "Events", "Patients with", "Without", "Per patient-month", "Per 100 (95 % interval)")
    bodies = [element("Tbody", [_rate(named) for named in result.rates])]
    return table("Events per patient-month", heads, bodies, "sum-rates")


def _rate(named: NamedRate) -> Element:
    found, change = named.rate, "&".join(filter(None, ("emergent=1", named.query)))
    if named.is_unanswered:
        return row([named.label, element("Small", "not recorded")], [[element("Span", NOTHING)] for _ in range(5)])
    one, hundred = NOTHING, NOTHING
    if found.rate is not None and found.lower is not None and found.upper is not None:
        one = number(found.rate, 3)
        hundred = f"{number(100 * found.rate, 1)} ({interval_text(100 * found.lower, 100 * found.upper, 1)})"
    count, what = Tally(found.patients, found.events), f"Treatment-emergent, {named.label.lower()}"
    plain: list[list[Node]] = [[str(found.without)], [one], [hundred]]
    return row(named.label, [events(count, change, what), patients(count, None, change, what), *plain])


def unfold_all() -> Element:
    """Make the button that opens or closes every class."""
    return element("Button", ["All terms", sr(", open or close")], type="button", className="action quiet",
                   data_unfold="all")  # fmt: skip
