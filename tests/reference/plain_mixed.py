"""The random line per patient by full covariance matrices: another way to the same restricted likelihood."""

import numpy as np


def design(months: np.ndarray) -> np.ndarray:
    """Columns 1, t, max(t, 0)."""
    return np.column_stack((np.ones(len(months)), months, np.maximum(months, 0)))


def covariance(patient: np.ndarray, months: np.ndarray, factor: np.ndarray) -> np.ndarray:
    """V relative to the residual variance, over all observations; slopes per root mean square of t."""
    scale = np.sqrt(np.mean(months**2))
    z = np.column_stack((np.ones(len(months)), months / scale))
    root = np.array([[factor[0], 0.0], [factor[1], factor[2]]])
    same = patient[:, None] == patient[None, :]
    return np.eye(len(months)) + same * (z @ root @ root.T @ z.T)


def restricted_deviance(
    patient: np.ndarray, months: np.ndarray, values: np.ndarray, factor: np.ndarray
) -> tuple[float, np.ndarray, np.ndarray]:
    """-2 log restricted likelihood with the residual variance profiled out, fixed effects, their standard errors."""
    x = design(months)
    v = covariance(patient, months, factor)
    inverse = np.linalg.inv(v)
    cross = x.T @ inverse @ x
    fixed = np.linalg.solve(cross, x.T @ inverse @ values)
    rest = values - x @ fixed
    free = len(values) - 3
    rss = rest @ inverse @ rest
    deviance = np.linalg.slogdet(v)[1] + np.linalg.slogdet(cross)[1] + free * np.log(rss)
    return deviance, fixed, np.sqrt(np.diag(np.linalg.inv(cross)) * rss / free)
