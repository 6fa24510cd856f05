"""A study of three patients with events of two classes, one without any name of a class."""

from tests.factories import snapshot

PEOPLE = ("S-01", "S-02", "S-03")
ROWS = (
    ("S-01", "HEADACHE", "Nervous", "1"),
    ("S-01", "HEADACHE", "Nervous", "3"),
    ("S-01", "Headache ", "Nervous", None),
    ("S-02", "HEADACHE", "Nervous", "2"),
    ("S-02", "SEIZURE", "NERVOUS", "4"),
    ("S-03", "HEADACHE", "Nervous", None),
    ("S-03", None, None, "1"),
)


def made(rows=ROWS, of=None, **more):
    """The snapshot."""
    ae = [
        {"USUBJID": who, "AETERM": "as reported", "AEDECOD": term, "AEBODSYS": soc, "AETOXGR": grade,
         "AESTDTC": "2011-03-05"}
        for who, term, soc, grade in rows
    ]  # fmt: skip
    ex = [{"USUBJID": who, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for who in PEOPLE]
    dm = [{"USUBJID": who, "SUBJID": who} for who in PEOPLE]
    return snapshot({"DM": dm, "EX": ex, "AE": ae, **more}, of=of)
