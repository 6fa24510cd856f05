"""The narrative of an event: only what is recorded, partial dates said as such, what was around it."""

from datetime import date

import pytest

from tests.trial.shown import demo, single
from trial import beside_event, narrative
from trial.around_event import around
from trial.event_course import observed
from trial.shown_events import key_of

LEG = {"AETERM": "LEG PAIN", "AESTDTC": "2011-03-10", "AEENDTC": "2011-03-20"}


def told(analysis, key: str = "01:1") -> narrative.Narrative:
    """The narrative of one event."""
    event = next(one for one in analysis.events if key_of(analysis.subjects[one.subject], one) == key)
    subject = analysis.subjects[event.subject]
    seen = observed(subject, analysis.cut)
    return narrative.build(analysis, subject, event, seen, beside_event.build(analysis, subject, event, seen))


def paragraph(analysis, about: str, key: str = "01:1") -> str:
    """One paragraph of it."""
    return dict(told(analysis, key).paragraphs)[about]


def test_the_pending_event_of_the_demo_in_plain_sentences() -> None:
    assert paragraph(demo(), "Event", "01-004:3") == (
        "Patient 01-004, a 58-year-old man, had the adverse event “Radicular leg pain, left” (coded: Radicular pain; "
        "Nervous system (uncoded)). It began on 31 Mar 2011, 9 days after the infusion (22 Mar 2011). Grade 3. "
        "Serious: yes: hospitalisation or its prolongation."
    )
    judged = paragraph(demo(), "Judgements", "01-004:3")
    assert judged.startswith(
        "Relation to the cells: possibly related; to the lumbar puncture: possibly related; to the marrow aspiration: "
        "not related. Attributed to natural progression: uncertain."
    )
    assert "new neurologic deficit: yes; adjudication: pending" in judged
    outcome = paragraph(demo(), "Treatment and outcome", "01-004:3")
    assert "Gabapentin from 31 Mar 2011 (day 9), ongoing" in outcome
    assert outcome.endswith("It was ongoing at the data cut, 31 Dec 2011, 276 days so far.")
    whole = told(demo(), "01-004:3").text
    assert whole.startswith("01-004: Radicular leg pain, left\n\nSYNTHETIC DATA. Simulated patients.")
    assert "data cut 31 Dec 2011, version" in whole


def test_blanks_are_said_to_be_blank() -> None:
    made = single(AE=[{"AETERM": "LEG PAIN"}], DM=[{"SUBJID": "01"}])
    assert paragraph(made, "Event") == (
        "Patient 01, a patient of sex not recorded, age not recorded, had the adverse event “Leg pain” (coded: not "
        "recorded). When it began is not recorded. Grade not recorded. Serious: not recorded."
    )
    assert paragraph(made, "Treatment and outcome") == (
        "Action taken with the treatment: not recorded. Treated for it: not recorded. Linked medication: not in these "
        "data. Linked procedures: not in these data. Outcome: not recorded. Whether and when it ended is not known."
    )
    assert paragraph(made, "Judgements") == "Relatedness is not in these data."
    assert paragraph(made, "Trajectories") == "Nothing can be said of before and after: the event has no date."
    assert "cannot be said" in paragraph(made, "At the same time")


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ("2011-03-01", "It began on 1 Mar 2011, on the day of the infusion (1 Mar 2011)."),
        ("2011-03-02", "It began on 2 Mar 2011, 1 day after the infusion (1 Mar 2011)."),
        ("2011-02-25", "It began on 25 Feb 2011, 4 days before the infusion (1 Mar 2011)."),
        ("2011-04", "It began in 2011-04 (no complete date), 31 to 60 days after the infusion (1 Mar 2011)."),
        ("2011-02", "It began in 2011-02 (no complete date), 1 to 28 days before the infusion (1 Mar 2011)."),
        ("2011-03", "It began in 2011-03 (no complete date), on the day of the infusion or up to 30 days after it"),
        (
            "2011",
            "It began in 2011 (no complete date), on the day of the infusion or up to 59 days before it or up to 305",
        ),
    ],
)
def test_onset_relative_to_the_infusion(start: str, words: str) -> None:
    assert words in paragraph(single(AE=[{**LEG, "AESTDTC": start, "AEENDTC": None}]), "Event")


