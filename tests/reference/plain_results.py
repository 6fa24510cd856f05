"""An independent `results` document in plain loops: points, fits by statsmodels, events, visits.

What the contract leaves open is read as the program reads it, and marked "a reading".
"""

import tomllib
from datetime import date, timedelta
from pathlib import Path

from tests.reference import least_squares as second
from tests.reference import (
    plain_group,
    plain_historical,
    plain_measures,
    plain_models,
    plain_safety,
    plain_stages,
    plain_visits,
)
from tests.reference import plain_items as items
from tests.reference import plain_laboratory as clinic
from tests.reference import plain_tables as plain
from tests.reference.plain_events import entry as _event
from tests.reference.plain_handling import Choice, counts, last_day
from tests.reference.plain_historical import oldest_day
from tests.reference.plain_people import NOT_LEFT, Person, people
from tests.reference.plain_tables import Row, Span, certain, is_after, is_done, is_held, matches, number, span

Entry = dict[str, object]
AS_RECORDED = Choice()


def document(folder: Path, as_of: date | None = None, choice: Choice = AS_RECORDED) -> Entry:
    """Everything of `results` but the version, the findings and the reasons in words."""
    study = tomllib.loads((folder / "study.toml").read_text(encoding="utf-8"))
    data = plain.read(folder, study)
    cut = plain.cut_of(data, study, as_of)
    known, late = plain.known_at(data, study, cut)
    persons = list(people(known, data.tables, study, cut, plain.assessment_tables(data, study)))
    scales = {name: each for name, each in study.get("instruments", {}).items() if name in items.ITEMS}
    breath = study.get("instruments", {}).get("fvc")
    used = {name: len(rows) for name, rows in data.tables.items()}
    endpoints = study["endpoints"]
    recomputes = any(each.get("value") == "FVCPRED" for each in endpoints)
    trajectories = [_trajectory(person, each, study, cut, choice) for person in persons for each in endpoints]
    visits = [entry for person in persons for entry in _visits(person, study, cut)]
    infused = {person.id for person in persons if person.anchor}
    reported = [(person, row, _event(person, row, study, cut)) for person in persons for row in person.table("AE")]
    return {
        "study": {"id": study["study"]["id"], "title": study["study"]["title"], "cut": cut.isoformat()},
        "rows": {n: {"in": size, "used": used[n], "set_aside": size - used[n]} for n, size in data.rows_in.items()},
        "after_cut": late,
        "unused": data.unused,
        "subjects": [_subject(person) for person in persons],
        "trajectories": trajectories,
        "group": plain_group.group(study, trajectories, [person.id for person in persons if person.anchor]),
        "safety": plain_safety.document(reported, persons, study, cut, data.table("AE")),
        "events": [entry for _, _, entry in reported],
        "visits": visits,
        "unscheduled": [entry for person in persons for entry in _unscheduled(person, study)],
        "historical": plain_historical.of_all(
            persons, study, cut, _records, lambda person, each: _trajectory(person, each, study, cut, AS_RECORDED)
        ),
        **plain_models.document(trajectories, visits, infused, study),
        **plain_visits.document(persons, study, visits, trajectories, cut),
        "staging": [entry for person in persons for entry in plain_stages.staging(person, scales)],
        "instruments": {
            "findings": [
                *(
                    entry
                    for person in persons
                    for scale in scales
                    for entry in items.findings(person, scale, scales[scale])
                ),
                *(
                    entry
                    for person in persons
                    if breath
                    for entry in plain_measures.findings(person, breath, cut, recomputes)
                ),
            ],
            "mapped": [entry for name, each in scales.items() for entry in items.mapped(persons, name, each)],
            **plain_measures.document(persons, study, visits, cut),
        },
        "laboratory": [entry for person in persons for entry in clinic.laboratory(person, study)],
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _subject(person: Person) -> Entry:
    return {
        "id": person.id, "usubjid": person.row["USUBJID"], "infusion": _iso(person.anchor),
        "last_day": person.day(person.last), "status": person.status,
    }  # fmt: skip


# --- Points and fits ---


def _records(person: Person, endpoint: dict, cut: date, study: dict) -> list[tuple[Row, str, float]]:
    """Row, date as written and value of every known record that an endpoint means."""
    if endpoint.get("value") == "FVCPRED":
        return [record[:3] for record in plain_measures.recomputed(person, endpoint, study["instruments"]["fvc"], cut)]
    name = endpoint["domain"]
    dated, valued = endpoint.get("date", f"{name}DTC"), endpoint.get("value", f"{name}STRESN")
    rows = [row for row in person.table(name) if matches(row, endpoint["where"]) and not is_after(row[dated], cut)]
    return [(row, row[dated], value) for row in rows if (value := number(row.get(valued))) is not None]


def _trajectory(person: Person, endpoint: dict, study: dict, cut: date, choice: Choice) -> Entry:
    by_day: dict[date, list[tuple[Row, str, float]]] = {}
    points: list[Entry] = []
    for record in _records(person, endpoint, cut, study):
        row, written, value = record
        if day := certain(written):
            by_day.setdefault(day, []).append(record)
        else:
            loose = {"day": None, "value": value, "date": written or None, "visit": row["VISIT"] or None, "used": False}
            points.append(loose)
    oldest = oldest_day(person.screening, study.get("historical", {}).get("months_before_screening"))
    last = last_day(person, study, choice)
    doubtful = items.without_total(person, endpoint, study)
    if endpoint.get("value") == "FVCPRED":
        rows = plain_measures.recomputed(person, endpoint, study["instruments"]["fvc"], cut)
        doubtful = {*doubtful, *(certain(written) for _, written, _, fits in rows if not fits)}
    for day, records in sorted(by_day.items()):
        visits = [row["VISIT"] for row, _, _ in records if row["VISIT"]]
        points.append({
            "day": person.day(day), "value": sum(value for _, _, value in records) / len(records), "date": _iso(day),
            "visit": visits[0] if visits else None,
            "used": counts(day, oldest, person, choice, last) and day not in doubtful,
        })  # fmt: skip
    fitted = [(point["day"], point["value"]) for point in points if point["used"]]
    before, after = [pair for pair in fitted if pair[0] <= 0], [pair for pair in fitted if pair[0] > 0]
    return {
        "subject": person.id, "endpoint": endpoint["id"], "unit": endpoint["unit"], "points": points,
        "pre": _line(before), "post": _line(after), "change": _change(before, after),
    }  # fmt: skip


def _line(pairs: list[tuple[int, float]]) -> Entry:
    days, values = [day for day, _ in pairs], [value for _, value in pairs]
    fit = second.statsmodels_line(days, values) if len(days) > 2 else None
    two = (values[1] - values[0]) / (days[1] - days[0]) * second.MONTH if len(days) == 2 else None
    return {
        "n": len(days), "slope": fit.beta[1] if fit else two, "se": fit and fit.se[1],
        "lower": fit and fit.intervals[1][0], "upper": fit and fit.intervals[1][1],
        "span_days": max(days) - min(days) if days else None,
    }  # fmt: skip


def _change(before: list[tuple[int, float]], after: list[tuple[int, float]]) -> Entry:
    """p is null without residual scatter; what counts as none is a reading (1e-10 of the largest value)."""
    pairs = before + after
    if len(before) < 2 or not after or len(pairs) < 4:
        return dict.fromkeys(("pre", "post", "estimate", "se", "lower", "upper", "df", "p"))
    fit = second.statsmodels_spline([day for day, _ in pairs], [value for _, value in pairs])
    is_exact = fit.s <= 1e-10 * max(abs(value) for _, value in pairs)
    return {
        "pre": fit.beta[1], "post": fit.beta[1] + fit.beta[2], "estimate": fit.beta[2], "se": fit.se[2],
        "lower": fit.intervals[2][0], "upper": fit.intervals[2][1], "df": len(pairs) - 3,
        "p": None if is_exact else fit.p[2],
    }  # fmt: skip


# --- Visits ---


def _visits(person: Person, study: dict, cut: date) -> list[Entry]:
    plans = study["visits"]
    seen = {each["id"]: _seen(person, each) for each in plans}
    values = {each["id"]: _records(person, each, cut, study) for each in study["endpoints"]}
    return [_visit(person, each, plans, seen, cut) | _assessed(each, values, seen[each["id"]][0]) for each in plans]


def _seen(person: Person, plan: dict) -> tuple[date | None, list[Span | None]]:
    """The day of a visit; else what is known of the day of one recorded as held (a reading: it was held)."""
    rows = [row for row in person.table("SV") if number(row["VISITNUM"]) == plan["visitnum"] and is_held(row)]
    days = [day for row in rows if (day := certain(row["SVSTDTC"]))]
    if not days and plan.get("kind") == "infusion" and person.anchor:
        days = [person.anchor]
    for name in person.assessed if not days else []:
        own = [row for row in person.table(name) if number(row.get("VISITNUM")) == plan["visitnum"]]
        days += [day for row in own if is_done(row, name) and (day := certain(row[f"{name}DTC"]))]
    loose = [span(row["SVSTDTC"]) for row in rows if row["SVSTDTC"] or row.get("SVOCCUR") == "Y"]
    return (min(days), []) if days else (None, loose)


def _visit(person: Person, plan: dict, plans: list[dict], seen: dict, cut: date) -> Entry:
    actual, loose = seen[plan["id"]]
    entry = {"subject": person.id, "visit": plan["id"], "actual": _iso(actual)}
    entry |= dict.fromkeys(("target", "window", "days_off", "days_to_window_end", "optimal", "in_optimal"))
    if person.anchor is None:
        waiting = "not_yet_due" if person.status in NOT_LEFT else "not_applicable"
        return entry | {"status": "in_window" if actual or loose else waiting}
    target = person.anchor + timedelta(plan["day"])
    low, high = (target + timedelta(days) for days in plan["window"])
    entry |= {"target": _iso(target), "window": [_iso(low), _iso(high)]}
    if "optimal" in plan:
        best = [target + timedelta(days) for days in plan["optimal"]]
        inside = best[0] <= actual <= best[1] if actual else None
        entry |= {"optimal": [_iso(day) for day in best], "in_optimal": inside}
    if actual or loose:
        spans = [(actual, actual)] if actual else [each for each in loose if each]
        return entry | _held(spans, low, high, actual)
    later = sorted((each["day"], each["window"][0], each["id"]) for each in plans if each["day"] > plan["day"])
    limit = high + timedelta(plan.get("grace", 14))
    if later:
        limit = min(limit, person.anchor + timedelta(later[0][0] + later[0][1] - 1))
    is_followed = any(any(seen[name]) for _, _, name in later)
    status = _open_status(person.out, low, high, limit if not is_followed else high, cut)
    return entry | {"status": status, "days_to_window_end": (high - cut).days}


def _held(spans: list[Span], low: date, high: date, actual: date | None) -> Entry:
    """Early or late where every possible day is; days off where they are certain."""
    first, last = min((each[0] for each in spans), default=low), max((each[1] for each in spans), default=high)
    inside = bool(spans) and low <= first and last <= high
    status = "early" if last < low else "late" if first > high else "in_window"
    off = None if actual is None else {"early": (actual - low).days, "late": (actual - high).days}.get(status, 0)
    return {
        "status": status, "days_off": 0 if inside else off,
        "days_to_window_end": None if actual is None else (high - actual).days,
    }  # fmt: skip


def _open_status(out: date | None, low: date, high: date, limit: date, cut: date) -> str:
    if out and out <= high:
        return "not_applicable"
    if cut <= high:
        return "not_yet_due" if cut < low else "due"
    return "overdue" if cut <= limit else "missed"


def _assessed(plan: dict, values: dict[str, list[tuple[Row, str, float]]], actual: date | None) -> Entry:
    """Count the required endpoints with a value at that VISITNUM, else on that date."""
    done = [
        any(
            number(row.get("VISITNUM")) == plan["visitnum"] or (actual and certain(text) == actual)
            for row, text, _ in of
        )
        for of in (values[name] for name in plan["required"])
    ]
    return {"required": len(done), "completed": sum(map(bool, done))}


def _unscheduled(person: Person, study: dict) -> list[Entry]:
    planned = [each["visitnum"] for each in study["visits"]]
    rows = [row for row in person.table("SV") if is_held(row) and number(row["VISITNUM"]) not in planned]
    return [
        {
            "subject": person.id, "visitnum": number(row["VISITNUM"]), "visit": row["VISIT"] or None,
            "date": _iso(certain(row["SVSTDTC"])) or row["SVSTDTC"] or None,
            "day": person.day(certain(row["SVSTDTC"])),
        }
        for row in rows
        if row["SVSTDTC"] or row.get("SVOCCUR") == "Y"
    ]  # fmt: skip
