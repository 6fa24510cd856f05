"""Figures: each module turns a result into a plain dict with colour names."""
