"""The axis of a chart."""

import math


def ticks(low: float, high: float, *, rank: bool = False) -> list[float]:
    """Values to mark on an axis: steps of 1, 2 or 5 times a power of ten, about five of them.

    Ranks begin with 1 and are whole numbers.
    """
    span = max(high - low, 1e-9)
    power = 10.0 ** math.floor(math.log10(span / 5))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= 6)
    if rank:
        step = max(1.0, math.ceil(step))
        return [1.0, *(n * step for n in range(1, math.ceil(high / step) + 1) if n * step > 1 + step / 2)]
    first, last = math.floor(low / step), math.ceil(high / step)
    return [round(n * step, 12) for n in range(first, max(last, first + 1) + 1)]
