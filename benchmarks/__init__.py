"""Measures the monitor's speed as ratios to floors that are measured beside it in the same run.

`python -m benchmarks --help`. Everything stays on this machine and ends by itself; only processes that it
started are ended.
"""
