"""Convolutions: one small kernel for each filter, used at every place."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import quotient, symbol
from symcount.layers.definition import layer
from symcount.layers.shapes import image, slid, spread
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("size of the input", "strides", "padding", "dilation_rate", "activation")

KERAS = "https://keras.io/api/layers/convolution_layers"

FILTERS = symbol("filters")
INPUT_CHANNELS = symbol("input_channels")
IMAGE = image(2, INPUT_CHANNELS)
DEPTHWISE_CHANNELS = INPUT_CHANNELS * symbol("depth_multiplier")

# places (i, t) and places in the window (u) have a coordinate for each side of the kernel; c are the channels of the filter's group
CONVOLUTION = r"y_f(i) = \phi\left(\sum_u \sum_c W_{c,f}(u)\, x_c(s i + \delta u - p) + b_f\right)"
TRANSPOSED_CONVOLUTION = r"y_f(t) = \phi\left(\sum_{s i + \delta u - p = t} \sum_c W_{f,c}(u)\, x_c(i) + b_f\right)"
DEPTHWISE_CONVOLUTION = r"y_{c,m}(i) = \phi\left(\sum_u W_{c,m}(u)\, x_c(s i + \delta u - p) + b_{c,m}\right)"
SEPARABLE_CONVOLUTION = (
    r"z_{c,m}(i) = \sum_u D_{c,m}(u)\, x_c(s i + \delta u - p)",
    r"y_f(i) = \phi\left(\sum_{c,m} P_{c,m,f}\, z_{c,m}(i) + b_f\right)",
)


def convolution_weights(filters: Size, kernel: tuple[Size, ...], input_channels: Size, groups: Size, bias: Size) -> list[Weight]:
    """Every filter sees the channels of its group through one kernel; the groups share filters and channels evenly."""
    return [
        Weight(
            "kernel",
            (*kernel, quotient(input_channels, groups), groups * quotient(filters, groups)),
            meaning="one kernel for each filter and channel of its group",
        ),
        Weight("bias", (filters,), copies=bias, kind="bias", meaning="bias for each filter"),
    ]


def transposed_weights(filters: Size, kernel: tuple[Size, ...], input_channels: Size, groups: Size, bias: Size) -> list[Weight]:
    """Every channel writes to the filters of its group through one kernel; the groups share filters and channels evenly."""
    return [
        Weight(
            "kernel",
            (*kernel, quotient(filters, groups), groups * quotient(input_channels, groups)),
            meaning="one kernel for each channel and filter of its group",
        ),
        Weight("bias", (filters,), copies=bias, kind="bias", meaning="bias for each filter"),
    ]


def depthwise_weights(kernel: tuple[Size, ...], input_channels: Size, depth_multiplier: Size, bias: Size) -> list[Weight]:
    """Every channel has kernels of its own and is not mixed with the others."""
    return [
        Weight("kernel", (*kernel, input_channels, depth_multiplier), meaning="kernels of each channel alone"),
        Weight("bias", (input_channels * depth_multiplier,), copies=bias, kind="bias", meaning="bias for each output channel"),
    ]


def separable_weights(filters: Size, kernel: tuple[Size, ...], input_channels: Size, depth_multiplier: Size, bias: Size) -> list[Weight]:
    """A depthwise kernel without bias, then a mixture of the channels at each place."""
    return [
        Weight("depthwise_kernel", (*kernel, input_channels, depth_multiplier), meaning="kernels of each channel alone"),
        Weight("pointwise_kernel", (*(1 for _ in kernel), input_channels * depth_multiplier, filters), meaning="mixture of the channels at one place"),
        Weight("bias", (filters,), copies=bias, kind="bias", meaning="bias for each filter"),
    ]


@layer(
    aliases=("LazyConv2d", "Conv"),
    source=f"LeCun et al. 1989; {KERAS}/convolution2d",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=slid(2, FILTERS),
    equation=CONVOLUTION,
)
def conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, groups: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """Two-dimensional convolution: every filter sees its group's channels through one kernel."""
    return convolution_weights(filters, (kernel_height, kernel_width), input_channels, groups, bias)


