"""What stands beside an axis of values: its range, unit, and what the slopes on it are counted in."""

from trial.selection import Scale
from trial.trajectory import Column, Trajectories
from trial.words import shortest


def unit_line(result: Trajectories, column: Column) -> str:
    """Write "0 to 48 points; slope per month"; without the range where each panel has its own."""
    if result.scale is Scale.FIT or not column.has_fixed_axis:
        return f"{column.unit}; slope per month"
    low, high = map(shortest, column.extent)
    return f"{low} to {high} {column.unit}; slope per month"
