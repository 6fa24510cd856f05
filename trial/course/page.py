"""The page of the patients: disposition, baseline, product and procedure at one cut."""

from dataclasses import dataclass

from trial.analysis import Analysis
from trial.course import baseline, flow, product
from trial.course.baseline import Baseline
from trial.course.flow import Flow
from trial.course.product import Product
from trial.selection import Selection
from trial.selection_words import describe


@dataclass(frozen=True, slots=True)
class Course:
    """Everything on the page; `selection` is what its links keep."""

    flow: Flow
    baseline: Baseline
    product: Product
    anchor: str
    everybody: int
    filters: tuple[str, ...]
    selection: Selection


def build(analysis: Analysis, selection: Selection) -> Course:
    """Collect the page for the patients that the filters keep."""
    return Course(
        flow=flow.build(analysis, selection),
        baseline=baseline.build(analysis, selection),
        product=product.build(analysis, selection),
        anchor=analysis.snapshot.study.anchor.label,
        everybody=len(analysis.subjects),
        filters=describe(selection, analysis),
        selection=selection,
    )
