"""Passages about what a layer makes of its input."""

from __future__ import annotations

import pytest

from symcount.reading.passage import read_passage


def names_a_layer(word: str) -> bool:
    return word.rpartition(".")[2] in ("Conv2D", "Conv2d", "LSTM", "Dense")


@pytest.mark.parametrize(
    "text, shapes",
    [
        ("(None, 28, 28, 1) -> Conv2D(32, (3,3)) -> (None, 26, 26, 32)", ["(None, 28, 28, 1)", "(None, 26, 26, 32)"]),
        ("output_array.shape == (32, 10, 64)", ["(32, 10, 64)"]),
        ("torch.Size([32, 10, 64])", ["[32, 10, 64]"]),
        ("(None, 500, 128),经过 (32, 7)(32 表示 filter 的数量,7 为 kernel size)之后:(None, 494, 32)", ["(None, 500, 128)", "(32, 7)", "(None, 494, 32)"]),
        ("（None，500，128）之后", ["（None，500，128）"]),
        ("(n, (n+m)*3) and (?, -1, 4n)", ["(n, (n+m)*3)", "(?, -1, 4n)"]),
        ("kernel_size=(3, 3), strides = (2, 2): (None, 5)", ["(None, 5)"]),
        ("((a, b))", ["(a, b)"]),
        ("(a), (b, (c)), (4*units,)", ["(b, (c))", "(4*units,)"]),
        ("(which is long, and no shape)", []),
        ("(None, 5", []),
        ("no bracket", []),
        ("(" * 5_000 + "a, b" + ")" * 5_000, ["(a, b)"]),
    ],
)
def test_shapes(text: str, shapes: list[str]) -> None:
    assert [one.text for one in read_passage(text, names_a_layer).shapes] == shapes


@pytest.mark.parametrize(
    "text, arguments",
    [
        ("Conv2D(32, (3, 3), padding='same')", ((32,), (3, 3))),
        ("model.add(layers.LSTM(5))", ((5,),)),
        ("nn.Conv2d(3, 64, 7, stride=2)", ((3,), (64,), (7,))),
        ("Dense(10)(Dense(5)(x))", ((5,),)),
        ("Conv2D(filters=32)", ()),
        ("MaxPooling2D(2)", ()),
    ],
)
def test_what_a_layer_is_called_with(text: str, arguments: tuple[tuple[int, ...], ...]) -> None:
    assert read_passage(text, names_a_layer).arguments == arguments


@pytest.mark.parametrize(
    "text, sizes",
    [
        ("Conv2D(filters=32, kernel_size=(3, 5), strides=2)", {"filters": (32,), "kernel_size": (3, 5), "strides": (2,)}),
        ("步长为2, padding 1", {"stride": (2,), "padding": (1,)}),
        ("a stride of 2 and dilation: 3", {"stride": (2,), "dilation": (3,)}),
        ("rate=0.5, x == 3, units=5x", {}),
    ],
)
def test_sizes(text: str, sizes: dict[str, tuple[int, ...]]) -> None:
    assert read_passage(text, names_a_layer).sizes == sizes


@pytest.mark.parametrize(
    "text, settings",
    [
        ("LSTM(5, return_sequences=True)", {"return_sequences": "True"}),
        ('padding="same"', {"padding": "same"}),
        ("with valid padding", {"padding": "valid"}),
        ("padding=1", {}),
    ],
)
def test_settings(text: str, settings: dict[str, str]) -> None:
    assert read_passage(text, names_a_layer).settings == settings


def test_the_argument_that_a_shape_is_given_to() -> None:
    said = read_passage("Conv2D(32, 3, input_shape=(28, 28, 1)) == (None, 26, 26, 32)", names_a_layer)
    assert [(one.text, one.argument) for one in said.shapes] == [("(28, 28, 1)", "input_shape"), ("(None, 26, 26, 32)", "")]
