"""What leaves Keras' layers: the shape of the output, as far as the shapes of the inputs tell.

A side that is not known is None, and so is a shape of which nothing is known. A shape that begins with `...` has any axes in front.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from math import prod
from types import EllipsisType
from typing import Any

from symcount.layers.weight import Size

Side = Size | None | EllipsisType
Sides = tuple[Side, ...]
Config = Mapping[str, Any]
Rule = Callable[[str, Config, Sequence[Sides]], Sides | None]

MERGING = ("Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract")
CHANGING = ("CategoryEncoding", "Dot", "HashedCrossing", "IntegerLookup", "Lambda", "MelSpectrogram", "RandomCrop", "STFTSpectrogram", "StringLookup")
CHANGING_TOO = ("TextVectorization", "CutMix", "MixUp", "AdaptiveAveragePooling", "AdaptiveMaxPooling", "Discretization", "Resizing", "CenterCrop")


def output_shape(layer: str, config: Config, inputs: Sequence[Sides]) -> Sides | None:
    """The shape of what a layer of Keras gives; None where it is not known.

    >>> output_shape("Conv2D", {"filters": 8, "kernel_size": (3, 3), "padding": "valid"}, [(None, 32, 32, 3)])
    (None, 30, 30, 8)
    """
    rule = next((rule for ending, rule in RULES.items() if layer.startswith(ending)), None)
    if rule is None:
        return None if layer.startswith((*CHANGING, *CHANGING_TOO)) or not inputs else inputs[0]
    with suppress(*MALFORMED):
        return rule(layer, config, inputs) if inputs else None
    return None


MALFORMED = (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError, ZeroDivisionError)
"""What arguments bring about that mean nothing: then no shape is known."""


def _last(size: str) -> Rule:
    """The input with another last side, as an argument says."""
    return lambda _layer, config, inputs: (*inputs[0][:-1], config[size])


def _embedding(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    return (*inputs[0], config["output_dim"])


def _einsum(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides | None:
    stated = config["output_shape"]
    return (inputs[0][0], *(stated if isinstance(stated, (list, tuple)) else (stated,)))


# -- what a window moves over ----------------------------------------------------------------------------------------


def _windowed(layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    """Convolutions and poolings: each side of the image becomes the number of places of the window."""
    batch, *axes = inputs[0]
    first = config.get("data_format") == "channels_first"
    channels, image = (axes[0], axes[1:]) if first else (axes[-1], axes[:-1])
    window = _each(config.get("kernel_size", config.get("pool_size", 2)), len(image))
    strides = _each(config.get("strides") or (window if "Pool" in layer else 1), len(image))
    dilation = _each(config.get("dilation_rate", 1), len(image))
    padding, more = config.get("padding", "valid"), _each(config.get("output_padding"), len(image))
    moves = list(zip(image, window, strides, dilation, strict=True))
    slid = [_slid(*one, padding) for one in moves]
    sides = [_spread(*one, padding, added) for one, added in zip(moves, more, strict=True)] if "Transpose" in layer else slid
    channels = _channels(layer, config, channels)
    return (batch, channels, *sides) if first else (batch, *sides, channels)


def _channels(layer: str, config: Config, channels: Side) -> Side:
    if layer.startswith("Depthwise"):
        return None if channels is None or channels is ... else channels * config.get("depth_multiplier", 1)
    filters: Side = config.get("filters", channels)
    return filters


def _each(value: Any, dimensions: int) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple)) else [value] * dimensions


def _slid(side: Side, window: int, stride: int, dilation: int, padding: str) -> Side:
    if not isinstance(side, int):
        return None
    return -(-(side - (0 if padding in ("same", "causal") else dilation * (window - 1))) // stride)


def _spread(side: Side, window: int, stride: int, dilation: int, padding: str, more: int | None) -> Side:
    if not isinstance(side, int):
        return None
    wide = dilation * (window - 1) + 1
    if more is None:
        return side * stride + (max(wide - stride, 0) if padding == "valid" else 0)
    return (side - 1) * stride + wide + more - (2 * (wide // 2) if padding == "same" else 0)


def _pooled_away(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    batch, *axes = inputs[0]
    first = config.get("data_format") == "channels_first"
    if not config.get("keepdims"):
        return (batch, axes[0] if first else axes[-1])
    ones = [1] * (len(axes) - 1)
    return (batch, axes[0], *ones) if first else (batch, *ones, axes[-1])


def _moved(by: Callable[[int, Any], int], argument: str) -> Rule:
    """Each side of the image changed: padded, cropped or repeated."""

    def rule(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
        batch, *axes = inputs[0]
        first = config.get("data_format") == "channels_first"
        image = axes[1:] if first else axes[:-1]
        amounts = config[argument]
        each = [amounts] if len(image) == 1 else _each(amounts, len(image))
        sides = [by(side, amount) if isinstance(side, int) else None for side, amount in zip(image, each, strict=True)]
        return (batch, axes[0], *sides) if first else (batch, *sides, axes[-1])

    return rule


def _both_ends(amount: Any) -> int:
    return sum(amount) if isinstance(amount, (list, tuple)) else 2 * amount


def _times(side: int, amount: Any) -> int:
    return side * int(amount[0] if isinstance(amount, (list, tuple)) else amount)


# -- axes ------------------------------------------------------------------------------------------------------------


def _flattened(_layer: str, _config: Config, inputs: Sequence[Sides]) -> Sides:
    batch, *axes = inputs[0]
    return (None, None) if batch is ... else (batch, _product(axes))


def _product(sides: Sequence[Side]) -> Size | None:
    known = [side for side in sides if side is not None and side is not ...]
    return prod(known) if len(known) == len(sides) else None


def _reshaped(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    batch, *axes = inputs[0]
    target = list(config["target_shape"])
    whole, rest = _product(axes), prod(side for side in target if side != -1)
    left = whole // rest if isinstance(whole, int) and rest else None
    return (batch, *(left if side == -1 else side for side in target))


def _permuted(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    return (inputs[0][0], *(inputs[0][place] for place in config["dims"]))


def _repeated(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    return (inputs[0][0], config["n"], *inputs[0][1:])


def _joined(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides | None:
    axis = config.get("axis", -1)
    sides = [one[axis] for one in inputs]
    known = [side for side in sides if side is not None and side is not ...]
    joined = list(_merged("", config, inputs))
    joined[axis] = sum(known[1:], known[0]) if len(known) == len(sides) else None
    return tuple(joined)


def _merged(_layer: str, _config: Config, inputs: Sequence[Sides]) -> Sides:
    """Each side that one of the inputs knows; a side of 1 is repeated."""
    longest = max(inputs, key=len)
    padded = [(*longest[: len(longest) - len(one)], *one) for one in inputs]
    return tuple(next((side for side in sides if side not in (None, 1)), sides[0]) for sides in zip(*padded, strict=True))


# -- sequences -------------------------------------------------------------------------------------------------------


def _recurrent(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    batch, *steps, _features = inputs[0]
    return (batch, *steps, config["units"]) if config.get("return_sequences") else (batch, config["units"])


def _convolved_in_time(layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    batch, steps, *image = inputs[0]
    inner = _windowed(layer, config, [(batch, *image)])
    return (batch, steps, *inner[1:]) if config.get("return_sequences") else inner


def _in_both_directions(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides | None:
    inner = output_shape(config["layer"]["class_name"], config["layer"]["config"], inputs)
    if inner is None or config.get("merge_mode", "concat") != "concat" or not isinstance(inner[-1], int):
        return inner
    return (*inner[:-1], 2 * inner[-1])


def _in_time(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides | None:
    batch, steps, *features = inputs[0]
    inner = output_shape(config["layer"]["class_name"], config["layer"]["config"], [(batch, *features)])
    return (batch, steps, *inner[1:]) if inner else None


def _attention(_layer: str, config: Config, inputs: Sequence[Sides]) -> Sides:
    stated = config.get("output_shape")
    return inputs[0] if stated is None else (*inputs[0][:-1], *(stated if isinstance(stated, (list, tuple)) else (stated,)))


def _weighted(_layer: str, _config: Config, inputs: Sequence[Sides]) -> Sides:
    return (*inputs[0][:-1], inputs[min(1, len(inputs) - 1)][-1])


RULES: dict[str, Rule] = {
    "Dense": _last("units"),
    "Embedding": _embedding,
    "EinsumDense": _einsum,
    "ConvLSTM": _convolved_in_time,
    **dict.fromkeys(("Conv", "DepthwiseConv", "SeparableConv", "MaxPool", "AveragePooling", "AvgPool"), _windowed),
    "Global": _pooled_away,
    "ZeroPadding": _moved(lambda side, amount: side + _both_ends(amount), "padding"),
    "Cropping": _moved(lambda side, amount: side - _both_ends(amount), "cropping"),
    "UpSampling": _moved(_times, "size"),
    "Flatten": _flattened,
    "Reshape": _reshaped,
    "Permute": _permuted,
    "RepeatVector": _repeated,
    "Concatenate": _joined,
    **dict.fromkeys(MERGING, _merged),
    **dict.fromkeys(("LSTM", "GRU", "SimpleRNN"), _recurrent),
    "Bidirectional": _in_both_directions,
    "TimeDistributed": _in_time,
    "MultiHeadAttention": _attention,
    "Attention": _weighted,
    "AdditiveAttention": _weighted,
}
"""The rules by the beginning of a layer's name; every other layer of Keras gives what it takes."""
