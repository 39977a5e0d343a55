"""`figures.growth`: how the counts of layers grow with one size, and where they cross."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from symcount.algebra import Run, sign_runs
from symcount.errors import InputError
from symcount.jobs.figures.asked import Given, Sized, as_sentence, sized_layers, titled
from symcount.jobs.figures.sampled import is_wide, sampled
from symcount.layers import Layer
from symcount.rendering import listed, pretty
from symcount.rendering.figures.curve import Curve
from symcount.rendering.figures.growth import Crossing, Growth, Order

LOW = 0.05
"""A crossing below this part of the highest count is seen on logarithmic axes alone."""

MOST_CURVES = 8


def growth(*layers: str | Layer, **sizes: Given) -> Growth:
    """Draw the counts of layers over the size that is given as a range, and mark where one passes another.

    >>> print(growth("lstm", "dense bias=0", units=range(1, 513), input_dim=64))
    LSTM and dense layer bias=0 over units = 1 … 512, input_dim = 64
        LSTM: 4·units·(units + 65), from 264 at units = 1 to 1,181,696 at units = 512
        dense layer bias=0: 64·units, from 64 at units = 1 to 32,768 at units = 512
        LSTM stays above dense layer bias=0

    A layer may carry sizes of its own: `"gru bias=2"`. Crossings are exact: the first size at which the order of two counts is another.
    Errors: `InputError` for an unknown layer or size, and where not exactly one size is a range of whole numbers from 1 (a switch: its values);
    `NotDivisible` for a range with sizes that do not divide, `TooLarge` for a rounded count over very many sizes.
    """
    if not 1 <= len(layers) <= MOST_CURVES:
        raise InputError(f"name one to {MOST_CURVES} layers, such as lstm and gru")
    asked, varied = sized_layers(layers, sizes, ranges=1)
    ((name, size),) = varied.items()
    pairs = [(one, other, sign_runs(one.total - other.total, name, size)) for one, other in combinations(asked, 2)]
    crossings = tuple(sorted((crossing for pair in pairs for crossing in _crossings(*pair, name, size)), key=lambda one: one.size))
    orders = tuple(order for pair in pairs for order in _order(*pair))
    highest = max(one.total.at({name: size[-1]}) for one in asked)
    is_logarithmic = is_wide(size) or (size[0] > 0 and any(one.count < LOW * highest for one in crossings))
    points = tuple(sorted({*sampled(size, is_logarithmic=is_logarithmic), *(one.size for one in crossings)}))
    curves = tuple(Curve(one.label, pretty(one.total), tuple(int(one.total.at({name: point})) for point in points)) for one in asked)
    title = titled(as_sentence(listed([one.label for one in asked])), varied, sizes)
    return Growth(title, name, points, curves, crossings, orders, is_logarithmic)


def _crossings(one: Sized, other: Sized, runs: Sequence[Run], name: str, size: range) -> Iterator[Crossing]:
    """Where the difference of two counts has another sign than before."""
    for before, after in pairwise(run for run in runs if run.sign):
        if before.sign != after.sign:
            above, below = (one, other) if after.sign > 0 else (other, one)
            last = size[size.index(after.first) - 1]
            level = next(((run.first, last) for run in runs if not run.sign and before.first < run.first < after.first), None)
            count, smaller = (int(which.total.at({name: after.first})) for which in (above, below))
            yield Crossing(after.first, above.label, below.label, count, smaller, level)


def _order(one: Sized, other: Sized, runs: Sequence[Run]) -> Iterator[Order]:
    """Which of two counts is greater, if that is so at all sizes."""
    signs = {run.sign for run in runs}
    if not {1, -1} <= signs:
        above, below = (other, one) if -1 in signs else (one, other)
        yield Order(above.label, below.label, touch=0 in signs, equal=signs == {0})
