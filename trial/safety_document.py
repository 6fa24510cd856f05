"""What the `results` document says of safety beyond the single events, part by part."""

from trial import endpoint_document
from trial.adverse import document
from trial.analysis import Analysis
from trial.stopping import document as stopping


def build(analysis: Analysis) -> dict[str, object]:
    """Give every part."""
    return {
        "primary": endpoint_document.build(analysis),
        **document.document(analysis),
        "stopping": stopping.build(analysis),
    }
