"""Days from a visit to its entry."""

from datetime import date

from tests.factories import CUT, one_subject, study
from trial import analysis
from trial.data_entry import NOT_NAMED, EntryLag, entry_lag
from trial.deviation_rules import DataEntry

OF = study(data_entry=DataEntry("SVENTDTC"))


def lag(rows, of=OF, cut=CUT):
    made = analysis.build(one_subject(of=of, SV=rows), cut)
    return entry_lag(made, made.subjects)


def row(number, day, entered, **more):
    return {"VISITNUM": number, "SVSTDTC": day, "SVENTDTC": entered, **more}


def test_the_lag_of_visits_held():
    rows = [
        row(1, "2011-02-01", "2011-02-04"),
        row(4, "2011-03-15", "2011-03-15T10:00"),
        row(5, "2011-04-01", "2011-04-21"),
        row(6, "2011-05", "2011-05-30"),  # the day of the visit is not certain
        row(7, "2011-09-01", None),
        row(8, "2012-03-01", "2012-02-01"),
        row(9, "2012-03-02", "2012-03-20", SVOCCUR="N"),
    ]
    found = lag(rows)
    assert found == EntryLag(days=(0, 3, 20), unentered=1, before=1)
    assert (found.median, found.longest) == (3.0, 20)


def test_an_entry_after_the_cut_is_not_known():
    rows = [row(4, "2011-03-15", "2011-03-20")]
    assert lag(rows, cut=date(2011, 3, 19)) == EntryLag((), 1, 0)
    assert lag(rows, cut=date(2011, 3, 20)) == EntryLag((5,), 0, 0)
    assert lag(rows, cut=date(2011, 3, 19)).median is None


def test_why_there_is_none():
    assert lag([row(4, "2011-03-15", "2011-03-20")], of=study()) == NOT_NAMED
    assert lag([{"VISITNUM": 4, "SVSTDTC": "2011-03-15"}]) == "the data have no column SVENTDTC in SV"
