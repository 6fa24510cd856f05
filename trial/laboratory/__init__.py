"""Laboratory values and vital signs: series by patient, test, specimen and unit, their limits, baseline and change."""
