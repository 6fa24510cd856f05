"""What the data view says of findings and rows."""

from dataclasses import replace
from datetime import date

import pytest

from tests import factories
from trial import analysis, provenance
from trial.issues import Issue, Severity
from trial.snapshot import SetAside, TableCount


def finding(severity: Severity = Severity.NOTE, rows: tuple[int, ...] = (), column: str | None = None) -> Issue:
    return Issue(severity, "QS", "a text", "a remedy", file="qs.csv", column=column, rows=rows)


@pytest.fixture
def studied() -> analysis.Analysis:
    snapshot = factories.one_subject(cut=date(2012, 1, 1))
    return analysis.build(
        replace(
            snapshot,
            issues=(finding(Severity.NOTE), finding(Severity.ERROR, (17,)), finding(Severity.WARNING, (1, 2))),
            ledger=(TableCount("DM", 1, 1, 0), TableCount("QS", 10, 8, 2)),
            set_aside=(SetAside("QS", "qs.csv", 17, "outside 0 to 48", "QSSTRESN"),),
        ),
        None,
    )


def test_findings_come_worst_first(studied: analysis.Analysis) -> None:
    assert [one.severity for one in provenance.build(studied).findings] == list(Severity)


def test_the_total_is_the_sum_of_the_tables(studied: analysis.Analysis) -> None:
    found = provenance.build(studied)
    assert (found.total.rows_in, found.total.used, found.total.set_aside) == (11, 9, 2)
    assert provenance.ledger_listing(found).rows[-1][:4] == ("All tables", 11, 9, 2)


@pytest.mark.parametrize(
    ("one", "place", "rows"),
    [
        (finding(rows=(17,), column="QSSTRESN"), "QS row 17, QSSTRESN", "qs.csv, row 17"),
        (finding(rows=(1, 2)), "QS 2 rows", "qs.csv, rows 1, 2"),
        (finding(), "QS", "qs.csv"),
        (
            finding(rows=tuple(range(1, 21))),
            "QS 20 rows",
            "qs.csv, rows 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and 8 more",
        ),
    ],
)
def test_a_finding_says_where_it_is(one: Issue, place: str, rows: str) -> None:
    assert (provenance.place_text(one), provenance.rows_text(one)) == (place, rows)


def test_listings_name_every_row(studied: analysis.Analysis) -> None:
    assert provenance.findings_listing(studied).rows[1][4] == "1, 2"
    assert provenance.set_aside_listing(studied.snapshot.set_aside).rows == (
        ("QS", "qs.csv", 17, "QSSTRESN", "outside 0 to 48"),
    )
