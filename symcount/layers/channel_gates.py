"""Small layers that scale the channels of another."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient
from symcount.layers.affine import affine_weights
from symcount.layers.definition import Size, Weight, layer, part

WITHOUT_EFFECT = ("size of the image", "batch size", "activation")


@layer(aliases=("SEBlock", "SqueezeExcitation", "squeeze_and_excitation"), source="Hu et al. 2017, arXiv 1709.01507, section 3", without_effect=WITHOUT_EFFECT)
def squeeze_excite(input_channels: Size, reduction: Size, bias: Size = 1) -> Iterable[Weight]:
    """Squeeze and excite: the channels' means go through a bottleneck, which says how much each channel counts."""
    narrow = quotient(input_channels, reduction)
    return [*part("squeeze", affine_weights(narrow, input_channels, bias)), *part("excite", affine_weights(input_channels, narrow, bias))]


@layer(source="Woo et al. 2018, arXiv 1807.06521", without_effect=WITHOUT_EFFECT)
def cbam(input_channels: Size, reduction: Size, kernel_size: Size) -> Iterable[Weight]:
    """Convolutional block attention: a bottleneck scales the channels, a convolution of their mean and maximum scales the places; no bias."""
    narrow = quotient(input_channels, reduction)
    return [
        Weight("squeeze", (input_channels, narrow), meaning="down to the bottleneck"),
        Weight("excite", (narrow, input_channels), meaning="up to the channels"),
        Weight("spatial", (kernel_size, kernel_size, 2, 1), meaning="kernel over mean and maximum of the channels"),
    ]


@layer(aliases=("ECA",), source="Wang et al. 2019, arXiv 1910.03151", without_effect=("channels", *WITHOUT_EFFECT))
def efficient_channel_attention(kernel_size: Size) -> Iterable[Weight]:
    """Efficient channel attention: one kernel along the channels' means, however many channels there are."""
    return [Weight("kernel", (kernel_size, 1, 1), meaning="kernel along the channels")]


@layer(aliases=("FeatureWiseLinearModulation",), source="Perez et al. 2017, arXiv 1709.07871", without_effect=WITHOUT_EFFECT)
def film(features: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Feature-wise linear modulation: the condition (`input_dim` wide) gives a gain and a shift for each feature."""
    return affine_weights(features, input_dim, bias, ("gain", "shift"))
