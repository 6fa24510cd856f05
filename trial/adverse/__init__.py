"""Adverse events across patients: what is judged of each one, and the summaries a board reads."""
