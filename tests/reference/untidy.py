"""A seeded study as untidy as real data get: every rule of the `results` contract is met by some of its subjects."""

import csv
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

Record = dict[str, str]

LATEST = date(2011, 12, 31)
STUDY = """
[study]
id = "ST"
title = "An untidy study"
{cut}
[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"
where = {{ EXROUTE = ["INTRATHECAL", "IT"] }}

[[endpoints]]
id = "total"
label = "Total"
unit = "points"
domain = "QS"
where = {{ QSTESTCD = "TOT", QSCAT = ["C1", "C2"] }}
range = [0, 48]
better = "higher"

[[endpoints]]
id = "fvc"
label = "FVC"
unit = "%"
domain = "RE"
where = {{ RETESTCD = "FVC", SOURCE = "GOOD" }}
range = [0, 200]
better = "higher"

[historical]
months_before_screening = 3

[safety]
related = {{ AEREL = ["RELATED"], RELPROC = ["RELATED", "POSSIBLY RELATED"] }}
"""
VISITS = [  # windows overlap, grace runs into the next window, one has none
    ("SCR", 1, -28, (-62, 27), 14, "screening"), ("ASP", 2, -21, (-7, 7), 14, "procedure"),
    ("INF", 3, 0, (0, 0), 14, "infusion"), ("WK2", 4, 14, (-3, 3), 14, "scheduled"),
    ("MN1", 5, 30, (-7, 7), 14, "scheduled"), ("MN2", 6, 61, (-7, 7), 40, "scheduled"),
    ("MN3", 6.5, 90, (-25, 14), 5, "scheduled"), ("MN6", 7, 183, (-14, 14), 0, "scheduled"),
    ("MN12", 8, 365, (-30, 30), 14, "scheduled"),
]  # fmt: skip
EDGES = (-14, 0, 3, 17, 18, 37, 38, 68, 197, 395)
"""Days from the anchor on which a window ends, or the day after: where leaving the trial changes a status."""
OUTCOMES = ("", "UNKNOWN", "RECOVERED/RESOLVED", "RECOVERING/RESOLVING", "NOT RECOVERED/NOT RESOLVED", "FATAL")
DISPOSITIONS = ("WITHDRAWAL BY SUBJECT", "LOST TO FOLLOW-UP", "COMPLETED", "SCREEN FAILURE")


