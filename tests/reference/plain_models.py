"""The models, the trust in pre slopes and the quarters in plain loops, from the points and visits of a plain document.

What the contract leaves open is read as the program reads it, and marked "a reading".
"""

from math import isnan, sqrt

from tests.reference import least_squares, models

Entry = dict[str, object]
Pairs = list[tuple[int, float]]
NOTHING = (None, None, None, None)
QUARTERS = (("Q1", 91), ("Q2", 183), ("Q3", 274), ("Q4", 365))
STATUS = {
    "missed": "missed", "overdue": "overdue", "due": "to_come", "not_yet_due": "to_come",
    "not_applicable": "not_applicable", "in_window": "not_measured", "early": "not_measured", "late": "not_measured",
}  # fmt: skip


def document(trajectories: list[Entry], visits: list[Entry], infused: set[str], study: dict) -> Entry:
    """The three lists of `results`."""
    found: Entry = {"models": [], "pre_slopes": [], "quarters": []}
    endpoints = {each["id"]: each for each in study["endpoints"]}
    for one in trajectories:
        endpoint, key = endpoints[one["endpoint"]], {"subject": one["subject"], "endpoint": one["endpoint"]}
        used = [(point["day"], point["value"]) for point in one["points"] if point["used"]]
        before, after = [pair for pair in used if pair[0] <= 0], [pair for pair in used if pair[0] > 0]
        found["models"] += [key | each | _slowing(each, endpoint) for each in _models(before, after)]
        found["pre_slopes"].append(key | _pre_slope(before, endpoint.get("reference")))
        own = [each for each in visits if each["subject"] == one["subject"]]
        found["quarters"] += [key | cell for cell in _quarters(used, own, one, study, one["subject"] in infused)]
    return found


def _models(before: Pairs, after: Pairs) -> list[Entry]:
    m1, m2, m2w = _spline(before, after), _interaction(before, after), _welch(before, after)
    m3, theil_sen = _literature(before, after), _theil_sen(before, after)
    counts = {"n_pre": len(before), "n_post": len(after), "evaluable": len(before) >= 2 and len(after) >= 2}
    named = (("M1", m1), ("M2", m2), ("M2w", m2w), ("M3", m3), ("Theil-Sen", theil_sen))
    return [{"model": name} | counts | entry for name, entry in named]


def _entry(pre: tuple, post: tuple, change: tuple, df: float | None = None, p: float | None = None) -> Entry:
    """Value, SE, lower and upper of both slopes and their difference."""
    names = ("estimate", "se", "lower", "upper")
    numbers = dict(zip(names, change, strict=True)) | {"pre": pre[0], "post": post[0], "df": df, "p": p}
    for name, (_, se, lower, upper) in (("pre", pre), ("post", post)):
        numbers |= {f"{name}_se": se, f"{name}_lower": lower, f"{name}_upper": upper}
    return {name: None if number is not None and isnan(number) else number for name, number in numbers.items()}


def _fitted(wanted: models.Wanted, is_exact: bool) -> Entry:
    """p is null without residual scatter."""
    change = (wanted.estimate, wanted.se, wanted.lower, wanted.upper)
    return _entry(wanted.pre, wanted.post, change, wanted.df, None if is_exact else wanted.p)


def _is_exact(s: float, values: list[float]) -> bool:
    """A reading: residuals up to 1e-10 of the largest value are rounding."""
    return s <= 1e-10 * max(map(abs, values))


def _columns(pairs: Pairs) -> tuple[list[int], list[float]]:
    return [day for day, _ in pairs], [value for _, value in pairs]


def _spline(before: Pairs, after: Pairs) -> Entry:
    if len(before) < 2 or not after or len(before + after) < 4:
        return _entry(NOTHING, NOTHING, NOTHING)
    days, values = _columns(before + after)
    return _fitted(models.spline(days, values), _is_exact(least_squares.statsmodels_spline(days, values).s, values))


def _line_is_exact(pairs: Pairs) -> bool:
    return len(pairs) == 2 or _is_exact(least_squares.statsmodels_line(*_columns(pairs)).s, _columns(pairs)[1])


def _interaction(before: Pairs, after: Pairs) -> Entry:
    if len(before) < 2 or len(after) < 2:
        return _entry(NOTHING, NOTHING, NOTHING)
    return _fitted(models.interaction(*_columns(before + after)), _line_is_exact(before) and _line_is_exact(after))


