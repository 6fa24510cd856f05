"""The HTML of the safety view: head, counts, labels of the lanes, key, empty states."""

from collections.abc import Collection
from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import lane_geometry, safety_words
from components.attributes import attrs
from components.controls import menu, pager, segments, switch_button
from components.elements import Element, element
from components.happenings import SIGNS
from components.lane_geometry import Band
from components.notices import change_button, empty, empty_by_data, empty_by_filter
from components.overview_summary import cell, primary_cell, treated_word
from components.state import patient_path
from trial.event_periods import EARLY_DAYS
from trial.event_words import grade_digit, sentence_case
from trial.safety import SafetyTimeline
from trial.safety_counts import Count
from trial.selection import Lane, Part, Sort
from trial.subjects import SubjectStatus
from trial.words import counted, date_text

MOST_QUIET = 400
PARTS = {
    Part.TIMELINE: "Timeline",
    Part.ENDPOINT: "Primary endpoint",
    Part.SUMMARY: "Summaries",
    Part.COURSE: "Patients",
    Part.STOPPING: "Stopping",
}
SORTS = (("Id", Sort.ID), ("First event", Sort.FIRST), ("Worst", Sort.WORST))
LANE_LABELS = {Lane.MEDICINES: "Medicines", Lane.PROCEDURES: "Procedures", Lane.ENDPOINTS: "Endpoints"}
NO_EVENTS_TEXT = (
    "There is no usable AE table, so events, their counts and the primary safety endpoint are switched off. Put "
    "ae.csv, ae.xpt or ae.json beside the other files and load again."
)


def head(result: SafetyTimeline, part: Part, others: Collection[Part]) -> list[Component]:
    """Make the finding, how much of it is shown, and the way to the parts of the view."""
    found: list[Component] = [html.H1(safety_words.title(result))]
    if result.collected and result.counts.everybody:
        found.append(html.Span(safety_words.shown_line(result), className="sub"))
    options = tuple((label, str(key)) for key, label in PARTS.items() if key is Part.TIMELINE or key in others)
    if len(options) > 1:
        found.append(html.Div(segments("Part", "part", options, str(part)), className="actions"))
    return found


def counts(result: SafetyTimeline) -> list[Component]:
    """Make the card of counts over the patients shown, whatever the event filters keep."""
    found = result.counts
    if not result.collected or not found.patients:
        return []
    cells = [
        primary_cell(found.primary, treated_word(result.axis.label).lower(), f"part={Part.ENDPOINT}"),
        _count("With a serious event", found.serious, "serious event", result, "serious=1"),
        _count("With grade 3 and up", found.severe, "event", result, "grade=3"),
        _count("With a related event", found.related, "related event", result, "related=1"),
        cell("Died", [f"{found.deaths} of {found.patients}"], safety_words.fatal_detail(result), "",
             f"Patients who died. {safety_words.follow_up(result)}.",
             f"status={SubjectStatus.DIED}&part=" if found.deaths else ""),
    ]  # fmt: skip
    label = f"Of all {counted(found.any.events, 'event')} of the {counted(found.patients, 'patient')} shown"
    return [html.Dl(cells, className="ov-sum saf-sum", **attrs(aria_label=label))]


def _count(label: str, count: Count, noun: str, result: SafetyTimeline, asks: str) -> Component:
    detail = safety_words.events_detail(count, result.counts.any.events, noun)
    patients = safety_words.of_patients(count, result)
    why = f"{label}: {patients} patients shown. {detail}."
    if 0 < result.counts.any.events == count.unknown:
        return cell(label, ["Not recorded"], detail, "", f"{label}: not recorded of any event.")
    lead = f"{asks}&part=" if count.events else ""
    return cell(label, [patients, html.Small(counted(count.events, "event"))], detail, "", why, lead)


def alignment(result: SafetyTimeline) -> list[Component]:
    """Make the switches: the order of the patients, and between the anchor and the calendar."""
    usual = Sort.ID if result.few else Sort.WORST
    values = [(word, "" if sort is usual else str(sort)) for word, sort in SORTS]
    chosen = "" if result.sort is usual else str(result.sort)
    options = ((result.axis.label, "anchor"), ("Calendar", "calendar"))
    return [
        segments("Order of patients", "sort", tuple(values), chosen, clears=("page",)),
        segments("Align lanes", "align", options, str(result.axis.alignment), clears=("day",)),
        lanes_menu(result),
    ]


