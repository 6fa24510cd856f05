"""The HTML of the patient view: head with neighbours, facts, numbers level with their panels, sentence, tables."""

from urllib.parse import quote

from dash import html
from dash.development.base_component import Component

from components import beside
from components.attributes import attrs
from components.event_marks import change_of
from components.graph import listing_link
from components.icons import icon
from components.legend import EQUATION_SIGN, entry
from components.overview_summary import PIPS
from components.profile_places import Places
from components.slope_words import SHORT_MEANS, SlopeWords, change_words, line_words
from components.state import patient_path
from components.tables import plain_table
from trial.attention import Level
from trial.beyond import Beyond
from trial.beyond_words import expected_words, natural_words
from trial.event_words import course_words, grade_words, term
from trial.listing import Cell, Column, Listing
from trial.pairs import PairPoint
from trial.patient_visits import visit_words
from trial.profile import Panel, Profile
from trial.slope_listing import note_of
from trial.slopes import METHOD
from trial.trajectory_words import levelling
from trial.words import ONE_PATIENT_SENTENCE, counted, date_text, not_done, share

CHIPS = {Level.ACT: ("act", "bang"), Level.WATCH: ("watch", "clock")}
CHANGE_MEANS = f"{METHOD.capitalize()} over all used points, not exactly post minus pre"
MOST_CHIPS = 2
READ_DECIMALS = 4


def chip(text: str, kind: str, sign: str | None = None, title: str = "") -> Component:
    """Make a chip: an icon and a word on a soft ground."""
    return html.Span([*([icon(sign, small=True)] if sign else []), text], className=f"chip {kind}".strip(), title=title)


def head(profile: Profile) -> list[Component]:
    """Make the head: id, status, what is open, and the way to the neighbours."""
    reasons = [reason for reason in profile.attention.reasons if reason.level is not Level.NOTHING]
    chips = [chip(reason.title, *CHIPS[reason.level], reason.detail) for reason in reasons[:MOST_CHIPS]]
    if len(reasons) > MOST_CHIPS:
        rest = reasons[MOST_CHIPS:]
        chips.append(chip(f"and {len(rest)} more", "", None, "; ".join(reason.title for reason in rest)))
    return [
        html.H1(profile.subject.id),
        chip(profile.subject.status.capitalize(), ""),
        *chips,
        html.Nav(_steps(profile), className="actions", **attrs(aria_label="Patients before and after")),
    ]


def _steps(profile: Profile) -> list[Component]:
    around = profile.neighbours
    place = f"{around.place} of {around.of}" if around.place else "not among the filtered"
    return [
        _step("previous", around.previous),
        html.Span(place, className="muted"),
        _step("next", around.next),
    ]


def _step(direction: str, subject: str | None) -> Component:
    sign = icon("left" if direction == "previous" else "right")
    word = html.Span(f"{direction.capitalize()} patient ", className="sr")
    if subject is None:
        return html.Span(
            [sign, html.Span(f"No {direction} patient", className="sr")],
            className="action",
            **attrs(aria_disabled="true"),
        )
    inside: list[Component | str] = [sign, word, subject] if direction == "previous" else [word, subject, sign]
    return html.A(inside, href=patient_path(subject), className="action patient-link", **attrs(data_step=direction))


def facts(profile: Profile) -> list[Component]:
    """Make the line of facts."""
    return [html.Div([html.Dt(label), html.Dd(text)]) for label, text in profile.facts]


def key(profile: Profile) -> list[Component]:
    """Explain every mark that the figure draws, and no other."""
    points = [point for panel in profile.panels for point in panel.pair.points]
    entries = (
        ("key-line pre", "Pre", True),
        ("key-line post", "Post, 95 % bands", True),
        *((look.css, look.text, any(one and one.months for one in shown)) for look, shown in _beside(profile)),
        ("tr-sign outside", "Outside window", any(point.used and not point.in_window for point in points)),
        ("tr-sign old", "Old record, used by choice", any(point.used and point.is_old for point in points)),
        ("tr-sign equation", EQUATION_SIGN, any(point.used and point.equation for point in points)),
        ("tr-sign unused", "Not used", any(not point.used for point in points)),
        ("tr-sign missing", "Not done", any(panel.pair.missing for panel in profile.panels)),
        ("key-sign serious", "Serious", any(mark.event.serious for mark in profile.lanes)),
        ("key-sign window", "Visit window", bool(profile.visits)),
        ("key-sign unscheduled", "Unscheduled", any(visit.day is not None for visit in profile.unscheduled)),
    )
    return [entry(css, text) for css, text, is_drawn in entries if is_drawn]


