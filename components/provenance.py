"""The parts of the data view: findings, row ledger, files, rows set aside, what is switched off."""

from collections.abc import Sequence
from datetime import datetime

from dash import html
from dash.development.base_component import Component

from components.attributes import attrs
from components.icons import icon
from components.tables import plain_table
from trial.issues import Issue, Severity
from trial.item_map import NO_MAPPING
from trial.listing import Listing
from trial.provenance import Provenance, ledger_listing, place_text, rows_text, set_aside_listing
from trial.snapshot import SourceFile, SwitchedOff
from trial.words import NOTHING, counted, date_text, listed, sentence

SIGNS = {Severity.ERROR: ("bang", "act"), Severity.WARNING: ("clock", "watch"), Severity.NOTE: ("dash", "note")}
MOST_SET_ASIDE = 300
HASH_DIGITS = 12
NO_MANIFEST = "No manifest: completeness is known from the structure of the files only."


def finding(issue: Issue) -> Component:
    """Make one finding: sign, where, what was found and done, what to do."""
    sign, kind = SIGNS[issue.severity]
    return html.Li(
        [
            html.Span(icon(sign), className=f"sign {kind}", title=issue.severity.capitalize()),
            html.Div(
                [
                    html.B([html.Span(f"{issue.severity.capitalize()}. ", className="sr"), place_text(issue)]),
                    html.P(f"{sentence(issue.text)} {sentence(issue.remedy)}"),
                    html.P(rows_text(issue), className="muted"),
                ]
            ),
        ],
        className="finding",
    )


def findings(issues: Sequence[Issue]) -> Component:
    """Make the list of findings, worst first; a zero is stated."""
    if not issues:
        return html.P("0 findings. Every row passed every check.", className="statement")
    entries = [finding(issue) for issue in issues]
    return html.Ul(entries, className="findings", tabIndex="0", **attrs(aria_label="Findings"))


def severity_counts(issues: Sequence[Issue]) -> str:
    """Write the counts: "1 error, 2 warnings, 3 notes"; only what there is."""
    parts = [
        counted(number, severity.value)
        for severity in Severity
        if (number := sum(issue.severity is severity for issue in issues))
    ]
    return ", ".join(parts) or "0 findings"


def ledger(provenance: Provenance) -> Component:
    """Make the table of the row equation."""
    return html.Div(plain_table(ledger_listing(provenance)), className="ledger")


def _size(bytes_: int) -> str:
    return f"{bytes_ / 1e6:.1f} MB" if bytes_ >= 1e6 else f"{max(1, round(bytes_ / 1e3))} kB"


def files(sources: Sequence[SourceFile]) -> Component:
    """Make the table of files; the whole SHA-256 stands in the tip and in the row's text for copying."""
    columns = ("File", "Table", "Format", "Rows", "Size", "SHA-256")
    body = [
        html.Tr(
            [
                html.Th(source.name, scope="row"),
                html.Td(source.table or ("not used" if not source.used else NOTHING)),
                html.Td(source.format),
                html.Td(NOTHING if source.rows is None else f"{source.rows}", className="number"),
                html.Td(_size(source.bytes), className="number"),
                html.Td(html.Code(source.sha256[:HASH_DIGITS], title=source.sha256)),
            ],
            className="" if source.used else "unused",
        )
        for source in sources
    ]
    head = html.Thead(
        html.Tr(
            [html.Th(name, scope="col", className="number" if name in {"Rows", "Size"} else "") for name in columns]
        )
    )
    table = html.Table([html.Caption("Files", className="sr"), head, html.Tbody(body)], className="listing")
    return html.Div(table, className="listing-box", tabIndex="0", role="region", **attrs(aria_label="Files"))


def set_aside(provenance: Provenance) -> Component:
    """Make the table of rows that take part in nothing."""
    rows = provenance.set_aside
    if not rows:
        return html.P("0 rows set aside.", className="statement")
    parts: list[Component] = [plain_table(set_aside_listing(rows[:MOST_SET_ASIDE]))]
    if len(rows) > MOST_SET_ASIDE:
        parts.append(html.P(f"The first {MOST_SET_ASIDE} of {len(rows)}; the CSV has all.", className="footnote"))
    return html.Div(parts)


def switched_off(items: Sequence[SwitchedOff], unused: Sequence[str]) -> Component:
    """Say what is switched off and why, and which tables are present and unused."""
    entries = [html.Div([html.Dt(item.what), html.Dd(item.why)]) for item in items]
    if unused:
        text = f"{listed(list(unused))}: neither the program nor the study file uses these tables."
        entries.append(html.Div([html.Dt("Present and unused"), html.Dd(text)]))
    if not entries:
        return html.P("Nothing is switched off, and every table is used.", className="statement")
    return html.Dl(entries, className="switched")


def mapped(listing: Listing) -> Component:
    """Make the table of what was found for each instrument; the statement where the study file names none."""
    return plain_table(listing) if listing.rows else html.P(NO_MAPPING, className="statement")


def loaded_text(loaded_at: datetime) -> str:
    """Write when the files were read: "Read 23 Nov 2026, 14:02 UTC"."""
    return f"Read {date_text(loaded_at.date())}, {loaded_at:%H:%M} UTC"
