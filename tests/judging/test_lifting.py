"""Which of the author's sizes a number stands for."""

from __future__ import annotations

import pytest

from symcount.judging.lifting import MAX_LIFTS, lifts
from symcount.reading import parse

LSTM = {"units": 256, "input_dim": 4096}


@pytest.mark.parametrize(
    "text, sizes, lifted",
    [
        ("4097 * 256", LSTM, {"units*(input_dim + 1)"}),
        ("4*(4096*256 + 256^2 + 256)", LSTM, {"4*units*(input_dim + units + 1)"}),
        ("4*(4096*16)*256", {**LSTM, "timesteps": 16}, {"4*input_dim*timesteps*units"}),
        ("5*5", {"units": 5, "input_dim": 5}, {"units**2", "input_dim*units", "input_dim**2"}),
        ("4*9", {"units": 4, "input_dim": 9}, {"input_dim*units", "4*input_dim"}),
        ("3*7", {"units": 5}, {"21"}),
        ("1*2", {"units": 1, "input_dim": 2}, {"2", "input_dim"}),
        ("2.5*256", LSTM, {"5*units/2"}),
    ],
)
def test_numbers_as_sizes(text: str, sizes: dict[str, int], lifted: set[str]) -> None:
    assert {str(value) for value in lifts(parse(text).node, sizes)} == lifted


def test_the_ways_are_bounded() -> None:
    many = " + ".join(["5*5"] * 20)
    assert len(list(lifts(parse(many).node, {"units": 5, "input_dim": 5}))) == MAX_LIFTS
