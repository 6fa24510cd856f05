"""Growth with the number of patients: fits, figures, analysis, and the same fits by the usual ways."""

from collections.abc import Callable

import brotli
import numpy as np
import orjson
import pandas as pd
import statsmodels.api as sm

from benchmarks import studies
from benchmarks.measures import growth, ratio, timed
from benchmarks.report import Report, Row
from callbacks.context import AS_PLOTLY
from components.figures import trajectory as panels
from components.figures import trajectory_overlay as overlay
from trial import analysis, slopes, trajectory
from trial.analysis import Analysis
from trial.calendar import MONTH_DAYS
from trial.models import comparison
from trial.selection import Arrangement, Selection

SIZES = (6, 306, 3_000, 13_000)
REPEATS = 5
SAMPLE = 300
"""Pairs that are fitted the usual ways; all of them would take minutes."""
PANELS_SENT, OVERLAY_SENT = "page of panels as sent", "overlay as sent"
FITS_GROWTH, SENT_GROWTH = 1.0, 0.3
MODELS, MODELS_PATIENTS, MODELS_MOST = "all five models", 3_000, 150.0
"""What every model of every pair may take, in milliseconds, with so many patients and four endpoints."""


def report(quick: bool) -> Report:
    """Measure at 6, 306, 3,000 and 13,000 patients; a quick run leaves the last out."""
    sizes = SIZES[:-1] if quick else SIZES
    found: dict[str, list[float]] = {}
    known: Analysis | None = None
    for patients in sizes:
        with studies.generated(patients) as folder:
            known = analysis.build(studies.loaded(folder), None)
        for name, value in _measured(known).items():
            found.setdefault(name, []).append(value)
    if known is None:
        raise RuntimeError("no sizes")
    goals = {"all fits": FITS_GROWTH, PANELS_SENT: SENT_GROWTH, OVERLAY_SENT: SENT_GROWTH}
    rows = [row for name, times in found.items() for row in _rows(name, sizes, times, goals.get(name))]
    return Report("Growth with the number of patients", (*rows, *_usual(known, found["all fits"][-1])))


def _rows(name: str, sizes: tuple[int, ...], times: list[float], most: float | None) -> list[Row]:
    unit = "kB" if name in (PANELS_SENT, OVERLAY_SENT) else "ms"
    goals = {size: MODELS_MOST for size in sizes if (name, size) == (MODELS, MODELS_PATIENTS)}
    rows = [
        Row(f"{name}, {size:,} patients", value, unit, most=goals.get(size))
        for size, value in zip(sizes, times, strict=True)
    ]
    steps = f"{sizes[1]:,} to {sizes[-1]:,} patients"  # what does not grow hides the growth of the first step
    return [*rows, Row(f"{name}: growth exponent, {steps}", growth(sizes[1:], times[1:]), "", most=most)]


def _measured(known: Analysis) -> dict[str, float]:
    small, large = Selection(), Selection(arrangement=Arrangement.OVERLAY)
    pairs = len(known.subjects) * len(known.snapshot.study.endpoints)
    page, cohort = trajectory.build(known, small), trajectory.build(known, large)
    return {
        "all fits": _least(lambda: slopes.fits(known.points, pairs)),
        MODELS: _least(lambda: comparison.build(comparison.observations(known.points, range(pairs)))),
        "analysis": _least(lambda: analysis.build(known.snapshot, None), 2),
        "result of a page of panels": _least(lambda: trajectory.build(known, small)),
        "figure of a page of panels": _least(lambda: panels.figure(page)),
        "result of the overlay": _least(lambda: trajectory.build(known, large)),
        "figure of the overlay": _least(lambda: overlay.figure(cohort)),
        PANELS_SENT: _sent(panels.figure(page)),
        OVERLAY_SENT: _sent(overlay.figure(cohort)),
    }


def _sent(figure: object) -> float:
    """Give the size of a figure as it travels, in kB."""
    return len(brotli.compress(orjson.dumps(figure, option=AS_PLOTLY), quality=1)) / 1_000


def _least(work: Callable[[], object], repeats: int = REPEATS) -> float:
    return min(timed(work) for _ in range(repeats))


def _usual(known: Analysis, ours: float) -> list[Row]:
    """Fit pre and post lines of some pairs one after the other; every way is given per pair."""
    points = known.points
    pairs = len(points.offsets) - 1
    owner = np.repeat(np.arange(pairs), np.diff(points.offsets))[points.used]
    frame = pd.DataFrame({"pair": owner, "t": points.day[points.used] / MONTH_DAYS, "y": points.value[points.used]})
    frame["after"] = frame["t"] > 0
    groups = frame.groupby(["pair", "after"]).filter(lambda group: group["t"].nunique() > 2)
    chosen = groups[groups["pair"].isin(groups["pair"].unique()[:SAMPLE])]
    count, each = chosen["pair"].nunique(), ours * 1_000 / pairs
    ways = {"statsmodels OLS in a loop": _statsmodels, "groupby and polyfit": _polyfit}
    rows = [Row("all fits, per pair", each, "µs")]
    for name, way in ways.items():
        took = timed(lambda way=way: way(chosen)) * 1_000 / count  # type: ignore[misc]
        rows.append(Row(f"{name}, per pair", took, "µs", "all fits, per pair", ratio(took, each)))
    return rows


def _statsmodels(frame: pd.DataFrame) -> None:
    for _, group in frame.groupby(["pair", "after"]):
        sm.OLS(group["y"].to_numpy(), sm.add_constant(group["t"].to_numpy())).fit().conf_int()


def _polyfit(frame: pd.DataFrame) -> None:
    for _, group in frame.groupby(["pair", "after"]):
        np.polyfit(group["t"].to_numpy(), group["y"].to_numpy(), 1)
