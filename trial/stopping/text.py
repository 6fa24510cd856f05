"""How thresholds, probabilities and sentences of the guidance are written."""

from trial.words import number, shortest


def share_text(value: float) -> str:
    """Write a threshold with at least two decimals: "0.20", "0.005"."""
    plain = shortest(value)
    return plain if len(plain.partition(".")[2]) > 2 else number(value, 2)


def chance_text(value: float) -> str:
    """Write a probability with three decimals, never 0.000 or 1.000 for what is neither: "0.353", "below 0.001"."""
    if value == 0:
        return "0"
    return "below 0.001" if value < 0.001 else "above 0.999" if value > 0.999 else number(value, 3)


def first_large(text: str) -> str:
    """Begin a text with a capital letter."""
    return text[:1].upper() + text[1:]
