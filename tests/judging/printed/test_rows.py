"""A row solved: what is inferred from its count and its shapes, and what is said where nothing fits."""

from __future__ import annotations

from functools import partial

import pytest

from symcount.algebra import Work
from symcount.frameworks import convention
from symcount.judging.printed.feeding import Feeding
from symcount.judging.printed.rows import RowVerdict, judge_row
from symcount.judging.printed.search import Search
from symcount.layers import find
from symcount.reading.printed.cells import Count, PrintedShape, Sides
from symcount.reading.printed.rows import Row


def solved(layer: str, count: int, leaving: Sides | None, feeding: Feeding, framework: str = "keras", is_cut: bool = False) -> RowVerdict:
    shape = PrintedShape(leaving, is_cut) if leaving else None
    search = Search(Count(count, count, count), shape, feeding, framework, partial(convention, framework), Work(100_000))
    return judge_row(Row("x", ""), [find(layer)], search)


def after(*sides: int | None, is_certain: bool = True) -> Feeding:
    return Feeding(PrintedShape((None, *sides)), is_certain)


OTHERS = "has another count for all other sizes"
NOTHING, FIRST = Feeding(), Feeding(is_first=True)


@pytest.mark.parametrize(
    "layer, count, leaving, feeding, inferred",
    [
        ("lstm", 380, (None, 400, 5), NOTHING, {"units": 5, "input_dim": 13}),
        ("gru", 480, (None, 5), NOTHING, {"units": 5}),
        ("gru", 480, (None, 5), after(7, 25), {"units": 5, "input_dim": 25, "bias": 2}),
        ("gru", 480, (None, 5), after(7, 26), {"units": 5, "input_dim": 26}),
        ("embedding", 5000, (None, 7, 50), NOTHING, {"embedding_dim": 50, "vocab_size": 100}),
        ("dense", 1100, (None, 5, 100), NOTHING, {"units": 100, "input_dim": 10}),
        ("dense", 1000, (None, 100), after(10), {"units": 100, "input_dim": 10, "bias": 0}),
        ("dense", 46090, (None, 10), after(24, 24, 8), {"units": 10, "input_dim": 4608}),
        ("dense", 9292, None, NOTHING, {}),
        ("conv2d", 400, (None, 26, 26, 40), FIRST, {"filters": 40, "input_channels": 1, "kernel_height": 3, "kernel_width": 3}),
        ("conv2d", 22550, (None, 60, 60, 50), FIRST, {"filters": 50}),
        ("conv2d", 2888, (None, 24, 24, 8), after(26, 26, 40), {"filters": 8, "input_channels": 40, "kernel_height": 3, "kernel_width": 3}),
        ("conv2d", 320, (None, 32, 26, 26), FIRST, {"filters": 32, "input_channels": 1, "kernel_height": 3, "kernel_width": 3}),
        (
            "conv3d",
            1740,
            (None, 6, 5, 5, 12),
            after(7, 7, 7, 8),
            {"filters": 12, "input_channels": 8, "kernel_depth": 2, "kernel_height": 3, "kernel_width": 3},
        ),
        ("conv2d_transpose", 131200, (None, 16, 16, 128), NOTHING, {"filters": 128}),
        ("depthwise_conv2d", 320, (None, 9, 9, 32), after(9, 9, 16), {"input_channels": 16, "depth_multiplier": 2, "kernel_height": 3, "kernel_width": 3}),
        ("batch_norm", 128, (None, 9, 32), NOTHING, {"features": 32}),
        ("batch_norm", 96, (None, 9, 32), NOTHING, {"features": 32, "bias": 0}),
        ("batch_norm", 64, (None, 9, 32), NOTHING, {}),
        ("bidirectional_lstm", 98816, (None, 64), after(7, 128), {"units": 64, "input_dim": 128}),
        ("prelu", 18432, (None, 24, 24, 32), NOTHING, {"features": 18432}),
        ("bidirectional_lstm", 98816, (None, 128), NOTHING, {"units": 64, "input_dim": 128}),
        ("multi_head_attention", 8416, (None, 200, 32), NOTHING, {"d_model": 32}),
    ],
)
def test_what_follows(layer: str, count: int, leaving: Sides | None, feeding: Feeding, inferred: dict[str, int]) -> None:
    found = solved(layer, count, leaving, feeding)
    assert (found.consistent, found.inferred) == (True, inferred)


