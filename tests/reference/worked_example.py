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

SPLINE_INTERCEPT_SE, SPLINE_PRE_SE, SPLINE_POST_SE, SPLINE_SLOWING = 0.150274, 0.106507, 0.028113, 35.92

INTERACTION = {"estimate": 0.496818, "se": 0.151531, "p": 0.021987, "lower": 0.107295, "upper": 0.886341}
INTERACTION_DF, INTERACTION_T = 5, 3.278658
WELCH = {"se": 0.161097, "df": 2.164399, "p": 0.082424, "lower": -0.148241, "upper": 1.141878}
WELCH_T = 3.083962
POST_FROM_0 = {"slope": -0.835599, "se": 0.025624}
LITERATURE_CHANGE = 0.496256
THEIL_SEN = {"pre": -1.247646, "post from 0": -0.836195, "post": -0.851680}
THEIL_SEN_SLOPES = {"pre": 6, "post from 0": 15, "post": 10}

FORECAST = {
    61: (29.1774, 26.3122, 32.0426), 183: (23.8390, 18.5165, 29.1615), 365: (15.8753, 6.6065, 25.1440),
}  # fmt: skip
"""Of the line before, continued: value and 95 % prediction interval by day; df 2, to the four printed decimals."""

NOISELESS_PRE, NOISELESS_POST, NOISELESS_CHANGE = -1.2, -0.6, 0.6
"""y = 34 - 1.2 t before and 34 - 0.6 t after: exact, so every standard error is 0."""

SHRINKAGE = {"slope": -2.0, "se": 0.751, "tau": 0.6833, "mu": -0.925, "w": 0.4529, "shrunken": -1.412, "sd": 0.505}
"""Section 3.4, to the digits printed there."""

POST_DAYS = (14, 30, 61, 183, 365)
RESIDUAL_SDS, TAU = (1.6, 5.9, 0.17, 0.20), 8.2 / 12
"""ALSFRS, FVC, MVIC arm, MVIC grip; between-patient SD of the ALSFRS slope per month (section 3.9)."""
PRE_DESIGNS = (
    ((-28, 0), (2.46, 0.07, 2.02, 7.46, 0.215, 0.253)),
    ((-60, 0), (1.15, 0.26, 0.98, 3.61, 0.104, 0.122)),
    ((-90, -30, 0), (0.75, 0.45, 0.68, 2.49, 0.072, 0.084)),
    ((-120, -75, -30, 0), (0.54, 0.62, 0.50, 1.84, 0.053, 0.062)),
    ((-120, -90, -60, -30, 0), (0.51, 0.64, 0.48, 1.76, 0.051, 0.060)),
)
"""Section 3.6, item 1: days before, SE of the pre slope, its reliability, SE of the change of the four measures."""
CLOSED_FORM = {((-60, 0), 3.61): 3.60, ((-90, -30, 0), 0.68): 0.67}
"""Two of the thirty printed numbers lie just beyond a rounding limit (3.6046 and 0.6748): the closed form's digits."""
POST_SE_FROM_0 = 0.154
