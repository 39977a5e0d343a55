"""`figures.growth`: how the counts of layers grow with one size, and where they cross."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

from symcount.algebra import sign_runs
from symcount.errors import InputError
from symcount.jobs.figures.asked import Given, Sized, as_sentence, from_to, in_a_title, sized_layers
from symcount.jobs.figures.sampled import WIDE, by_factors, evenly
from symcount.layers import Layer
from symcount.rendering import listed, pretty
from symcount.rendering.figures.growth import Crossing, Curve, Growth

EARLY = 0.15
"""A crossing in this part of a range is seen on logarithmic axes alone."""

MOST_CURVES = 8


def growth(*layers: str | Layer, **sizes: Given) -> Growth:
    """Draw the counts of layers over the size that is given as a range, and mark where one passes another.

    >>> print(growth("lstm", "dense bias=0", units=range(1, 513), input_dim=64))
    LSTM and dense layer bias=0 over units = 1 … 512, input_dim = 64
        LSTM: 4·units·(units + 65), from 264 at units = 1 to 1,181,696 at units = 512
        dense layer bias=0: 64·units, from 64 at units = 1 to 32,768 at units = 512
        LSTM stays above dense layer bias=0

    A layer may carry sizes of its own: `"gru bias=2"`. Crossings are exact: the first size at which the order of two counts is another.
    Errors: `InputError` for an unknown layer or size, and where not exactly one size is a range of whole numbers from 1 (a switch: its values).
    """
    if not 1 <= len(layers) <= MOST_CURVES:
        raise InputError(f"name one to {MOST_CURVES} layers, such as growth('lstm', 'gru', units=range(1, 513), input_dim=64)")
    asked, varied = sized_layers(layers, sizes, ranges=1)
    ((name, size),) = varied.items()
    crossings = tuple(sorted(_crossings(asked, name, size), key=lambda one: one.size))
    is_logarithmic = size[-1] > WIDE * size[0] or any(one.size < size[0] + EARLY * (size[-1] - size[0]) for one in crossings)
    points = tuple(sorted({*(by_factors if is_logarithmic else evenly)(size), *(one.size for one in crossings)}))
    curves = tuple(Curve(one.label, pretty(one.total), tuple(int(one.total.at({name: point})) for point in points)) for one in asked)
    labels = as_sentence(listed([one.label for one in asked]))
    title = ", ".join([f"{labels} over {from_to(name, size)}", *in_a_title(sizes, [name])])
    return Growth(title, name, points, curves, crossings, is_logarithmic)


def _crossings(asked: list[Sized], name: str, size: range) -> Iterator[Crossing]:
    for one, other in combinations(asked, 2):
        runs = sign_runs(one.total - other.total, name, size)
        signed = [run for run in runs if run.sign]
        for before, after in pairwise(signed):
            above, below = (one, other) if after.sign > 0 else (other, one)
            if before.sign != after.sign:
                level = tuple(run.first for run in runs if not run.sign and before.first < run.first < after.first)
                count, smaller = (int(which.total.at({name: after.first})) for which in (above, below))
                yield Crossing(after.first, above.label, below.label, count, smaller, level)
