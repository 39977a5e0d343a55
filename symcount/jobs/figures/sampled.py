"""The sizes of a range at which a curve is drawn."""

from __future__ import annotations

from math import ceil, exp, log

MOST_POINTS = 97
"""Points of a curve: enough for the eye."""

WIDE = 1000
"""A range whose last size is so many times its first is drawn on a logarithmic axis."""


def evenly(sizes: range, most: int = MOST_POINTS) -> list[int]:
    """At most so many sizes of a range, evenly, the first and the last among them.

    >>> evenly(range(1, 513), 5)
    [1, 128, 256, 384, 512]
    """
    last = len(sizes) - 1
    return list(sizes) if last < most else [sizes[last * place // (most - 1)] for place in range(most)]


def by_factors(sizes: range, most: int = MOST_POINTS) -> list[int]:
    """The same, each as many times the one before as the next is of it.

    >>> by_factors(range(1, 513), 4)
    [1, 8, 64, 512]
    """
    if len(sizes) <= most:
        return list(sizes)
    factor = log(sizes[-1] / sizes[0]) / (most - 1)
    wished = [sizes[0] * exp(factor * place) for place in range(most - 1)]
    places = {min(max(ceil((wish - 1e-9 * wish - sizes.start) / sizes.step), 0), len(sizes) - 1) for wish in wished}
    return [sizes[place] for place in sorted({*places, len(sizes) - 1})]
