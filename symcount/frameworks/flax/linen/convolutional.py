"""Linen's convolutions."""

from __future__ import annotations

from symcount.algebra import ceil_div, floor_div
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import Anything, Flag, Sizes, Whole
from symcount.frameworks.built import Built, laid_out
from symcount.frameworks.convolutions import sized_convolution
from symcount.frameworks.flax import common
from symcount.frameworks.flax.linen.table import LINEN
from symcount.frameworks.mapping import Call
from symcount.layers.weight import Size


def channels(call: Call, kernel_size: tuple[Size, ...]) -> Size:
    """The last side of an input. Errors: `InputError` where no axis for each side of the kernel stands before it."""
    if len(call.input) <= len(kernel_size):
        raise InputError(f"input_shape has an axis for each side of kernel_size, and channels: {len(kernel_size) + 1} axes at least, not {len(call.input)}")
    return call.side(-1)


GROUPED = common.convolution_examples("conv{}d", {"features": "filters", "feature_group_count": "groups"})


@LINEN.maps("Conv", examples=GROUPED, ignores=(*common.CONVOLUTION, "conv_general_dilated_cls"))
def conv(call: Call, features: Whole, kernel_size: Sizes, feature_group_count: Whole = 1, use_bias: Flag = 1) -> Built:
    """A kernel for each filter, as many filters in each group."""
    return laid_out(
        sized_convolution("conv{}d", kernel_size, filters=features, input_channels=channels(call, kernel_size), groups=feature_group_count, bias=use_bias)
    )


@LINEN.maps("ConvTranspose", examples=common.convolution_examples("conv{}d_transpose", {"features": "filters"}), ignores=common.CONVOLUTION_TRANSPOSE)
def conv_transpose(call: Call, features: Whole, kernel_size: Sizes, use_bias: Flag = 1, transpose_kernel: Flag = 0) -> Built:
    """A kernel for each channel, written to every filter."""
    return common.conv_transpose(kernel_size, transpose_kernel, filters=features, input_channels=channels(call, kernel_size), bias=use_bias)


UNSHARED = {1: ("output_length",), 2: ("output_height", "output_width")}


@LINEN.maps("ConvLocal", ignores=("mask", "conv_general_dilated", "conv_general_dilated_cls"))
def conv_local(
    call: Call,
    features: Whole,
    kernel_size: Sizes,
    strides: Sizes = (1,),
    padding: Anything = "SAME",
    input_dilation: Sizes = (1,),
    kernel_dilation: Sizes = (1,),
    feature_group_count: Whole = 1,
    use_bias: Flag = 1,
) -> Built:
    """Kernels of its own at every place of the output."""
    if len(kernel_size) not in UNSHARED or feature_group_count != 1:
        raise InputError("an unshared convolution has a kernel of one or two sides, and one group")
    dimensions = len(kernel_size)
    sides = [call.side(axis - dimensions - 1) for axis in range(dimensions)]
    wide = [(side - 1) * step + 1 for side, step in zip(sides, _each(input_dilation, dimensions), strict=True)]
    window = [(side - 1) * step + 1 for side, step in zip(kernel_size, _each(kernel_dilation, dimensions), strict=True)]
    places = tuple(_places(*one) for one in zip(wide, window, _each(strides, dimensions), _paddings(padding, dimensions), strict=True))
    sizes = {**dict(zip(UNSHARED[dimensions], places, strict=True)), "filters": features, "input_channels": call.side(-1)}
    sized = sized_convolution("locally_connected{}d", kernel_size, **sizes, bias=use_bias)
    return laid_out(sized)


def _each(given: tuple[Size, ...], dimensions: int) -> tuple[Size, ...]:
    each = given * dimensions if len(given) == 1 else given
    if len(each) != dimensions:
        raise InputError(f"strides and dilations are one number, or {dimensions}, not {len(each)}")
    return each


def _paddings(padding: object, dimensions: int) -> list[int | str]:
    """For each axis the name of a way to pad, or how many places are added to it.

    Errors: `InputError` for what is no padding.
    """
    if padding == "CAUSAL" and dimensions == 1:
        return [padding]
    if padding in ("SAME", "VALID", "CIRCULAR", "REFLECT"):
        return [str(padding)] * dimensions
    pairs = [padding] * dimensions if isinstance(padding, int) else padding
    if isinstance(pairs, (list, tuple)) and len(pairs) == dimensions:
        both = [(pair, pair) if isinstance(pair, int) else pair for pair in pairs]
        if all(isinstance(pair, (list, tuple)) and len(pair) == 2 and all(isinstance(side, int) for side in pair) for pair in both):
            return [sum(pair) for pair in both]
    raise InputError(f"padding is 'SAME', 'VALID', 'CIRCULAR', 'REFLECT', 'CAUSAL' (one dimension), a number or pairs of numbers, not {shown(padding)}")


def _places(side: Size, window: Size, stride: Size, padding: int | str) -> Size:
    """How many places a window has on an axis."""
    if padding in ("SAME", "CIRCULAR", "REFLECT", "CAUSAL"):
        places: Size = ceil_div(side, stride)
    else:
        places = floor_div(side + (padding if isinstance(padding, int) else 0) - window, stride) + 1
    return places