def test_seriousness_and_its_criteria_may_contradict() -> None:
    made = single(
        AE=[
            {**LEG, "AESER": "Y", "AESDTH": "N"}, {**LEG, "AESER": "N", "AESLIFE": "Y"},
            {**LEG, "AESER": None, "AESMIE": "Y"}, {**LEG, "AESER": "Y", "AESDTH": "Y", "AESHOSP": "Y"},
        ]
    )  # fmt: skip
    assert [paragraph(made, "Event", f"01:{seq}").rsplit("Serious: ", 1)[1] for seq in (1, 2, 3, 4)] == [
        "yes; no criterion recorded.",
        "no, but a criterion is recorded: life-threatening.",
        "not recorded, but a criterion is: otherwise medically important.",
        "yes: death, hospitalisation or its prolongation.",
    ]


def measured(**by_day: float) -> list[dict[str, object]]:
    """ALSFRS-R totals by day of March 2011 (d05) or, of February, by b."""
    months = {"d": "03", "b": "02", "n": "01"}
    return [
        {"QSTESTCD": "ALSR1TOT", "QSSTRESN": value, "QSDTC": f"2011-{months[day[0]]}-{day[1:]}"}
        for day, value in by_day.items()
    ]


def test_values_before_and_after_and_what_was_expected() -> None:
    """The line from before falls by one a day, with a scatter that gives an interval."""
    before = measured(n30=40.0, b04=35.2, b09=29.9, b14=25.1, b19=19.8)
    made = single(AE=[LEG], QS=[*before, *measured(d10=6.0, d12=44.0, d25=2.0)])
    (found,) = around(made, made.events[0])
    assert (found.before.day, found.after.day, found.change, found.outside) == (9, 11, 38.0, True)
    said = paragraph(made, "Trajectories")
    assert said.startswith(
        "ALSFRS_R, points: 6 on 10 Mar 2011 (day 9), then 44 on 12 Mar 2011 (day 11), +38 in 2 days, outside"
    )
    assert "within" in paragraph(single(AE=[LEG], QS=[*before, *measured(d05=5.0, d12=-0.5)]), "Trajectories")


def test_a_partial_onset_takes_no_value_from_within_it() -> None:
    made = single(AE=[{**LEG, "AESTDTC": "2011-03", "AEENDTC": None}], QS=measured(b20=40.0, d12=39.0))
    (found,) = around(made, made.events[0])
    assert found.before.value == 40.0
    assert found.after is None


def test_without_a_line_from_before_there_is_no_comparison() -> None:
    made = single(AE=[LEG], QS=measured(b20=40.0, d12=39.0))
    assert paragraph(made, "Trajectories").endswith("; the values before give no interval to compare with.")


def related(domain: str, value: str | None, relation: str = "A", variable: str | None = None, **more):
    """One row of RELREC."""
    return {"RDOMAIN": domain, "IDVAR": variable or f"{domain}SEQ", "IDVARVAL": value, "RELID": relation, **more}


DRUGS = [
    {"CMTRT": "GABAPENTIN", "CMSTDTC": "2011-03-11", "CMENDTC": "2011-03-15", "CMLNKID": "x"},
    {"CMTRT": "IBUPROFEN", "CMINDC": "Leg Pain", "CMSTDTC": "2011-03-10", "CMENRTPT": "ONGOING"},
    {"CMTRT": "VITAMIN D", "CMSTDTC": "2010-01"},
    {"CMTRT": "OLD", "CMSTDTC": "2010-01", "CMENDTC": "2010-02"},
    {"CMTRT": "LATER", "CMSTDTC": "2011-03-21"},
    {"CMTRT": "NOT TAKEN", "CMOCCUR": "N", "CMSTDTC": "2011-03-11"},
]


def beside(**tables) -> beside_event.Beside:
    made = single(AE=[{**LEG, "AELNKID": "x"}, {"AETERM": "Fall", "AESTDTC": "2011-03-20"}], CM=DRUGS, **tables)
    return beside_event.build(made, made.subjects[0], made.events[0], observed(made.subjects[0], made.cut))


