"""Published and worked examples for a handful of changes: worked example B, Darwin, Student, Hollander and Wolfe."""

import numpy as np

PRE = np.array([-1.32, -0.85, -2.10, -0.60, -1.75, -0.95])
POST = np.array([-0.88, -0.90, -1.05, -0.52, -1.20, -1.10])
WORKED = np.array([0.44, -0.05, 1.05, 0.08, 0.55, -0.15])
"""Worked example B: POST - PRE."""
DARWIN = np.array([49.0, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48])
"""Heights of crossed less self-fertilised maize, eighths of an inch (Fisher 1935, section 21)."""
SLEEP = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0]) - np.array(
    [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
)
"""Student's sleep data: hours gained by the first less the second drug."""
DEPRESSION = np.array([1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30]) - np.array(
    [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29]
)
"""Hollander and Wolfe, Hamilton depression scale factor IV, first less second visit."""
PRINTED_BY_OH = (
    # mean, SD, n of two groups; difference, SE, interval, p as recomputed from the printed Table 3
    ((-1.69, 2.51, 32), (-4.67, 3.25, 27), 2.980, 0.7503, 1.478, 4.482, 0.000203),
    ((-3.10, 3.51, 31), (-6.48, 4.53, 25), 3.380, 1.0741, 1.227, 5.533, 0.002685),
    ((1.13, 1.33, 32), (0.03, 1.33, 27), 1.100, 0.3476, 0.404, 1.796, 0.002489),
    ((1.08, 1.34, 32), (0.16, 1.46, 25), 0.920, 0.3720, 0.174, 1.666, 0.016512),
    ((-1.54, 3.38, 31), (-0.80, 3.18, 25), -0.740, 0.8851, -2.514, 1.034, 0.406794),
)
RESPONDERS_OF_OH = ((8, 32, 1, 27, 0.030860), (17, 32, 3, 27, 0.000838), (22, 32, 5, 27, 0.000186))
"""Responders of treated and of control patients (Oh 2018, Table 3), and the exact p of Fisher recomputed from them."""
CAFS_DAYS = np.array([200.0, 365, 365, 300, 183, 365])
CAFS_EVENTS = np.array([True, False, False, True, False, False])
CAFS_CHANGES = np.array([[-9, np.nan], [-5, -10], [-3, -6], [-8, np.nan], [-3, np.nan], [-2, -6]])
"""Six patients: day followed, event, change of ALSFRS-R at month 6 and month 12 (worked example of the joint rank)."""
