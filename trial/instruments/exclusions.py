"""Totals that cannot be right: where both forms of item 5 are scored, the recorded total takes no part in the fits."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from trial.cut import KnownData
from trial.instruments.alsfrs import Form
from trial.instruments.gathered import ScaleCourse
from trial.matching import matching
from trial.series import Points
from trial.study import Endpoint

REASON = "items 5a and 5b are both scored: the total is not known"


def applied(points: Points, known: KnownData, courses: Sequence[ScaleCourse]) -> Points:
    """Give the points with such totals listed and not used, old ones neither; the same points where there is none."""
    used, reason, too_old = points.used.copy(), points.reason.copy(), points.too_old.copy()
    for course in courses:
        found = course.assessments
        doubtful = np.flatnonzero((course.scores.form == Form.BOTH) & found.dated)
        wanted = set(zip(found.subject[doubtful].tolist(), found.date[doubtful], strict=True))
        for place, endpoint in enumerate(known.study.endpoints if wanted else ()):
            if _takes_totals(known, course, endpoint):
                own = np.isin(points.subject, found.subject[doubtful]) & (points.endpoint == place) & (used | too_old)
                for at in np.flatnonzero(own).tolist():
                    if (int(points.subject[at]), points.date[at]) in wanted:
                        reason[at] = REASON if used[at] else reason[at]
                        used[at] = too_old[at] = False
    is_same = (used == points.used).all() and (too_old == points.too_old).all()
    return points if is_same else replace(points, used=used, reason=reason, too_old=too_old)


def _takes_totals(known: KnownData, course: ScaleCourse, endpoint: Endpoint) -> bool:
    """Whether an endpoint is the recorded total of a scale."""
    records = course.assessments.records
    totals = records.position[records.part == records.total]
    if endpoint.domain != records.domain or not len(totals):
        return False
    return bool(matching(known.table(endpoint.domain), endpoint.where)[totals].any())
