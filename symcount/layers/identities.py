"""The identities between sizes that published counts use without a word: square kernels, d_ff = 4·d_model, heads that share the width."""

from __future__ import annotations

from collections.abc import Mapping

from symcount.algebra import Value, symbol
from symcount.layers.definition import SQUARE_KERNEL, Layer

FOUR_WIDTHS = 4 * symbol("d_model")
"""The usual inner width of a feed-forward layer."""

USUAL: tuple[tuple[str, Value], ...] = (
    ("d_ff", FOUR_WIDTHS),
    ("num_kv_heads", symbol("num_heads")),
    ("head_dim", symbol("d_model") / symbol("num_heads")),
    ("num_heads", symbol("d_model") / symbol("head_dim")),  # the same, where the count speaks of the heads' width
    ("window_height", symbol("window_width")),
)


def usual_identities(layer: Layer) -> list[Mapping[str, Value]]:
    """The usual identities between the sizes of a layer: what may be put in, each alone or with others.

    >>> from symcount.layers import conv2d, encoder_layer
    >>> for identity in usual_identities(conv2d) + usual_identities(encoder_layer):
    ...     print({name: str(value) for name, value in identity.items()})
    {'kernel_height': 'kernel_size', 'kernel_width': 'kernel_size'}
    {'d_ff': '4*d_model'}
    """
    sides = [side for side in layer.sizes if side in SQUARE_KERNEL]
    square = [dict.fromkeys(sides, symbol("kernel_size"))] if len(sides) > 1 else []
    named = {*layer.sizes} - {*layer.defaults}
    return [*square, *({size: value} for size, value in USUAL if {size, *value.names} <= named)]


def identities_beside(layer: Layer) -> list[Mapping[str, Value]]:
    """What sizes that a layer does not have are in those that it has: the heads of an attention that share its width.

    >>> from symcount.layers import multi_head_attention
    >>> [{name: str(value) for name, value in identity.items()} for identity in identities_beside(multi_head_attention)]
    [{'head_dim': 'd_model/num_heads'}]
    """
    if "d_model" in layer.sizes and not {"num_heads", "head_dim"} & {*layer.sizes}:
        return [{"head_dim": symbol("d_model") / symbol("num_heads")}]
    return []
