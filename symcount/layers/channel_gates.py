"""Small layers that scale the channels of another."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient
from symcount.layers.affine import affine_weights
from symcount.layers.convolutional import IMAGE
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("size of the image", "batch size", "activation")


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


@layer(
    title="CBAM",
    aliases=("CbamModule", "convolutional_block_attention"),
    source="Woo et al. 2018, arXiv 1807.06521, section 3; the authors' code adds biases and a batch normalisation",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=IMAGE,
    equation=(
        r"M_c = \sigma(W_1 W_0 F_{\mathrm{avg}}^c + W_1 W_0 F_{\mathrm{max}}^c)",
        r"M_s = \sigma(f^{7 \times 7}([F_{\mathrm{avg}}^s; F_{\mathrm{max}}^s]))",
        r"F'' = M_s \odot M_c \odot F",
    ),
)
def cbam(input_channels: Size, reduction: Size, kernel_size: Size = 7) -> Iterable[Weight]:
    """Convolutional block attention module: a bottleneck that says how much each channel counts, then a kernel that says it of each place."""
    narrow = quotient(input_channels, reduction)
    return [
        Weight("W0", (input_channels, narrow), meaning="down to the bottleneck of the channels"),
        Weight("W1", (narrow, input_channels), meaning="back to the channels"),
        Weight("kernel", (kernel_size, kernel_size, 2, 1), meaning="weights of the mean and the maximum around a place"),
    ]


@layer(
    title="ECA",
    aliases=("EcaModule", "efficient_channel_attention", "ECALayer"),
    source="Wang et al. 2019, arXiv 1910.03151, section 3",
    without_effect=(*WITHOUT_EFFECT, "input_channels (save that they suggest a kernel_size)"),
    inputs=IMAGE,
    outputs=IMAGE,
    equation=r"y = x \odot \sigma(\mathrm{C1D}_k(\mathrm{GAP}(x)))",
)
def eca(kernel_size: Size) -> Iterable[Weight]:
    """Efficient channel attention: one kernel along the channels' means says how much each channel counts; no bias."""
    return [Weight("kernel", (kernel_size,), meaning="weights of the neighbouring channels")]


@layer(
    title="FiLM",
    aliases=("FiLMLayer", "feature_wise_linear_modulation"),
    source="Perez et al. 2017, arXiv 1709.07871, section 2.1, with an affine map as the generator",
    without_effect=("size of the image", "batch size"),
    inputs={"features": IMAGE, "condition": shape("batch_size input_dim")},
    outputs=IMAGE,
    equation=(r"\gamma = z W_\gamma + b_\gamma, \quad \beta = z W_\beta + b_\beta", r"\mathrm{FiLM}(F_c \mid \gamma_c, \beta_c) = \gamma_c F_c + \beta_c"),
)
def film(input_channels: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Feature-wise linear modulation: a condition of `input_dim` features scales and shifts every channel."""
    return affine_weights(input_channels, input_dim, bias, ("gamma", "beta"))
