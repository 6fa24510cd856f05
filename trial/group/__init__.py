"""Across patients: what a handful of individual changes shows together, described without a confirmatory test."""
