"""Shapes of what enters and leaves a layer, as Keras 3.15 and PyTorch 2.13 return them."""

from __future__ import annotations

import pytest

from symcount.algebra import symbol
from symcount.layers import find
from symcount.layers.shapes import USUAL_SHAPE_SIZES, Shape, image, shape, slid, spread

SAME = "padding='same'"
LAST, ALL = "return_sequences=False", "return_sequences=True"

IMAGE = {"batch_size": 2, "input_height": 28, "input_width": 28, "input_channels": 3}
WIDE = {**IMAGE, "input_width": 31}
SMALL = {**IMAGE, "input_height": 7, "input_width": 9}
VOLUME = {"batch_size": 2, "volume_depth": 9, "input_height": 8, "input_width": 7, "input_channels": 3}
LINE = {"batch_size": 2, "input_length": 500, "input_channels": 128}
STEPS = {"batch_size": 2, "timesteps": 40, "input_dim": 13}
CLIP = {"batch_size": 2, "timesteps": 6, "input_height": 10, "input_width": 11, "input_channels": 3}
TOKENS = {"batch_size": 2, "timesteps": 7, "d_model": 8}
TWO_TOKENS = {**TOKENS, "key_length": 9}

MEASURED = [
    ("keras", "conv2d", {**IMAGE, "filters": 8, "kernel_size": 3}, "", (2, 26, 26, 8)),
    ("keras", "conv2d", {**IMAGE, "filters": 8, "kernel_size": 3, "stride": 2}, "", (2, 13, 13, 8)),
    ("keras", "conv2d", {**IMAGE, "input_height": 29, "filters": 8, "kernel_size": 3, "stride": 2}, SAME, (2, 15, 14, 8)),
    ("keras", "conv2d", {**IMAGE, "filters": 8, "kernel_height": 3, "kernel_width": 5, "dilation": 2}, "", (2, 24, 20, 8)),
    ("torch", "conv2d", {**IMAGE, "input_height": 224, "input_width": 224, "filters": 64, "kernel_size": 7, "stride": 2, "padding": 3}, "", (2, 112, 112, 64)),
    ("torch", "conv2d", {**WIDE, "filters": 8, "kernel_size": 3, "stride": 2, "padding": 1, "dilation": 2}, "", (2, 13, 15, 8)),
    ("torch", "conv2d", {**WIDE, "filters": 8, "kernel_size": 3}, SAME, (2, 28, 31, 8)),
    ("keras", "conv1d", {**LINE, "filters": 32, "kernel_size": 7}, "", (2, 494, 32)),
    ("torch", "conv1d", {**LINE, "filters": 32, "kernel_size": 7, "stride": 3, "padding": 2}, "", (2, 166, 32)),
    ("keras", "conv3d", {**VOLUME, "filters": 4, "kernel_depth": 2, "kernel_height": 2, "kernel_width": 2, "stride": 2}, "", (2, 4, 4, 3, 4)),
    ("torch", "conv3d", {**VOLUME, "filters": 4, "kernel_depth": 3, "kernel_height": 2, "kernel_width": 1, "stride": 2, "padding": 1}, "", (2, 5, 5, 5, 4)),
    ("keras", "depthwise_conv2d", {**IMAGE, "kernel_size": 3, "depth_multiplier": 2, "stride": 2}, "", (2, 13, 13, 6)),
    ("keras", "depthwise_conv1d", {**LINE, "input_length": 10, "input_channels": 3, "kernel_size": 3, "depth_multiplier": 2}, SAME, (2, 10, 6)),
    ("keras", "separable_conv2d", {**IMAGE, "filters": 8, "kernel_size": 3}, "", (2, 26, 26, 8)),
    ("keras", "separable_conv1d", {**LINE, "input_length": 11, "filters": 8, "kernel_size": 3, "stride": 2}, SAME, (2, 6, 8)),
    ("keras", "conv2d_transpose", {**SMALL, "filters": 8, "kernel_size": 3, "stride": 2}, "", (2, 15, 19, 8)),
    ("keras", "conv2d_transpose", {**SMALL, "filters": 8, "kernel_size": 3, "stride": 2}, SAME, (2, 14, 18, 8)),
    ("torch", "conv2d_transpose", {**SMALL, "filters": 8, "kernel_size": 4, "stride": 2, "padding": 1}, "", (2, 14, 18, 8)),
    ("torch", "conv2d_transpose", {**SMALL, "filters": 8, "kernel_size": 3, "stride": 2, "padding": 1, "output_padding": 1}, "", (2, 14, 18, 8)),
    ("torch", "conv2d_transpose", {**SMALL, "filters": 8, "kernel_size": 2, "stride": 3}, "", (2, 20, 26, 8)),
    # where the kernel is shorter than the stride, Keras adds the places that no kernel reaches: what PyTorch calls output_padding
    ("keras", "conv2d_transpose", {**SMALL, "filters": 8, "kernel_size": 2, "stride": 3, "output_padding": 1}, "", (2, 21, 27, 8)),
    ("torch", "conv1d_transpose", {**LINE, "input_length": 10, "filters": 8, "kernel_size": 3, "stride": 2, "dilation": 2}, "", (2, 23, 8)),
    ("keras", "lstm", {**STEPS, "units": 5}, LAST, (2, 5)),
    ("keras", "lstm", {**STEPS, "units": 5}, ALL, (2, 40, 5)),
    ("keras", "bidirectional_lstm", {**STEPS, "units": 5}, ALL, (2, 40, 10)),
    ("torch", "projected_lstm", {**STEPS, "units": 5, "projection_dim": 3}, ALL, (2, 40, 3)),
    ("keras", "conv_lstm2d", {**CLIP, "filters": 4, "kernel_size": 3}, LAST, (2, 8, 9, 4)),
    ("keras", "conv_lstm2d", {**CLIP, "filters": 4, "kernel_size": 3, "stride": 2}, f"{ALL}, {SAME}", (2, 6, 5, 6, 4)),
    ("keras", "TimeDistributed(Conv2D)", {**IMAGE, "timesteps": 6, "filters": 8, "kernel_size": 3}, "", (2, 6, 26, 26, 8)),
    ("keras", "MultiHeadAttention", TOKENS, "", (2, 7, 8)),
    ("keras", "cross_attention", {**TWO_TOKENS, "num_heads": 2, "head_dim": 4, "key_width": 5, "value_width": 5, "output_dim": 6}, "", (2, 7, 6)),
    ("keras", "additive_attention", TWO_TOKENS, "", (2, 7, 8)),
    ("torch", "decoder_layer", {**TWO_TOKENS, "d_ff": 16}, "", (2, 7, 8)),
    ("torch", "transformer", {**TWO_TOKENS, "d_ff": 16, "num_encoder_layers": 1, "num_decoder_layers": 1}, "", (2, 7, 8)),
]


