"""The frameworks' defaults: how each counts a layer of the catalogue when nothing else is said, read off its constructor."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from symcount.algebra import as_size
from symcount.frameworks.standing import Standing, standing
from symcount.layers import Layer, Weight
from symcount.layers.convention import TEXTBOOK, Convention
from symcount.layers.weight import Size

EXTRA = "bias that the textbook does not have"


@lru_cache(maxsize=1024)
def convention(framework: str | None, layer: Layer) -> Convention:
    """How a framework counts a layer by default; the textbook's way for None and where the framework has no such layer.

    >>> from symcount.layers import gru
    >>> convention("keras", gru).sizes
    {'bias': 2}

    Errors: `InputError` for a framework that is not known.
    """
    if framework is None:
        return TEXTBOOK
    found = standing(framework, layer)
    if found is None:
        return Convention(framework)
    return Convention(framework, found.sizes, lambda sizes: _added(found, sizes), bool(found.counted_statistics))


def _added(found: Standing, sizes: Mapping[str, Size]) -> list[Weight]:
    """The parameters that a framework adds, at these sizes; biases only where the layer has any."""
    bias = sizes.get("bias", 1)
    return [Weight(one.name, tuple(_side(side, sizes) for side in one.shape), copies=bias, kind="bias", meaning=EXTRA) for one in found.added]


def _side(side: Size, sizes: Mapping[str, Size]) -> Size:
    """A side at these sizes, a whole number where they settle it."""
    return as_size(side).subs(sizes).settled