def lanes_menu(result: SafetyTimeline) -> Component:
    """Make the menu of what may stand below the events: buttons that stay pressed."""
    switches = list[Component]()
    for lane, label in LANE_LABELS.items():
        wanted = [each for each in Lane if (each in result.rows) is not (each is lane)]
        switches.append(switch_button(label, f"lanes={','.join(wanted)}", lane in result.rows))
    return menu("Lanes", [html.Div(switches, className="switches")], is_set=bool(result.rows))


def days(result: SafetyTimeline) -> dict[str, object] | None:
    """Give what the day line needs to move by itself: the axis; None where there is none."""
    if not result.lanes:
        return None
    axis = result.axis
    return {"low": axis.low, "high": axis.high, "calendar": axis.is_calendar, "anchor": axis.label}


def periods(result: SafetyTimeline) -> list[Element]:
    """Name the periods over the lanes, each where it is tinted; from the aspiration of whoever had it first."""
    span = result.axis.high - result.axis.low
    names = safety_words.period_names(result.axis.label)
    found = list[Element]()
    for kind, (short, long) in names.items():
        own = [band for patient in result.lanes for band in patient.bands if band.kind is kind]
        if own:
            low, high = min(band.low for band in own), max(band.high for band in own)
            style = {"--low": f"{(low - result.axis.low) / span:.5f}", "--wide": f"{(high - low) / span:.5f}"}
            text = element("Span", short)
            found.append(element("Span", text, className=f"saf-period {kind}", style=style, title=sentence_case(long)))
    if result.drawn.bands and result.axis.high > EARLY_DAYS:
        low = (max(EARLY_DAYS, result.axis.low) - result.axis.low) / span
        style = {"--low": f"{low:.5f}", "--wide": f"{1 - low:.5f}"}
        found.append(
            element("Span", element("Span", f"after {EARLY_DAYS} d"), className="saf-period later", style=style)
        )
    return found


def labels(result: SafetyTimeline) -> list[Element]:
    """Make the labels beside the lanes, each a way to the patient."""
    stacked = lane_geometry.bands(result)
    top = lane_geometry.top_margin(stacked)
    return [_label(band, top, result) for band in stacked]


def heads(result: SafetyTimeline) -> dict[str, str]:
    """Give the height of the names of the periods, and where their foot is."""
    stacked = lane_geometry.bands(result)
    return {"height": f"{lane_geometry.top_margin(stacked)}px", "--ribbon": f"{lane_geometry.ribbon(stacked)}px"}


def canvas(result: SafetyTimeline) -> dict[str, str]:
    """Give the height of labels and figure, which lie in one place."""
    return {"height": f"{lane_geometry.figure_height(lane_geometry.bands(result))}px"}


def _label(band: Band, top: int, result: SafetyTimeline) -> Element:
    patient = band.patient
    name = element("A", patient.id, href=patient_path(patient.id), className="patient-link")
    status = element("Span", str(patient.status).capitalize(), className="status")
    inside = [name, status, element("Span", _events(band, result), className="events")]
    if patient.hidden:
        more = f"+{patient.hidden} more"
        inside.append(
            element("Button", more, type="button", className="more", title=f"Show {patient.id} alone, with all events",
                    data_change=f"subjects={quote(patient.id, safe='')}")
        )  # fmt: skip
    inside += [element("Span", one.row.label, className="row-name", style={"top": f"{one.top - band.top}px"})
               for one in band.rows]  # fmt: skip
    style = {"top": f"{top + band.top}px", "height": f"{band.height}px"}
    return element("Li", inside, className="saf-label" + ("" if result.named else " short"), style=style)


def _events(band: Band, result: SafetyTimeline) -> str:
    patient = band.patient
    if not patient.events:
        return "No event"
    all_events = counted(patient.events, "event")
    if result.filtered and patient.serious:
        return f"{patient.kept} of {patient.events}, {patient.serious} serious"
    some = f"{patient.kept} of {all_events}" if result.filtered else all_events
    return f"{some}, {patient.serious} serious" if patient.serious else some


def pages(result: SafetyTimeline) -> list[Component]:
    """Make the buttons to other pages."""
    last = result.first + len(result.lanes) - 1
    return pager(result.page, result.pages, f"Patients {result.first} to {last} of {result.patients_with_lanes}")


