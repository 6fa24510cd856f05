"""Spirometry, megascores and the patients' evaluation once more, in plain loops over rows of text.

NHANES III alone is written out here; GLI is proved against its tables in test_plain_spirometry.
"""

from collections.abc import Iterator
from datetime import date

from scipy.stats import binomtest

from tests.reference.plain_people import Person
from tests.reference.plain_tables import Row, certain, is_done, matches, number, span

Entry = dict[str, object]
FEMALE = (-0.3560, 0.01870, -0.000382, 0.00014815, 0.00012198, 18)
MALE = (-0.1933, 0.00064, -0.000269, 0.00018642, 0.00015695, 20)
WORDS = {"Y": "yes", "YES": "yes", "N": "no", "NO": "no", "UNSURE": "unsure"}
OPEN = ("not_yet_due", "due", "overdue")


def spirometry(person: Person, rules: dict, cut: date) -> Iterator[Entry]:
    """One entry for each day and position, with the equation of the study."""
    assert rules["equation"] == "nhanes_3"
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in person.table("RE"):
        asked = matches(row, rules["litres"]) or matches(row, rules["percent"])
        if asked and is_done(row, "RE") and number(row["RESTRESN"]) is not None:
            day = certain(row["REDTC"])
            groups.setdefault((day.isoformat() if day else row["REDTC"], row.get("REPOS", "").upper()), []).append(row)
    for (when, position), rows in groups.items():
        values = [number(row["RESTRESN"]) or 0 for row in rows if matches(row, rules["litres"])]
        usable = [value for value in values if 0 < value <= 10]
        percents = [number(row["RESTRESN"]) or 0 for row in rows if matches(row, rules["percent"])]
        litres = max(usable, default=None)
        age, height = _age(person, when, cut), _height(person, rules)
        predicted, lower = _predicted(person, age, height)
        day = certain(when)
        yield {
            "subject": person.id, "date": when, "day": person.day(day), "visit": rows[0]["VISIT"] or None,
            "position": position or None, "litres": litres, "efforts": len(usable),
            "recorded_percent": max(percents, default=None), "equation": "nhanes_3", "age": age,
            "predicted": predicted,
            "percent": 100 * litres / predicted if litres and predicted else None,
            "z": 1.645 * (litres - predicted) / (predicted - lower) if litres and predicted else None,
            "lower_limit": lower,
        }  # fmt: skip


def recomputed(person: Person, endpoint: dict, rules: dict, cut: date) -> Iterator[tuple[Row, str, float, bool]]:
    """Row, date, value and whether it may be used, of an endpoint that draws % predicted by the study's equation."""
    for one in spirometry(person, rules, cut):
        rows = [row for row in person.table("RE") if _belongs(row, one) and is_done(row, "RE")]
        rows = [row for row in rows if matches(row, endpoint["where"]) and number(row["RESTRESN"]) is not None]
        value = one["recorded_percent"] if one["percent"] is None else one["percent"]
        if rows and value is not None:
            low, high = endpoint["range"]
            yield rows[0], rows[0]["REDTC"], value, one["percent"] is not None and low <= value <= high


def _age(person: Person, when: str, cut: date) -> float | None:
    """Years on a day, from whole years at consent; in the middle of a month without a day."""
    days = span(when)
    counted = (certain(person.row["RFICDTC"]), person.screening, person.anchor)
    start = next((day for day in counted if day and day <= cut), None)
    years = number(person.row["AGE"])
    if days is None or start is None or years is None or (days[1] - days[0]).days > 31:
        return None
    middle = (days[0].toordinal() + days[1].toordinal()) / 2
    return years + 0.5 + (middle - start.toordinal()) / 365.25


def _height(person: Person, rules: dict) -> float | None:
    found = [
        (certain(row["VSDTC"]), value)
        for row in person.table("VS")
        if matches(row, rules["height"]["where"]) and (value := number(row["VSSTRESN"])) is not None
    ]
    before = [pair for pair in found if pair[0] and person.anchor and pair[0] <= person.anchor]
    after = [pair for pair in found if pair not in before]
    return max(before)[1] if before else min(after)[1] if after else None


def _predicted(person: Person, age: float | None, height: float | None) -> tuple[float | None, float | None]:
    sex = {"F": FEMALE, "M": MALE}.get(person.row["SEX"])
    if sex is None or age is None or height is None or not sex[5] <= age <= 80:
        return None, None
    base = sex[0] + sex[1] * age + sex[2] * age**2
    return base + sex[3] * height**2, base + sex[4] * height**2


