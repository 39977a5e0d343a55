"""The sizes of a range at which a curve is drawn."""

from __future__ import annotations

from math import ceil, exp, gcd, lcm, log

MOST_POINTS = 97
"""Points of a curve: enough for the eye."""

WIDE = 1024
"""A range whose last size is more than so many times its first is drawn on a logarithmic axis."""


def is_wide(sizes: range) -> bool:
    """Whether a range wants a logarithmic axis.

    >>> is_wide(range(1, 513)), is_wide(range(1, 10**6))
    (False, True)
    """
    return 0 < WIDE * sizes[0] < sizes[-1]


def sampled(sizes: range, *, is_logarithmic: bool) -> list[int]:
    """The sizes at which a curve is drawn on such an axis.

    >>> sampled(range(1, 4), is_logarithmic=False)
    [1, 2, 3]
    """
    return by_factors(sizes) if is_logarithmic else evenly(sizes)


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
    # a wish that rounding made a little too great, 8.000000000000002, is not the next size
    places = {min(max(ceil((wish * (1 - 1e-9) - sizes.start) / sizes.step), 0), len(sizes) - 1) for wish in wished}
    return [sizes[place] for place in sorted({*places, len(sizes) - 1})]


def in_both(one: range, other: range) -> range:
    """The sizes that two ranges share.

    >>> list(in_both(range(0, 25, 4), range(0, 25, 6)))
    [0, 12, 24]
    """
    common = gcd(one.step, other.step)
    if (other[0] - one[0]) % common:
        return range(0)
    steps = (other[0] - one[0]) // common * pow(one.step // common, -1, other.step // common)
    size, step = one[0] + one.step * steps, lcm(one.step, other.step)
    lowest = max(one[0], other[0])
    return range(lowest + (size - lowest) % step, min(one[-1], other[-1]) + 1, step)
