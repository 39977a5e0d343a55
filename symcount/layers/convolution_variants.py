"""Relatives of the convolution: unshared, deformable, with coordinates, with kernels mixed for each example."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.convolutional import WITHOUT_EFFECT, convolution_weights
from symcount.layers.definition import Size, Weight, layer, part


def unshared_weights(filters: Size, places: tuple[Size, ...], window: Size, bias: Size) -> list[Weight]:
    """Kernels and biases of its own at every place."""
    return [
        Weight("kernel", (*places, window, filters), meaning="one kernel for each place and filter"),
        Weight("bias", (*places, filters), copies=bias, kind="bias", meaning="bias for each place and filter"),
    ]


@layer(aliases=("LocallyConnected2D", "ConvLocal"), source="LeCun 1989; flax.linen.ConvLocal", without_effect=("activation", "groups"))
def locally_connected2d(
    filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, output_height: Size, output_width: Size, bias: Size = 1
) -> Iterable[Weight]:
    """Two-dimensional unshared convolution: every place of the output has kernels and biases of its own."""
    return unshared_weights(filters, (output_height, output_width), kernel_height * kernel_width * input_channels, bias)


@layer(aliases=("LocallyConnected1D",), source="LeCun 1989; flax.linen.ConvLocal", without_effect=("activation", "groups"))
def locally_connected1d(filters: Size, input_channels: Size, kernel_size: Size, output_length: Size, bias: Size = 1) -> Iterable[Weight]:
    """One-dimensional unshared convolution: every place of the output has kernels and biases of its own."""
    return unshared_weights(filters, (output_length,), kernel_size * input_channels, bias)


@layer(aliases=("DeformConv2d", "DCN"), source="Dai et al. 2017, arXiv 1703.06211", without_effect=WITHOUT_EFFECT)
def deformable_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """Deformable convolution: a second convolution says for each place of the kernel by how much it moves in each of two directions."""
    kernel = (kernel_height, kernel_width)
    offset = convolution_weights(2 * kernel_height * kernel_width, kernel, input_channels, 1, bias)
    return [*convolution_weights(filters, kernel, input_channels, 1, bias), *part("offset", offset)]


@layer(aliases=("ModulatedDeformConv2d", "DCNv2"), source="Zhu et al. 2018, arXiv 1811.11168", without_effect=WITHOUT_EFFECT)
def modulated_deformable_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """Modulated deformable convolution: a second convolution gives two offsets and a weight for each place of the kernel."""
    kernel = (kernel_height, kernel_width)
    offset = convolution_weights(3 * kernel_height * kernel_width, kernel, input_channels, 1, bias)
    return [*convolution_weights(filters, kernel, input_channels, 1, bias), *part("offset", offset)]


@layer(source="Liu et al. 2018, arXiv 1807.03247", without_effect=WITHOUT_EFFECT)
def coord_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, bias: Size = 1) -> Iterable[Weight]:
    """Convolution that also sees each place's two coordinates, as two more channels."""
    return convolution_weights(filters, (kernel_height, kernel_width), input_channels + 2, 1, bias)


@layer(aliases=("CondConv2d",), source="Yang et al. 2019, arXiv 1904.04971", without_effect=WITHOUT_EFFECT)
def conditional_conv2d(filters: Size, input_channels: Size, kernel_height: Size, kernel_width: Size, num_experts: Size, bias: Size = 1) -> Iterable[Weight]:
    """Conditionally parameterised convolution: a router mixes the experts' kernels for each example."""
    experts = convolution_weights(filters, (kernel_height, kernel_width), input_channels, 1, bias)
    return [*part("experts", experts, copies=num_experts), *part("router", affine_weights(num_experts, input_channels, bias))]
