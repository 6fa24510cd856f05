"""The least-squares models: continuous spline (M1), two lines (M2, M2w), two lines that share day 0 (M3).

Formulas, assumptions and the tests that prove them: docs/statistics.md. Source: domain reference 3.1.
"""

import numpy as np

from trial.columns import Counts, Flags, Floats
from trial.least_squares import ratio, two_sided_p
from trial.models.estimates import LEAST_AFTER, LEAST_BEFORE, Estimates, Lack, Model, Quantity, alone, lacks, with_error
from trial.slopes import CHANGE_DAYS, INTERVAL_DAYS, Changes, Fits, Lines


def spline(changes: Changes) -> Estimates:
    """Give M1: y = b0 + b1 t + b2 max(t, 0), with the errors of both slopes.

    With q the hinge made orthogonal and c its slope on t: Var(b1) = s^2 (1/Sxx + c^2/Sqq) and
    Var(b1 + b2) = s^2 (1/Sxx + (1 - c)^2/Sqq), which is s^2 (X'X)^-1 without inverting a matrix.
    """
    df = changes.n - 3
    given = np.isfinite(changes.estimate)
    n_post = changes.n - changes.n_pre
    return Estimates(
        model=Model.SPLINE,
        n_pre=changes.n_pre,
        n_post=n_post,
        pre=with_error(changes.pre, _spline_error(changes, changes.along), df),
        post=with_error(changes.pre + changes.estimate, _spline_error(changes, 1 - changes.along), df),
        change=Quantity(changes.estimate, changes.se, changes.lower, changes.upper),
        df=np.where(given, df, np.nan),
        p=changes.p,
        lack=lacks(
            (changes.n == 0, Lack.NO_POINTS),
            (changes.n_pre < LEAST_BEFORE, Lack.FEW_BEFORE),
            (n_post < 1, Lack.NONE_AFTER),
            (changes.n < CHANGE_DAYS, Lack.FEW_IN_ALL),
            (changes.se == 0, Lack.NO_SCATTER),
        ),
    )


def _spline_error(changes: Changes, bend: Floats) -> Floats:
    return changes.residual_sd * np.sqrt(_inverse(changes.sxx) + bend**2 * _inverse(changes.sqq))


def spline_level(changes: Changes) -> tuple[Floats, Floats]:
    """Give b0 of M1, the level at day 0, and its standard error."""
    level = changes.mean_value - changes.pre * changes.mean_months - changes.estimate * changes.mean_hinge
    across = changes.along * changes.mean_months - changes.mean_hinge
    variance = ratio(np.ones(len(level)), changes.n) + changes.mean_months**2 * _inverse(changes.sxx)
    return level, changes.residual_sd * np.sqrt(variance + across**2 * _inverse(changes.sqq))


def interaction(fits: Fits) -> Estimates:
    """Give M2: y = b0 + b1 t + b2 I + b3 I t, I = 1 where t > 0: two lines with one scatter, which may jump at day 0.

    s^2 = (SSE1 + SSE2) / (n1 + n2 - 4); SE = s sqrt(1/Sxx1 + 1/Sxx2); df = n - 4.
    """
    before, after = fits.before, fits.after
    df = before.n + after.n - 4
    s = np.sqrt(ratio(_squares(before) + _squares(after), df))
    v1, v2 = s**2 * _inverse(before.sxx), s**2 * _inverse(after.sxx)
    periods = (with_error(before.slope, np.sqrt(v1), df), with_error(after.slope, np.sqrt(v2), df))
    return _compared(
        Model.INTERACTION, fits, periods, np.sqrt(v1 + v2), df.astype(np.float64), (df < 1, Lack.NO_FREEDOM)
    )


def welch(fits: Fits) -> Estimates:
    """Give M2w: the two separate lines, each with its own scatter.

    SE^2 = v1 + v2, v = s^2 / Sxx; df = (v1 + v2)^2 / (v1^2/(n1 - 2) + v2^2/(n2 - 2)), Satterthwaite.
    """
    before, after = fits.before, fits.after
    v1, v2 = before.se**2, after.se**2
    freedom = ratio((v1 + v2) ** 2, ratio(v1**2, before.n - 2) + ratio(v2**2, after.n - 2))
    periods = (with_error(before.slope, before.se, before.n - 2), with_error(after.slope, after.se, after.n - 2))
    few = (before.n < INTERVAL_DAYS) | (after.n < INTERVAL_DAYS)
    return _compared(Model.WELCH, fits, periods, np.sqrt(v1 + v2), freedom, (few, Lack.FEW_FOR_SCATTER))


def literature(fits: Fits, from_0: Lines) -> Estimates:
    """Give M3: separate lines through t <= 0 and t >= 0. A value of day 0 is in both, so there is no joint error."""
    before = fits.before
    few_before, few_after = before.n < LEAST_BEFORE, from_0.n < LEAST_AFTER
    given = ~few_before & ~few_after
    none = np.full(len(before.n), np.nan)
    return Estimates(
        model=Model.LITERATURE,
        n_pre=before.n,
        n_post=fits.after.n,
        pre=alone(np.where(given, before.slope, np.nan)),
        post=alone(np.where(given, from_0.slope, np.nan)),
        change=alone(np.where(given, from_0.slope - before.slope, np.nan)),
        df=none,
        p=none,
        lack=lacks(
            (before.n + fits.after.n == 0, Lack.NO_POINTS),
            (few_before, Lack.FEW_BEFORE),
            (few_after, Lack.FEW_FROM_0),
            (given, Lack.ESTIMATES_ONLY),
        ),
    )


def _compared(
    model: Model, fits: Fits, periods: tuple[Quantity, Quantity], error: Floats, df: Floats, unsure: tuple[Flags, Lack]
) -> Estimates:
    """Give two separate lines and their difference; nothing where one of the two is missing."""
    n_pre, n_post = fits.before.n, fits.after.n
    enough = (n_pre >= LEAST_BEFORE) & (n_post >= LEAST_AFTER)
    pre, post = (_where(enough, period) for period in periods)
    change = _where(enough, with_error(post.value - pre.value, error, df))
    return Estimates(
        model=model,
        n_pre=n_pre,
        n_post=n_post,
        pre=pre,
        post=post,
        change=change,
        df=np.where(np.isfinite(change.se), df, np.nan),
        p=two_sided_p(change.value, change.se, df),
        lack=lacks(*too_few(n_pre, n_post), unsure, (change.se == 0, Lack.NO_SCATTER)),
    )


def _where(kept: Flags, of: Quantity) -> Quantity:
    return Quantity(*(np.where(kept, column, np.nan) for column in (of.value, of.se, of.lower, of.upper)))


def too_few(before: Counts, after: Counts) -> tuple[tuple[Flags, Lack], ...]:
    """Give the cases in which two lines cannot both be drawn."""
    return (
        (before + after == 0, Lack.NO_POINTS),
        (before < LEAST_BEFORE, Lack.FEW_BEFORE),
        (after == 0, Lack.NONE_AFTER),
        (after < LEAST_AFTER, Lack.FEW_AFTER),
    )


def _squares(lines: Lines) -> Floats:
    """Give the residual sum of squares; 2 points leave none."""
    return np.where(lines.n >= INTERVAL_DAYS, lines.residual_sd**2 * (lines.n - 2), 0.0)


def _inverse(of: Floats) -> Floats:
    return ratio(np.ones(len(of)), of)
