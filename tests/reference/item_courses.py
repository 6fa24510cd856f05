"""Untidy studies of items: every rule of the scales is broken somewhere, by patients drawn at random, as CSV files."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

from trial.instrument_rules import ALSFRS_ITEMS, ALSFRS_R_ITEMS

Row = dict[str, str]
FIRST = date(2011, 3, 1)
PROCEDURES = ("GASTROSTOMY", "GASTROSTOMY TUBE REMOVAL", "NIV", "TRACHEOSTOMY", "PEG")
STUDY = """
[study]
id = "I"
title = "Items"
data_cut = 2012-12-31
[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"
[[endpoints]]
id = "total"
label = "Total"
unit = "points"
domain = "QS"
where = { QSTEST = "R TOTAL" }
better = "higher"
[[visits]]
id = "INF"
label = "Infusion"
visitnum = 3
day = 0
window = [0, 0]
required = []
kind = "infusion"
"""


def study_text() -> str:
    """The study file: both scales, told apart by QSTEST with patterns."""
    parts = [STUDY]
    for key, letter, names in (("alsfrs_r", "R", ALSFRS_R_ITEMS), ("alsfrs", "O", ALSFRS_ITEMS)):
        parts.append(f'[instruments.{key}]\nwhere = {{ QSCAT = "{letter}" }}\ntest = "QSTEST"\n')
        parts.append(f'total = "{letter} total"\n[instruments.{key}.items]\n')
        parts += [f'{name} = ["{letter} {place:02} *", "?{name}?"]\n' for place, name in enumerate(names)]
    return "".join(parts)


def write(folder: Path, seed: int, patients: int) -> None:
    """Write the study into a folder."""
    random = Random(seed)
    subjects = [f"{number:03}" for number in range(1, patients + 1)]
    (folder / "study.toml").write_text(study_text(), encoding="utf-8")
    _save(
        folder, "DM", [{"USUBJID": each, "SUBJID": each, "STUDYID": "I", "ARMCD": "", "ARM": ""} for each in subjects]
    )
    anchored = [each for each in subjects if random.random() < 0.9]
    _save(folder, "EX", [{"USUBJID": each, "EXSTDTC": FIRST.isoformat()} for each in anchored])
    _save(folder, "QS", [row for each in subjects for row in _course(random, each)])
    _save(folder, "PR", [row for each in subjects for row in _procedures(random, each)])
    _save(folder, "DS", [row for each in subjects for row in _deaths(random, each)])


def _save(folder: Path, name: str, rows: list[Row]) -> None:
    numbered = [{"DOMAIN": name, "STUDYID": "I", f"{name}SEQ": str(at), **row} for at, row in enumerate(rows, start=1)]
    with (folder / f"{name.lower()}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(dict.fromkeys(key for row in numbered for key in row)), lineterminator="\n")
        writer.writeheader()
        writer.writerows(numbered)


def _course(random: Random, subject: str) -> Iterator[Row]:
    """Some visits of one patient, most on ALSFRS-R, with what goes wrong in records."""
    for _ in range(random.randint(0, 7)):
        letter, names = random.choice((("R", ALSFRS_R_ITEMS),) * 4 + (("O", ALSFRS_ITEMS),))
        day = FIRST + timedelta(random.randint(-90, 300))
        text = random.choice((day.isoformat(),) * 6 + (day.isoformat()[:7], f"{day.isoformat()}T10:30"))
        yield from _visit(random, subject, letter, names, text)


def _visit(random: Random, subject: str, letter: str, names: tuple[str, ...], text: str) -> Iterator[Row]:
    base = {"USUBJID": subject, "QSCAT": letter, "QSTESTCD": "X", "QSDTC": text, "VISITNUM": "9", "VISIT": "V"}
    unlikely = {"cutting" if random.random() < 0.3 else "cutting_gastrostomy"} if random.random() < 0.9 else set()
    level = random.choice((4, 3, 1))
    for place, name in enumerate(names):
        if name in unlikely or random.random() < 0.015:
            continue
        value = str(max(0, min(4, level + random.randint(-1, 1)))) if random.random() < 0.99 else random.choice("57")
        state = "NOT DONE" if random.random() < 0.01 else ""
        test = random.choice((f"{letter} {place:02} words", f"<{name.upper()}>"))
        row = {**base, "QSTEST": test, "QSSTRESN": value, "QSSTAT": state}
        yield row
        if random.random() < 0.01:
            yield {**row, "QSSTRESN": random.choice("01234")}
    if random.random() < 0.6:
        yield {**base, "QSTEST": f"{letter} TOTAL", "QSSTRESN": str(random.randint(4, 48)), "QSSTAT": ""}


def _procedures(random: Random, subject: str) -> Iterator[Row]:
    for name in PROCEDURES:
        if random.random() < 0.2:
            day = (FIRST + timedelta(random.randint(-60, 250))).isoformat()
            written = random.choice((day, day, day, day[:7], ""))
            yield {"USUBJID": subject, "PRTRT": name, "PRDECOD": "", "PRSTDTC": written, "PRENDTC": ""}


def _deaths(random: Random, subject: str) -> Iterator[Row]:
    if random.random() < 0.15:
        day = (FIRST + timedelta(random.randint(100, 400))).isoformat()
        text = random.choice((day, day, day[:7]))
        yield {"USUBJID": subject, "DSDECOD": "DEATH", "DSCAT": "DISPOSITION EVENT", "DSSTDTC": text}