def names(found) -> list[tuple[str, str | None]]:
    return [(one.name, None if one.link is None else str(one.link)) for one in found]


def test_without_relations_the_indication_links_and_says_so() -> None:
    assert names(beside().medication) == [
        ("IBUPROFEN", "by indication, not by RELREC"), ("VITAMIN D", None), ("GABAPENTIN", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [related("AE", "1"), related("CM", "1.0")],
        [related("AE", "x", variable="AELNKID"), related("CM", "x", variable="CMLNKID")],
        [related("AE", None, variable="AELNKID", USUBJID=None), related("CM", None, variable="CMLNKID", USUBJID=None)],
    ],
)
def test_relations_link_by_number_by_identifier_and_by_whole_tables(rows) -> None:
    found = beside(RELREC=rows)
    assert names(found.medication)[:2] == [("IBUPROFEN", "by indication, not by RELREC"), ("GABAPENTIN", "by RELREC")]
    assert found.has_relations


def test_another_relation_or_event_links_nothing() -> None:
    rows = [related("AE", "2"), related("CM", "1"), related("AE", "1", "B"), related("CM", "3", "C")]
    assert [link for _, link in names(beside(RELREC=rows).medication) if link == "by RELREC"] == []


def test_related_events_and_other_records_are_told() -> None:
    rows = [related("AE", "1"), related("AE", "2"), related("MH", "1")]
    found = beside(RELREC=rows, MH=[{"MHTERM": "SCIATICA", "MHSTDTC": "2009"}])
    assert [(one.domain, one.name) for one in found.related] == [("AE", "Fall"), ("MH", "SCIATICA")]


def test_procedures_shortly_before_and_other_events_of_the_time() -> None:
    found = beside(PR=[
        {"PRTRT": "LUMBAR PUNCTURE", "PRSTDTC": "2011-03-01"}, {"PRTRT": "LONG AGO", "PRSTDTC": "2011-02-01"},
        {"PRTRT": "AFTER", "PRSTDTC": "2011-03-25"},
    ])  # fmt: skip
    assert names(found.procedures) == [("LUMBAR PUNCTURE", None)]
    assert [one.term for one in found.events] == ["Fall"]


def test_what_comes_after_the_cut_is_not_beside_the_event() -> None:
    made = single(date(2011, 3, 10), AE=[LEG], CM=DRUGS, RELREC=[related("AE", "1"), related("CM", "1")])
    found = beside_event.build(made, made.subjects[0], made.events[0], observed(made.subjects[0], made.cut))
    assert names(found.medication) == [("IBUPROFEN", "by indication, not by RELREC"), ("VITAMIN D", None)]


def test_values_outside_their_limits_near_the_start_are_told() -> None:
    csf = {
        "LBTESTCD": "PROT",
        "LBTEST": "PROTEIN",
        "LBSPEC": "CEREBROSPINAL FLUID",
        "LBSTRESU": "g/L",
        "LBSTNRHI": 0.45,
    }
    rows = [
        {**csf, "LBSTRESN": value, "LBDTC": day}
        for value, day in ((0.9, "2011-04-09"), (0.8, "2011-04-10"), (0.7, "2011-02-08"), (0.4, "2011-03-10"))
    ]
    said = paragraph(single(AE=[LEG], LB=rows), "At the same time")
    words = "Laboratory and vital signs outside their limits within 30 days of its start"
    assert (
        f"{words}: Protein (cerebrospinal fluid) 0.7 g/L, high, day −21; Protein (cerebrospinal fluid) 0.9 g/L" in said
    )
    assert "day 40" not in said
    assert f"{words}: not in these data." in paragraph(single(AE=[LEG]), "At the same time")
    assert f"{words}: none." in paragraph(single(AE=[LEG], LB=rows[3:]), "At the same time")


def test_the_fluid_stands_beside_the_radicular_pain_of_the_demo() -> None:
    said = paragraph(demo(), "At the same time", "01-004:3")
    assert "Leukocytes (cerebrospinal fluid) 33 10^6/L, high, day 14" in said
