"""The shapes that layers without weights pass on: the same one, as many numbers, or as many channels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import prod

from symcount.layers.definition import name_key
from symcount.reading.printed.cells import PrintedShape, Sides
from symcount.rendering import thousands

IMAGE = r"(?P<dimensions>[123])d"


def fault_of_shape(kind: str, enters: PrintedShape | None, leaves: PrintedShape | None) -> str:
    """What is wrong with the shape that a layer without weights passes on, empty where nothing is or can be said.

    >>> fault_of_shape("Flatten", PrintedShape((None, 13, 13, 32)), PrintedShape((None, 5400)))
    'Flatten leaves as many numbers as enter, 5,408, not 5,400'
    """
    if enters is None or leaves is None or any(shape.is_cut or shape.is_of_list for shape in (enters, leaves)):
        return ""
    found = next(((rule, match) for pattern, rule in RULES.items() if (match := re.fullmatch(pattern, name_key(kind)))), None)
    fault = found and found[0](enters.sides, leaves.sides, int(found[1].groupdict().get("dimensions") or 0))
    return f"{kind} leaves {fault}" if fault else ""


def _as_many_numbers(enters: Sides, leaves: Sides, _dimensions: int) -> str:
    entering, leaving = _numbers(enters), _numbers(leaves)
    if entering is None or leaving is None or entering == leaving:
        return ""
    return f"as many numbers as enter, {thousands(entering)}, not {thousands(leaving)}"


def _numbers(sides: Sides) -> int | None:
    """How many numbers a shape has, for one sample where the batch is open."""
    known = [side for side in _inner(sides) if side is not None]
    return prod(known) if len(known) == len(_inner(sides)) else None


def _inner(sides: Sides) -> Sides:
    """The sides without that of an open batch."""
    return sides[1:] if sides[:1] == (None,) else sides


def _the_same(enters: Sides, leaves: Sides, _dimensions: int) -> str:
    pair = (enters, leaves) if len(enters) == len(leaves) else (_inner(enters), _inner(leaves))
    is_same = len(pair[0]) == len(pair[1]) and not any(_differ(*both) for both in zip(*pair, strict=True))
    return "" if is_same else f"what enters, {_written(enters)}, not {_written(leaves)}"


def _differ(one: int | None, other: int | None) -> bool:
    return one is not None and other is not None and one != other


def _written(sides: Sides) -> str:
    return f"({', '.join(map(str, sides))}{',' if len(sides) == 1 else ''})"


def _as_many_channels(enters: Sides, leaves: Sides, dimensions: int) -> str:
    """The channels stand last or, as in PyTorch, before the sides of the image."""
    if len(enters) != len(leaves):
        return ""
    known = [(enters[axis], leaves[axis]) for axis in _axes(enters, dimensions) if enters[axis] and leaves[axis]]
    is_other = known and all(_differ(*pair) for pair in known)
    return f"as many channels as enter, {_written(enters)}, not {_written(leaves)}" if is_other else ""


def _only_channels(enters: Sides, leaves: Sides, dimensions: int) -> str:
    known = [enters[axis] for axis in _axes(enters, dimensions) if enters[axis]]
    return f"one number for each channel, {known[0]}, not {_written(leaves)}" if known and set(known).isdisjoint(leaves) and None not in leaves[1:] else ""


def _axes(sides: Sides, dimensions: int) -> tuple[int, ...]:
    return tuple(axis for axis in (-1, -dimensions - 1) if -len(sides) <= axis)


RULES: Mapping[str, Callable[[Sides, Sides, int], str]] = {
    "flatten|unflatten|reshape|permute": _as_many_numbers,
    "(?:spatial|alpha|gaussian|featurealpha)?dropout(?:[123]d)?|gaussiannoise|activityregularization|masking|identity|rescaling": _the_same,
    "(?:unit|localresponse)norm(?:alization)?|channelshuffle|random(?:brightness|contrast|flip|rotation|translation|zoom)": _the_same,
    "activation|(?:leaky|r)?relu6?|[cs]?elu|gelu|silu|mish|(?:log|hard)?sigmoid|hardswish|(?:hard)?tanh|(?:log)?softmax(?:2d)?|softplus|softsign": _the_same,
    rf"(?:adaptive)?(?:max|average|avg|lp)(?:un)?pool(?:ing)?{IMAGE}": _as_many_channels,
    rf"(?:upsampling|cropping|(?:zero|constant|circular|reflection|replication)pad(?:ding)?){IMAGE}": _as_many_channels,
    rf"global(?:max|average|avg)pool(?:ing)?{IMAGE}": _only_channels,
}
"""What each layer's shapes must have in common, by the keys of the layers' names."""
