"""Arguments that are printed bind: what sizes they state, and the rows that contradict them."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.judging.printed.arguments import Signature, has_no_groups, readings
from symcount.reading.printed.arguments import arguments_of

KERNEL = ("kernel_size", ("kernel_height", "kernel_width"))
DENSE = ((("units", ("units",)),), (("in_features", ("input_dim",)), ("out_features", ("units",))))
CONV = ((("filters", ("filters",)), KERNEL), (("in_channels", ("input_channels",)), ("out_channels", ("filters",)), KERNEL))
SQUARE = {"kernel_height": 3, "kernel_width": 3}


@pytest.mark.parametrize(
    "text, signatures, stated",
    [
        ("32", DENSE, [{"units": 32}]),
        ("784, 32", DENSE, [{"units": 784}, {"input_dim": 784, "units": 32}]),
        ("32, 'relu'", DENSE, [{"units": 32}]),
        ("out_features=32", DENSE, [{"units": 32}]),
        ("axis=1", DENSE, [{}]),
        ("32, 3x3", CONV, [{"filters": 32, **SQUARE}]),
        ("3x3, 32", CONV, [{"filters": 32, **SQUARE}]),
        ("32, 3", CONV, [{"filters": 32, **SQUARE}]),
        ("32, kernel_size=(3, 5), strides=2", CONV, [{"filters": 32, "kernel_height": 3, "kernel_width": 5}]),
        ("3, 32, (3, 3)", CONV, [{"filters": 3, "kernel_height": 32, "kernel_width": 32}, {"input_channels": 3, "filters": 32, **SQUARE}]),
        ("32", CONV, [{"filters": 32}, {"input_channels": 32}]),
        ("3x3x32", CONV, [{}]),
        ("0", DENSE, [{}]),
        ("32", (), [{}]),
    ],
)
def test_what_is_stated(text: str, signatures: tuple[Signature, ...], stated: list[dict[str, int]]) -> None:
    assert list(readings(arguments_of(text), signatures)) == stated


@pytest.mark.parametrize(
    "text, right",
    [("32, 3x3", True), ("f=5, s=1", True), ("", False), ("32, 3x3, groups=8", False), ("32, 3x3, depthwise", False), ("32, 32, 3, 1, 1, 1, 32", False)],
)
def test_arguments_without_groups(text: str, right: bool) -> None:
    assert has_no_groups(arguments_of(text)) == right


SHAPES, NO_SHAPES = "| Layer | Output | Params |\n", "| Layer | Params |\n"
RECTANGLE = "a conv2d with filters=32, kernel_height=1 and kernel_width=3"
CONV2D = "Conv2D(32, 3x3): a conv2d with filters=32 and kernel_size=3 has 608 with input_channels=2 or 896 with input_channels=3, never 800"


@pytest.mark.parametrize(
    "text, faults",
    [
        (f"{SHAPES}| Conv2D(32, 3x3) | 26x26x32 | 800 |", (CONV2D,)),
        (f"{SHAPES}| conv2d_1 (Conv2D) | (None, 26, 26, 32) | 800 |", ()),  # the name of a row is no argument
        (f"{SHAPES}| Dense(32) | (None, 10) | 650 |", ("Dense(32): its arguments say units=32, its shapes units=10",)),
        (f"{NO_SHAPES}| Dense(128) | 100,480 |\n| Dense(10) | 1,290 |", ()),
        (
            f"{NO_SHAPES}| Dense(128) | 100,480 |\n| Dense(10) | 1,289 |",
            ("Dense(10): a dense layer with units=10 and input_dim=128 has 1,290, not 1,289",),
        ),
        (f"{SHAPES}| nn.Linear(784, 128) | (1, 128) | 100480 |\n| nn.Linear(128, 10) | (1, 10) | 1290 |", ()),
        (f"{SHAPES}| Linear(128) | (1, 128) | 100480 |", ()),
        (f"{SHAPES}| Conv2d(3, 64, 7, stride=2, padding=3, bias=False) | 64x112x112 | 9408 |", ()),
        (f"{SHAPES}| Embedding(1000, 64) | (None, 7, 64) | 64000 |\n| LSTM(5, return_sequences=True) | (None, 7, 5) | 1400 |", ()),
        (
            f"{SHAPES}| Conv2D(32, 1x3) | 26x26x32 | 801 |",
            (f"Conv2D(32, 1x3): {RECTANGLE} has 800 with input_channels=8 or 896 with input_channels=9, never 801",),
        ),
        (f"{SHAPES}| Conv2D(16, 3x3, groups=8) | 9x9x16 | 160 |", ()),
        (f"{SHAPES}| Conv2d(24, 24, 3, 1, 1, 1, 24) | (1, 24, 9, 9) | 240 |", ()),
        (f"{SHAPES}| nn.LSTM(10, 20, num_layers=2, bidirectional=True) | (1, 7, 40) | 15,040 |\n| Linear(40, 9) | (1, 9) | 369 |", ()),
        (
            f"{SHAPES}| Dense(784, 128) | (None, 128) | 100,481 |",
            ("Dense(784, 128): a dense layer with input_dim=784 and units=128 has 100,480, not 100,481",),
        ),
        (f"{SHAPES}| MultiHeadAttention(8, 64) | (None, 7, 512) | 1050624 |", ()),
        (f"{SHAPES}| Bidirectional(LSTM(64)) | (None, 128) | 98816 |", ()),
    ],
)
def test_arguments_bind(text: str, faults: tuple[str, ...]) -> None:
    assert sc.check_summary(text).faults == faults


def test_arguments_tell_what_enters_the_next_row() -> None:
    *_, last = sc.check_summary(f"{NO_SHAPES}| Dense(128) | 100,480 |\n| Dense(10) | 1,280 |").rows
    assert last.inferred == {"units": 10, "input_dim": 128, "bias": 0}
