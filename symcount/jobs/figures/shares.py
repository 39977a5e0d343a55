"""`figures.shares`: which share of a layer's parameters each weight has, over one size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from symcount.algebra import Value, as_size, sign_runs, total
from symcount.errors import InputError
from symcount.jobs.figures.asked import Given, Sized, as_sentence, sized_layers, titled
from symcount.jobs.figures.sampled import is_wide, sampled
from symcount.layers import Layer
from symcount.rendering import pretty
from symcount.rendering.figures.curve import Curve
from symcount.rendering.figures.shares import Leader, Shares
from symcount.rendering.figures.weight_names import together

MOST_BANDS = 8
"""Bands that are told apart; where there are more, the smallest are one."""


def shares(layer: str | Layer, /, **sizes: Given) -> Shares:
    """Draw which share of its parameters each weight of a layer has, over the size that is given as a range.

    >>> print(shares("lstm", units=range(1, 513), input_dim=64))
    LSTM: shares of its weights over units = 1 … 512, input_dim = 64
        kernel: 256·units, 97 % at units = 1 and 11.1 % at units = 512
        recurrent_kernel: 4·units², 1.52 % at units = 1 and 88.7 % at units = 512
        bias: 4·units, 1.52 % at units = 1 and 0.173 % at units = 512
        kernel has most parameters, recurrent_kernel from units = 65 on

    Weights of one shape and one kind are one. Errors: `InputError` for an unknown layer or size, and where not exactly one size is a range;
    `NotDivisible` for a range with sizes that do not divide, `TooLarge` for a rounded count over very many sizes.
    """
    (asked,), varied = sized_layers([layer], sizes, ranges=1)
    ((name, size),) = varied.items()
    bands = _bands(asked, name, size)
    if not bands:
        raise InputError(f"{asked.sized.layer.name} has no parameters at these sizes: there is nothing to draw")
    leaders = tuple(_leaders(bands, name, size))
    is_logarithmic = is_wide(size)
    points = tuple(sampled(size, is_logarithmic=is_logarithmic))
    curves = tuple(Curve(label, pretty(count), tuple(int(count.at({name: point})) for point in points)) for label, count in bands.items())
    title = titled(f"{as_sentence(asked.label)}: shares of its weights", varied, sizes)
    return Shares(title, name, points, curves, leaders, is_logarithmic)


def _bands(asked: Sized, name: str, size: range) -> dict[str, Value]:
    """The counts of the weights by their names, those of one shape and kind together, and the smallest too where there are many."""
    kinds = [kind.weights for kind in asked.kinds()]
    bands = {together([weight.name for weight in weights]): total([as_size(weight.count) for weight in weights]) for weights in kinds}
    if len(bands) <= MOST_BANDS:
        return bands
    middle = size[len(size) // 2]
    largest = sorted(bands, key=lambda label: bands[label].at({name: middle}), reverse=True)[: MOST_BANDS - 1]
    others = [label for label in bands if label not in largest]
    kept = {label: count for label, count in bands.items() if label in largest}
    return {**kept, f"{len(others)} others": total([bands[label] for label in others])}


def _leaders(bands: Mapping[str, Value], name: str, size: range) -> Iterator[Leader]:
    """The band with the highest count at each size where another one is the highest."""
    turns = {run.first for one, other in combinations(bands.values(), 2) for run in sign_runs(one - other, name, size)}
    before = ""
    for point in sorted({size[0], *turns}):
        counts = {label: count.at({name: point}) for label, count in bands.items()}
        label = max(counts, key=counts.__getitem__)
        if not before or counts[label] > counts[before]:
            yield Leader(point, label)
            before = label