def _welch(before: Pairs, after: Pairs) -> Entry:
    if len(before) < 2 or len(after) < 2:
        return _entry(NOTHING, NOTHING, NOTHING)
    pre, post = _line(before), _line(after)
    change = post[0] - pre[0]
    if pre[1] is None or post[1] is None:
        return _entry(pre, post, (change, None, None, None))
    if pre[1] == post[1] == 0:
        return _entry(pre, post, (change, 0, change, change))
    if pre[1] == 0 or post[1] == 0:
        size, se = max((pre[1], len(before)), (post[1], len(after)))[::-1]
        half = float(least_squares.stats.t.ppf(0.975, size - 2)) * se
        p = float(2 * least_squares.stats.t.sf(abs(change) / se, size - 2))
        return _entry(pre, post, (change, se, change - half, change + half), size - 2, p)
    return _fitted(models.welch(*_columns(before + after)), is_exact=False)


def _line(pairs: Pairs) -> tuple:
    days, values = _columns(pairs)
    if len(pairs) == 2:
        return (values[1] - values[0]) / (days[1] - days[0]) * models.MONTH, None, None, None
    fit = least_squares.statsmodels_line(days, values)
    return (fit.beta[1], 0, fit.beta[1], fit.beta[1]) if _line_is_exact(pairs) else (
        fit.beta[1], fit.se[1], *fit.intervals[1]
    )  # fmt: skip


def _literature(before: Pairs, after: Pairs) -> Entry:
    from_0 = [pair for pair in before if pair[0] == 0] + after
    if len(before) < 2 or len(from_0) < 2:
        return _entry(NOTHING, NOTHING, NOTHING)
    pre, post = _line(before)[0], _line(from_0)[0]
    return _entry((pre, None, None, None), (post, None, None, None), (post - pre, None, None, None))


def _theil_sen(before: Pairs, after: Pairs) -> Entry:
    if len(before) < 2 or len(after) < 2:
        return _entry(NOTHING, NOTHING, NOTHING)
    found = models.theil_sen(*_columns(before + after))
    pre, post = (
        (slope, None, *((lower, upper) if len(own) >= 6 else (None, None)))
        for (slope, _, lower, upper), own in zip(found, (before, after), strict=True)
    )
    return _entry(pre, post, (post[0] - pre[0], None, None, None))


def _slowing(entry: Entry, endpoint: dict) -> Entry:
    natural = endpoint.get("reference", {}).get("slope")
    least = endpoint.get("least_decline", abs(natural) / 10 if natural else None)
    pre, post = entry["pre"], entry["post"]
    if pre is None or least is None:
        return {"slowing": None}
    decline, later = (pre, post) if endpoint["better"] == "lower" else (-pre, -post)
    return {"slowing": 100 * (decline - later) / decline if decline > least else None}


def _pre_slope(before: Pairs, reference: dict | None) -> Entry:
    entry: Entry = {"n": len(before), "slope": _line(before)[0] if len(before) > 1 else None}
    entry |= dict.fromkeys(("se", "se_from", "reliability", "shrunken", "sd"))
    if len(before) < 2:
        return entry
    months = [day / models.MONTH for day, _ in before]
    sxx = sum((month - sum(months) / len(months)) ** 2 for month in months)
    if reference and "residual_sd" in reference:
        se, source = reference["residual_sd"] / sqrt(sxx), "reference.residual_sd"
    else:
        se, source = (_line(before)[1] or None) if len(before) > 3 else None, "own scatter"
    entry |= {"se": se, "se_from": source if se else None}
    if not se or not reference:
        return entry
    weight = 1 / (1 + (se / reference["sd"]) ** 2) if reference["sd"] else 0
    shrunken = (1 - weight) * reference["slope"] + weight * entry["slope"]
    return entry | {"reliability": weight, "shrunken": shrunken, "sd": sqrt(weight) * se}


def _quarters(used: Pairs, visits: list[Entry], one: Entry, study: dict, is_infused: bool) -> list[Entry]:
    asked = [plan for plan in study.get("visits", []) if one["endpoint"] in plan.get("required", [])]
    plans = asked or study.get("visits", [])
    baseline = [value for day, value in used if day <= 0][-1:]
    cells = []
    for name, target in QUARTERS:
        near = sorted((abs(day - target), day, value) for day, value in used if abs(day - target) <= 45)
        cell = {"quarter": name, "target": target} | dict.fromkeys(("value", "day", "change"))
        planned = sorted((abs(p["day"] - target), at) for at, p in enumerate(plans) if abs(p["day"] - target) <= 45)
        if not is_infused:
            cell["status"] = "no_anchor"
        elif near:
            _, day, value = near[0]
            cell |= {"status": "value", "value": value, "day": day, "change": value - baseline[0] if baseline else None}
        elif not planned:
            cell["status"] = "no_visit_planned"
        else:
            wanted = plans[planned[0][1]]["id"]
            cell["status"] = STATUS[next(each["status"] for each in visits if each["visit"] == wanted)]
        cells.append(cell)
    return cells
