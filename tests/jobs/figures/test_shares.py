"""Shares: they are of all parameters, and which weight has most is said exactly."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.errors import InputError
from symcount.rendering.figures.shares import Leader


@pytest.mark.parametrize(
    "layer, sizes",
    [("lstm", {"units": "1..512", "input_dim": 64}), ("gpt2", {"d_model": "1..4096", "num_layers": 12, "vocab_size": 50257, "context_length": 1024})],
)
def test_bands_add_up(layer: str, sizes: dict[str, int | str]) -> None:
    figure = sc.figures.shares(layer, **sizes)
    given = {name: size for name, size in sizes.items() if name != figure.size}
    assert figure.totals == tuple(sc.layers.find(layer)(**given, **{figure.size: size}).count for size in figure.sizes)
    assert len(figure.weights) <= 8


def test_the_leader_changes_where_another_weight_has_more() -> None:
    figure = sc.figures.shares("lstm", units=range(1, 513), input_dim=64)
    assert figure.leaders == (Leader(1, "kernel"), Leader(65, "recurrent_kernel"))
    assert figure.facts[-1] == "kernel has most parameters, recurrent_kernel from units = 65 on"


def test_one_weight_has_all() -> None:
    figure = sc.figures.shares("rms_norm", features=range(1, 10))
    assert figure.facts == ("scale: features, 100 % at features = 1 and 100 % at features = 9", "scale has most parameters at all sizes")


def test_smallest_weights_are_one_band_where_there_are_many() -> None:
    figure = sc.figures.shares("gpt2", d_model=range(8, 100), num_layers=12, vocab_size=50257, context_length=1024)
    assert [weight.label for weight in figure.weights][-1] == "4 others"


def test_one_size_goes_through_a_range() -> None:
    with pytest.raises(InputError, match="one size goes through a range"):
        sc.figures.shares("lstm", units=5, input_dim=3)