def write(folder: Path, seed: int, subjects: int, data_cut: str = "data_cut = 2011-12-31") -> None:
    """Write the study file and one CSV a table."""
    maker = _Maker(Random(seed))
    for place in range(subjects):
        maker.subject(f"ST-{place:03d}")
    maker.spoil()
    for name, records in maker.tables.items():
        with (folder / f"{name.lower()}.csv").open("w", newline="", encoding="utf-8") as lines:
            writer = csv.DictWriter(lines, list(records[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(records)
    plans = [
        f'[[visits]]\nid = "{name}"\nlabel = "{name}"\nvisitnum = {number}\nday = {day}\nwindow = {list(window)}\n'
        f'grace = {grace}\nrequired = ["total", "fvc"]\nkind = "{kind}"\n'
        for name, number, day, window, grace, kind in VISITS
    ]
    (folder / "study.toml").write_text(STUDY.format(cut=data_cut) + "\n".join(plans), encoding="utf-8")


class _Maker:
    def __init__(self, random: Random) -> None:
        self._random, self._pick = random, random.choice
        self._flags = Random("flags")
        """A stream of its own: what else is drawn stays as it is."""
        self.tables: dict[str, list[Record]] = {}

    def _maybe(self, probability: float) -> bool:
        return self._random.random() < probability

    def _near(self, day: date, within: int) -> date:
        return day + timedelta(self._random.randint(-within, within))

    def _end(self, anchor: date) -> date:
        return anchor + timedelta(self._pick(EDGES)) if self._maybe(0.5) else self._near(anchor, 400)

    def _written(self, day: date, partial: float = 0.1) -> str:
        """A date as sites write it: whole, with a time, in part, missing, or impossible."""
        forms = ("%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m", "%Y", "%Y---%d", "", "2011-02-30")
        weights = (1 - partial, 0.1, partial / 3, partial / 3, partial / 3, partial / 4, 0.004)
        return day.strftime(self._random.choices(forms, weights)[0])

    def _add(self, name: str, **cells: object) -> None:
        records = self.tables.setdefault(name, [])
        records.append({"STUDYID": "ST", "DOMAIN": name} | {column: str(cell) for column, cell in cells.items()})

    def _add_qualifier(self, name: str, subject: str, seq: int, qualifier: tuple[str, str]) -> None:
        cells = {"USUBJID": subject, "IDVAR": f"{name}SEQ", "IDVARVAL": self._pick((f"{seq}", f"{seq}.0"))}
        record = {"STUDYID": "ST", "RDOMAIN": name, **cells, "QNAM": qualifier[0], "QLABEL": "", "QVAL": qualifier[1]}
        self.tables.setdefault(f"SUPP{name}", []).append(record)

    def subject(self, subject: str) -> None:
        """Make one subject with everything recorded of it."""
        anchor = date(2011, 1, 1) + timedelta(self._random.randint(-300, 300))
        anchor = anchor if self._maybe(0.5) else LATEST - timedelta(self._random.randint(0, 110))
        screening = anchor - timedelta(self._random.randint(5, 80))
        death = self._end(anchor) if self._maybe(0.25) else None
        failed = self._maybe(0.08)
        self._add(
            "DM", USUBJID=subject, SUBJID="007" if self._maybe(0.05) else subject[3:],
            RFICDTC=self._written(screening, 0.2), DTHDTC=self._written(death, 0.4) if death else "",
            DTHFL="Y" if death and self._maybe(0.9) else "", ARMCD="SCRNFAIL" if failed and self._maybe(0.7) else "A",
        )  # fmt: skip
        for seq in range(0 if failed else self._pick((0, 1, 1, 1, 1, 2))):
            day = self._written(anchor + timedelta(self._pick((0, 0, 30))), 0.05)
            self._add("EX", USUBJID=subject, EXSEQ=seq, EXROUTE=self._pick(("INTRATHECAL", "IT", "ORAL")), EXSTDTC=day)
        self._dispositions(subject, anchor, death)
        self._visits(subject, anchor, screening)
        for seq in range(self._random.randint(0, 5)):
            self._event(subject, seq, anchor)

    def _dispositions(self, subject: str, anchor: date, death: date | None) -> None:
        rows = [("INFORMED CONSENT OBTAINED", "PROTOCOL MILESTONE", anchor - timedelta(40))]
        rows += (
            [("DEATH", self._pick(("DISPOSITION EVENT", "OTHER EVENT")), death)] if death and self._maybe(0.7) else []
        )
        rows += [(self._pick(DISPOSITIONS), "DISPOSITION EVENT", self._end(anchor))] if self._maybe(0.4) else []
        for seq, (term, category, day) in enumerate(rows):
            self._add("DS", USUBJID=subject, DSSEQ=seq, DSDECOD=term, DSCAT=category, DSSTDTC=self._written(day, 0.4))

    def _visits(self, subject: str, anchor: date, screening: date) -> None:
        numbers: Sequence[tuple[object, int]] = [(number, day) for _, number, day, *_ in VISITS]
        for number, day in [*numbers, (5.1, 44), (7.1, 250), ("", 70), (0.1, 0), (0.1, 0)]:
            if self._maybe(0.3):
                continue
            held = screening if number == 1 else self._near(anchor + timedelta(day), 12)
            held = screening - timedelta(self._pick((10, 88, 89, 90, 91, 92, 93, 140))) if number == 0.1 else held
            if number not in ("", 0.1) and self._maybe(0.6):
                occurred = self._pick(("Y", "Y", "", "N"))
                self._add("SV", USUBJID=subject, VISITNUM=number, VISIT=f"V{number}", SVOCCUR=occurred,
                          SVSTDTC=self._written(held))  # fmt: skip
            for _ in range(self._pick((0, 1, 1, 2))):
                self._assessment("QS", subject, number, self._near(held, self._pick((0, 0, 1))))
                self._assessment("RE", subject, number, held)

    def _assessment(self, name: str, subject: str, number: object, day: date) -> None:
        seq, is_done = len(self.tables.get(name, [])), self._maybe(0.92)
        more = {"QSCAT": self._pick(("C1", "C2", "C3"))} if name == "QS" else {}
        self._add(
            name, USUBJID=subject, **{f"{name}SEQ": seq, f"{name}TESTCD": "TOT" if name == "QS" else "FVC"}, **more,
            **{f"{name}STRESN": self._pick((20, 25.5, 30, 48, 49, 0, 31)) if is_done else ""},
            **{f"{name}STAT": "" if is_done else "NOT DONE"}, VISITNUM=number, VISIT=self._pick(("", f"V{number}")),
            **{f"{name}DTC": self._written(day)},
        )  # fmt: skip
        if name == "RE" and self._maybe(0.85):
            self._add_qualifier("RE", subject, seq, ("SOURCE", self._pick(("GOOD", "GOOD", "BAD"))))

    def _event(self, subject: str, seq: int, anchor: date) -> None:
        start = self._near(anchor, 200)
        end = start + timedelta(self._pick((0, 1, 30, 200, -3)))
        self._add(
            "AE", USUBJID=subject, AESEQ=seq, AETERM=f"Event {seq}", AESEV=self._pick(("MILD", "SEVERE", "", "ODD")),
            AETOXGR=self._pick(("", "1", "3", "5")), AESER=self._pick("YNN") if self._maybe(0.9) else "",
            AEREL=self._pick(("", "RELATED", "NOT RELATED")), AEOUT=self._pick(OUTCOMES),
            AESTDTC=self._written(start, 0.4), AEENDTC=self._written(end, 0.3) if self._maybe(0.6) else "",
            **self._judgements(start),
        )  # fmt: skip
        if self._maybe(0.7):
            self._add_qualifier("AE", subject, seq, ("RELPROC", self._pick(("RELATED", "NOT RELATED"))))

    def _judgements(self, start: date) -> dict[str, object]:
        """Flag one event in three for the primary endpoint, adjudicated or not, dated or not."""
        pick, days = self._flags.choice, [start + timedelta(self._flags.randint(0, 400)) for _ in range(2)]
        return {
            "PESITE": pick("YNNNNN"), "PENEURO": pick("YNNNNN"), "PENATPRG": pick(("Y", "N", "U", "")),
            "PEADJ": pick(("FINAL", "FINAL", "Pending", "")), "PEADJBY": pick(("", "Neurologist")),
            "PEADJDTC": pick(("", days[0].isoformat(), f"{days[0]:%Y-%m}")), "PEADJRAT": pick(("", "Seen before")),
            "PEADJREQ": pick(("", days[1].isoformat(), f"{days[1]:%Y}")),
        }  # fmt: skip

    def spoil(self) -> None:
        """Repeat rows, give keys twice, name subjects that nobody knows, leave qualifiers without a parent."""
        for name, column in (("QS", "VISIT"), ("AE", "AETERM"), ("SV", "VISIT"), ("DS", "DSCAT"), ("DM", "RFICDTC")):
            records = self.tables[name]
            records.insert(len(records) // 2, dict(records[0]))
            records.append(records[5] | {column: "2010-01-01"})
            records.extend([records[1] | {"USUBJID": "NOBODY"}] if name != "DM" else [])
        self._add_qualifier("AE", "ST-001", 99, ("RELPROC", "RELATED"))
        self._add_qualifier("AE", "NOBODY", 1, ("RELPROC", "RELATED"))
        self._add("PE", USUBJID="ST-001", PESEQ=1)