@layer(
    aliases=("LazyConv1d",),
    source=f"Waibel et al. 1989; {KERAS}/convolution1d",
    without_effect=WITHOUT_EFFECT,
    inputs=image(1, INPUT_CHANNELS),
    outputs=slid(1, FILTERS),
    equation=CONVOLUTION,
)
def conv1d(filters: Size, input_channels: Size, kernel_size: Size, groups: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional convolution: every filter sees its group's channels through one kernel."""
    return convolution_weights(filters, (kernel_size,), input_channels, groups, bias)


@layer(
    aliases=("LazyConv3d",),
    source=f"Ji et al. 2010; {KERAS}/convolution3d",
    without_effect=WITHOUT_EFFECT,
    inputs=image(3, INPUT_CHANNELS),
    outputs=slid(3, FILTERS),
    equation=CONVOLUTION,
)
def conv3d(
    filters: Size, input_channels: Size, kernel_depth: Size, kernel_height: Size, kernel_width: Size, groups: Size = 1, bias: Size = 1
) -> Iterable[Weight]:
    """Three-dimensional convolution: every filter sees its group's channels through one kernel."""
    return convolution_weights(filters, (kernel_depth, kernel_height, kernel_width), input_channels, groups, bias)


@layer(
    aliases=("ConvTranspose2d", "LazyConvTranspose2d", "ConvTranspose", "Deconv2d"),
    source=f"Zeiler et al. 2010; {KERAS}/convolution2d_transpose",
    without_effect=(*WITHOUT_EFFECT, "output_padding"),
    inputs=IMAGE,
    outputs=spread(2, FILTERS),
    equation=TRANSPOSED_CONVOLUTION,
)
def conv2d_transpose(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, groups: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """Two-dimensional transposed convolution: every channel writes to its group's filters through one kernel."""
    return transposed_weights(filters, (kernel_height, kernel_width), input_channels, groups, bias)


@layer(
    aliases=("ConvTranspose1d", "LazyConvTranspose1d"),
    source=f"Zeiler et al. 2010; {KERAS}/convolution1d_transpose",
    without_effect=(*WITHOUT_EFFECT, "output_padding"),
    inputs=image(1, INPUT_CHANNELS),
    outputs=spread(1, FILTERS),
    equation=TRANSPOSED_CONVOLUTION,
)
def conv1d_transpose(filters: Size, input_channels: Size, kernel_size: Size, groups: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional transposed convolution: every channel writes to its group's filters through one kernel."""
    return transposed_weights(filters, (kernel_size,), input_channels, groups, bias)


@layer(
    aliases=("ConvTranspose3d", "LazyConvTranspose3d"),
    source=f"Zeiler et al. 2010; {KERAS}/convolution3d_transpose",
    without_effect=(*WITHOUT_EFFECT, "output_padding"),
    inputs=image(3, INPUT_CHANNELS),
    outputs=spread(3, FILTERS),
    equation=TRANSPOSED_CONVOLUTION,
)
def conv3d_transpose(
    filters: Size, input_channels: Size, kernel_depth: Size, kernel_height: Size, kernel_width: Size, groups: Size = 1, bias: Size = 1
) -> Iterable[Weight]:
    """Three-dimensional transposed convolution: every channel writes to its group's filters through one kernel."""
    return transposed_weights(filters, (kernel_depth, kernel_height, kernel_width), input_channels, groups, bias)


@layer(
    source=f"Sifre 2014; {KERAS}/depthwise_convolution2d",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=slid(2, DEPTHWISE_CHANNELS),
    equation=DEPTHWISE_CONVOLUTION,
)
def depthwise_conv2d(input_channels: Size, kernel_height: Size, kernel_width: Size, depth_multiplier: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """Two-dimensional depthwise convolution: every channel has its own kernels and is not mixed with the others."""
    return depthwise_weights((kernel_height, kernel_width), input_channels, depth_multiplier, bias)


@layer(
    source=f"Sifre 2014; {KERAS}/depthwise_convolution1d",
    without_effect=WITHOUT_EFFECT,
    inputs=image(1, INPUT_CHANNELS),
    outputs=slid(1, DEPTHWISE_CHANNELS),
    equation=DEPTHWISE_CONVOLUTION,
)
def depthwise_conv1d(input_channels: Size, kernel_size: Size, depth_multiplier: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional depthwise convolution: every channel has its own kernels and is not mixed with the others."""
    return depthwise_weights((kernel_size,), input_channels, depth_multiplier, bias)


@layer(
    aliases=("SeparableConvolution2D",),
    source=f"Chollet 2016, arXiv 1610.02357; {KERAS}/separable_convolution2d",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=slid(2, FILTERS),
    equation=SEPARABLE_CONVOLUTION,
)
def separable_conv2d(
    filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, depth_multiplier: Size = 1, bias: Size = 1
) -> Iterable[Weight]:
    """Two-dimensional separable convolution: a depthwise kernel without bias, then a mixture of the channels at each place."""
    return separable_weights(filters, (kernel_height, kernel_width), input_channels, depth_multiplier, bias)


@layer(
    aliases=("SeparableConvolution1D",),
    source=f"Chollet 2016, arXiv 1610.02357; {KERAS}/separable_convolution1d",
    without_effect=WITHOUT_EFFECT,
    inputs=image(1, INPUT_CHANNELS),
    outputs=slid(1, FILTERS),
    equation=SEPARABLE_CONVOLUTION,
)
def separable_conv1d(filters: Size, input_channels: Size, kernel_size: Size, depth_multiplier: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional separable convolution: a depthwise kernel without bias, then a mixture of the channels at each place."""
    return separable_weights(filters, (kernel_size,), input_channels, depth_multiplier, bias)
