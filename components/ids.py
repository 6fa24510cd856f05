"""Every id on the page, an enum per area, and the views with their addresses."""

from enum import StrEnum


class ViewKey(StrEnum):
    """The views; the value is the first part of the address."""

    OVERVIEW = "overview"
    TRAJECTORIES = "trajectories"
    SAFETY = "safety"
    VISITS = "visits"
    PATIENT = "patient"
    GROUP = "group"
    DATA = "data"


VIEW_PATHS = {
    ViewKey.OVERVIEW: "/",
    ViewKey.TRAJECTORIES: "/trajectories",
    ViewKey.SAFETY: "/safety",
    ViewKey.VISITS: "/visits",
    ViewKey.GROUP: "/group",
    ViewKey.DATA: "/data",
}
"""Paths of the views in the rail. A patient's path is made by `patient_path` of components.state."""


class ShellId(StrEnum):
    """The frame around every view."""

    LOCATION = "shell-location"
    STATE = "shell-state"
    FRAME = "shell-frame"
    SWITCH = "shell-switch"
    THEME = "shell-theme"
    STRIP = "shell-strip"
    STRIP_FACTS = "shell-strip-facts"
    NOTICES = "shell-notices"
    HANDLING = "shell-handling"
    BRAND = "shell-brand"
    NAV = "shell-nav"
    PATIENT_SEARCH = "shell-patient-search"
    RAIL = "shell-rail"
    PATIENTS = "shell-patients"
    MAIN = "shell-main"
    HEAD = "shell-head"
    BODY = "shell-body"
    VIEW = "shell-view"
    PRESENT = "shell-present"
    COLOUR_MODE = "shell-colour-mode"
    HELP = "shell-help"
    HELP_DIALOG = "shell-help-dialog"
    LIVE = "shell-live"


class FilterId(StrEnum):
    """The filter bar: one control and one clear button a filter."""

    BAR = "filter-bar"
    SUBJECTS = "filter-subjects"
    STATUS = "filter-status"
    ENDPOINTS = "filter-endpoints"
    GRADE = "filter-grade"
    FLAGS = "filter-flags"
    NARROWED = "filter-narrowed"
    BESIDE = "filter-beside"
    HISTORY = "filter-history"
    STRATEGY = "filter-strategy"
    MONTHS_FROM = "filter-months-from"
    MONTHS_TO = "filter-months-to"
    CUT = "filter-cut"
    SUBJECTS_LABEL = "filter-subjects-label"
    STATUS_LABEL = "filter-status-label"
    ENDPOINTS_LABEL = "filter-endpoints-label"
    EVENTS_LABEL = "filter-events-label"
    MONTHS_LABEL = "filter-months-label"
    SLOPES_LABEL = "filter-slopes-label"
    CUT_LABEL = "filter-cut-label"
    SUBJECTS_CLEAR = "filter-subjects-clear"
    STATUS_CLEAR = "filter-status-clear"
    ENDPOINTS_CLEAR = "filter-endpoints-clear"
    EVENTS_CLEAR = "filter-events-clear"
    MONTHS_CLEAR = "filter-months-clear"
    SLOPES_CLEAR = "filter-slopes-clear"
    CUT_CLEAR = "filter-cut-clear"
    RESET = "filter-reset"
    COUNT = "filter-count"
    COPY_LINK = "filter-copy-link"


FILTER_CONTROLS = (
    FilterId.SUBJECTS,
    FilterId.STATUS,
    FilterId.ENDPOINTS,
    FilterId.GRADE,
    FilterId.FLAGS,
    FilterId.MONTHS_FROM,
    FilterId.MONTHS_TO,
    FilterId.CUT,
    FilterId.BESIDE,
    FilterId.HISTORY,
    FilterId.STRATEGY,
    FilterId.NARROWED,
)
"""The controls whose values make the selection."""


class OverviewId(StrEnum):
    """The overview."""

    HEAD = "overview-head"
    SUMMARY = "overview-summary"
    ANSWER = "overview-answer"
    ROWS = "overview-rows"


class TrajectoryId(StrEnum):
    """The trajectories."""

    HEAD = "trajectories-head"
    GRAPH = "trajectories-graph"
    ANSWER = "trajectories-answer"
    CAPTION = "trajectories-caption"
    BAR = "trajectories-bar"
    ROWS = "trajectories-rows"
    FOOT = "trajectories-foot"
    TABLE = "trajectories-table"
    TABLE_ANSWER = "trajectories-table-answer"
    MODELS = "trajectories-models"
    MODELS_ANSWER = "trajectories-models-answer"
    MODELS_SENTENCE = "trajectories-models-sentence"
    MODELS_OPEN = "trajectories-models-open"
    MODELS_ASKED = "trajectories-models-asked"


