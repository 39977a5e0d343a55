"""Convolutions in Keras, channels last or first."""

from __future__ import annotations

from collections.abc import Callable

from symcount import layers
from symcount.algebra import floor_div, symbol
from symcount.errors import InputError, unknown
from symcount.frameworks.arguments import Flag, Whole, Window, Word
from symcount.frameworks.built import Built, laid_out
from symcount.frameworks.convolutions import sized_convolution
from symcount.frameworks.keras.dense import with_lora
from symcount.frameworks.keras.table import CONVOLUTION, GATED_CELL, KERAS, RECURRENT, input_of, named
from symcount.frameworks.mapping import Build, Call, Example, on
from symcount.layers.shapes import IMAGE_SIDES, KERNEL_SIDES
from symcount.layers.weight import Size


def in_dimensions(names: str, layer: str, *arguments: str, ignores: tuple[str, ...] = (), most: int = 3, before: str = "batch_size") -> Build:
    """Make a function the constructor of a convolution of one dimension, of two and of three, under each of its names."""

    def define(build: Callable[..., Built]) -> Callable[..., Built]:
        for dimensions in range(1, most + 1):
            config = {**named(*arguments), "kernel_size": tuple(map(symbol, KERNEL_SIDES[dimensions]))}
            image = on(" ".join((before, *IMAGE_SIDES[dimensions], "input_channels")))
            example = Example(layer.format(dimensions), config, (image,))
            KERAS.maps(*(name.format(dimensions) for name in names.split()), examples=[example], ignores=(*CONVOLUTION, *ignores))(build)
        return build

    return define


def channels(call: Call, data_format: str | None, before: int = 1) -> Size:
    """The channels of the input: its last axis, or the first behind the batch."""
    if data_format not in (None, "channels_last", "channels_first"):
        raise InputError(f"data_format is 'channels_last' or 'channels_first', not {data_format!r}")
    input_of(call, call.dimensions + before + 1, call.dimensions + before + 1)
    return call.side(before if data_format == "channels_first" else -1)


@in_dimensions("Conv{}D Convolution{}D", "conv{}d", "filters", "groups", ignores=("lora_alpha",))
def convolution(
    call: Call,
    filters: Whole,
    kernel_size: Window,
    groups: Whole = 1,
    use_bias: Flag = 1,
    data_format: Word | None = None,
    lora_rank: Whole | None = None,
) -> Built:
    """A kernel for each filter."""
    sized = sized_convolution("conv{}d", call.window(kernel_size), filters=filters, input_channels=channels(call, data_format), groups=groups, bias=use_bias)
    return with_lora(laid_out(sized), lora_rank)


@in_dimensions("Conv{}DTranspose Convolution{}DTranspose", "conv{}d_transpose", "filters", ignores=("output_padding",))
def transposed(call: Call, filters: Whole, kernel_size: Window, use_bias: Flag = 1, data_format: Word | None = None) -> Built:
    """A kernel for each channel, written to every filter."""
    return laid_out(
        sized_convolution("conv{}d_transpose", call.window(kernel_size), filters=filters, input_channels=channels(call, data_format), bias=use_bias)
    )


@in_dimensions("DepthwiseConv{}D", "depthwise_conv{}d", most=2)
def depthwise(call: Call, kernel_size: Window, depth_multiplier: Whole = 1, use_bias: Flag = 1, data_format: Word | None = None) -> Built:
    """Kernels of each channel alone."""
    sizes = {"input_channels": channels(call, data_format), "depth_multiplier": depth_multiplier, "bias": use_bias}
    return laid_out(sized_convolution("depthwise_conv{}d", call.window(kernel_size), **sizes))


@in_dimensions("SeparableConv{}D SeparableConvolution{}D", "separable_conv{}d", "filters", most=2)
def separable(call: Call, filters: Whole, kernel_size: Window, depth_multiplier: Whole = 1, use_bias: Flag = 1, data_format: Word | None = None) -> Built:
    """Kernels of each channel alone, then a mixture of the channels."""
    sizes = {"filters": filters, "input_channels": channels(call, data_format), "depth_multiplier": depth_multiplier, "bias": use_bias}
    return laid_out(sized_convolution("separable_conv{}d", call.window(kernel_size), **sizes))


@in_dimensions("ConvLSTM{}D", "conv_lstm{}d", "filters", ignores=(*GATED_CELL, *RECURRENT, "unit_forget_bias"), before="batch_size timesteps")
def conv_lstm(call: Call, filters: Whole, kernel_size: Window, use_bias: Flag = 1, data_format: Word | None = None) -> Built:
    """An LSTM whose maps are convolutions."""
    return laid_out(sized_convolution("conv_lstm{}d", call.window(kernel_size), filters=filters, input_channels=channels(call, data_format, 2), bias=use_bias))


SPECTROGRAM = ("frame_step", "window", "periodic", "scaling", "padding", "expand_dims", "data_format")
MODES = ("log", "magnitude", "psd", "real", "imag", "angle", "stft")


@KERAS.maps("STFTSpectrogram", examples=[Example("stft_spectrogram", named("frame_length", "fft_length"))], ignores=SPECTROGRAM)
def spectrogram(_call: Call, mode: Word = "log", frame_length: Whole = 256, fft_length: Whole | None = None) -> Built:
    """A short-time Fourier transform as two convolutions, or one where only a part is asked for; trained unless said not to be."""
    if mode not in MODES:
        raise unknown("mode", mode, MODES)
    fft_length = _power_of_two(frame_length) if fft_length is None else fft_length
    if isinstance(frame_length, int) and isinstance(fft_length, int) and fft_length < frame_length:
        raise InputError(f"fft_length {fft_length} must not be below frame_length {frame_length}")
    sized = layers.stft_spectrogram(frame_length=frame_length, fft_length=fft_length)
    sides = (frame_length, 1, floor_div(fft_length, 2) + 1)
    letters = {"real": "real", "imaginary": "imag"}
    built = laid_out(sized, {"kernel": "{gate}_kernel"}, letters=letters, shapes={f"{part}_kernel": sides for part in letters.values()})
    return built.without(*(f"{other}_kernel" for part, other in (("real", "imag"), ("imag", "real")) if mode == part))


def _power_of_two(length: Size) -> int:
    """The smallest that is no less. Errors: `InputError` while the length is a symbol."""
    if not isinstance(length, int):
        raise InputError("fft_length must be given while frame_length is a symbol")
    return 1 << (length - 1).bit_length()
