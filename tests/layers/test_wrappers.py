"""Layers made of another layer count as the layer inside."""

from __future__ import annotations

import pytest

from symcount.layers import CATALOGUE, Layer, find, time_distributed


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_time_distributed_counts_as_the_layer_inside(layer: Layer) -> None:
    wrapped = time_distributed(layer)
    assert wrapped.total == layer.total
    assert wrapped.sizes == layer.sizes
    assert wrapped.name == f"time_distributed({layer.name})"


@pytest.mark.parametrize("name", ["time_distributed(dense)", "TimeDistributed(Dense)", "keras.layers.TimeDistributed( Dense )", "TimeDistributed(nn.Linear)"])
def test_the_spellings_of_a_wrapped_layer(name: str) -> None:
    assert find(name).name == "time_distributed(dense)"


def test_wrapped_twice() -> None:
    assert find("TimeDistributed(TimeDistributed(Dense))")(units=650, input_dim=5).count == 3900


def test_time_steps_do_not_matter() -> None:
    assert time_distributed(CATALOGUE["dense"]).without_effect[0] == "time steps"


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_nothing_is_said_twice(layer: Layer) -> None:
    without_effect = time_distributed(layer).without_effect
    assert len(set(without_effect)) == len(without_effect)


def test_a_wrapper_is_no_part_of_the_catalogue() -> None:
    time_distributed(CATALOGUE["dense"])
    assert "time_distributed(dense)" not in CATALOGUE
