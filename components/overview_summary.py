"""The head of the overview: the finding, the study facts, and the card of counts over the patients shown."""

from dataclasses import replace

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.ids import VIEW_PATHS, ViewKey
from components.state import to_query
from trial.overview import Headline
from trial.primary import PrimaryStatus
from trial.selection import Part as SafetyPart
from trial.selection import Selection
from trial.stopping.review import Review
from trial.tallies import PrimaryTally, StudyFacts, Summary, evaluable_rule
from trial.words import counted, date_text, number, percent, range_text

MOST_PIPS = 12
LONG = 8
"""From more letters on a number is set smaller."""
PIPS = {
    PrimaryStatus.EVENT: ("act", "bang"),
    PrimaryStatus.PENDING: ("watch", "clock"),
    PrimaryStatus.NO_EVENT: ("good", "check"),
    PrimaryStatus.NOT_EVALUABLE: ("none", "dash"),
    PrimaryStatus.NOT_COLLECTED: ("none", "dash"),
}
"""Colour and icon of where a patient stands on the primary safety endpoint."""
Part = Component | str


def title(line: Headline) -> str:
    """Write the finding: "3 of 6 patients need attention"."""
    if line.everybody == 0:
        return "No patient in these data"
    if line.shown == 0:
        return "No patient matches the filters"
    whose = "patients" if line.shown == line.everybody else "patients shown"
    noun = whose if line.shown != 1 else whose.replace("patients", "patient")
    return (
        f"{line.attention} of {line.shown} {noun} {'needs' if 1 in (line.attention, line.shown) else 'need'} attention"
    )


def treated_word(anchor_label: str) -> str:
    """Write the word for patients who have their day 0: "Infused" where that is an infusion, else "Treated"."""
    return "Infused" if anchor_label.lower().startswith("infus") else "Treated"


def head(line: Headline, selection: Selection) -> list[Component]:
    """Make the head: the finding, what calls for the board, the study, its facts, the export."""
    name = html.Span(line.facts.title, className="sub ov-title", title=line.facts.title)
    sub = [*_review(line.review, selection), name]
    if 0 < line.shown < line.everybody:
        sub.append(html.Span(f"Counts of {line.shown} of {line.everybody} patients", className="chip"))
    export = html.A(
        [icon("download"), "Export"],
        href="/export/overview.csv",
        className="action",
        title="These rows as CSV",
        **attrs(data_export="overview", data_native="1"),
    )
    return [html.H1(title(line)), *sub, html.Div([_facts(line.facts), export], className="actions")]


def _review(found: Review | None, selection: Selection) -> list[Component]:
    """Make the sign that leads to the guidance; nothing where nothing is reached."""
    if found is None:
        return []
    asked = replace(selection, part=SafetyPart.STOPPING, event=None, page=1)
    sign, kind = ("bang", "act") if found.is_urgent else ("clock", "watch")
    return [
        html.A(
            [icon(sign, small=True), found.title],
            href=f"{VIEW_PATHS[ViewKey.SAFETY]}?{to_query(asked)}",
            className=f"chip {kind} ov-review",
            title=found.detail,
        )
    ]


def _facts(facts: StudyFacts) -> Component:
    summary = html.Summary([icon("table"), "Study facts", icon("down")], className="action quiet")
    return html.Details([summary, html.Dl(_fact_rows(facts))], className="ov-facts")


def _fact_rows(facts: StudyFacts) -> list[Component]:
    word = treated_word(facts.anchor_label)
    statuses = [f"{count} {status}" for status, count in facts.statuses]
    days = (facts.first_anchor, facts.last_anchor)
    pairs = (
        ("Study", facts.title),
        ("Registry", facts.registry or "Not stated"),
        ("Phase", facts.phase or "Not stated"),
        ("Day 0", facts.anchor_label),
        ("Accrual", accrual(facts)),
        (f"{word} from", "Nobody yet" if days[0] is None or days[1] is None else range_text(days[0], days[1])),
        ("As of" if facts.is_as_of else "Data cut", date_text(facts.cut)),
        ("Status", ", ".join(statuses) or "No patient"),
    )
    return [html.Div([html.Dt(label), html.Dd(value)]) for label, value in pairs]


def accrual(facts: StudyFacts) -> str:
    """Write accrual against plan: "6 of 6 planned infused, 6 screened"."""
    word = treated_word(facts.anchor_label).lower()
    done = f"{facts.treated} {word}" if facts.planned is None else f"{facts.treated} of {facts.planned} planned {word}"
    return f"{done}, {facts.patients} screened"


def card(summary: Summary, facts: StudyFacts) -> list[Component]:
    """Make the card of counts; nothing when no patient is shown."""
    if summary.shown == 0:
        return []
    cells = [
        primary_cell(summary.primary, treated_word(facts.anchor_label).lower()),
        _serious(summary),
        _accrued(summary, facts),
        _visits(summary),
        _deviations(summary),
    ]
    return [html.Dl(cells, className="ov-sum")]


def cell(
    label: Part | list[Part], value: list[Part], detail: str, name: str = "", why: str = "", lead: str = ""
) -> Component:
    """Make one cell of counts: what it is, the number, a detail; `lead` is the change that shows its records."""
    if lead:
        words = attrs(data_change=lead, data_records="1")
        value = [html.Button(value[0], type="button", className="sum-count", **words), *value[1:]]
    is_long = isinstance(value[0], str) and len(value[0]) > LONG
    main = html.Dd(value, className="long" if is_long else "")
    return html.Div([html.Dt(label), main, html.Dd(detail, className="ov-detail")], className=name, title=why)


