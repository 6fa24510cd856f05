"""Words of the synthetic trial: planned visits, items of the ALSFRS-R, and events in the sites' own wording.

The grouping of events is made by hand and illustrative; no coding dictionary is used.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Planned:
    """A visit of the plan; `day` from the infusion, window relative to it."""

    id: str
    label: str
    visitnum: int
    visit: str
    day: int
    window: tuple[int, int]
    kind: str
    epoch: str


PLAN = (
    Planned("SCR", "Screening", 1, "SCREENING", -28, (-62, 27), "screening", "SCREENING"),
    Planned("ASP", "Aspiration", 2, "BONE MARROW ASPIRATION", -21, (-7, 7), "procedure", "BASELINE"),
    Planned("INF", "Infusion", 3, "INFUSION", 0, (0, 0), "infusion", "TREATMENT"),
    Planned("WK2", "Week 2", 4, "WEEK 2", 14, (-3, 3), "scheduled", "FOLLOW-UP"),
    Planned("MN1", "Month 1", 5, "MONTH 1", 30, (-7, 7), "scheduled", "FOLLOW-UP"),
    Planned("MN2", "Month 2", 6, "MONTH 2", 61, (-7, 7), "scheduled", "FOLLOW-UP"),
    Planned("MN6", "Month 6", 7, "MONTH 6", 183, (-14, 14), "scheduled", "FOLLOW-UP"),
    Planned("MN12", "Month 12", 8, "MONTH 12", 365, (-30, 30), "scheduled", "LONG-TERM FOLLOW-UP"),
)
FOLLOW_UP = PLAN[3:]
LATEST_DAY = (22, 53, 168, 334, 405)
"""Last day a follow-up visit may slip to: before the next one's window, or before it counts as missed."""

ITEM_CODES = ("01", "02", "03", "04", "05A", "06", "07", "08", "09", "10", "11", "12")
ITEM_NAMES = (
    "Speech", "Salivation", "Swallowing", "Handwriting", "Cutting Food", "Dressing and Hygiene", "Turning in Bed",
    "Walking", "Climbing Stairs", "Dyspnea", "Orthopnea", "Respiratory Insufficiency",
)  # fmt: skip
DOMAINS = (("BUL", "Bulbar"), ("FIN", "Fine Motor"), ("GRO", "Gross Motor"), ("RES", "Respiratory"))
SWALLOWING, CUTTING, INSUFFICIENCY = 2, 4, 11
"""Positions of the items that a gastrostomy or ventilation decides."""

MUSCLES = ("TIBIALIS ANTERIOR MUSCLE", "FIRST DORSAL INTEROSSEOUS MUSCLE", "TRAPEZIUS MUSCLE")
RACES = ("WHITE", "BLACK OR AFRICAN AMERICAN", "ASIAN")
EL_ESCORIAL = ("DEFINITE", "PROBABLE", "PROBABLE LABORATORY-SUPPORTED", "POSSIBLE")

TOO_WEAK, POOR_SEAL, REFUSED = "TOO WEAK", "BULBAR WEAKNESS, POOR MOUTH SEAL", "REFUSED"
EQUIPMENT, BY_TELEPHONE = "EQUIPMENT FAILURE", "TELEPHONE VISIT"
ADJUDICATOR = "INDEPENDENT NEUROLOGIST"
RATIONALES = {
    "Y": "SAME PACE AS BEFORE THE INFUSION",
    "N": "TIME AND PLACE FIT THE PROCEDURE",
    "U": "DISEASE AND PROCEDURE CANNOT BE TOLD APART",
}
"""Why an event was judged as it was, by its attribution to natural progression."""
LEVELS, NEEDLES = ("L3/L4", "L4/L5"), ("22G ATRAUMATIC", "22G CUTTING")
MISSED_REASONS = ("PATIENT TOO ILL TO TRAVEL", "PATIENT DECLINED", "NO TRANSPORT", "SCHEDULING ERROR")

