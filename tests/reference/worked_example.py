"""Worked example A: one subject, nine days, and every number of it to six decimals.

Source: the domain reference of this project, section 3.3, where each was computed twice: with SciPy and statsmodels,
and by an independent formula.
"""

DAYS = (-89, -58, -27, 0, 14, 30, 61, 183, 365)
VALUES = (36.0, 34.0, 33.0, 32.0, 32.0, 31.0, 30.0, 27.0, 22.0)

PRE = {
    "slope": -1.331855, "se": 0.157903, "residual_sd": 0.345874, "intercept": 31.846569, "sxx": 4.797929,
    "lower": -2.011257, "upper": -0.652452,
}  # fmt: skip
POST = {
    "slope": -0.835036, "se": 0.031921, "residual_sd": 0.307997, "intercept": 31.982940,
    "lower": -0.936624, "upper": -0.733449,
}  # fmt: skip
CHANGE = {
    "pre": -1.294014, "post": -0.829181, "estimate": 0.464832, "se": 0.120171, "p": 0.008284,
    "lower": 0.170785, "upper": 0.758880,
}  # fmt: skip
CHANGE_DF = 6
SPLINE_INTERCEPT, SPLINE_S = 31.932410, 0.300325

NOISELESS_PRE, NOISELESS_POST, NOISELESS_CHANGE = -1.2, -0.6, 0.6
"""y = 34 - 1.2 t before and 34 - 0.6 t after: exact, so every standard error is 0."""
