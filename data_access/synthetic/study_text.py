"""The study file of the synthetic trial, as text."""

from datetime import date

from data_access.synthetic.catalogue import PLAN
from trial.calendar import months_before

_HEAD = """# The study file of a synthetic trial. Every patient in it is simulated; nothing here is for clinical use.

[study]
id = "TCA-ALS-SYN"
title = "Intrathecal autologous bone-marrow cells in ALS"
registry = "NCT01082653"
phase = "I"
synthetic = true
planned_subjects = {planned}
data_cut = {cut}
previous_cut = {previous}

[anchor]
label = "Infusion"
domain = "EX"
date = "EXSTDTC"
where = {{ EXROUTE = "INTRATHECAL" }}
"""
_ENDPOINTS = """
# Reference slopes: natural history per month, the SD between patients, and the SD of one patient's values about the
# patient's own line (Neurology 2004;63:1933, web supplement). For ALSFRS-R the slope of the 0-40 scale is multiplied
# by 1.10 (Neurology 2014;83:1719-25 reports -1.02). A per cent of slowing is given from least_decline per month on.

[[endpoints]]
id = "alsfrs_r"
label = "ALSFRS-R"
unit = "points"
domain = "QS"
where = { QSCAT = "ALSFRS-R", QSTESTCD = "ALSR1TOT" }
value = "QSSTRESN"
date = "QSDTC"
range = [0, 48]
axis = [0, 48]
better = "higher"
decimals = 0
least_decline = 0.1
responders = { percent = [25, 50, 100], per_month = [1.25, 1.5] }
reference = { slope = -1.02, sd = 0.75, residual_sd = 1.6, source = "Traynor 2004 (0-40), scaled; Atassi 2014" }

[[endpoints]]
id = "fvc"
label = "FVC"
unit = "% predicted"
domain = "RE"
where = { RETESTCD = "FVCPP", REPOS = "SITTING" }
value = "RESTRESN"
date = "REDTC"
range = [0, 200]
axis = [20, 120]
better = "higher"
decimals = 1
responders = { percent = [25, 50, 100] }
least_decline = 0.3
reference = { slope = -2.442, sd = 1.858, residual_sd = 5.9, source = "Traynor 2004, placebo group, n = 97" }

[[endpoints]]
id = "mvic_arm"
label = "MVIC arm"
unit = "Z score"
domain = "MK"
where = { MKTESTCD = "MVICARMZ" }
value = "MKSTRESN"
date = "MKDTC"
range = [-10, 10]
axis = [-4, 1]
better = "higher"
decimals = 2
responders = { percent = [25, 50, 100] }
curve_months = 15
least_decline = 0.01
reference = { slope = -0.0758, sd = 0.0583, residual_sd = 0.17, source = "Traynor 2004, n = 97; the course is curved" }

[[endpoints]]
id = "mvic_grip"
label = "MVIC grip"
unit = "Z score"
domain = "MK"
where = { MKTESTCD = "MVICGRPZ" }
value = "MKSTRESN"
date = "MKDTC"
range = [-10, 10]
axis = [-4, 1]
better = "higher"
decimals = 2
responders = { percent = [25, 50, 100] }
curve_months = 15
least_decline = 0.01
reference = { slope = -0.0850, sd = 0.0658, residual_sd = 0.20, source = "Traynor 2004, n = 97; the course is curved" }

# The original ALSFRS (0-40) is another instrument: another endpoint, never one series with ALSFRS-R. To show it:
#
# [[endpoints]]
# id = "alsfrs"
# label = "ALSFRS"
# unit = "points"
# domain = "QS"
# where = { QSCAT = "ALSFRS", QSTESTCD = "ALSF1TOT" }
# value = "QSSTRESN"
# date = "QSDTC"
# range = [0, 40]
# axis = [0, 40]
# better = "higher"
# decimals = 0
# least_decline = 0.1
# reference = { slope = -0.925, sd = 0.683, residual_sd = 1.6, source = "Traynor 2004, placebo group, n = 97" }

[historical]
months_before_screening = 3

# Day 0 is the infusion. Windows are proposals: the registry names the visits, not their windows.
"""
_VISIT = """
[[visits]]
id = "{id}"
label = "{label}"
visitnum = {visitnum}
day = {day}
window = [{low}, {high}]
required = [{required}]
kind = "{kind}"
"""
_TAIL = """
[safety]
grade = "AETOXGR"
severity = "AESEV"
severity_grade = { MILD = 1, MODERATE = 2, SEVERE = 3 }
related = { AEREL = ["RELATED", "POSSIBLY RELATED", "PROBABLE", "POSSIBLE", "Y"] }
site = "PESITE"
neurologic = "PENEURO"
natural_progression = "PENATPRG"
adjudication = "PEADJ"
# Words of signs that the disease spares, sensory or of the sphincters; an illustrative list.
atypical = [
    "Radicular pain", "Hypoaesthesia", "Numbness", "Paraesthesia", "Sensory loss", "Urinary incontinence",
    "Urinary retention", "Faecal incontinence", "Bladder", "Bowel",
]
# Events of special interest; an illustrative list.
aesi = [
    "Meningism", "Meningitis", "Arachnoiditis", "Myelitis", "Paraparesis", "Radicular pain", "Urinary incontinence",
    "Cerebrospinal fluid leakage", "Seizure",
]

[prohibited]
medications = ["riluzole"]

# Free of death and tracheostomy after 12 months: 0.68 to 0.70.
[survival]
reference = { months = 12, event_free = 0.69, source = "Groeneveld 2003, Ann Neurol 53:437-445" }

# A rule for stopping as an illustration: the registry text of the trial has none, so this is not its charter.
# p is the probability that a patient has such an event; P(p > rate) of at least stop is the boundary.
[stopping]
charter = false
prior = [0.4, 1.6]
rate = 0.20
stop = 0.90
alert = 0.80
events = ["primary_endpoint", "related_serious", "related_grade_3"]
pause = ["related_death", "grade_4", "neurologic_primary", "related_serious"]
pocock = { rate = 0.10, level = 0.05 }
minimum_days_between = 7

# The twelve items of the ALSFRS-R, by the codes of this study; the standard has none.

[instruments.alsfrs_r]
domain = "QS"
where = { QSCAT = "ALSFRS-R" }
test = "QSTESTCD"
value = "QSSTRESN"
total = "ALSR1TOT"

[instruments.alsfrs_r.items]
speech = "ALSR101"
salivation = "ALSR102"
swallowing = "ALSR103"
handwriting = "ALSR104"
cutting = "ALSR105A"
cutting_gastrostomy = "ALSR105B"
dressing = "ALSR106"
turning = "ALSR107"
walking = "ALSR108"
stairs = "ALSR109"
dyspnea = "ALSR110"
orthopnea = "ALSR111"
respiratory = "ALSR112"

# Vital capacity: one reference equation for the whole study, also for historical records.
# A course in one equation draws FVCPRED, recomputed from litres, in place of RESTRESN, which the sites recorded: in the
# endpoint "fvc" value = "FVCPRED" and where = { RETESTCD = ["FVC", "FVCPP"], REPOS = "SITTING" }.

[instruments.fvc]
equation = "nhanes_3"
population = "caucasian"
litres = { RETESTCD = "FVC" }
percent = { RETESTCD = "FVCPP" }

[instruments.fvc.height]
domain = "VS"
where = { VSTESTCD = "HEIGHT" }

# Isometric strength: this study records megascores, no muscles. Their Z refers to patients with ALS.

[instruments.mvic]
arm = { MKTESTCD = "MVICARMZ" }
grip = { MKTESTCD = "MVICGRPZ" }

[instruments.emg]
domain = "NV"
where = { NVCAT = "ELECTROMYOGRAPHY" }

[instruments.evaluation]
visits = ["MN6", "MN12"]
effective = { QSTESTCD = "PTEV101" }
again = { QSTESTCD = "PTEV102" }
"""
_REQUIRED = '"alsfrs_r", "fvc", "mvic_arm", "mvic_grip"'


def study_text(planned: int, cut: date) -> str:
    """Write the study file for this many planned patients and this data cut."""
    visits = [
        _VISIT.format(
            id=plan.id, label=plan.label, visitnum=plan.visitnum, day=plan.day, low=plan.window[0], high=plan.window[1],
            required="" if plan.kind == "procedure" else _REQUIRED, kind=plan.kind,
        )
        for plan in PLAN
    ]  # fmt: skip
    head = _HEAD.format(planned=planned, cut=cut.isoformat(), previous=months_before(cut, 6).isoformat())
    return "".join([head, _ENDPOINTS, *visits, _TAIL])
