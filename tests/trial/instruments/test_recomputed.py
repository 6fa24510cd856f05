"""% predicted on the curve: whose equation it is, what is doubted, and an endpoint that draws the recomputed value."""

from dataclasses import replace

import numpy as np
import pytest

from tests.factories import endpoint, one_subject, study
from tests.trial.instruments.measure_studies import FVC, PERSON, breath
from trial import pairs
from trial.analysis import build, handled
from trial.equation_words import sentences
from trial.handling import Handling, History
from trial.instrument_rules import InstrumentRules
from trial.selection import Selection
from trial.slope_listing import points_listing

BEFORE, DAY, LATER = "2010-12-01", "2011-03-01", "2011-04-01"
BOTH = (("RETESTCD", ("FVC", "FVCPP")), ("REPOS", ("SITTING",)))
UNKNOWN = "% predicted by an unknown equation, not recomputed: no litres recorded"


def analysed(*records, value="RESTRESN", where=BOTH[:0], height=178.0, visit=None, **changes):
    """One man of 55 years; the only endpoint is vital capacity."""
    found = where or (("RETESTCD", ("FVCPP",)), ("REPOS", ("SITTING",)))
    drawn = endpoint("fvc", "FVCPP", "RE", unit="% predicted", range=(0.0, 200.0), value=value, where=found, decimals=1)
    of = study(endpoints=(drawn,), visits=(), instruments=InstrumentRules(fvc=replace(FVC, **changes)))
    tall = {"VS": [{"VSTESTCD": "HEIGHT", "VSSTRESN": height, "VSDTC": "2011-02-01"}]} if height else {}
    rows = [row for each in records for row in each]
    return build(one_subject(of=of, DM=[PERSON], RE=rows, **tall), None)


def drawn(analysis):
    """Every point: day, value to two decimals, used, reason, how many records."""
    points = analysis.points
    columns = (points.day, np.round(points.value, 2), points.used, points.reason, points.records)
    return [tuple(row) for row in zip(*(column.tolist() for column in columns), strict=True)]


def told(analysis):
    """What is doubted on the curve, by day, and whether it is in the fits all the same."""
    (pair,) = pairs.build(analysis, [0], [0])
    return {point.day: (point.equation, point.used) for point in pair.points if point.equation}


def test_a_value_of_unknown_equation_stays_in_the_fit_and_says_so_on_its_point() -> None:
    found = analysed(breath(BEFORE, None, 74.0), breath(DAY, 3.5, 70.9))
    why = "% predicted by an unknown equation; recomputing is not possible: no litres recorded"
    assert told(found) == {-90: (why, True)}
    listing = points_listing(found, Selection())
    assert [row[-2:] for row in listing.rows] == [(True, why), (True, None)]
    assert sentences(found, [0], [0]) == (
        "FVC: % predicted as recorded. In the fits: 1 value by an unknown equation, which cannot be recomputed (01). "
        "A change of equation looks like a change of the patient.",
    )


def test_a_value_of_another_equation_is_told_with_what_the_study_s_gives() -> None:
    found = analysed(breath(DAY, 3.5, 77.4), breath(LATER, 3.5, 71.0))
    assert told(found) == {0: ("% predicted by another equation or height: NHANES III gives 70.9 %", True)}
    assert "1 value that does not follow from NHANES III (01)" in sentences(found, [0], [0])[0]
    assert told(analysed(breath(DAY, 3.5, 77.4), tolerance=7.0)) == {}


def test_what_is_not_in_the_fits_is_not_counted_there() -> None:
    found = analysed(breath("2009-03-01", None, 74.0), breath(DAY, 3.5, 70.9))
    assert [used for _, used in told(found).values()] == [False]
    said = ("FVC: % predicted as recorded; NHANES III gives every value in the fits within 1 %.",)
    assert sentences(found, [0], [0]) == said
    assert sentences(found, [], [0]) == ("FVC: % predicted as recorded.",)
    assert "1 value by an unknown" in sentences(handled(found, Handling(History.ALL)), [0], [0])[0]


