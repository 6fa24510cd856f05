"""What was measured before treatment: endpoints and their pre slopes, band and stage, weight and body mass index."""

from collections.abc import Iterator, Sequence

import numpy as np

from trial.analysis import Analysis
from trial.columns import NOBODY, Flags, Floats, bounds, capitals, first_rows, numbers, owners, texts
from trial.contacts import done
from trial.course.known import Characteristic, Known
from trial.cut import KnownData
from trial.instruments.staging import UNKNOWN, Kings
from trial.matching import matching
from trial.study import Endpoint
from trial.subjects import Subject, anchor_days, positions
from trial.words import SLOPE_DECIMALS, counted

BANDS = ("Mild", "Moderate", "Severe")
MODERATE, SEVERE = 36, 24
"""The highest ALSFRS-R total of each band: above 36 mild, 25 to 36 moderate, up to 24 severe. Descriptive."""
KILOGRAMS, POUNDS = ("KG",), ("LB", "LBS", "POUNDS")
POUND = 0.45359237
"""Kilograms."""
CENTIMETRES, INCHES = ("CM",), ("IN", "INCH", "INCHES")
INCH = 2.54
BODY = "weight and height in VS"


def characteristics(analysis: Analysis, known: KnownData) -> Iterator[Characteristic]:
    """Give the characteristics that were measured, in the order of the table."""
    endpoints = analysis.snapshot.study.endpoints
    for place, endpoint in enumerate(endpoints):
        found = _last_values(analysis, place)
        yield Characteristic(endpoint.id, endpoint.label, endpoint.unit, found, decimals=endpoint.decimals)
        if is_alsfrs_r(endpoint):
            banded = {index: _band(value) for index, value in found.items()}
            yield Characteristic("band", "ALSFRS-R band", "", banded, is_number=False, order=BANDS, note="descriptive")
            yield _stage(analysis)
    for place, endpoint in enumerate(endpoints):
        yield _pre_slope(analysis, place, endpoint)
    yield from _bodies(known, analysis.subjects)


def is_alsfrs_r(endpoint: Endpoint) -> bool:
    """Say whether an endpoint is the total of the ALSFRS-R, by its id or label and its range."""
    named = "ALSFRS-R" in endpoint.label.upper() or endpoint.id.lower() == "alsfrs_r"
    return named and endpoint.range == (0.0, 48.0)


def _last_values(analysis: Analysis, endpoint: int) -> dict[int, Known]:
    """Give the last point on or before day 0; one that is only too old for the slopes counts."""
    points = analysis.recorded
    wanted: Flags = (points.endpoint == endpoint) & (points.day <= 0) & (points.used | points.too_old)
    rows = first_rows(points.subject, -points.day, wanted, len(analysis.subjects))
    domain = analysis.snapshot.study.endpoints[endpoint].domain
    return {
        index: Known(float(points.value[row]), "", points.date[row], f"{domain}, {points.visit[row] or 'no visit'}")
        for index, row in enumerate(rows.tolist())
        if row != NOBODY
    }


def _band(value: Known) -> Known:
    total = value.number or 0.0
    name = BANDS[0] if total > MODERATE else BANDS[1] if total > SEVERE else BANDS[2]
    return Known(None, name, value.when, value.source)


def _stage(analysis: Analysis) -> Characteristic:
    """Give the King's stage of the last assessment up to day 0 that has one."""
    stages = analysis.instruments.stages
    wanted: Flags = (stages.day <= 0) & (stages.kings != UNKNOWN)
    rows = first_rows(stages.subject, -stages.day, wanted, len(analysis.subjects)).tolist()
    values = {
        index: Known(None, Kings(int(stages.kings[row])).label, stages.date[row], f"from {stages.source[row]}")
        for index, row in enumerate(rows)
        if row != NOBODY
    }
    order = tuple(stage.label for stage in Kings)
    return Characteristic("kings", "King’s stage", "", values, is_number=False, order=order)


def _pre_slope(analysis: Analysis, place: int, endpoint: Endpoint) -> Characteristic:
    """Give the slope before the anchor where there is one, with how many days it stands on."""
    values = {}
    for subject in analysis.subjects:
        line = analysis.fits.pre(subject.index * len(analysis.snapshot.study.endpoints) + place)
        if line.slope is not None:
            says = f"least-squares line through {counted(line.n, 'day')} up to day 0"
            values[subject.index] = Known(line.slope, "", None, says)
    label = f"{endpoint.label} slope before"
    return Characteristic(f"{endpoint.id}_pre", label, f"{endpoint.unit} per month", values, decimals=SLOPE_DECIMALS)


def _bodies(known: KnownData, people: Sequence[Subject]) -> Iterator[Characteristic]:
    """Give weight, and body mass index = weight / height^2 (kg/m^2)."""
    weight = _vital(known, people, "WEIGHT", {**dict.fromkeys(KILOGRAMS, 1.0), **dict.fromkeys(POUNDS, POUND)})
    height = _vital(known, people, "HEIGHT", {**dict.fromkeys(CENTIMETRES, 1.0), **dict.fromkeys(INCHES, INCH)})
    index = {
        at: Known((one.number or 0.0) / ((height[at].number or np.nan) / 100) ** 2, "", one.when, BODY)
        for at, one in weight.items()
        if at in height
    }
    yield Characteristic("weight", "Weight", "kg", weight, decimals=1)
    yield Characteristic("bmi", "Body mass index", "kg/m²", index, decimals=1)


def _vital(known: KnownData, people: Sequence[Subject], test: str, units: dict[str, float]) -> dict[int, Known]:
    """Give the last value of a vital sign up to day 0 in a unit that is known; a height of any day will do."""
    vs = known.table("VS")
    owner, anchors = owners(vs, positions(people)), np.append(anchor_days(people), np.nan)
    values, unit = numbers(vs, "VSSTRESN"), capitals(vs, "VSSTRESU")
    factor: Floats = np.array([*(units.get(name or "", np.nan) for name in unit), np.nan])[:-1]
    first, last = bounds(vs, "VSDTC")
    rules = known.study.baseline
    wanted = (
        matching(vs, rules.weight if test == "WEIGHT" else rules.height)
        & done(vs, "VS")
        & (owner != NOBODY)
        & ~np.isnan(values * factor)
    )
    in_time = np.ones(len(vs), dtype=np.bool_) if test == "HEIGHT" else last <= anchors[owner]
    rows = first_rows(owner, -np.where(np.isnan(first), -np.inf, first), np.asarray(wanted & in_time), len(people))
    written, visit = texts(vs, "VSDTC"), texts(vs, "VISIT")
    return {
        index: Known(float(values[row] * factor[row]), "", written[row], f"VS {test}, {visit[row] or 'no visit'}")
        for index, row in enumerate(rows.tolist())
        if row != NOBODY
    }
