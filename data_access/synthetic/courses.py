"""The disease: latent courses of the four measures, and how a loss of points falls on domains and items."""

from dataclasses import dataclass

import numpy as np

from data_access.synthetic.catalogue import CUTTING, INSUFFICIENCY, SWALLOWING
from data_access.synthetic.cohort import Cohort
from data_access.synthetic.draws import Bools, Floats, Ints
from data_access.synthetic.parameters import Effect, Parameters, Switches
from trial.calendar import MONTH_DAYS


@dataclass(frozen=True, eq=False)
class Courses:
    """The latent course of every patient: what would be measured without noise."""

    cohort: Cohort
    parameters: Parameters
    switches: Switches
    effect: Effect

    def disease_months(self, days: Floats) -> Floats:
        """Turn days from infusion into months of untreated disease: t minus the integral of the effect up to t.

        The effect e starts after a delay d and may wane: e exp(-(t - d) / w).
        """
        months = days / MONTH_DAYS
        since = np.maximum(months - self.effect.delay_months, 0.0)
        width = self.effect.waning_months
        saved = width * (1 - np.exp(-since / width)) if self.effect.waning else since
        return np.asarray(months - self.effect.slowing * saved, dtype=np.float64)

    def latent(self, patients: Ints, days: Floats) -> Floats:
        """Give the four measures (columns in the order of MEASURES) of these patients on these days.

        ALSFRS-R and FVC: y0 + slope t (+ q t^2); MVIC with curvature: z0 - A (1 - exp(-t / 15)), A such that the change
        over twelve months is twelve slopes.
        """
        t = self.disease_months(days)[:, None]
        start, slope = self.cohort.baseline[patients], self.cohort.slopes[patients]
        values = start + slope * t
        values[:, :2] += self.cohort.quadratic[patients] * t * np.abs(t)
        if self.switches.curvature:
            constant = self.parameters.slopes.mvic_time_constant_months
            amplitude = 12 * slope[:, 2:] / (1 - np.exp(-12 / constant))
            values[:, 2:] = start[:, 2:] + amplitude * (1 - np.exp(-t / constant))
        values[:, 0] = np.clip(values[:, 0], 0.0, 48.0)
        values[:, 1] = np.maximum(values[:, 1], 5.0)
        return values

    def domains(self, patients: Ints, days: Floats) -> Floats:
        """Give the latent domain scores (bulbar, fine motor, gross motor, respiratory; 0-12 each)."""
        loss = 48.0 - self.latent(patients, days)[:, 0]
        return 12.0 - spread(loss, self.cohort.domain_shares[patients], 12.0)

    def items(self, patients: Ints, days: Floats) -> Floats:
        """Give the latent item scores (0-4 each); they add to the latent total."""
        lost = 12.0 - self.domains(patients, days)
        shares = self.cohort.item_shares[patients].reshape(-1, 3)
        return 4.0 - spread(lost.reshape(-1), shares, 4.0).reshape(-1, 12)


def spread(amount: Floats, shares: Floats, capacity: float) -> Floats:
    """Share out amounts over columns of limited capacity; what does not fit goes to the others by their shares."""
    placed = np.zeros_like(shares)
    rest = amount.astype(np.float64, copy=True)
    for _ in range(shares.shape[1]):
        open_shares = np.where(placed < capacity - 1e-12, shares, 0.0)
        total = open_shares.sum(axis=1)
        part = open_shares * (rest / np.where(total > 0, total, 1.0))[:, None]
        grown = np.minimum(placed + part, capacity)
        rest = rest - (grown - placed).sum(axis=1)
        placed = grown
    return placed


def bounds(fed: Bools, ventilated: Bools, breathing: Floats) -> tuple[Ints, Ints]:
    """Give the lowest and highest score of each item.

    A gastrostomy for feeding caps swallowing at 1; without ventilation item 12 is 4, with it 3, and 2 when little
    breathing is left.
    """
    low = np.zeros((len(fed), 12), dtype=np.int64)
    high = np.full((len(fed), 12), 4, dtype=np.int64)
    high[fed, SWALLOWING] = 1
    used = np.where(breathing < 35.0, 2, 3)
    low[:, INSUFFICIENCY] = np.where(ventilated, used, 4)
    high[:, INSUFFICIENCY] = low[:, INSUFFICIENCY]
    high[fed, CUTTING] = 3
    return low, high


def allocate(totals: Ints, wanted: Floats, low: Ints, high: Ints) -> Ints:
    """Find whole item scores near `wanted` within their bounds that add to `totals` (clipped to what is possible)."""
    scores = np.clip(np.rint(wanted).astype(np.int64), low, high)
    target = np.clip(totals, low.sum(axis=1), high.sum(axis=1))
    rows = np.arange(len(totals))
    missing = target - scores.sum(axis=1)
    while missing.any():
        step = np.sign(missing)[:, None]
        room = np.where(step > 0, scores < high, scores > low)
        gain = np.where(room, (wanted - scores) * step, -np.inf)
        best = gain.argmax(axis=1)
        scores[rows, best] += np.sign(missing)
        missing = target - scores.sum(axis=1)
    return scores
