"""A layer as it is named together with sizes of its own: `gru bias=2`."""

from __future__ import annotations

from itertools import pairwise

from symcount.errors import InputError, shown
from symcount.layers import Layer, find
from symcount.reading.assignments import ASSIGNING, assignments


def named_layer(text: str | Layer) -> tuple[Layer, dict[str, str]]:
    """The layer that is named, and what is said of its sizes, which are expressions too.

    >>> layer, sizes = named_layer("gru bias = 2, input_dim=units + 1")
    >>> layer.name, sizes
    ('gru', {'bias': '2', 'input_dim': 'units + 1'})

    Errors: `InputError` for an unknown layer, where the sizes come before it, and for a size that is given twice.
    """
    if not isinstance(text, str):
        return find(text), {}
    begins = [found.start() for found in ASSIGNING.finditer(text)]
    name, *sizes = (text[start:end].strip(" ,") for start, end in pairwise([0, *begins, len(text)]))
    if sizes and not name:
        raise InputError(f"name the layer before its sizes, as in 'gru bias=2', not {shown(text)}")
    return find(name), assignments(",".join(sizes))
