"""The display of protocol deviations: rules broken, the records behind them, direction and size, what is not judged."""

from collections.abc import Sequence

from dash.development.base_component import Component

from components import offset_plot
from components.controls import pager
from components.elements import Children, Element, element
from components.graph import listing_link
from components.state import patient_path
from components.visit_cells import visit_change
from trial.deviations.found import RULES, TITLES, Deviation
from trial.deviations.shown import RuleCount, ShownDeviations
from trial.words import counted

WEIGHTS = {True: ("act", "Important"), False: ("", "Minor")}
NONE = "No deviation is found in these data by the rules below."


def page(found: ShownDeviations) -> list[Component | Element]:
    """Make the sheets: the deviations by rule and one by one, then direction and size, then what is not judged."""
    sheets = [_deviations(found)]
    if found.everything.each:
        sheets.append(_offsets(found))
    return [*sheets, _judged(found)]


def sentence(found: ShownDeviations) -> str:
    """Say what was found: "14 deviations in 6 of 6 patients, 3 of them important"."""
    if not found.total:
        return NONE
    who = f"in {found.patients} of {counted(found.shown, 'patient')}"
    return f"{counted(found.total, 'deviation')} {who}, {found.important} of them important."


def _sheet(title: str, key: str, actions: Sequence[Component], body: Sequence[Component | Element]) -> Element:
    inside: list[Component | Element] = [element("H2", title), element("Span", key, className="key")]
    bar = element("Div", [*inside, element("Div", list(actions), className="actions")], className="sheet-bar")
    return element("Section", [bar, *body], className="sheet vs-card dv", aria_label=title)


def _deviations(found: ShownDeviations) -> Element:
    rows = found.page
    turn = pager(rows.number, rows.pages, f"Deviations {rows.start + 1} to {rows.stop} of {rows.of}")
    body: list[Component | Element] = [element("P", sentence(found), className="vs-note")]
    if found.total:
        chosen = "All rules" if found.rule is None else TITLES[found.rule]
        body += [_by_rule(found), _table(found, chosen), element("Div", turn, className="cm-pages")]
    return _sheet("Deviations", f"{found.total} by rule", [listing_link("deviations")], body)


def _by_rule(found: ShownDeviations) -> Element:
    """Give a button for each rule that was broken: it lists the records of that rule alone."""
    every = _rule_button("All rules", "rule=&page=", found.rule is None, found.total, found.patients, "")
    rules = [_one_rule(found, count) for count in found.counts]
    return element("Div", [every, *rules], className="dv-rules", role="group", aria_label="Rules")


def _one_rule(found: ShownDeviations, own: RuleCount) -> Element:
    kind, _ = WEIGHTS[own.important]
    change = f"rule={own.rule.value}&page="
    return _rule_button(TITLES[own.rule], change, found.rule is own.rule, own.records, own.patients, kind)


def _rule_button(title: str, change: str, chosen: bool, records: int, patients: int, kind: str) -> Element:
    count = element("B", str(records), className=kind)
    who = element("Small", counted(patients, "patient"))
    return element(
        "Button", [count, element("Span", [title, who])], type="button", className="dv-rule", data_change=change,
        aria_pressed=str(chosen).lower(),
    )  # fmt: skip


def _table(found: ShownDeviations, title: str) -> Element:
    heads = ("Patient", "Date", "Deviation", "Weight", "Detail", "Record")
    head = element("Thead", element("Tr", [element("Th", text, scope="col") for text in heads]))
    body = element("Tbody", [_row(found, one) for one in found.rows])
    table = element("Table", [element("Caption", title, className="sr"), head, body], className="dv-table")
    return element("Div", table, className="cm-box", tabIndex="0", role="region", aria_label=f"Deviations, {title}")


def _row(found: ShownDeviations, one: Deviation) -> Element:
    subject = found.subjects[one.subject].id
    link = element("A", subject, href=patient_path(subject), className="patient-link")
    kind, weight = WEIGHTS[one.important]
    chip = element("Span", weight, className=f"chip {kind}".strip())
    place = "" if one.source is None else f"{one.source.file}, row {one.source.row}"
    cells: list[Children] = [one.date or "no date", TITLES[one.rule], chip, _detail(subject, one), place]
    return element("Tr", [element("Th", link, scope="row"), *(element("Td", cell) for cell in cells)])


def _detail(subject: str, one: Deviation) -> Children:
    if one.visit is None:
        return one.detail
    change = visit_change(subject, one.visit)
    return element("Button", one.detail, type="button", className="dv-open", data_change=change)


def _offsets(found: ShownDeviations) -> Element:
    body = [
        element("P", f"{offset_plot.summary(found.everything)}.", className="vs-note"),
        offset_plot.plot(found.everything, found.offsets, found.subjects),
        element("P", "A dot is a day with visits, the band the window, the line the median. Click a dot.",
                className="footnote"),
    ]  # fmt: skip
    return _sheet("Days from target", "by planned visit", [], body)


def _judged(found: ShownDeviations) -> Element:
    """Give every rule in words, and what cannot be judged: silence would read as "no deviation"."""
    lacking = [element("Li", f"{TITLES[each.rule]}: {each.reason}.") for each in found.unjudged]
    told = [element("P", "Not judged:", className="vs-note"), element("Ul", lacking, className="dv-lacking")]
    rules = [part for rule, text in RULES.items() for part in (element("Dt", TITLES[rule]), element("Dd", text))]
    summary = element("Summary", "Rules")
    fold = element("Details", [summary, element("Dl", rules, className="dv-text")], className="grp-more")
    return _sheet("What is judged", "", [], [*(told if lacking else []), fold])
