"""Instruments: what a rating scale or a measurement says beyond its endpoint, and what is doubtful in its records."""