def findings(person: Person, rules: dict, cut: date, recomputes: bool) -> Iterator[Entry]:
    """The rules of spirometry that are broken; `recomputes`: the best of several efforts is drawn, not their mean."""
    entries = list(spirometry(person, rules, cut))
    series = {one["position"] for one in entries if one["percent"] is not None}
    for one in entries:
        rows = [row for row in person.table("RE") if _belongs(row, one) and is_done(row, "RE")]
        litres = [row for row in rows if matches(row, rules["litres"])]
        wrong = [row for row in litres if not 0 < (number(row["RESTRESN"]) or 0) <= 10]
        broken = {"not_litres"} if wrong else set()
        recorded, percent = one["recorded_percent"], one["percent"]
        if recorded is not None and percent is not None and abs(recorded - percent) > 1.0:
            broken.add("percent_differs")
        sites = [value for row in litres if (value := number(row["REORREF"])) is not None]
        if recorded is not None and one["litres"] and sites and abs(recorded - 100 * one["litres"] / max(sites)) > 1.0:
            broken.add("percent_of_own_prediction_differs")
        if recorded is not None and percent is None and not (wrong and one["litres"] is None):
            broken.add("equation_mixed" if one["position"] in series else "equation_unknown")
        if max(one["efforts"], sum(matches(row, rules["percent"]) for row in rows)) > 1:
            broken.add("repeats_best" if recomputes else "repeats_averaged")
        for name in sorted(broken):
            yield {
                "subject": person.id, "instrument": "fvc", "finding": name, "date": one["date"], "day": one["day"],
            }  # fmt: skip


def _belongs(row: Row, one: Entry) -> bool:
    day = certain(row["REDTC"])
    when = day.isoformat() if day else row["REDTC"]
    return (when, row["REPOS"].upper() or None) == (one["date"], one["position"])


def megascores(person: Person, rules: dict) -> Iterator[Entry]:
    """The recorded megascores by day; these studies name no muscles."""
    for group in ("arm", "grip"):
        days: dict[str, list[Row]] = {}
        for row in person.table("MK"):
            if matches(row, rules[group]) and is_done(row, "MK") and number(row["MKSTRESN"]) is not None:
                day = certain(row["MKDTC"])
                days.setdefault(day.isoformat() if day else row["MKDTC"], []).append(row)
        for when, rows in days.items():
            values = [number(row["MKSTRESN"]) or 0 for row in rows]
            yield {
                "subject": person.id, "megascore": group, "date": when, "day": person.day(certain(when)),
                "visit": rows[0]["VISIT"] or None, "recorded": sum(values) / len(values), "computed": None,
                "muscles": 0, "too_weak": 0, "reference_set": None,
            }  # fmt: skip


def evaluation(persons: list[Person], rules: dict, study: dict, visits: list[Entry]) -> Iterator[Entry]:
    """Both questions at each visit, of every treated patient."""
    status = {(one["subject"], one["visit"]): one["status"] for one in visits}
    numbers = {each["id"]: float(each["visitnum"]) for each in study["visits"]}
    treated = [person for person in persons if person.anchor]
    for question in ("effective", "again"):
        for visit in rules["visits"]:
            answers = [
                {"subject": one.id, "answer": _answer(one, rules[question], numbers[visit], status[one.id, visit])}
                for one in treated
            ]
            count = [sum(one["answer"] == word for one in answers) for word in ("yes", "no", "unsure", "no answer")]
            n = sum(count)
            exact = binomtest(count[0], n).proportion_ci(0.95, "exact") if n else None
            gone = [
                one
                for one in treated
                if status[one.id, visit] == "not_applicable" and not _told(one, rules[question], numbers[visit])
            ]
            yield {
                "question": question, "visit": visit, "n": n, "yes": count[0], "no": count[1], "unsure": count[2],
                "no_answer": count[3], "left": len(gone), "not_yet": len(answers) - n,
                "lower": exact.low if exact else None, "upper": exact.high if exact else None, "answers": answers,
            }  # fmt: skip


def _told(person: Person, where: dict, visitnum: float) -> bool:
    return any(matches(row, where) and number(row["VISITNUM"]) == visitnum for row in person.table("QS"))


def _answer(person: Person, where: dict, visitnum: float, status: str) -> str:
    rows = [row for row in person.table("QS") if matches(row, where) and number(row["VISITNUM"]) == visitnum]
    rows.sort(key=lambda row: span(row["QSDTC"]) or (date.min, date.min))
    if rows:
        return WORDS.get(rows[-1]["QSSTRESC"].upper() if is_done(rows[-1], "QS") else "", "no answer")
    return "not yet asked" if status in OPEN else "no answer"


def document(persons: list[Person], study: dict, visits: list[Entry], cut: date) -> Entry:
    """The parts of `instruments` beside the findings; empty where the study file names none."""
    rules = study.get("instruments", {})
    return {
        "spirometry": [one for person in persons for one in spirometry(person, rules["fvc"], cut)]
        if "fvc" in rules
        else [],
        "megascores": (
            [one for person in persons for one in megascores(person, rules["mvic"])] if "mvic" in rules else []
        ),
        "evaluation": (list(evaluation(persons, rules["evaluation"], study, visits)) if "evaluation" in rules else []),
    }