@pytest.mark.parametrize(
    "layer, count, leaving, feeding, inferred",
    [
        ("lstm", 856064, (2, 7, 256), after(7, 64), {"units": 256, "input_dim": 64, "bias": 2, "num_layers": 2}),
        ("conv2d", 9408, (1, 64, 32, 32), FIRST, {"filters": 64, "input_channels": 3, "kernel_height": 7, "kernel_width": 7, "bias": 0}),
        ("conv2d", 640, (1, 64, 32, 32), after(64, 32, 32), {"filters": 64, "input_channels": 64, "kernel_height": 3, "kernel_width": 3}),
        ("projected_lstm", 4 * 5 * (13 + 3 + 2) + 3 * 5, (2, 7, 3), after(7, 13), {"units": 5, "input_dim": 13, "projection_dim": 3, "bias": 2}),
        ("layer_norm", 256, (1, 512, 128), NOTHING, {"features": 128}),
        ("batch_norm", 0, (1, 8, 5, 5), NOTHING, {}),
        ("conv1d", 624, (8, 24, 2), after(24, 2, is_certain=False), {"filters": 24}),  # from other channels, and not two filters
        ("conv2d", 288, (1, 32, 9, 9), after(32, 9, 9), {"filters": 32, "input_channels": 32, "kernel_height": 3, "kernel_width": 3, "bias": 0}),
        ("conv2d", 90, (1, 9, 5, 5), NOTHING, {"filters": 9}),  # as many groups as channels must divide the filters
    ],
)
def test_what_follows_in_pytorch(layer: str, count: int, leaving: Sides, feeding: Feeding, inferred: dict[str, int]) -> None:
    found = solved(layer, count, leaving, feeding, "torch")
    assert (found.consistent, found.inferred) == (True, inferred)


def test_in_keras_channels_may_come_first() -> None:
    found = solved("conv2d", 4640, (None, 32, 16, 16), after(16, 18, 18, is_certain=False))
    assert found.inferred == {"filters": 32, "input_channels": 16, "kernel_height": 3, "kernel_width": 3}


@pytest.mark.parametrize("layer", ["adaptive_softmax", "stft_spectrogram", "window_attention"])
def test_a_layer_whose_count_does_not_grow_with_its_sizes_is_not_solved(layer: str) -> None:
    found = solved(layer, 7, (None, 16, 8), NOTHING)
    assert (found.consistent, found.message) == (True, "its sizes are not solved for")


def test_a_width_that_is_cut_off() -> None:
    found = solved("conv_lstm2d", 9856, (None, 8, 16, 240, 2), NOTHING, is_cut=True)
    assert found.inferred["filters"] == 16


@pytest.mark.parametrize(
    "layer, count, leaving, feeding, message",
    [
        ("lstm", 221, (None, 400, 5), after(400, 5), "an LSTM with units=5 and input_dim=5 has 220, not 221"),
        ("dense", 1001, (None, 10), after(100), "a dense layer with units=10 and input_dim=100 has 1,000 with bias=0 or 1,010, not 1,001"),
        (
            "conv2d",
            2049,
            (None, 26, 26, 64),
            after(26, 26, 32),
            "a conv2d with filters=64 and input_channels=32 has 2,048 with kernel_size=1 and bias=0 or 2,112 with kernel_size=1, never 2,049",
        ),
        ("lstm", 221, (None, 400, 5), NOTHING, "an LSTM with units=5 has 220 with input_dim=5 or 240 with input_dim=6, never 221"),
        ("dense", 1985, (None, 12, 5), after(12, 33), "a dense layer with units=5 and input_dim=33 has 170, not 1,985"),
        (
            "conv2d",
            1793,
            (None, 26, 26, 64),
            after(28, 28, 3),
            "a conv2d with filters=64 and input_channels=3 has 1,792 with kernel_size=3 or 3,136 with kernel_size=4, never 1,793",
        ),
        ("multi_head_attention", 1234567, (None, 9, 64), after(9, 64), f"no setting explains 1,234,567: a multi head attention with d_model=64 {OTHERS}"),
        ("depthwise_conv2d", 12347, (None, 9, 9, 64), after(9, 9, 64), f"no setting explains 12,347: a depthwise conv2d with input_channels=64 {OTHERS}"),
        ("conv2d", 9409, (None, 26, 26, 64), NOTHING, "no setting explains 9,409: a conv2d with filters=64 has another count for all other sizes"),
    ],
)
def test_what_would_fit(layer: str, count: int, leaving: Sides, feeding: Feeding, message: str) -> None:
    found = solved(layer, count, leaving, feeding)
    assert (found.consistent, found.message) == (False, message)


def test_several_sizes_are_shown() -> None:
    found = solved("conv1d", 64128, (None, 996, 128), NOTHING)
    assert found.inferred == {"filters": 128}
    assert found.message.startswith("several sizes fit: ")