INFUSION, ASPIRATION, DISEASE = "infusion", "aspiration", "disease"

NERVOUS = "Nervous system (uncoded)"
GENERAL = "General and site (uncoded)"
INJURY = "Procedure and injury (uncoded)"
GUT = "Digestion (uncoded)"
CHEST = "Breathing (uncoded)"
MUSCLE = "Muscles (uncoded)"


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event: the sites' wordings, the plain term, its group and origin, whether it is neurologic."""

    code: str
    wordings: tuple[str, ...]
    term: str
    group: str
    origin: str
    neurologic: bool = False


EVENT_KINDS = (
    EventKind("PDPH", ("Post-puncture headache", "Headache after lumbar puncture"), "Headache after lumbar puncture",
              INJURY, INFUSION),
    EventKind("PUNCTURE", ("Puncture-site pain", "Low back pain at puncture site"), "Puncture-site pain",
              GENERAL, INFUSION),
    EventKind("FEVER", ("Fever", "Temperature 38.2 C"), "Fever", GENERAL, INFUSION),
    EventKind("NAUSEA", ("Nausea", "Felt sick"), "Nausea", GUT, INFUSION),
    EventKind("ILIAC", ("Aspiration-site pain", "Pain at iliac crest"), "Aspiration-site pain", INJURY, ASPIRATION),
    EventKind("HAEMATOMA", ("Bruise at iliac crest", "Aspiration-site haematoma"), "Aspiration-site bruise",
              GENERAL, ASPIRATION),
    EventKind("RADICULAR", ("Radicular leg pain", "Shooting pain in leg"), "Radicular pain", NERVOUS, INFUSION, True),
    EventKind("MENINGISM", ("Neck stiffness", "Meningism"), "Meningism", NERVOUS, INFUSION, True),
    EventKind("BLADDER", ("Urinary incontinence", "New bladder incontinence"), "Urinary incontinence",
              NERVOUS, INFUSION, True),
    EventKind("FALL", ("Fall", "Fell at home"), "Fall", INJURY, DISEASE),
    EventKind("CONSTIPATION", ("Constipation", "Constipated"), "Constipation", GUT, DISEASE),
    EventKind("SIALORRHOEA", ("Sialorrhoea", "Drooling"), "Drooling", GUT, DISEASE),
    EventKind("DYSPHAGIA", ("Swallowing worse", "Dysphagia"), "Dysphagia", GUT, DISEASE),
    EventKind("DEPRESSION", ("Depressed mood", "Low mood"), "Low mood", "Mood (uncoded)", DISEASE),
    EventKind("CRAMPS", ("Muscle cramps", "Cramps in calves"), "Muscle cramps", MUSCLE, DISEASE),
    EventKind("WEIGHT", ("Weight loss", "Lost weight"), "Weight loss", "Weight and tests (uncoded)", DISEASE),
    EventKind("FATIGUE", ("Fatigue", "Tiredness"), "Fatigue", GENERAL, DISEASE),
    EventKind("PNEUMONIA", ("Pneumonia", "Aspiration pneumonia"), "Pneumonia", "Infection (uncoded)", DISEASE),
    EventKind("DVT", ("Deep vein thrombosis", "DVT left leg"), "Deep vein thrombosis", "Vessels (uncoded)", DISEASE),
    EventKind("DYSPNOEA", ("Breathlessness", "Short of breath lying flat"), "Breathlessness", CHEST, DISEASE),
    EventKind("WEAKNESS", ("Leg weakness increased", "Weaker legs"), "Leg weakness", NERVOUS, DISEASE, True),
    EventKind("COLD", ("Common cold", "Cold"), "Common cold", "Infection (uncoded)", DISEASE),
    EventKind("RESPIRATORY", ("Respiratory failure",), "Respiratory failure", CHEST, DISEASE),
)  # fmt: skip
KIND = {kind.code: position for position, kind in enumerate(EVENT_KINDS)}
"""Position of each kind of event in EVENT_KINDS."""
