"""Listings as CSV: made on the server, safe against formulas, with study, cut, version, filters and synthetic mark."""

import csv
import io
from collections.abc import Callable

from dash import Dash
from flask import Flask, Response, abort, request

from callbacks.context import AppContext, Reading
from components.state import from_query
from trial.across import changes_listing, followed_listing, statistics_listing
from trial.adverse import listings as adverse
from trial.beyond_listing import listing as expected_listing
from trial.compliance import calendar as visit_windows
from trial.compliance import completeness_listing, deviations_listing
from trial.compliance import listing as visits_listing
from trial.course.listings import baseline_listing, disposition_listing, product_listing
from trial.endpoint_listing import listing as primary_listing
from trial.endpoint_listing import rates_listing
from trial.historical_words import listing as historical_listing
from trial.instruments import mapping
from trial.item_listing import listing as items_listing
from trial.laboratory.listing import listing as laboratory_listing
from trial.listing import Cell, Listing
from trial.measure_listings import emg_listing, evaluation_listing, megascores_listing, spirometry_listing
from trial.models.listings import models_listing, quarters_listing, trust_listing
from trial.overview import listing as overview_listing
from trial.provenance import findings_listing, set_aside_listing
from trial.safety import listing as events_listing
from trial.selection import reconcile
from trial.selection_words import describe, describe_slopes
from trial.snapshot import Unusable
from trial.stopping.listing import listing as stopping_listing
from trial.trajectory import listing as slopes_listing
from trial.trajectory import points_listing
from trial.words import SYNTHETIC_MARK, SYNTHETIC_SENTENCE, version_text

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a spreadsheet compute, full-width forms included (CWE-1236, ASVS 1.2.10)."""
LISTINGS: dict[str, Callable[[Reading], Listing]] = {
    "overview": lambda reading: overview_listing(reading.analysis, reading.selection),
    "slopes": lambda reading: slopes_listing(reading.analysis, reading.selection),
    "models": lambda reading: models_listing(reading.analysis, reading.selection),
    "pre-slopes": lambda reading: trust_listing(reading.analysis, reading.selection),
    "quarters": lambda reading: quarters_listing(reading.analysis, reading.selection),
    "points": lambda reading: points_listing(reading.analysis, reading.selection),
    "expected": lambda reading: expected_listing(reading.analysis, reading.selection),
    "events": lambda reading: events_listing(reading.analysis, reading.selection),
    "completeness": lambda reading: completeness_listing(reading.analysis, reading.selection),
    "deviations": lambda reading: deviations_listing(reading.analysis, reading.selection),
    "stopping": lambda reading: stopping_listing(reading.analysis),
    "primary": lambda reading: primary_listing(reading.analysis, reading.selection),
    "primary-rates": lambda reading: rates_listing(reading.analysis, reading.selection),
    "adverse-counts": lambda reading: adverse.counts_listing(reading.analysis, reading.selection),
    "adverse-terms": lambda reading: adverse.terms_listing(reading.analysis, reading.selection),
    "adverse-rates": lambda reading: adverse.rates_listing(reading.analysis, reading.selection),
    "serious-events": lambda reading: adverse.serious_listing(reading.analysis, reading.selection),
    "special-interest": lambda reading: adverse.special_listing(reading.analysis, reading.selection),
    "visits": lambda reading: visits_listing(reading.analysis, reading.selection),
    "items": lambda reading: items_listing(reading.analysis, reading.selection),
    "spirometry": lambda reading: spirometry_listing(reading.analysis, reading.selection),
    "megascores": lambda reading: megascores_listing(reading.analysis, reading.selection),
    "emg": lambda reading: emg_listing(reading.analysis, reading.selection),
    "evaluation": lambda reading: evaluation_listing(reading.analysis, reading.selection),
    "laboratory": lambda reading: laboratory_listing(reading.analysis, reading.selection),
    "historical": lambda reading: historical_listing(reading.analysis),
    "mapped": lambda reading: mapping.listing(reading.analysis.instruments),
    "changes": lambda reading: changes_listing(reading.analysis, reading.selection),
    "group": lambda reading: statistics_listing(reading.analysis, reading.selection),
    "outcome": lambda reading: followed_listing(reading.analysis, reading.selection),
    "disposition": lambda reading: disposition_listing(reading.analysis, reading.selection),
    "baseline": lambda reading: baseline_listing(reading.analysis, reading.selection),
    "product": lambda reading: product_listing(reading.analysis, reading.selection),
    "findings": lambda reading: findings_listing(reading.analysis),
    "set-aside": lambda reading: set_aside_listing(reading.analysis.snapshot.set_aside),
}


def neutral(value: Cell) -> str | float | int:
    """Give a cell that no spreadsheet takes for a formula: texts that begin like one get an apostrophe in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "Y" if value else "N"
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA_STARTS) else value
    return value


def delimited(listing: Listing, reading: Reading) -> str:
    """Write the listing as CSV text with its head; lines end with CR LF, text is UTF-8 with a byte order mark."""
    analysis = reading.analysis
    study = analysis.snapshot.study
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    head: list[tuple[str, Cell]] = [
        ("Listing", listing.title),
        ("Study", study.id),
        ("Registry", study.registry),
        ("Data cut", analysis.cut.isoformat()),
        ("Snapshot", analysis.snapshot.version),
        ("Filters", "; ".join(describe(reading.selection, analysis)) or "none"),
        ("Rows", len(listing.rows)),
    ]
    if slopes := describe_slopes(reading.selection, analysis):
        head.append(("Slopes", "; ".join(slopes)))
    if study.synthetic:
        head.insert(0, (SYNTHETIC_MARK, SYNTHETIC_SENTENCE))
    if listing.note:
        head.append(("Note", listing.note))
    for name, value in head:
        writer.writerow([name, neutral(value)])
    writer.writerow([])
    writer.writerow([neutral(column.label) for column in listing.columns])
    writer.writerows([[neutral(cell) for cell in row] for row in listing.rows])
    return "\ufeff" + out.getvalue()


def _file_name(name: str, reading: Reading, ending: str = "csv") -> str:
    synthetic = "_synthetic" if reading.analysis.snapshot.study.synthetic else ""
    return f"{name}_{reading.analysis.cut.isoformat()}_{version_text(reading.version)}{synthetic}.{ending}"


def _asked(context: AppContext) -> Reading:
    if isinstance(context.current(), Unusable):
        abort(503, "No study is loaded.")
    selection, told = from_query(request.query_string.decode("ascii", "replace"))
    selection, more = reconcile(selection, context.analysis(selection.cut))
    if told or more:
        abort(400, " ".join((*told, *more)))
    analysis = context.analysis(selection.cut, selection.handling)
    return Reading(analysis.snapshot.version, selection, None, analysis)


def register(app: Dash, context: AppContext) -> None:
    """Add the route of the listings."""
    server: Flask = app.server

    @server.get("/export/<name>.csv")
    def download(name: str) -> Response:
        make = LISTINGS.get(name)
        if make is None:
            abort(404)
        reading = _asked(context)
        answer = Response(delimited(make(reading), reading), mimetype="text/csv")
        answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(name, reading)}"'
        return answer

    @server.get("/export/due.ics")
    def calendar() -> Response:
        reading = _asked(context)
        answer = Response(visit_windows(reading.analysis, reading.selection), mimetype="text/calendar")
        answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name("due", reading, "ics")}"'
        return answer
