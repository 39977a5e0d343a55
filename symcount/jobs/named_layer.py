"""A layer as it is named together with sizes of its own: `gru bias=2`."""

from __future__ import annotations

from symcount.layers import Layer, find
from symcount.reading.assignments import assignments


def named_layer(text: str | Layer) -> tuple[Layer, dict[str, str]]:
    """The layer that is named, and what is said of its sizes.

    >>> layer, sizes = named_layer("gru bias=2, input_dim=64")
    >>> layer.name, sizes
    ('gru', {'bias': '2', 'input_dim': '64'})

    Errors: `InputError` for an unknown layer, and for a size that is given twice.
    """
    if not isinstance(text, str):
        return find(text), {}
    words = text.replace(",", " ").split()
    return find(" ".join(word for word in words if "=" not in word)), assignments(",".join(word for word in words if "=" in word))
