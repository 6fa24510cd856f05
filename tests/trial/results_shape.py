"""The shape of the `results` document: every key in its order, with a value of its kind."""

COUNT = {"patients": 0, "events": 0}
# The document of the contract, key by key; what stands for a list shows one entry.
_MARGIN: dict[str, object] = {
    "expected": 0, "attended": 0, "in_window": 0, "early": 0, "late": 0, "overdue": 0, "missed": 0, "percent": 0.0,
    "attended_percent": 0.0, "in_window_of_attended_percent": 0.0, "oldest_overdue_days": 0,
}  # fmt: skip
_SHARE: dict[str, object] = {
    "usable": 0, "not_done": 0, "blank": 0, "held": 0, "expected": 0, "percent": 0.0, "of_expected_percent": 0.0,
}  # fmt: skip
ENDPOINT_EVENT = {
    "seq": 0, "standing": "", "component": [""], "natural_progression": "", "adjudication": "", "adjudicator": "",
    "adjudication_date": "", "adjudication_reason": "", "sent": "", "waiting_days": 0,
}  # fmt: skip
SHAPE = {
    "study": {"id": "", "title": "", "synthetic": True, "cut": "", "version": ""},
    "rows": {"DM": {"in": 1, "used": 1, "set_aside": 0}},
    "after_cut": {"DM": 0},
    "unused": [""],
    "issues": [{"severity": "", "table": "", "file": "", "column": "", "rows": [1], "text": "", "remedy": ""}],
    "subjects": [{"id": "", "usubjid": "", "infusion": "", "last_day": 0, "status": ""}],
    "trajectories": [
        {
            "subject": "",
            "endpoint": "",
            "unit": "",
            "points": [{"day": 0, "value": 0.0, "date": "", "visit": "", "used": True, "reason": ""}],
            "pre": {"n": 0, "slope": 0.0, "se": 0.0, "lower": 0.0, "upper": 0.0, "span_days": 0, "reason": ""},
            "post": {"n": 0, "slope": 0.0, "se": 0.0, "lower": 0.0, "upper": 0.0, "span_days": 0, "reason": ""},
            "change": {
                "method": "", "pre": 0.0, "post": 0.0, "estimate": 0.0, "se": 0.0, "lower": 0.0, "upper": 0.0, "df": 0,
                "p": 0.0, "reason": "",
            },
        }
    ],
    "events": [
        {
            "subject": "", "seq": 0, "term": "", "start_day": 0, "end_day": 0, "ongoing": True, "grade": 0,
            "serious": True, "related": True, "emergent": True, "start_date": "", "end_date": "",
            "procedure_emergent": True, "aesi": True, "related_cells": True, "related_procedure": True,
            "related_aspiration": True, "period": "", "imputed": True, "procedure_imputed": True,
        }
    ],
    "visits": [
        {
            "subject": "", "visit": "", "status": "", "target": "", "window": [""], "actual": "", "days_off": 0,
            "days_to_window_end": 0, "required": 0, "completed": 0, "optimal": [""], "in_optimal": True,
        }
    ],
    "unscheduled": [{"subject": "", "visitnum": 0.0, "visit": "", "date": "", "day": 0}],
    "staging": [
        {
            "subject": "", "date": "", "day": 0, "source": "", "kings": "", "mitos": 0, "kings_worst": "",
            "mitos_worst": 0, "kings_reason": "", "mitos_reason": "",
        }
    ],
    "instruments": {
        "findings": [
            {
                "subject": "", "instrument": "", "finding": "", "severity": "", "date": "", "day": 0, "visit": "",
                "text": "", "table": "", "rows": [{"file": "", "row": 0}],
            }
        ],
        "mapped": [{"instrument": "", "part": "", "patterns": [""], "found": [""], "records": 0}],
        "spirometry": [
            {
                "subject": "", "date": "", "day": 0, "visit": "", "position": "", "litres": 0.0, "efforts": 0,
                "recorded_percent": 0.0, "equation": "", "age": 0.0, "predicted": 0.0, "percent": 0.0, "z": 0.0,
                "lower_limit": 0.0, "reason": "",
            }
        ],
        "megascores": [
            {
                "subject": "", "megascore": "", "date": "", "day": 0, "visit": "", "recorded": 0.0, "computed": 0.0,
                "muscles": 0, "too_weak": 0, "reference_set": "", "reason": "",
            }
        ],
        "evaluation": [
            {
                "question": "", "visit": "", "n": 0, "yes": 0, "no": 0, "unsure": 0, "no_answer": 0, "left": 0,
                "not_yet": 0,
                "lower": 0.0, "upper": 0.0, "answers": [{"subject": "", "answer": "", "reason": ""}],
            }
        ],
    },
    "models": [
        {
            "subject": "", "endpoint": "", "model": "", "method": "", "n_pre": 0, "n_post": 0, "evaluable": True,
            "pre": 0.0, "post": 0.0, "estimate": 0.0, "se": 0.0, "lower": 0.0, "upper": 0.0, "df": 0.0, "p": 0.0,
            "reason": "", "pre_se": 0.0, "pre_lower": 0.0, "pre_upper": 0.0, "post_se": 0.0, "post_lower": 0.0,
            "post_upper": 0.0, "slowing": 0.0, "slowing_reason": "",
        }
    ],
    "pre_slopes": [
        {
            "subject": "", "endpoint": "", "n": 0, "slope": 0.0, "se": 0.0, "se_from": "", "reliability": 0.0,
            "shrunken": 0.0, "sd": 0.0, "reason": "",
        }
    ],
    "quarters": [
        {
            "subject": "", "endpoint": "", "quarter": "", "target": 0, "status": "", "value": 0.0, "day": 0,
            "change": 0.0, "reason": "",
        }
    ],
    "group": [
        {
            "endpoint": "", "n": 0, "evaluable": 0, "reason": "", "not_evaluable": [{"subject": "", "reason": ""}],
            "smallest_p": 0.0, "mean": 0.0, "sd": 0.0, "t": 0.0, "t_df": 0, "t_p": 0.0, "t_lower": 0.0, "t_upper": 0.0,
            "signflip_p": 0.0, "signflip_patterns": 0, "wilcoxon_p": 0.0, "wilcoxon_w": 0.0, "hodges_lehmann": 0.0,
            "hl_lower": 0.0, "hl_upper": 0.0, "hl_level": 0.0, "sign_p": 0.0, "correlation": 0.0,
            "mixed": {
                "model": "", "estimate": 0.0, "se": 0.0, "lower": 0.0, "upper": 0.0, "df": 0, "p": 0.0, "note": "",
            },
            "correlation_no_effect": 0.0, "no_effect_draws": 0, "no_effect_reason": "",
            "responders": [
                {
                    "kind": "", "threshold": 0.0, "count": 0, "of": 0, "undefined": 0, "null_rate": 0.0,
                    "null_at_least": 0.0, "reason": "",
                }
            ],
            "power": [{"effect": 0.0, "same_sign": 0.0, "paired_t": 0.0}],
        }
    ],
    "safety": {
        "primary": {
            "reason": "",
            "evaluable_days": {"treated": 0, "evaluable_day_30": 0, "evaluable_month_12": 0},
            "subjects": [
                {
                    "subject": "", "status": "", "sensitivity": "", "to_day": 0, "events": [ENDPOINT_EVENT],
                    "others": [ENDPOINT_EVENT],
                }
            ],
            "rates": [
                {
                    "analysis": "", "denominator": "", "tier": "", "window": "", "k": 0, "n": 0, "lower": 0.0,
                    "upper": 0.0, "upper_one_sided": 0.0, "with_event": [""], "ungraded": 0,
                }
            ],
            "deaths": {
                "treated": 0, "deaths": [""], "events": 0, "lower": 0.0, "upper": 0.0, "months": 0.0, "expected": 0.0,
                "reason": "",
            },
        },
        "summary": [
            {
                "soc": "", "term": "", "coded": True, "patients": 0, "events": 0,
                "worst": {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0, "unknown": 0},
            }
        ],
        "overall": [{"question": "", "yes": COUNT, "no": COUNT, "unknown": COUNT}],
        "periods": [{"period": "", "reached": 0, "patients": 0, "events": 0}],
        "relations": [{"relation": "", "yes": COUNT, "no": COUNT, "unknown": COUNT}],
        "exposure": {"patients": 0, "months": 0.0},
        "rates": [
            {
                "events_of": "", "patients": 0, "events": 0, "without": 0, "rate": 0.0, "lower": 0.0, "upper": 0.0,
            }
        ],
        "reports": [
            {
                "subject": "", "seq": 0, "criteria": [""], "state": "", "allowed": 0, "from": "", "days": 0,
                "reported": "",
            }
        ],
        "stopping": {
            "rule": {
                "charter": True, "prior": [0.0], "rate": 0.0, "stop": 0.0, "alert": 0.0, "events": [""], "pause": [""],
                "pocock": {"rate": 0.0, "level": 0.0}, "minimum_days_between": 0, "planned": 0,
            },
            "n": 0, "k": 0, "k_if_pending": 0, "posterior": 0.0, "posterior_if_pending": 0.0, "alert": 0, "boundary": 0,
            "pocock": 0, "state_if_pending": "", "highest": {"n": 0, "state": ""}, "state": "",
            "patients": [
                {
                    "subject": "", "infusion": "", "n": 0, "k": 0, "k_if_pending": 0, "state": "",
                    "short_follow_up": True,
                    "events": [
                        {
                            "seq": 0, "day": 0, "counts_as": [""],
                            "pending_as": [{"criterion": "", "waits_for": [""]}],
                        }
                    ],
                }
            ],
            "boundaries": [{"n": 0, "alert": 0, "boundary": 0, "pocock": 0}],
            "operating": [{"rate": 0.0, "alert": 0.0, "boundary": 0.0, "pocock": 0.0, "expected_treated": 0.0}],
            "priors": [
                {
                    "prior": [0.0], "posterior": 0.0, "upper": 0.0, "posterior_if_pending": 0.0,
                    "upper_if_pending": 0.0,
                }
            ],
            "pauses": [
                {
                    "rule": "", "state": "", "met": [{"subject": "", "event": 0, "waits_for": [""]}],
                    "pending": [{"subject": "", "event": 0, "waits_for": [""]}],
                }
            ],
            "gaps": [{"before": "", "after": "", "days": 0, "short": True}],
            "outside": [""],
        },
    },
    "compliance": {
        "total": _MARGIN,
        "by_subject": [{"subject": "", **_MARGIN}],
        "by_visit": [{"visit": "", **_MARGIN}],
        "offsets": [
            {
                "visit": "", "n": 0, "early": 0, "in_window": 0, "late": 0, "least": 0, "lower": 0.0, "median": 0.0,
                "upper": 0.0, "most": 0,
            }
        ],
        "data_entry": {"n": 0, "median": 0.0, "longest": 0, "unentered": 0, "before_visit": 0, "reason": ""},
    },
    "completeness": {
        "total": _SHARE,
        "by_measure": [{"endpoint": "", **_SHARE}],
        "by_visit": [{"visit": "", **_SHARE}],
        "by_subject": [{"subject": "", **_SHARE}],
        "items": [{"scale": "", "assessments": 0, "whole": 0, "answered": 0, "items": 0, "percent": 0.0}],
    },
    "due": [{"subject": "", "visit": "", "status": "", "from": "", "to": "", "days": 0}],
    "deviations": [
        {
            "rule": "", "text": "", "important": True, "subject": "", "date": "", "detail": "", "visit": "",
            "table": "", "file": "", "row": 0,
        }
    ],
    "not_judged": [{"rule": "", "reason": ""}],
    "laboratory": [
        {
            "subject": "", "domain": "", "test": "", "name": "", "specimen": "", "details": [""], "unit": "",
            "values": 0, "baseline": 0.0, "baseline_day": 0, "last": 0.0, "last_day": 0, "change": 0.0,
            "with_limits": 0, "abnormal": 0,
        }
    ],
    "historical": [
        {
            "subject": "", "endpoint": "", "date": "", "day": 0, "visit": "", "value": 0.0, "eligibility": "",
            "reason": "", "used": True, "flags": [""],
        }
    ],
}  # fmt: skip
NEVER_NULL = {
    "id", "usubjid", "status", "subject", "endpoint", "unit", "n", "method", "used", "value", "seq", "term", "required",
    "completed", "severity", "table", "text", "remedy", "imputed", "procedure_imputed",
}  # fmt: skip
NULL_AFTER_ALL = {
    ".quarters.value", ".safety.summary.term", ".deviations.table", ".compliance.data_entry.n", ".laboratory.unit",
}  # fmt: skip
KEYED_BY_TABLE = ("rows", "after_cut")