def _small(text: str) -> Component:
    return html.Small(text)


def primary_cell(tally: PrimaryTally, treated: str, lead: str = "") -> Component:
    """Make the cell of the primary safety endpoint: events of evaluable patients with the exact interval."""
    label = "Primary safety endpoint"
    if tally.not_collected is not None:
        value: list[Part] = ["Not collected"]
        if tally.confirmed or tally.pending:
            value = [str(tally.confirmed), _small(f"confirmed, {tally.pending} pending; not collected in the others")]
        return cell(label, [html.Span(value, className="ov-big")], tally.not_collected, "one", tally.not_collected)
    if tally.interval is None:
        waiting = [_small(f"{tally.pending} pending")] if tally.pending else []
        detail = _if_pending(tally) or evaluable_rule()
        return cell(label, [html.Span(["Not yet evaluable", *waiting], className="ov-big")], detail, "one")
    words = ["evaluable" if tally.not_evaluable else "confirmed"]
    if tally.pending:
        words.append(f"{tally.pending} pending")
    big = html.Span([f"{tally.confirmed} of {tally.evaluable}", _small(", ".join(words))], className="ov-big")
    early = f"; {tally.not_evaluable} not yet" if tally.not_evaluable else ""
    detail = f"{counted(tally.evaluable, 'patient')} {treated} and evaluable{early}"
    detail = f"{_if_pending(tally)}{early}" if tally.pending else detail
    label = f"{label}, 95 % CI {interval_words(tally.interval)}"
    return cell(
        label, [big, _pips(tally)], detail, "one", f"{evaluable_rule()} Exact (Clopper-Pearson) interval.", lead
    )


def _if_pending(tally: PrimaryTally) -> str:
    """Write what it would be if every pending one counted: "If the pending one counts: 1 of 6, 0.4 to 64 %"."""
    if tally.interval_if_pending is None:
        return ""
    which = "the pending one counts" if tally.pending == 1 else f"all {tally.pending} pending count"
    both = f"{tally.confirmed + tally.pending} of {tally.evaluable_if_pending}"
    return f"If {which}: {both}, {interval_words(tally.interval_if_pending)}"


def interval_words(interval: tuple[float, float]) -> str:
    """Write an interval of proportions in per cent: "0 to 46 %"; below 1 % with one decimal."""
    low, high = (100 * bound for bound in interval)
    return f"{_share(low)} to {_share(high)} %"


def _share(value: float) -> str:
    return number(value, 1 if 0 < value < 1 or 99 < value < 100 else 0)


def _pips(tally: PrimaryTally) -> Component:
    """Make one pip a treated patient, above twelve a bar of the shares; the words beside it say the same."""
    if len(tally.patients) <= MOST_PIPS:
        pips = [
            html.Span(
                icon(PIPS[status][1], small=True), className=f"pip {PIPS[status][0]}", title=f"{subject}: {status}"
            )
            for subject, status in tally.patients
        ]
        return html.Span(pips, className="ov-pips", **attrs(aria_hidden="true"))
    shares = ((tally.confirmed, "act"), (tally.pending, "watch"))
    rest = tally.evaluable_if_pending - tally.confirmed - tally.pending
    parts = [
        html.Span(className=f"part {name}", style={"flexGrow": count})
        for count, name in (*shares, (rest, "good"), (tally.not_evaluable, "none"))
        if count
    ]
    return html.Span(parts, className="ov-share", **attrs(aria_hidden="true"))


def _serious(summary: Summary) -> Component:
    events = summary.events
    parts = [f"{events.serious_events} serious", counted(events.deaths, "death")]
    if events.unknown_serious:
        parts.append(f"{events.unknown_serious} unknown")
    detail = ", ".join(parts)
    why = f"Of {counted(events.events, 'event')} reported by the cut. {detail}."
    known = events.unknown_serious < events.events or not events.events
    value = f"{events.serious_patients} of {summary.shown}" if known else "Not recorded"
    return cell("With a serious event", [value], detail, "", why)


def _accrued(summary: Summary, facts: StudyFacts) -> Component:
    label, years = treated_word(facts.anchor_label), f"{number(summary.patient_years, 1)} patient-years"
    why = f"{accrual(facts)}. {years} from day 0 to the last contact."
    if not summary.everybody or facts.planned is None:
        return cell(label, [f"{summary.treated} of {summary.shown}", _small("shown")], years, "", why)
    return cell(label, [f"{summary.treated} of {facts.planned}", _small("planned")], years, "", why)


def _visits(summary: Summary) -> Component:
    visits = summary.visits
    if not visits.planned:
        return cell("Visits in window", ["No plan"], "The study file plans no visits")
    detail = f"{visits.off_window} off, {visits.missed} missed, {visits.overdue} overdue"
    why = f"Expected visits are held, missed or overdue at the cut. {detail}."
    value: list[Part] = [f"{visits.in_window} of {visits.expected}"]
    if visits.expected:
        value.append(_small(percent(visits.in_window, visits.expected)))
    return cell("Visits in window", value, detail, "", why)


def _deviations(summary: Summary) -> Component:
    found = summary.deviations
    if found.unknown is not None:
        return cell("Prohibited medicine", ["Not checked"], found.unknown, "", found.unknown)
    detail = f"In {found.patients} of {counted(summary.shown, 'patient')}"
    why = f"{detail}. Visits off their window are counted beside; every deviation, by rule, is in its listing."
    return cell("Prohibited medicine", [str(found.records), _small("taken")], detail, "", why)
