"""The arguments that are printed with a class: their names and their numbers."""

from __future__ import annotations

import pytest

from symcount.reading.printed.arguments import Argument, arguments_of


@pytest.mark.parametrize(
    "text, arguments",
    [
        ("", []),
        ("32", [Argument("", (32,))]),
        ("(10)", [Argument("", (10,))]),
        ("32, 3x3", [Argument("", (32,)), Argument("", (3, 3))]),
        ("32, (3, 5), padding='same'", [Argument("", (32,)), Argument("", (3, 5)), Argument("padding", ())]),
        ("filters=32, kernel_size=[3, 3]", [Argument("filters", (32,)), Argument("kernel_size", (3, 3))]),
        ("f =5, s=1", [Argument("f", (5,)), Argument("s", (1,))]),
        ("0.5", [Argument("", ())]),
        ("'relu', 10", [Argument("", ()), Argument("", (10,))]),
        ("input_shape=(13,)", [Argument("input_shape", (13,))]),
        ("LSTM(64), merge_mode='sum'", [Argument("", ()), Argument("merge_mode", ())]),
    ],
)
def test_arguments(text: str, arguments: list[Argument]) -> None:
    assert list(arguments_of(text)) == arguments