def test_another_position_of_the_day_says_nothing_of_the_drawn_one() -> None:
    supine = breath(DAY, None, 60.0, position="SUPINE")
    assert told(analysed(breath(DAY, 3.5, 70.9), supine)) == {}


def test_litres_are_no_per_cent_and_without_rules_nothing_is_told() -> None:
    litres = (("RETESTCD", ("FVC",)),)
    found = analysed(breath(DAY, 3.5, 77.4), where=litres)
    assert (told(found), sentences(found, [0], [0])) == ({}, ())


def test_an_endpoint_can_draw_the_recomputed_value() -> None:
    found = analysed(breath(BEFORE, 3.6, 74.0), breath(DAY, 3.5, 77.4), value="FVCPRED")
    assert drawn(found) == [(-90.0, 72.85, True, None, 1), (0.0, 70.93, True, None, 1)]
    assert told(found) == {}
    assert sentences(found, [0], [0]) == (
        "FVC: % predicted recomputed from litres by NHANES III at every visit, also before the study.",
    )


@pytest.mark.parametrize("tests", [("FVC", "FVCPP"), ("FVC",), ("FVCPP",)])
def test_litres_and_per_cent_of_a_breath_are_one_value_whatever_the_endpoint_takes(tests) -> None:
    where = (("RETESTCD", tests), BOTH[1])
    found = analysed(breath(DAY, 3.5, 77.4), breath(DAY, 2.9, 60.0, position="SUPINE"), value="FVCPRED", where=where)
    assert drawn(found) == [(0.0, 70.93, True, None, 1)]


def test_the_best_of_several_efforts_is_drawn() -> None:
    efforts = [breath(DAY, litres) for litres in (3.31, 3.5, 3.47)]
    found = analysed(*efforts, value="FVCPRED", where=BOTH)
    assert drawn(found) == [(0.0, 70.93, True, None, 1)]
    assert [one.kind.name for one in found.instruments.findings] == ["repeats_best"]


def test_a_recorded_value_that_cannot_be_recomputed_is_listed_and_not_used() -> None:
    found = analysed(breath(BEFORE, None, 74.0), breath(DAY, 3.5, 70.9), value="FVCPRED", where=BOTH)
    assert drawn(found) == [(-90.0, 74.0, False, UNKNOWN, 1), (0.0, 70.93, True, None, 1)]
    assert "1 recorded value by an unknown equation is in no fit (01)." in sentences(found, [0], [0])[0]
    everything = handled(found, Handling(History.ALL))
    assert everything.points.used.tolist() == [False, True]


def test_a_breath_without_any_per_cent_is_a_finding_not_a_point() -> None:
    found = analysed(breath(DAY, 3.5), breath(LATER, 3.4, 70.0), value="FVCPRED", where=BOTH, height=None)
    reason = "% predicted by an unknown equation, not recomputed: no height recorded"
    assert drawn(found) == [(31.0, 70.0, False, reason, 1)]
    lost = [one.text for one in found.instruments.findings if one.kind.name == "not_recomputed"]
    assert lost == ["no % predicted: no height recorded"]


def test_a_value_outside_the_range_of_the_endpoint_is_in_no_fit() -> None:
    found = analysed(breath(DAY, 9.99), value="FVCPRED", where=BOTH)
    assert drawn(found) == [(0.0, 202.44, False, "recomputed to a value outside 0 to 200", 1)]


def test_not_done_is_told_once_for_litres_and_per_cent() -> None:
    rows = [{"RETESTCD": code, "REPOS": "SITTING", "REDTC": DAY, "RESTAT": "NOT DONE", "REREASND": "TOO WEAK",
             "RESTRESN": None} for code in ("FVC", "FVCPP")]  # fmt: skip
    found = analysed(rows, breath(LATER, 3.5), value="FVCPRED", where=BOTH)
    assert [(one.day, one.reason) for one in found.not_done] == [(0, "TOO WEAK")]
