"""Random draws: one independent stream for each stage, correlated margins, and whole days.

A stage has its own stream, so a switch changes what it names and nothing else. PCG64 is fixed by name, not by default.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import fsolve
from scipy.stats import norm, truncnorm

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Texts = NDArray[np.object_]
"""Texts with None for missing."""

STAGES = (
    "enrolment",
    "people",
    "latent",
    "fate",
    "historical",
    "visits",
    "missing",
    "values",
    "items",
    "events",
    "errors",
    "vital_signs",
    "laboratory",
    "product",
    "reporting",
)


def stream(seed: int, stage: str) -> np.random.Generator:
    """Give the stream of one stage."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(entropy=seed, spawn_key=(STAGES.index(stage),))))


def copula(rng: np.random.Generator, n: int, correlation: Sequence[Sequence[float]]) -> Floats:
    """Draw n rows of uniforms whose normal scores have this correlation."""
    factor = np.linalg.cholesky(np.asarray(correlation, dtype=np.float64))
    uniforms: Floats = norm.cdf(rng.standard_normal((n, len(correlation))) @ factor.T)
    return uniforms


def truncated_normal(uniforms: Floats, mean: float, sd: float, low: float, high: float) -> Floats:
    """Turn uniforms into a normal with this mean and SD before truncation to [low, high]."""
    drawn: Floats = truncnorm.ppf(uniforms, (low - mean) / sd, (high - mean) / sd, loc=mean, scale=sd)
    return drawn


@lru_cache
def matched_parent(mean: float, sd: float) -> tuple[float, float]:
    """Find the normal that, truncated to values above 0, has this mean and SD (needs SD / mean < 0.75)."""

    def miss(parent: Floats) -> list[float]:
        location, scale = float(parent[0]), float(np.exp(parent[1]))
        realised = truncnorm(-location / scale, np.inf, loc=location, scale=scale)
        return [float(realised.mean()) - mean, float(realised.std()) - sd]

    location, log_scale = fsolve(miss, [mean / 2, np.log(sd * 1.3)])
    return float(location), float(np.exp(log_scale))


def above_zero(uniforms: Floats, mean: float, sd: float) -> Floats:
    """Turn uniforms into positive values with this mean and SD: a truncated normal with matched moments."""
    location, scale = matched_parent(mean, sd)
    return truncated_normal(uniforms, location, scale, 0.0, np.inf)


def log_normal(uniforms: Floats, mean: float, sd: float) -> Floats:
    """Turn uniforms into log-normal values with this mean and SD."""
    variance = np.log1p((sd / mean) ** 2)
    values: Floats = np.exp(np.log(mean) - variance / 2 + np.sqrt(variance) * norm.ppf(uniforms))
    return values


def gamma_days(rng: np.random.Generator, mean: Floats, sd: Floats) -> Floats:
    """Draw durations in days from gamma distributions with these means and SDs."""
    return rng.gamma((mean / sd) ** 2, sd**2 / mean)


def pick(rng: np.random.Generator, n: int, chances: Sequence[float]) -> Ints:
    """Draw n positions 0, 1, … with these chances."""
    edges = np.cumsum(np.asarray(chances, dtype=np.float64))
    return np.searchsorted(edges / edges[-1], rng.random(n), side="right").astype(np.int64)


def only(chosen: ArrayLike, text: ArrayLike) -> Texts:
    """Give the text where `chosen`, None elsewhere."""
    mask = np.asarray(chosen, dtype=np.bool_)
    filled = np.full(len(mask), None, dtype=object)
    filled[mask] = np.broadcast_to(np.asarray(text, dtype=object), mask.shape)[mask]
    return filled


def whole(values: ArrayLike) -> Ints:
    """Round to whole numbers, halves to even."""
    return np.rint(np.asarray(values, dtype=np.float64)).astype(np.int64)
