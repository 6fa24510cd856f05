"""What an independent reading says of safety, part by part."""

from datetime import date

from tests.reference import plain_adverse, plain_endpoint
from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row

Entry = dict[str, object]


def document(
    reported: list[tuple[Person, Row, Entry]], persons: list[Person], study: dict, cut: date, every: list[Row]
) -> Entry:
    """The part `safety`; `every` are the records of AE, known at the cut or not."""
    entries = [entry for _, _, entry in reported]
    return {
        "primary": plain_endpoint.document(persons, entries, study, cut),
        **plain_adverse.document(reported, persons, study, cut, every),
    }
