"""Protocol deviations that the data can show: each with its rule, its patient, its day and the record behind it."""
