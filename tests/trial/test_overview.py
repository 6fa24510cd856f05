"""The overview of the demonstration: order, filters, pages, listing; visits in short."""

from datetime import date

import pytest

from data_access import settings
from data_access.store import SnapshotStore
from tests.factories import one_subject, planned, snapshot, study
from tests.trial.built import visit
from trial.analysis import Analysis
from trial.analysis import build as analyse
from trial.attention import Level
from trial.overview import ROWS_PER_PAGE, build, headline, listing, short_label, summary
from trial.patient_visits import visit_words
from trial.primary import PrimaryStatus
from trial.selection import Selection, filters_events, matches
from trial.snapshot import Snapshot
from trial.subjects import SubjectStatus
from trial.visits import VisitStatus


@pytest.fixture(scope="module")
def demo() -> Analysis:
    loaded = SnapshotStore(settings.read()).load()
    assert isinstance(loaded, Snapshot)
    return analyse(loaded, None)


def rows(demo, **changes):
    return {row.id: row for row in build(demo, Selection(**changes)).rows}


def test_what_needs_attention_stands_first(demo):
    view = build(demo, Selection())
    assert [row.id for row in view.rows] == ["01-003", "01-006", "01-004", "01-001", "01-002", "01-005"]
    assert [row.level for row in view.rows] == [Level.ACT, Level.ACT, Level.WATCH, *[Level.NOTHING] * 3]
    assert (view.attention, view.shown, view.everybody, view.pages) == (3, 6, 6, 1)
    assert headline(demo, Selection()).attention == 3


def test_the_story_of_each_patient_is_told(demo):
    found = {name: [reason.title for reason in row.reasons] for name, row in rows(demo).items()}
    assert found == {
        "01-001": ["Completed on day 366"],
        "01-002": ["Nothing open"],
        "01-003": ["Died on day 264"],
        "01-004": ["Event awaits adjudication"],
        "01-005": ["Withdrew on day 73"],
        "01-006": ["Took riluzole from day 67", "Month 6 overdue 3 days"],
    }


def test_days_count_to_the_cut_or_to_the_end(demo):
    found = {name: (row.day, row.has_left) for name, row in rows(demo).items()}
    assert found == {
        "01-001": (366, True), "01-002": (382, False), "01-003": (264, True),
        "01-004": (284, False), "01-005": (73, True), "01-006": (200, False),
    }  # fmt: skip


def test_visits_show_the_last_and_the_next_with_dates(demo):
    found = rows(demo)
    assert found["01-004"].visits.last == ("Month 6", date(2011, 9, 28))
    coming = found["01-004"].visits.next
    assert (coming.label, coming.status, coming.target, coming.days) == (
        "Month 12", VisitStatus.NOT_YET_DUE, date(2012, 3, 21), 51,
    )  # fmt: skip
    late = found["01-006"].visits.next
    assert (late.label, late.status, late.days) == ("Month 6", VisitStatus.OVERDUE, 3)
    assert found["01-002"].visits.next.days == 13
    assert found["01-003"].visits.next is None
    assert sum(row.visits.in_window for row in found.values()) == summary(demo, Selection()).visits.in_window == 36
    assert sum(row.visits.expected for row in found.values()) == summary(demo, Selection()).visits.expected == 42


def test_slopes_are_those_of_the_analysis(demo):
    for row in build(demo, Selection()).rows:
        subject = next(one.index for one in demo.subjects if one.id == row.id)
        for place, cell in enumerate(row.slopes):
            pair = subject * 4 + place
            assert (cell.pre, cell.post, cell.change) == (
                demo.fits.pre(pair), demo.fits.post(pair), demo.fits.change(pair),
            )  # fmt: skip


def test_filters_choose_patients_endpoints_months_and_events(demo):
    view = build(demo, Selection(status=(SubjectStatus.ON_STUDY,), endpoints=("fvc", "mvic_arm"), months=(-1.0, 6.0)))
    assert [row.id for row in view.rows] == ["01-006", "01-004", "01-002"]
    assert [column.label for column in view.endpoints] == ["FVC", "MVIC arm"]
    assert all(len(row.slopes) == 2 for row in view.rows)
    assert view.months == (-1.0, 6.0)
    assert (view.attention, view.shown, view.everybody) == (2, 3, 6)
    assert view.filters == ("Status on study", "Endpoints FVC and MVIC arm", "Months −1 to 6")


