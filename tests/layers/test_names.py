"""Names of layers: the catalogue's, the frameworks', wrappers, and what is no layer."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.layers import CATALOGUE, Layer, find, is_layer


@pytest.mark.parametrize("layer", list(CATALOGUE.values()), ids=lambda layer: layer.name)
def test_a_layer_is_found_by_each_of_its_names(layer: Layer) -> None:
    for name in (layer.name, layer.name.upper(), *layer.aliases, f"nn.{layer.name}"):
        assert find(name) == layer
    assert find(layer) == layer


@pytest.mark.parametrize(
    "name, found",
    [
        ("LSTM", "lstm"),
        ("nn.LSTM", "lstm"),
        ("tf.keras.layers.LSTM", "lstm"),
        ("Linear", "dense"),
        ("Conv2d", "conv2d"),
        ("TimeDistributed(Dense)", "time_distributed(dense)"),
    ],
)
def test_frameworks_names_are_understood(name: str, found: str) -> None:
    assert find(name).name == found


@pytest.mark.parametrize(
    "name, message",
    [
        ("ltsm", "no layer is called 'ltsm'; did you mean 'lstm'?"),
        ("TimeDistributed", "TimeDistributed wraps another layer: write TimeDistributed(dense), or whichever it wraps"),
        ("nn.GLU", "no layer is called 'nn.GLU'; known: "),
        ("zzz", "no layer is called 'zzz'; known: "),
    ],
)
def test_unknown_layers(name: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        find(name)
    assert str(refused.value).startswith(message)
    assert not is_layer(name)


@pytest.mark.parametrize(
    "text, is_one", [("gru", True), ("nn.LSTM", True), ("TimeDistributed(Dense)", True), ("g*r*u", False), ("g r u", False), ("g-r-u", False), ("4n", False)]
)
def test_a_formula_is_no_layer(text: str, is_one: bool) -> None:
    assert is_layer(text) is is_one


def test_wrappers_may_be_nested_to_any_depth() -> None:
    assert find("TimeDistributed(" * 500 + "dense" + ")" * 500).name.count("time_distributed") == 500
