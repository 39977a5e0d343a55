"""Relatives of the convolution: unshared, deformable, with coordinates, mixed of experts, with the kernels of a Fourier transform."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import ceil_div, floor_div, symbol
from symcount.layers.affine import affine_weights
from symcount.layers.convolutional import IMAGE, WITHOUT_EFFECT, convolution_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import STRIDE, image, shape, slid
from symcount.layers.weight import Size, Weight, part

FILTERED = slid(2, symbol("filters"))
FREQUENCIES = floor_div(symbol("fft_length"), 2) + 1

UNSHARED_CONVOLUTION = r"y_f(i) = \phi\left(\sum_u \sum_c W_{i,c,f}(u)\, x_c(s i + \delta u - p) + b_{i,f}\right)"


def unshared_weights(filters: Size, places: tuple[Size, ...], window: Size, bias: Size) -> list[Weight]:
    """Kernels and biases of its own at every place."""
    return [
        Weight("kernel", (*places, window, filters), meaning="one kernel for each place and filter"),
        Weight("bias", (*places, filters), copies=bias, kind="bias", meaning="bias for each place and filter"),
    ]


@layer(
    aliases=("LocallyConnected2D", "ConvLocal"),
    source="LeCun 1989; flax.linen.ConvLocal",
    without_effect=("activation", "groups"),
    inputs=IMAGE,
    outputs=shape("batch_size output_height output_width filters"),
    equation=UNSHARED_CONVOLUTION,
)
def locally_connected2d(
    filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, output_height: Size, output_width: Size, bias: Size = 1
) -> Iterable[Weight]:
    """Two-dimensional unshared convolution: every place of the output has kernels and biases of its own."""
    return unshared_weights(filters, (output_height, output_width), kernel_height * kernel_width * input_channels, bias)


@layer(
    aliases=("LocallyConnected1D",),
    source="LeCun 1989; flax.linen.ConvLocal",
    without_effect=("activation", "groups"),
    inputs=image(1, symbol("input_channels")),
    outputs=shape("batch_size output_length filters"),
    equation=UNSHARED_CONVOLUTION,
)
def locally_connected1d(filters: Size, input_channels: Size, kernel_size: Size, output_length: Size, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional unshared convolution: every place of the output has kernels and biases of its own."""
    return unshared_weights(filters, (output_length,), kernel_size * input_channels, bias)


def deformable_weights(filters: Size, input_channels: Size, kernel: tuple[Size, Size], numbers: Size, bias: Size) -> list[Weight]:
    """A convolution, and one that finds so many numbers for each place of its kernel."""
    height, width = kernel
    return [
        *part("offsets", convolution_weights(numbers * height * width, kernel, input_channels, 1, bias)),
        *convolution_weights(filters, kernel, input_channels, 1, bias),
    ]


@layer(
    title="deformable convolution",
    aliases=("DCN", "DCNv1", "DeformConv2d", "DeformConv2dPack"),
    source="Dai et al. 2017, arXiv 1703.06211, section 2.1",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=FILTERED,
    equation=r"y(p_0) = \sum_{p_n \in R} w(p_n) \, x(p_0 + p_n + \Delta p_n) + b",
)
def deformable_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """Deformable convolution: a second convolution says how far each place of the kernel is moved, down and across."""
    return deformable_weights(filters, input_channels, (kernel_height, kernel_width), 2, bias)


@layer(
    title="modulated deformable convolution",
    aliases=("DCNv2", "ModulatedDeformConv2d", "ModulatedDeformConv2dPack"),
    source="Zhu et al. 2018, arXiv 1811.11168, section 3.2",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=FILTERED,
    equation=r"y(p) = \sum_{k=1}^{K} w_k \, x(p + p_k + \Delta p_k) \, \Delta m_k + b",
)
def modulated_deformable_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """Modulated deformable convolution: a second convolution says how far each place of the kernel is moved, and how much it counts."""
    return deformable_weights(filters, input_channels, (kernel_height, kernel_width), 3, bias)


@layer(
    title="CoordConv",
    aliases=("CoordConv2d",),
    source="Liu et al. 2018, arXiv 1807.03247, section 3",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=FILTERED,
    equation=r"y = W * [x; i; j] + b",
)
def coord_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, with_radius: Size = 0, bias: Size = 1) -> Iterable[Weight]:
    """Convolution that also sees the row and the column of each place, and the distance from the centre where asked for."""
    return convolution_weights(filters, (kernel_height, kernel_width), input_channels + 2 + with_radius, 1, bias)


@layer(
    title="CondConv",
    aliases=("CondConv2d", "conditional_convolution"),
    source="Yang et al. 2019, arXiv 1904.04971, section 3; the router's bias is in the authors' code, not in the paper",
    without_effect=WITHOUT_EFFECT,
    inputs=IMAGE,
    outputs=FILTERED,
    equation=(r"\alpha = \sigma(\mathrm{GlobalAveragePool}(x) \, R)", r"y = (\alpha_1 W_1 + \dots + \alpha_n W_n) * x"),
)
def cond_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, num_experts: Size, bias: Size = 1) -> Iterable[Weight]:
    """Conditionally parameterised convolution: the kernels of several experts, mixed anew for each image by a router."""
    return [
        *part("experts", convolution_weights(filters, (kernel_height, kernel_width), input_channels, 1, bias), copies=num_experts),
        *part("router", affine_weights(num_experts, input_channels, bias)),
    ]


@layer(
    title="STFT spectrogram",
    aliases=("STFTSpectrogram",),
    source="https://keras.io/api/layers/preprocessing_layers/audio_preprocessing/stft_spectrogram",
    without_effect=("frame_step", "window", "scaling", "length of the signal"),
    inputs=shape("batch_size input_length", 1),
    outputs={
        "padding='valid'": shape("batch_size", floor_div(symbol("input_length") - symbol("frame_length"), STRIDE) + 1, FREQUENCIES),
        "padding='same'": shape("batch_size", ceil_div(symbol("input_length"), STRIDE), FREQUENCIES),
    },
    equation=r"X_{t, f} = \left| \sum_n x_{t s + n} \, w_n \, e^{-2 \pi i f n / l_{\mathrm{fft}}} \right|",
)
def stft_spectrogram(frame_length: Size, fft_length: Size) -> Iterable[Weight]:
    """Short-time Fourier transform as Keras has it: a convolution with the cosines and one with the sines, both trained unless frozen."""
    frequencies = floor_div(fft_length, 2) + 1
    return [Weight("kernel", (frame_length, frequencies), each=("real", "imaginary"), meaning="one wave for each frequency")]