def test_event_filters_change_marks_and_not_attention(demo):
    everything, severe = rows(demo), build(demo, Selection(grade=3, serious=True))
    assert severe.events_filtered
    assert [row.id for row in severe.rows] == list(everything)
    found = {row.id: row.events for row in severe.rows}
    assert found["01-003"].marks == ((5, True), (3, True))
    assert (found["01-003"].matching, found["01-003"].all, found["01-003"].severe) == (2, 5, 2)
    assert (found["01-001"].matching, found["01-001"].all) == (0, 2)
    assert everything["01-002"].events.marks == ((2, False), (1, False), (1, False), (None, False))


def test_marks_go_by_grade_and_then_serious_before_not():
    graded = [("1", "Y"), ("2", "N"), (None, "Y"), ("2", "Y"), ("4", "N")]
    rows_of_ae = [{"AETERM": "Pain", "AESTDTC": "2011-03-10", "AETOXGR": one, "AESER": two} for one, two in graded]
    (row,) = build(analyse(one_subject(of=study(visits=()), AE=rows_of_ae), None), Selection()).rows
    assert row.events.marks == ((4, False), (2, True), (2, False), (1, True), (None, True))
    assert (row.events.serious, row.events.severe) == (3, 1)


def test_what_is_not_recorded_of_an_event_passes_no_filter(demo):
    unknown = next(event for event in demo.events if event.grade is None)
    assert matches(Selection(), unknown)
    assert not matches(Selection(grade=1), unknown)
    assert not filters_events(Selection(months=(0.0, 1.0), subjects=("01-001",)))
    assert all(filters_events(Selection(**{name: True})) for name in ("serious", "related", "emergent"))


def test_counts_are_of_the_patients_shown(demo):
    chosen = Selection(subjects=("01-003", "01-005"))
    found = summary(demo, chosen)
    assert (found.shown, found.everybody, found.events.serious_patients, found.events.deaths) == (2, False, 1, 1)
    assert headline(demo, chosen).attention == 1


def test_nobody_left_is_an_empty_page_and_not_an_error(demo):
    view = build(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,), page=3))
    assert (view.rows, view.shown, view.page, view.pages) == ((), 0, 1, 1)
    assert summary(demo, Selection(status=(SubjectStatus.SCREEN_FAILURE,))).primary.interval is None


def test_before_anybody_was_infused_nothing_is_claimed(demo):
    early = analyse(demo.snapshot, date(2010, 10, 1))
    view = build(early, Selection())
    assert {row.status for row in view.rows} == {SubjectStatus.NOT_INFUSED}
    assert all(row.day is None and row.end_month is None for row in view.rows)
    assert all(cell.pre.slope is None and not cell.course.months for row in view.rows for cell in row.slopes)
    assert {row.primary.status for row in view.rows} == {PrimaryStatus.NOT_EVALUABLE}


def many(patients):
    people = [f"S-{n:04}" for n in range(patients)]
    records = {
        "DM": [{"USUBJID": one, "SUBJID": one} for one in people],
        "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in people],
        "CM": [{"USUBJID": people[-1], "CMTRT": "Riluzole", "CMSTDTC": "2011-04-01"}],
    }
    return analyse(snapshot(records, date(2011, 12, 31), study(visits=(), endpoints=study().endpoints[:1])), None)


def test_pages_hold_everybody_once_in_one_order():
    analysis = many(2 * ROWS_PER_PAGE + 3)
    pages = [build(analysis, Selection(page=page)) for page in (1, 2, 3, 99)]
    assert [(page.page, page.pages, page.first, len(page.rows)) for page in pages] == [
        (1, 3, 1, ROWS_PER_PAGE), (2, 3, ROWS_PER_PAGE + 1, ROWS_PER_PAGE),
        (3, 3, 2 * ROWS_PER_PAGE + 1, 3), (3, 3, 2 * ROWS_PER_PAGE + 1, 3),
    ]  # fmt: skip
    ids = [row.id for page in pages[:3] for row in page.rows]
    assert ids[0] == f"S-{2 * ROWS_PER_PAGE + 2:04}"
    assert ids[1:] == sorted(ids[1:])
    assert len(set(ids)) == len(analysis.subjects)
    assert {page.attention for page in pages} == {1}


