"""Guidance from the rule for stopping of the study file: what counts, where the trial stands, what to review."""
