"""Small studies for the primary safety endpoint."""

from datetime import date

from tests.factories import one_subject, snapshot
from trial import endpoint
from trial.analysis import build as analyse
from trial.endpoint_events import Tier
from trial.endpoint_rates import Denominator, Reading, Window
from trial.selection import Selection
from trial.subjects import SubjectId

CUT = date(2012, 6, 30)
PLAIN = {"AETERM": "Leg pain", "AESTDTC": "2011-03-10", "PESITE": "N", "PENEURO": "N", "PENATPRG": None, "PEADJ": None}
SITE = {"PESITE": "Y", "PEADJ": "FINAL"}
DEFICIT = {"PENEURO": "Y", "PENATPRG": "N", "PEADJ": "FINAL"}
UNSURE = DEFICIT | {"PENATPRG": "U"}


def many(events, seen=(), cut=CUT, of=None):
    """Patients S-1 and on, infused on 2011-03-01; `events` and `seen` (last days of follow-up) by patient."""
    people = max(len(events), len(seen))
    ids = [f"S-{n}" for n in range(1, people + 1)]
    days = [date.fromordinal(date(2011, 3, 1).toordinal() + day).isoformat() for day in (*seen, *[61] * people)]
    return analyse(
        snapshot(
            {
                "DM": [{"USUBJID": one, "SUBJID": one} for one in ids],
                "EX": [{"USUBJID": one, "EXSTDTC": "2011-03-01", "EXROUTE": "INTRATHECAL"} for one in ids],
                "SV": [{"USUBJID": one, "VISITNUM": 6, "SVSTDTC": day} for one, day in zip(ids, days, strict=False)],
                "AE": [{"USUBJID": one, "AESEQ": at, **PLAIN, **row}
                       for one, rows in zip(ids, events, strict=False) for at, row in enumerate(rows, 1)]
                or [{"USUBJID": ids[0], **PLAIN}],
            },
            cut, of,
        ),
        None,
    )  # fmt: skip


def shown(analysis, *ids):
    return endpoint.build(analysis, Selection(subjects=tuple(map(SubjectId, ids))))


def rate(result, reading=Reading.PRIMARY, denominator=Denominator.TREATED, tier=Tier.ANY, window=Window.WHOLE):
    wanted = (reading, denominator, tier, window)
    (found,) = [one for one in result.rates if (one.reading, one.denominator, one.tier, one.window) == wanted]
    return found


def event(row, cut=CUT, **tables):
    (line,) = endpoint.build(analyse(one_subject(AE=[PLAIN | row], **tables), cut), Selection()).lines
    (found,) = line.events
    return found