def test_the_listing_has_every_patient_shown_with_unrounded_numbers(demo):
    found = listing(demo, Selection(endpoints=("alsfrs_r",)))
    keys = [column.key for column in found.columns]
    table = [dict(zip(keys, row, strict=True)) for row in found.rows]
    assert [row["subject"] for row in table] == ["01-003", "01-006", "01-004", "01-001", "01-002", "01-005"]
    first = table[0]
    pair = 2 * 4
    assert first["alsfrs_r_pre"] == demo.fits.pre(pair).slope
    assert (first["alsfrs_r_pre_lower"], first["alsfrs_r_pre_upper"]) == (
        demo.fits.pre(pair).lower, demo.fits.pre(pair).upper,
    )  # fmt: skip
    assert first["alsfrs_r_post_upper"] == demo.fits.post(pair).upper
    assert first["alsfrs_r_change_lower"] == demo.fits.change(pair).lower
    assert first["why"] == "Died on day 264. Respiratory failure, not related."
    assert (first["events"], first["serious"], first["severe"], first["next_visit"]) == (5, 2, 2, None)
    assert table[1]["next_visit_window_end"] == "2011-12-28"
    assert (table[1]["overdue"], table[5]["missed"]) == (1, 1)
    assert len(set(keys)) == len(keys)
    assert not any(key.startswith("fvc") for key in keys)
    assert len(listing(many(120), Selection()).rows) == 120


@pytest.mark.parametrize(
    ("label", "short"),
    [("Month 12", "12"), ("Week 2", "2w"), ("WK2", "2w"), ("Screening", "S"), ("Day 1", "1d"), ("Visit 3", "v3")],
)
def test_a_visit_has_a_short_name(label, short):
    assert short_label(label) == short


TWO = study(visits=(planned("Month 1", 5, 30, (-7, 7)), planned("Month 2", 6, 61, (-7, 7))))


@pytest.mark.parametrize(
    ("name", "cut", "tables", "words"),
    [
        ("Month 1", "2011-05-20", {"SV": [{"VISITNUM": 5, "SVSTDTC": "2011-04-09"}]},
         "Month 1, 2 days late. Held on 9 Apr 2011, day 39. Window 24 Mar to 7 Apr 2011."),
        ("Month 1", "2011-05-20", {"SV": [{"VISITNUM": 5, "SVSTDTC": "2011-03-23"}]},
         "Month 1, 1 day early. Held on 23 Mar 2011, day 22. Window 24 Mar to 7 Apr 2011."),
        ("Month 2", "2011-05-12", {}, "Month 2, overdue 4 days. Window 24 Apr to 8 May 2011."),
        ("Month 2", "2011-05-03", {}, "Month 2, due. Window 24 Apr to 8 May 2011."),
        ("Month 2", "2011-06-30", {"DM": [{"SUBJID": "01", "DTHDTC": "2011-04-20"}]},
         "Month 2, not applicable: died."),
    ],
)  # fmt: skip
def test_a_visit_is_told_in_full(name, cut, tables, words):
    at = date.fromisoformat(cut)
    assert visit_words(TWO.visit(name), visit(name, at, TWO, **tables)) == words


def test_an_unscheduled_visit_can_be_the_last_one():
    records = {
        "DM": [{"USUBJID": "S-01"}],
        "EX": [{"USUBJID": "S-01", "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"}],
        "SV": [
            {"USUBJID": "S-01", "VISITNUM": number, "VISIT": name, "SVSTDTC": day}
            for number, name, day in (
                (5.0, "Month 1", "2011-03-31"), (5.1, "UNSCHEDULED", "2011-04-20"), (5.2, "UNSCHEDULED", "2011-05"),
            )
        ],
    }  # fmt: skip
    (row,) = build(analyse(snapshot(records, date(2011, 5, 12), TWO), None), Selection()).rows
    assert row.visits.last == ("UNSCHEDULED", date(2011, 4, 20))
    assert (row.visits.in_window, row.visits.expected) == (1, 2)
