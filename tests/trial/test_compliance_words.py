"""The visits view in sentences."""

from datetime import date

from tests.factories import one_subject, study
from tests.trial.shown import crowd, demo
from trial import analysis, compliance
from trial.compliance_words import RULES, caption, days_caption, finding, summary
from trial.selection import Selection
from trial.subjects import SubjectStatus
from trial.visit_days import study_days
from trial.visits import VisitStatus


def grid(selection: Selection = Selection()) -> compliance.ComplianceGrid:  # noqa: B008
    return compliance.build(demo(), selection)


def test_the_finding_and_what_it_stands_on() -> None:
    assert finding(grid()) == "36 of 42 visits were in window"
    assert summary(grid()) == "86 % of those due. 40 held, 1 overdue, 1 missed"


def test_a_narrowed_count_says_so() -> None:
    on_study = grid(Selection(status=(SubjectStatus.ON_STUDY,)))
    assert finding(on_study) == "18 of 21 visits were in window"
    assert summary(on_study) == "86 % of those due of the 3 patients shown. 20 held, 1 overdue"


def words(cut: date, kept: tuple[str, ...], **tables: list[dict[str, object]]) -> str:
    of = study(visits=tuple(visit for visit in study().visits if visit.id in kept))
    return finding(compliance.build(analysis.build(one_subject(cut, of, **tables), None), Selection()))


def test_one_visit_is_singular() -> None:
    assert words(date(2011, 3, 1), ("INF",)) == "1 of 1 visit was in window"


def test_without_a_visit_due_nothing_is_claimed() -> None:
    assert words(date(2011, 3, 1), ("MN6",)) == "No visit was due by the data cut"


def test_a_study_file_without_visits() -> None:
    assert words(date(2011, 3, 1), ()) == "No visit is planned"


def test_nobody_shown() -> None:
    assert finding(grid(Selection(subjects=("nobody",)))) == "No patient matches"
    assert summary(grid(Selection(subjects=("nobody",)))) == ""


def test_the_grid_as_sentences() -> None:
    assert caption(grid()) == (
        "Visits of 6 patients, 8 planned visits, at the data cut 31 Dec 2011. In window 36 of 42 (86 %) of the visits "
        "due, held 40 of 42 (95 %). 1 overdue, the longest by 3 days. 1 missed. 1 unscheduled visit. Due, not yet due "
        "and not applicable visits are not counted; all days are counted to the data cut."
    )


def test_the_chart_as_sentences() -> None:
    assert days_caption(study_days(demo(), Selection())) == (
        "Visits by month from infusion, a lane for each patient. 6 patients: 40 planned visits held, 4 of them outside "
        "the window, 1 unscheduled visit. The listing has every day."
    )
    assert "Patients 31 to 60 of 70:" in days_caption(study_days(crowd(70), Selection(page=2)))


def test_every_status_has_its_rule() -> None:
    assert set(RULES) == set(VisitStatus)
