"""Shows numbers: one decimal, half up away from zero. Decisions are made before, on exact fractions. Pure."""

from fractions import Fraction


def one_decimal(value: Fraction | int | None) -> float | None:
    """Return the value with one decimal, half up away from zero; None stays None."""
    if value is None:
        return None
    value = Fraction(value)
    tenths = (abs(value) * 20 + 1) // 2
    return int(tenths) / 10 * (-1 if value < 0 else 1) + 0.0