def _beside(profile: Profile) -> tuple[tuple[beside.Look, list[Beyond | None]], ...]:
    panels = profile.panels
    return (beside.EXPECTED, [one.expected for one in panels]), (beside.NATURAL, [one.natural for one in panels])


def rules(profile: Profile) -> list[Component]:
    """Say under the figure what stands beside the courses when it is asked for, and which of them level off."""
    bending = levelling([(panel.endpoint.label, panel.endpoint.curve_months) for panel in profile.panels])
    handled = [profile.handling_rule] if profile.is_handled else []
    words = [*handled, *_history(profile), *profile.equations, *_beside_words(profile)]
    words += bending
    only = f"subjects={quote(profile.subject.id, safe='')}"
    link = [listing_link("expected", beside.CSV_LABEL, only)] if _beside_words(profile) else []
    return [*(html.P(text) for text in words), *link]


def _beside_words(profile: Profile) -> list[str]:
    panels = profile.panels
    expected = [(panel.endpoint.label, panel.expected) for panel in panels if panel.expected]
    natural = [(panel.endpoint.label, panel.natural) for panel in panels if panel.natural]
    references = [(panel.endpoint.label, panel.endpoint.reference) for panel in panels]
    return [
        *([expected_words(expected, profile.anchor_label)] if expected else []),
        *([natural_words(natural, references)] if natural else []),
    ]


def numbers(profile: Profile, at: Places) -> list[Component]:
    """Make the numbers beside the figure, each level with its panel."""
    blocks = []
    for panel, stretch in zip(profile.panels, at.panels, strict=True):
        blocks.append(html.Div(_slopes(panel), className="block", style=at.css(stretch, 10)))
        blocks.append(
            html.Div(className="rule", style={"top": at.css(stretch)["top"], "height": at.css(stretch)["height"]})
        )
    blocks.append(html.Div(_primary(profile), className="block", style=at.css(at.lanes, 4)))
    blocks.append(html.Div(_visits(profile), className="block", style=at.css(at.visits, 4)))
    short = any(one.line.short_span for panel in profile.panels for one in (panel.pair.pre, panel.pair.post))
    sentence = f"{ONE_PATIENT_SENTENCE} * Short span." if short else ONE_PATIENT_SENTENCE
    spoken = [html.Span(f" {text}", className="sr") for text in _spoken_rules(profile)]
    said = html.P([sentence, *spoken], className="sentence", title=SHORT_MEANS, **attrs(data_sentence="1"))
    return [*blocks, said]


def _slopes(panel: Panel) -> list[Component]:
    change = change_words(panel.pair.change)
    if change.slope:
        big: list[Component] = [
            html.Div([html.B(change.slope), html.Small(" change per month")], className="big", title=CHANGE_MEANS),
            html.Div(f"95 % CI {change.interval}", className="line"),
        ]
    else:
        why = panel.pair.change.reason or ""
        big = [html.Div([html.B("No change given"), html.Small(f" {why}")], className="big none", title=why)]
    return [*big, html.Table(html.Tbody([_line("Pre", panel), _line("Post", panel)]))]


def _line(name: str, panel: Panel) -> Component:
    line = (panel.pair.pre if name == "Pre" else panel.pair.post).line
    words: SlopeWords = line_words(line)
    kind = name.lower()
    heading = html.Th(name, scope="row", className=kind)
    if words.why:
        return html.Tr([heading, html.Td(words.why, colSpan=4, className="none")])
    span = "" if line.span_days is None else f"{line.span_days} d"
    cells = (words.slope, words.interval, words.count, span)
    return html.Tr([heading, *(html.Td(text) for text in cells)])


def _primary(profile: Profile) -> list[Component]:
    status = profile.primary.status
    return [
        html.Div("Primary safety endpoint", className="line"),
        chip(status.capitalize(), *PIPS[status]),
        html.P(profile.primary.text, className="line"),
    ]


