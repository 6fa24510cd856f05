"""Everything that was simulated, before it is written down as tables, and the words of dates and numbers."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from data_access.synthetic.cohort import Cohort
from data_access.synthetic.courses import Courses
from data_access.synthetic.draws import Bools, Floats, Ints, Texts
from data_access.synthetic.parameters import Parameters
from data_access.synthetic.values import Values


@dataclass(frozen=True, eq=False)
class Record:
    """One simulated trial. Days are epoch days in `people`, `cut` and `extraction`, days from infusion elsewhere.

    What happened after the extraction of the data is here, and in no table.
    """

    seed: int
    parameters: Parameters
    cohort: Cohort
    courses: Courses
    fates: pd.DataFrame
    occasions: pd.DataFrame
    measured: Values
    procedures: pd.DataFrame
    events: pd.DataFrame
    medications: pd.DataFrame
    cut: int
    extraction: int

    @property
    def anchors(self) -> Ints:
        """Infusion day of every patient, also of those who will never be infused (the origin of their calendar)."""
        return self.cohort.people["infusion"].to_numpy(dtype=np.int64)

    @property
    def infused(self) -> Bools:
        """Who had been infused when the data were extracted."""
        failed = self.cohort.people["screen_failure"].to_numpy(dtype=np.bool_)
        return np.asarray((self.anchors <= self.extraction) & ~failed, dtype=np.bool_)

    def epoch_days(self, patients: Ints, days: Floats) -> Floats:
        """Turn days from infusion into epoch days; NaN stays."""
        return np.asarray(self.anchors[patients] + days, dtype=np.float64)

    def known(self, patients: Ints, days: Floats) -> Bools:
        """Tell what lies on or before the extraction."""
        return np.asarray(self.epoch_days(patients, days) <= self.extraction, dtype=np.bool_)

    def dates(self, patients: Ints, days: Floats) -> Texts:
        """Write days from infusion as ISO dates; None for NaN and for what lies after the extraction."""
        return iso(np.where(self.known(patients, days), self.epoch_days(patients, days), np.nan))

    def left(self, patients: Ints) -> Floats:
        """Give the day from infusion on which each patient left; infinite for those who stayed."""
        return self.fates["end_day"].to_numpy(dtype=np.float64)[patients]

    def last_contacts(self, patients: Ints) -> Texts:
        """Give the date up to which each patient is known: death or leaving, else the extraction."""
        return iso(np.minimum(self.epoch_days(patients, self.left(patients)), float(self.extraction)))

    def study_days(self, patients: Ints, days: Floats) -> Floats:
        """Give --DY: the infusion is day 1, there is no day 0; NaN where there was no infusion or no date."""
        known = self.known(patients, days) & self.infused[patients]
        return np.where(known, np.where(days >= 0, days + 1, days), np.nan)

    def identifiers(self, domain: str, patients: Ints) -> pd.DataFrame:
        """Give STUDYID, DOMAIN and USUBJID of these patients' rows."""
        subjects = self.cohort.people["usubjid"].to_numpy(dtype=object)[patients]
        return pd.DataFrame({"STUDYID": self.parameters.study_id, "DOMAIN": domain, "USUBJID": subjects})

    def numbered(self, domain: str, rows: pd.DataFrame) -> pd.DataFrame:
        """Put identifiers and --SEQ before rows that have a `patient` column and are in order."""
        sequence = (rows.groupby("patient").cumcount() + 1).to_numpy()
        before = self.identifiers(domain, rows["patient"].to_numpy(dtype=np.int64))
        before[f"{domain}SEQ"] = sequence
        return pd.concat([before, rows.drop(columns="patient").reset_index(drop=True)], axis=1)


def iso(epoch_days: Floats) -> Texts:
    """Write epoch days as ISO dates, None for NaN; each distinct day once."""
    distinct, back = np.unique(epoch_days, return_inverse=True)
    written = [None if np.isnan(day) else str(np.datetime64(int(day), "D")) for day in distinct]
    return np.array([*written, None], dtype=object)[back]


def shortened(dates: Texts, precision: Texts) -> Texts:
    """Cut dates to their month where no more is known."""
    return np.array(
        [day if day is None or kept == "day" else day[:7] for day, kept in zip(dates, precision, strict=True)],
        dtype=object,
    )


def decimal_texts(values: Floats, decimals: int) -> Texts:
    """Write numbers with a fixed number of decimals, None for NaN; each distinct value once."""
    distinct, back = np.unique(values + 0.0, return_inverse=True)
    written = [None if np.isnan(value) else f"{value:.{decimals}f}" for value in distinct]
    return np.array([*written, None], dtype=object)[back]
