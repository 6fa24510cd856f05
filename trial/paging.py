"""Long tables in pages: which rows a page holds."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of `of` rows: rows [start, stop), numbered from 1 of `pages`."""

    number: int
    pages: int
    start: int
    stop: int
    of: int


def page_of(asked: int, rows: int, size: int) -> Page:
    """Give a page; one beyond the last is the last."""
    pages = max(1, -(-rows // size))
    number = min(max(asked, 1), pages)
    start = (number - 1) * size
    return Page(number, pages, start, min(start + size, rows), rows)