def quiet(result: SafetyTimeline) -> list[Element]:
    """Name the patients who have no lanes, in one line that opens."""
    if not result.quiet or not result.lanes:
        return []
    which = "an event that matches" if result.filtered else "an event"
    line = f"And {counted(len(result.quiet), 'patient')} without {which}"
    links = [element("Li", element("A", each, href=patient_path(each), className="patient-link"))
             for each in result.quiet[:MOST_QUIET]]  # fmt: skip
    if len(result.quiet) > MOST_QUIET:
        links.append(element("Li", f"and {len(result.quiet) - MOST_QUIET} more"))
    return [element("Details", [element("Summary", line), element("Ul", links)], className="saf-quiet")]


def key(result: SafetyTimeline) -> list[Component]:
    """Explain the marks of events that the page draws, and no other."""
    drawn = result.drawn
    grades = [_mark(grade_digit(grade), f"g{grade or 0}") for grade in drawn.grades]
    found = [_key(grades, "Grade")] if grades else []
    if drawn.serious:
        found.append(_key([html.B("S"), _mark("3", "g3 serious")], "Serious"))
    if drawn.one_day:
        found.append(_key([html.Span(className="saf-diamond")], "One day"))
    if drawn.ongoing:
        found.append(_key([html.Span(className="saf-arrow")], "Ongoing"))
    if drawn.imputed or drawn.unknown:
        found.append(_key([html.Span(className="saf-dash")], "Imputed" if drawn.imputed else "End unknown"))
    marks = [mark for patient in result.lanes for mark in patient.marks]
    if any(mark.primary is not None for mark in marks):
        found.append(_key([html.B("P")], "Primary endpoint, P? pending"))
    if drawn.of_interest:
        found.append(_key([html.B("I")], "Special interest"))
    if result.previous_cut is not None:
        found.append(html.Li(_news(result), className="key"))
    return found


def _news(result: SafetyTimeline) -> Component:
    """Say what is new since the previous cut, with the signs; a click keeps only that."""
    words = attrs(data_change=f"news={'' if result.only_news else '1'}", aria_pressed=str(result.only_news).lower())
    title = "Show all events" if result.only_news else "Show only these"
    return html.Button(safety_words.since_line(result), type="button", className="saf-news", title=title, **words)


def signs(result: SafetyTimeline) -> list[Component]:
    """Explain what else the page draws: lines, grounds, and the signs of what happened beside the events."""
    found = [_key([html.Span(className="saf-anchor")], result.axis.label)]
    found.append(_key([html.Span(className="tr-ground")], "After the data cut"))
    names = safety_words.period_names(result.axis.label)
    drawn = [(kind, long) for kind, (_, long) in names.items() if kind in result.drawn.bands]
    found += [_key([html.Span(className=f"saf-ground {kind}")], sentence_case(long)) for kind, long in drawn]
    kinds = {each.kind for patient in result.lanes for each in patient.happenings}
    return found + [
        _key([html.Span(className=f"tr-sign {sign.css}")], sign.word) for kind, sign in SIGNS.items() if kind in kinds
    ]


def _mark(digit: str, name: str) -> Component:
    return html.Span(digit, className=f"ov-mark {name}")


def _key(signs: list[Component], word: str) -> Component:
    return html.Li([html.Span(signs, className="signs", **attrs(aria_hidden="true")), word], className="key")


def nothing(result: SafetyTimeline) -> list[Component]:
    """Say why there is no figure: not collected, none reported, or none that matches; empty when there is one."""
    found = result.counts
    if found.everybody == 0:
        return [empty_by_data("0 patients", "The data have no subject.")]
    if not result.collected:
        link = html.A("See Data", href="/data", className="action")
        return [empty(safety_words.title(result), NO_EVENTS_TEXT, [link], "data")]
    if found.patients == 0:
        return [empty_by_filter("patient", result.filters)]
    if found.any.events == 0:
        later = f" {counted(found.not_yet_known, 'event')} began after it." if found.not_yet_known else ""
        text = f"None reported in {counted(found.patients, 'patient')} by {date_text(result.cut)}.{later}"
        buttons = [change_button("Show all patients", "reset=1")] if found.patients < found.everybody else []
        return [empty("0 adverse events", text, buttons, "check")]
    if found.kept.events == 0:
        return [empty_by_filter("event", result.filters)]
    return []
