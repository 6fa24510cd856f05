"""RELREC: which medicine was given for which event, and which procedure an event came from."""

from collections.abc import Mapping

import pandas as pd

from data_access.synthetic.event_tables import begun
from data_access.synthetic.events import RELATED
from data_access.synthetic.procedures import MARROW, PUNCTURE
from data_access.synthetic.record import Record
from data_access.synthetic.subject_tables import known_rows

_COLUMNS = ["STUDYID", "RDOMAIN", "USUBJID", "IDVAR", "IDVARVAL", "RELTYPE", "RELID"]


def relrec(record: Record, tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Make RELREC: two rows for each link, told apart by RELID within the subject."""
    events = begun(record)
    subjects = record.cohort.people["usubjid"].to_numpy(dtype=object)
    events["USUBJID"], events["AESEQ"] = subjects[events["patient"]], tables["AE"]["AESEQ"]
    taken = known_rows(record, record.medications)
    taken = pd.DataFrame({"event": taken["event"], "other": "CM", "sequence": tables["CM"]["CMSEQ"]})
    linked = [taken.dropna(subset="event").merge(events[["event", "USUBJID", "AESEQ"]], on="event")]
    for code, column in ((PUNCTURE, "related_puncture"), (MARROW, "related_aspiration")):
        done = (
            tables["PR"].loc[tables["PR"]["PRTRT"] == code, ["USUBJID", "PRSEQ"]].rename(columns={"PRSEQ": "sequence"})
        )
        caused = events.loc[events[column] == RELATED, ["event", "USUBJID", "AESEQ"]]
        linked.append(caused.merge(done.assign(other="PR"), on="USUBJID"))
    pairs = pd.concat(linked, ignore_index=True).sort_values(["event", "other", "sequence"], kind="stable")
    pairs["RELID"] = "R" + (pairs.groupby("USUBJID").cumcount() + 1).astype(str)
    return _two_rows(pairs.reset_index(drop=True), record.parameters.study_id)


def _two_rows(pairs: pd.DataFrame, study: str) -> pd.DataFrame:
    """Write each pair as the row of the event and the row of what it is linked with."""
    own = pd.DataFrame(
        {"RDOMAIN": "AE", "IDVARVAL": pairs["AESEQ"], "USUBJID": pairs["USUBJID"], "RELID": pairs["RELID"]}
    )
    other = own.assign(RDOMAIN=pairs["other"], IDVARVAL=pairs["sequence"])
    both = pd.concat([own, other]).sort_index(kind="stable").reset_index(drop=True)
    both["IDVAR"] = both["RDOMAIN"] + "SEQ"
    both["IDVARVAL"] = both["IDVARVAL"].astype(int).astype(str)
    return both.assign(STUDYID=study, RELTYPE=None)[_COLUMNS]