@pytest.mark.parametrize("framework, layer, sizes, setting, measured", MEASURED)
def test_outputs_as_the_frameworks_return_them(framework: str, layer: str, sizes: dict[str, int], setting: str, measured: tuple[int, ...]) -> None:
    output = find(layer)(**sizes).outputs[setting].at(USUAL_SHAPE_SIZES)
    assert tuple(side.constant for side in output.sizes) == measured, framework


@pytest.mark.parametrize(
    "framework, layer, sizes, between, measured",
    [
        ("keras", "dense", {"units": 5, "input_dim": 3}, (7,), (2, 7, 5)),
        ("keras", "embedding", {"vocab_size": 1000, "embedding_dim": 64}, (10,), (2, 10, 64)),
        ("torch", "bilinear", {"units": 4, "input_dim": 3, "second_input_dim": 5}, (7,), (2, 7, 4)),
        ("keras", "batch_norm", {"features": 3}, (28, 28), (2, 28, 28, 3)),
        ("keras", "TimeDistributed(LSTM)", {"units": 5, "input_dim": 3, "timesteps": 28}, (6,), (2, 6, 5)),
    ],
)
def test_outputs_with_any_axes_between(framework: str, layer: str, sizes: dict[str, int], between: tuple[int, ...], measured: tuple[int, ...]) -> None:
    first, any_axes, *last = next(iter(find(layer)(**sizes).outputs.values())).sides
    assert (any_axes, str(first)) == (..., "batch_size")
    assert (2, *between, *(side.constant for side in last if side is not ...)) == measured, framework


@pytest.mark.parametrize(
    "one, printed",
    [
        (shape("batch_size ... units"), "(batch_size, ..., units)"),
        (shape("num_nodes", 2 * symbol("units")), "(num_nodes, 2*units)"),
        (shape("units"), "(units,)"),
        (image(1, 3), "(batch_size, input_length, 3)"),
        (image(3, symbol("input_channels")), "(batch_size, volume_depth, input_height, input_width, input_channels)"),
        (image(2, 1, before="batch_size timesteps"), "(batch_size, timesteps, input_height, input_width, 1)"),
        (slid(1, symbol("filters"))[""].at(USUAL_SHAPE_SIZES), "(batch_size, input_length - kernel_size + 1, filters)"),
        (slid(1, symbol("filters"))[SAME].at({"stride": 1}), "(batch_size, input_length, filters)"),
        (spread(1, symbol("filters"))[""].at(USUAL_SHAPE_SIZES), "(batch_size, input_length + kernel_size - 1, filters)"),
        (spread(1, symbol("filters"))[SAME], "(batch_size, input_length*stride, filters)"),
    ],
)
def test_a_shape_prints_as_python_prints_it(one: Shape, printed: str) -> None:
    assert str(one) == printed


def test_what_is_in_a_shape() -> None:
    dense = shape("batch_size ... units", 4 * symbol("units"))
    assert dense.names == {"batch_size", "units"}
    assert str(dense.count) == "4*batch_size*units**2"
    assert str(dense.at({"units": 3})) == "(batch_size, ..., 3, 12)"


def test_shapes_are_compared_side_by_side() -> None:
    units = symbol("units")
    assert shape("units", 2 * units + 2 * units).equals(shape("units", 4 * units))
    assert shape("batch_size ...").equals(shape("batch_size ..."))
    assert not shape("units input_dim").equals(shape("input_dim units"))
    assert not shape("units").equals(shape("units", 1))
    assert not shape("batch_size ...").equals(shape("batch_size units"))
