"""A wrong formula as the right one with one thing gone wrong."""

from __future__ import annotations

import pytest

from symcount.judging.mistakes import mistake_behind
from symcount.judging.question import Question, in_sizes
from symcount.layers import CATALOGUE


@pytest.mark.parametrize(
    "claimed, layer, replaced, factor, bias",
    [
        ("4*units*(timesteps+units+1)", "lstm", {"input_dim": "timesteps"}, "1", None),
        ("4*units*(timesteps+units)", "lstm", {"input_dim": "timesteps"}, "1", 0),
        ("4*units*(timesteps+units+2)", "lstm", {"input_dim": "timesteps"}, "1", 2),
        ("units*(input_dim+units+1)", "lstm", {}, "1/4", None),
        ("4*units^2*(input_dim+units+1)", "lstm", {}, "units", None),
        ("4*(input_dim+units+1)", "lstm", {}, "1/units", None),
        ("4*input_dim*(timesteps+input_dim)*units", "lstm", {"units": "input_dim", "input_dim": "timesteps"}, "units", 0),
        ("input_dim*(units+1)", "dense", {"units": "input_dim", "input_dim": "units"}, "1", None),
    ],
)
def test_a_simple_mistake_is_found(claimed: str, layer: str, replaced: dict[str, str], factor: str, bias: int | None) -> None:
    definition = CATALOGUE[layer]
    mistake = mistake_behind(in_sizes(claimed, definition), Question(definition))
    assert mistake is not None
    assert (dict(mistake.replaced), str(mistake.factor), mistake.bias) == (replaced, factor, bias)


@pytest.mark.parametrize("claimed", ["7", "units^5 + input_dim", "4*units*(input_dim+units+9)", "units*input_dim - batch_size"])
def test_where_there_is_no_simple_mistake(claimed: str) -> None:
    lstm = CATALOGUE["lstm"]
    assert mistake_behind(in_sizes(claimed, lstm), Question(lstm)) is None
