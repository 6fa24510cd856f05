"""Which records of a table are meant: columns and their allowed values."""

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Column and allowed values; every pair must match."""
