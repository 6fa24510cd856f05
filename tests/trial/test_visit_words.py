"""The rule behind the status of a visit, in plain words."""

from datetime import date

import pytest

from tests.trial.built import visit

WINDOW = "12 Mar 2011 to 18 Mar 2011"
TO_THE_CUT = "Counted to the data cut, not to today."


def test_an_overdue_visit():
    assert visit("MN2", date(2011, 5, 12)).rule == (
        "The window closed on 8 May 2011. Without a record the visit counts as overdue for 14 days, then as missed. "
        + TO_THE_CUT
    )
    assert visit("WK2", date(2011, 3, 20)).rule == (
        "The window closed on 18 Mar 2011. Without a record the visit counts as overdue for 5 days, until the next "
        "window opens, then as missed. " + TO_THE_CUT
    )


def test_a_missed_visit():
    assert visit("MN2", date(2011, 5, 23)).rule == (
        "The window closed on 8 May 2011, and 22 May 2011 passed without a record. " + TO_THE_CUT
    )
    later = [{"VISITNUM": 7, "SVSTDTC": "2011-05-20"}]
    assert visit("MN2", date(2011, 5, 23), SV=later).rule == (
        "The window closed on 8 May 2011 without a record, and a later planned visit was held."
    )


@pytest.mark.parametrize(
    ("cut", "text"),
    [
        (date(2011, 4, 23), "The window opens on 24 Apr 2011, 1 day after the data cut."),
        (date(2011, 5, 3), "The window is open until 8 May 2011: 5 days left at the data cut."),
        (date(2011, 5, 8), "The window is open until 8 May 2011: the data cut is its last day."),
    ],
)
def test_a_visit_to_come(cut, text):
    assert visit("MN2", cut).rule == text


@pytest.mark.parametrize(
    ("actual", "text"),
    [
        ("2011-03-11", f"Held on 11 Mar 2011, 1 day before the window {WINDOW}."),
        ("2011-03-15", f"Held on 15 Mar 2011, inside the window {WINDOW}."),
        ("2011-03-20", f"Held on 20 Mar 2011, 2 days after the window {WINDOW}."),
        ("2011-03", f"Held on a day that is not certain, set against the window {WINDOW}."),
    ],
)
def test_a_held_visit(actual, text):
    assert visit("WK2", SV=[{"VISITNUM": 4, "SVSTDTC": actual}]).rule == text


def test_a_visit_that_is_not_expected():
    assert visit("MN6", DM=[{"DTHDTC": "2011-07-20"}]).rule == (
        "Died: no visit is expected after 20 Jul 2011, and the window closes on 14 Sep 2011."
    )
    assert visit("WK2", EX=[], DM=[{"ARMCD": "SCRNFAIL"}]).rule == "Screen failure: no visit is expected any more."


@pytest.mark.parametrize(
    ("sv", "text"),
    [
        ([], "Without a date for Infusion there is no window yet."),
        (
            [{"VISITNUM": 4, "SVSTDTC": "2011-03-15"}],
            "Held on 15 Mar 2011. Without a date for Infusion there is no window to set it against.",
        ),
        ([{"VISITNUM": 4, "SVSTDTC": "2011-03"}], "Held on a day that is not certain."),
    ],
)
def test_a_visit_without_an_anchor(sv, text):
    assert visit("WK2", EX=[], SV=sv).rule == text
