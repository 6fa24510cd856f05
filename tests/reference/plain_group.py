"""The part `group` of the results in plain loops: every pattern of signs, scipy, statsmodels; no simulation.

It stands on the changes of the plain document, which statsmodels has fitted. The mixed model and what chance gives are
compared elsewhere (tests/trial/test_group_mixed.py, tests/trial/test_group_chance.py).
"""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations_with_replacement, product

import numpy as np
from scipy import stats

Entry = dict[str, object]
MOST_PATTERNS = 12
TEST_KEYS = (
    "mean", "sd", "signflip_p", "signflip_patterns", "wilcoxon_p", "wilcoxon_w", "hodges_lehmann", "hl_lower",
    "hl_upper", "hl_level", "t", "t_df", "t_p", "t_lower", "t_upper", "sign_p", "correlation",
)  # fmt: skip


def group(study: dict, trajectories: list[Entry], infused: list[str]) -> list[Entry]:
    """One entry an endpoint, over all infused subjects."""
    return [_endpoint(each, trajectories, infused) for each in study["endpoints"]]


def _endpoint(endpoint: dict, trajectories: list[Entry], infused: list[str]) -> Entry:
    own = [each for each in trajectories if each["endpoint"] == endpoint["id"] and each["subject"] in infused]
    taken, left, three = [], [], []
    for each in own:
        days = [point["day"] for point in each["points"] if point["used"]]
        enough = sum(day <= 0 for day in days) >= 2 and sum(day > 0 for day in days) >= 2
        (taken if enough else left).append(each)
        if enough:
            three.append(sum(day <= 0 for day in days) >= 3 and sum(day > 0 for day in days) >= 3)
    changes = [(each["change"]["pre"], each["change"]["estimate"]) for each in taken]
    n = len(changes)
    return {
        "endpoint": endpoint["id"], "n": len(own), "evaluable": n, "smallest_p": min(1.0, 2 / 2**n),
        "not_evaluable": [{"subject": each["subject"]} for each in left],
        **(_tests([d for _, d in changes], [pre for pre, _ in changes]) if n >= 2 else dict.fromkeys(TEST_KEYS)),
        "responders": _responders(endpoint, [one for one, counts in zip(changes, three, strict=True) if counts]),
    }  # fmt: skip


def _tests(d: list[float], pre: list[float]) -> Entry:
    n = len(d)
    t = stats.ttest_1samp(d, 0)
    interval = t.confidence_interval()
    walsh = sorted((one + other) / 2 for one, other in combinations_with_replacement(d, 2))
    counts = _rank_sums(range(2, 2 * n + 1, 2))
    below = [sum(counts.get(2 * w, 0) for w in range(least + 1)) / 2**n for least in range(n * (n + 1) // 2 + 1)]
    cut = max([c for c in range(1, len(below)) if 2 * below[c - 1] <= 0.05], default=1)
    level = 1 - 2 * below[cut - 1]
    kept = [one for one in d if one]
    above = sum(one > 0 for one in kept)
    return {
        **_flips(d), **_wilcoxon(kept),
        "mean": sum(d) / n, "sd": float(np.std(d, ddof=1)),
        "hodges_lehmann": float(np.median(walsh)), "hl_lower": walsh[cut - 1] if level >= 0.9 else None,
        "hl_upper": walsh[-cut] if level >= 0.9 else None, "hl_level": level if level >= 0.9 else None,
        "t": float(t.statistic), "t_df": n - 1, "t_p": float(t.pvalue), "t_lower": float(interval.low),
        "t_upper": float(interval.high),
        "sign_p": float(stats.binomtest(above, len(kept)).pvalue) if kept else None,
        "correlation": float(stats.pearsonr(pre, d).statistic) if n > 2 else None,
    }  # fmt: skip


def _flips(d: list[float]) -> Entry:
    """Every pattern of signs, one by one; of more changes nothing is said."""
    n = len(d)
    if n > MOST_PATTERNS:
        return {}
    sums = [abs(sum(s * one for s, one in zip(signs, d, strict=True))) for signs in product((1, -1), repeat=n)]
    return {"signflip_p": sum(one >= abs(sum(d)) * (1 - 1e-9) for one in sums) / 2**n, "signflip_patterns": 2**n}


def _wilcoxon(kept: list[float]) -> Entry:
    if not kept:
        return {"wilcoxon_p": None, "wilcoxon_w": None}
    ranks = [round(2 * rank) for rank in stats.rankdata([round(abs(one), 9) for one in kept])]
    plus = sum(rank for rank, one in zip(ranks, kept, strict=True) if one > 0)
    least = min(plus, sum(ranks) - plus)
    tail = sum(number for total, number in _rank_sums(ranks).items() if total <= least)
    return {"wilcoxon_p": min(1.0, 2 * tail / 2 ** len(kept)), "wilcoxon_w": least / 2}


def _rank_sums(ranks: Iterable[int]) -> Counter[int]:
    """In how many ways each sum comes about, in whole numbers."""
    found = Counter({0: 1})
    for rank in ranks:
        found += Counter({total + rank: number for total, number in found.items()})
    return found


def _responders(endpoint: dict, changes: list[tuple[float, float]]) -> list[Entry]:
    better = 1 if endpoint["better"] == "higher" else -1
    least = endpoint.get("least_decline", abs(endpoint.get("reference", {}).get("slope", 0)) / 10)
    rules = endpoint.get("responders", {})
    found = []
    for kind in ("percent", "per_month"):
        for threshold in sorted(rules.get(kind, [])):
            slowing = [
                (100 * better * d / abs(pre) if -better * pre > least else None) if kind == "percent" else better * d
                for pre, d in changes
            ]
            found.append({
                "kind": kind, "threshold": float(threshold), "of": len(changes), "undefined": slowing.count(None),
                "count": sum(one is not None and one >= threshold for one in slowing),
            })  # fmt: skip
    return found
