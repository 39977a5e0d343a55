"""How the frameworks lay a weight out: Keras keeps the inputs before the outputs and two bias vectors in one, PyTorch the outputs first."""

from __future__ import annotations

from symcount.layers import Weight
from symcount.layers.weight import Size


def layouts(weight: Weight) -> dict[str, tuple[Size, ...]]:
    """The shape of a weight by convention; the catalogue's own is Keras'.

    >>> from symcount.layers import lstm
    >>> print(*layouts(lstm.weights[0])["torch"])
    4*units input_dim
    """
    stacked = (weight.copies, *weight.shape) if weight.each and weight.copies == 2 else weight.shape
    return {"textbook": weight.shape, "keras": stacked, "torch": _outputs_first(weight)}


def _outputs_first(weight: Weight) -> tuple[Size, ...]:
    if weight.kind != "kernel" or len(weight.shape) < 2:
        return weight.shape
    *window, inputs, outputs = weight.shape
    return (outputs, inputs, *window)