def _visits(profile: Profile) -> list[Component]:
    visits = profile.compliance
    following = visits.next.text.split(". ")[0] if visits.next else "No visit to come"
    return [html.B(f"{share(visits.in_window, visits.expected)} in window"), html.Div(following, className="line")]


def caption(profile: Profile) -> str:
    """Write the figure as sentences, for those who cannot see it."""
    parts = [f"{profile.subject.id}, {profile.subject.status}, data to {date_text(profile.cut)}."]
    for panel in profile.panels:
        pre, post = line_words(panel.pair.pre.line), line_words(panel.pair.post.line)
        change = change_words(panel.pair.change)
        parts.append(f"{panel.endpoint.label}: pre {_spoken(pre)}, post {_spoken(post)}, change {_spoken(change)}.")
    parts.append(f"{counted(profile.events_shown, 'event')} shown, {counted(len(profile.visits), 'planned visit')}.")
    return " ".join([*parts, *_spoken_rules(profile), ONE_PATIENT_SENTENCE])


def _history(profile: Profile) -> list[str]:
    return [profile.history] if profile.history else []


def _spoken_rules(profile: Profile) -> list[str]:
    return [profile.handling_rule, *_history(profile), *profile.equations, *_beside_words(profile)]


def _spoken(words: SlopeWords) -> str:
    return f"{words.slope} per month ({words.interval})" if words.slope else words.why


def tables(profile: Profile) -> list[Component]:
    """Make the tables under the figure: every number in it, every event, every visit."""
    only = f"subjects={quote(profile.subject.id, safe='')}"
    return [
        html.H3(["Points", listing_link("points", "CSV", only), listing_link("slopes", "Slopes, CSV", only)]),
        plain_table(_points(profile)),
        *([html.H3("Historical records"), plain_table(profile.historical)] if profile.historical.rows else []),
        html.H3(["Events", listing_link("events", "CSV", only)]),
        plain_table(_events(profile), _event_links(profile)),
        html.H3(["Planned visits", listing_link("visits", "CSV", only)]),
        html.Ul([html.Li(visit_words(one.planned, one.status)) for one in profile.visits], className="plain-list"),
        html.P(f"Change: {CHANGE_MEANS[:1].lower()}{CHANGE_MEANS[1:]}. {SHORT_MEANS}.", className="footnote"),
    ]


def _points(profile: Profile) -> Listing:
    columns = (
        Column("endpoint", "Endpoint"),
        Column("date", "Date"),
        Column("day", "Day", "number", 0),
        Column("visit", "Visit"),
        Column("value", "Value", "number"),
        Column("change", "From baseline", "number", 2),
        Column("used", "In the fits"),
    )
    rows: list[tuple[Cell, ...]] = []
    for panel in profile.panels:
        for point in panel.pair.points:
            note = note_of(point)
            used = f"no: {note}" if not point.used else f"yes, {note}" if note else "yes"
            rows.append((panel.endpoint.label, point.date, point.day, point.visit, *_to_read(point), used))
        for missing in panel.pair.missing:
            told = (missing.date, missing.day, missing.visit, None, None, not_done(missing.reason))
            rows.append((panel.endpoint.label, *told))
    return Listing("points", f"Points of {profile.subject.id}", columns, tuple(rows))


def _to_read(point: PairPoint) -> tuple[float, float | None]:
    """Give value and change with the decimals that one reads; a mean or a recomputed value has many more."""
    return round(point.value, READ_DECIMALS), None if point.change is None else round(point.change, READ_DECIMALS)


def _event_links(profile: Profile) -> list[str]:
    """Lead from each event to its record, in the order of the listing."""
    undated = [f"{profile.subject.id}:{event.seq}" for event in profile.undated_events]
    return [f"/safety?{change_of(key)}" for key in (*(lane.key for lane in profile.lanes), *undated)]


def _events(profile: Profile) -> Listing:
    columns = tuple(
        Column(name.lower(), name) for name in ("Event", "When", "Grade", "Serious", "Related", "Emergent", "Outcome")
    )
    events = [*(lane.event for lane in profile.lanes), *profile.undated_events]
    rows = tuple(
        (term(one), course_words(one), grade_words(one), one.serious, one.related, one.emergent, one.outcome)
        for one in events
    )
    return Listing("events", f"Events of {profile.subject.id}", columns, rows)
