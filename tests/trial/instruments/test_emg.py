"""Electromyography: states by muscle and visit, as recorded."""

from datetime import date

from tests.trial.instruments.measure_studies import measured


def needle(day, muscle, state, test="Fibrillations", **more):
    """One record."""
    return {
        "NVCAT": "ELECTROMYOGRAPHY", "NVTESTCD": test[:6].upper(), "NVTEST": test, "NVLOC": muscle, "NVSTRESC": state,
        "NVDTC": day, "VISIT": f"V {day[:4]}", **more,
    }  # fmt: skip


ROWS = [
    needle("2011-09-01", "TIBIALIS", "3"),
    needle("2011-02-01", "TIBIALIS", "1"),
    needle("2011-02-01", "TIBIALIS", "2", NVLAT="LEFT"),
    needle("2011-02-01", "DELTOID", "PRESENT", "Fasciculations"),
    needle("2011-09-01", "DELTOID", None, "Fasciculations", NVSTAT="NOT DONE", NVREASND="REFUSED"),
    {**needle("2011-02-01", "MEDIAN", "41"), "NVCAT": "NERVE CONDUCTION"},
]


def test_muscles_by_visit_as_recorded() -> None:
    found = measured(NV=ROWS).emg.of(0)
    assert [(one.date, one.day) for one in found.studies] == [("2011-02-01", -28), ("2011-09-01", 184)]
    assert [(row.test, row.muscle, row.side, row.states) for row in found.rows] == [
        ("Fasciculations", "DELTOID", None, ("PRESENT", "not done: refused")),
        ("Fibrillations", "TIBIALIS", None, ("1", "3")),
        ("Fibrillations", "TIBIALIS", "LEFT", ("2", None)),
    ]


def test_two_states_of_one_visit_both_stand() -> None:
    found = measured(NV=[needle("2011-02-01", "TIBIALIS", "1"), needle("2011-02-01", "TIBIALIS", "2")]).emg.of(0)
    assert found.rows[0].states == ("1 and 2",)


def test_after_the_cut_nothing_is_known() -> None:
    assert len(measured(NV=ROWS, cut=date(2011, 6, 1)).emg.of(0).studies) == 1


def test_without_records_there_is_no_table_and_without_the_domain_no_instrument() -> None:
    assert measured(NV=ROWS[5:]).emg.of(0).rows == ()
    assert measured().emg is None
