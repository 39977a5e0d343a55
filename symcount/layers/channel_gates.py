"""Small layers that scale the channels of another."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient, symbol
from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import image
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("size of the image", "batch size", "activation")

IMAGE = image(2, symbol("input_channels"))


@layer(
    aliases=("SEBlock", "SqueezeExcitation", "squeeze_and_excitation"),
    source="Hu et al. 2017, arXiv 1709.01507, section 3",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=IMAGE,
    equation=(
        r"z_c = \frac{1}{HW} \sum_{i,j} x_{i,j,c}",
        r"s = \sigma(W_2\, \phi(W_1 z + b_1) + b_2)",
        r"y_{i,j,c} = s_c\, x_{i,j,c}",
    ),
)
def squeeze_excite(input_channels: Size, reduction: Size, bias: Size = 1) -> Iterable[Weight]:
    """Squeeze and excite: the channels' means go through a bottleneck, which says how much each channel counts."""
    narrow = quotient(input_channels, reduction)
    return [*part("squeeze", affine_weights(narrow, input_channels, bias)), *part("excite", affine_weights(input_channels, narrow, bias))]
