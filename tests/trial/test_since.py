"""What is new or changed since the previous cut, against the dates of the file and by hand."""

import csv
from datetime import date
from pathlib import Path

import pytest

from data_access import settings, study_file
from tests.factories import one_subject, study
from tests.trial.shown import demo
from trial import analysis
from trial.event_words import since_words
from trial.events import News
from trial.safety import build, listing
from trial.selection import Selection, reconcile

PREVIOUS = date(2011, 6, 30)


def found(cut=date(2011, 12, 31), previous=PREVIOUS, more=None, **row):
    of = study(previous_cut=previous)
    made = one_subject(cut, of, AE=[{"AETERM": "Headache", "AESTDTC": "2011-05-10", **row}], **(more or {}))
    (event,) = analysis.build(made, None).events
    return since_words(event)


def test_the_demo_against_its_file():
    with (Path(settings.read().data) / "ae.csv").open(encoding="utf-8", newline="") as lines:
        rows = {(row["USUBJID"], row["AESEQ"]): row for row in csv.DictReader(lines)}
    known = [row for row in rows.values() if row["AESTDTC"] <= "2011-12-31"]
    new = [row for row in known if row["AESTDTC"] > "2011-06-30"]
    ended = [row for row in known if row not in new and "2011-06-30" < row["AEENDTC"] <= "2011-12-31"]
    view = build(demo(), Selection())
    assert (view.previous_cut, view.new) == (PREVIOUS, len(new))
    assert len(new) >= 3
    changed = {one.record["AESEQ"] for one in demo().events if "end" in one.changes}
    assert view.changed >= len(ended)
    assert changed >= {row["AESEQ"] for row in ended}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"AEENDTC": "2011-06-01", "AEOUT": "RECOVERED/RESOLVED"}, None),
        ({"AEENDTC": "2011-07-01", "AEOUT": "RECOVERED/RESOLVED"}, "Changed: end, outcome"),
        ({"AEOUT": "NOT RECOVERED/NOT RESOLVED"}, None),
        ({"AESTDTC": "2011-07-01"}, "New"),
        ({"AESTDTC": "2011-06-30"}, None),
        ({"AESTDTC": "2011-06"}, None),
        ({"AESTDTC": None}, None),
        ({"AEENDTC": "2012-03-01", "AEOUT": "RECOVERED/RESOLVED"}, None),
    ],
)
def test_new_changed_or_neither(row, words):
    assert found(**row) == words


def test_a_death_ends_what_went_on():
    dead = {"DM": [{"SUBJID": "01", "DTHFL": "Y", "DTHDTC": "2011-09-01"}]}
    assert found(more=dead, AEOUT="NOT RECOVERED/NOT RESOLVED") == "Changed: end"


def test_an_adjudication_changes_what_an_event_means():
    row = {"PESITE": "Y", "PENEURO": "N", "PENATPRG": "N", "PEADJ": "FINAL", "PEADJDTC": "2011-08-01"}
    assert found(AEENDTC="2011-05-12", AEOUT="RECOVERED/RESOLVED", **row) == "Changed: primary endpoint"


@pytest.mark.parametrize("previous", [None, date(2011, 12, 31), date(2012, 1, 1)])
def test_without_an_earlier_cut_nothing_is_marked(previous):
    assert found(previous=previous, AESTDTC="2011-07-01") is None


def test_an_earlier_as_of_date_counts_from_the_same_previous_cut():
    early = analysis.build(demo().snapshot, date(2011, 6, 30))
    assert {one.news for one in early.events} == {None}
    assert build(early, Selection()).previous_cut is None


def test_the_filter_keeps_what_is_new_or_changed():
    kept, view = listing(demo(), Selection(news=True)), build(demo(), Selection(news=True))
    place = [column.key for column in kept.columns].index("since")
    assert len(kept.rows) == view.counts.kept.events == view.new + view.changed > 0
    assert {row[place].split(":")[0] for row in kept.rows} <= {str(News.NEW).capitalize(), "Changed"}
    other = analysis.build(one_subject(), None)
    assert reconcile(Selection(news=True), other)[0] == Selection()


def text(line):
    head = '[study]\nid = "A"\ntitle = "B"\ndata_cut = 2011-12-31\n'
    return f'{head}{line}\n[anchor]\nlabel = "Infusion"\ndomain = "EX"\ndate = "EXSTDTC"\n'


def test_the_study_file_says_when():
    assert study_file.parse(text("previous_cut = 2011-06-30").encode()).previous_cut == PREVIOUS
    assert study_file.parse(text("").encode()).previous_cut is None
    for wrong in ("2011-12-31", "2012-01-01", '"2011-06-30"'):
        with pytest.raises(study_file.StudyFileError, match="previous_cut") as told:
            study_file.parse(text(f"previous_cut = {wrong}").encode())
        assert len(told.value.mistakes) == 1