class SafetyId(StrEnum):
    """The safety timeline and its listing."""

    HEAD = "safety-head"
    SUMMARY = "safety-summary"
    DISPLAY = "safety-display"
    EMPTY = "safety-empty"
    PAGE = "safety-page"
    ORDER = "safety-order"
    ALIGNMENT = "safety-alignment"
    KEY = "safety-key"
    SIGNS = "safety-signs"
    BANDS = "safety-bands"
    DRAWN = "safety-drawn"
    DAYS = "safety-days"
    DAY = "safety-day"
    DAY_FOUND = "safety-day-found"
    DAY_TOLD = "safety-day-told"
    PAGER = "safety-pager"
    LANES = "safety-lanes"
    GRAPH = "safety-graph"
    ANSWER = "safety-answer"
    CAPTION = "safety-caption"
    QUIET = "safety-quiet"
    RULES = "safety-rules"
    COUNT = "safety-count"
    LISTING = "safety-listing"
    LISTED = "safety-listed"
    TABLE = "safety-table"
    RECORD = "safety-record"


class VisitsId(StrEnum):
    """The visit grid, study-day chart and listing."""

    HEAD = "visits-head"
    AS_OF = "visits-as-of"
    AS_OF_SLIDER = "visits-as-of-slider"
    AS_OF_DAYS = "visits-as-of-days"
    EMPTY = "visits-empty"
    DISPLAY = "visits-display"
    SHOWN = "visits-shown"
    BOX = "visits-box"
    GRID = "visits-grid"
    SUMMARY = "visits-summary"
    ZERO = "visits-zero"
    PAGER = "visits-pager"
    LANES = "visits-lanes"
    GRAPH = "visits-graph"
    ANSWER = "visits-answer"
    CAPTION = "visits-caption"
    RULES = "visits-rules"
    COUNT = "visits-count"
    ROWS = "visits-rows"
    TABLE = "visits-table"
    COMPLETENESS = "visits-completeness"
    DEVIATIONS = "visits-deviations"
    DUE = "visits-due"
    DRAWER = "visits-drawer"


class PatientId(StrEnum):
    """One patient."""

    HEAD = "patient-head"
    FACTS = "patient-facts"
    KEY = "patient-key"
    BOX = "patient-box"
    GRAPH = "patient-graph"
    ANSWER = "patient-answer"
    CAPTION = "patient-caption"
    NUMBERS = "patient-numbers"
    SCALE = "patient-scale"
    RULES = "patient-rules"
    SENSITIVITY = "patient-sensitivity"
    SENSITIVITY_SENTENCE = "patient-sensitivity-sentence"
    SENSITIVITY_OPEN = "patient-sensitivity-open"
    SENSITIVITY_ASKED = "patient-sensitivity-asked"
    LABORATORY = "patient-laboratory"
    LABORATORY_SENTENCE = "patient-laboratory-sentence"
    LABORATORY_OPEN = "patient-laboratory-open"
    LABORATORY_ASKED = "patient-laboratory-asked"
    TABLE = "patient-table"
    INSTRUMENTS = "patient-instruments"


class GroupId(StrEnum):
    """All patients together."""

    HEAD = "group-head"
    LIMITS = "group-limits"
    PAGER = "group-pager"
    DOTS_KEY = "group-dots-key"
    DOTS_BOX = "group-dots-box"
    DOTS_GRAPH = "group-dots-graph"
    DOTS_ANSWER = "group-dots-answer"
    DOTS_CAPTION = "group-dots-caption"
    DOTS_NOTE = "group-dots-note"
    SLOPES_KEY = "group-slopes-key"
    SLOPES_GRAPH = "group-slopes-graph"
    SLOPES_ANSWER = "group-slopes-answer"
    SLOPES_CAPTION = "group-slopes-caption"
    SLOPES_NOTE = "group-slopes-note"
    STATISTICS = "group-statistics"
    RESPONDERS = "group-responders"
    EVALUATION = "group-evaluation"
    SURVIVAL_KEY = "group-survival-key"
    SURVIVAL_GRAPH = "group-survival-graph"
    SURVIVAL_ANSWER = "group-survival-answer"
    SURVIVAL_CAPTION = "group-survival-caption"
    SURVIVAL_NOTE = "group-survival-note"


class DataId(StrEnum):
    """Where the data came from."""

    HEAD = "data-head"
    FILES = "data-files"
    FILES_COUNT = "data-files-count"
    LEDGER = "data-ledger"
    LEDGER_COUNT = "data-ledger-count"
    FINDINGS = "data-findings"
    FINDINGS_COUNT = "data-findings-count"
    SET_ASIDE = "data-set-aside"
    SET_ASIDE_COUNT = "data-set-aside-count"
    SWITCHED_OFF = "data-switched-off"
    SWITCHED_OFF_COUNT = "data-switched-off-count"
    MAPPED = "data-mapped"
    MAPPED_COUNT = "data-mapped-count"
    HISTORICAL = "data-historical"
    HISTORICAL_COUNT = "data-historical-count"


ID_ENUMS: tuple[type[StrEnum], ...] = (
    ShellId,
    FilterId,
    OverviewId,
    TrajectoryId,
    SafetyId,
    VisitsId,
    PatientId,
    GroupId,
    DataId,
)
