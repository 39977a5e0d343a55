"""How the frameworks lay a weight out: Keras keeps the inputs before the outputs, PyTorch the outputs first."""

from __future__ import annotations

from symcount.layers import Weight
from symcount.layers.definition import Size

MATRIX_KINDS = ("kernel",)


def layouts(weight: Weight) -> dict[str, tuple[Size, ...]]:
    """The shape of a weight by convention; the catalogue's own is Keras'.

    >>> from symcount.layers import lstm
    >>> {name: tuple(map(str, shape)) for name, shape in layouts(lstm.weights[0]).items()}
    {'textbook': ('input_dim', '4*units'), 'keras': ('input_dim', '4*units'), 'torch': ('4*units', 'input_dim')}
    """
    *window, inputs, outputs = weight.shape if len(weight.shape) > 1 else (None, *weight.shape)
    first = (outputs, inputs, *window) if weight.kind in MATRIX_KINDS and inputs is not None else weight.shape
    return {"textbook": weight.shape, "keras": weight.shape, "torch": first}
