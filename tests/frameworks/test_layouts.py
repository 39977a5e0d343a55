"""How the frameworks lay a weight out."""

from __future__ import annotations

import pytest

from symcount.frameworks import layouts
from symcount.layers import CATALOGUE, Weight


@pytest.mark.parametrize(
    "layer, weight, keras, torch",
    [
        ("dense", "kernel", "input_dim units", "units input_dim"),
        ("dense", "bias", "units", "units"),
        ("lstm", "kernel", "input_dim 4*units", "4*units input_dim"),
        ("lstm", "recurrent_kernel", "units 4*units", "4*units units"),
        ("gru", "bias", "3*units", "3*units"),
        ("conv1d", "kernel", "kernel_size input_channels/groups filters", "filters input_channels/groups kernel_size"),
        ("conv2d", "kernel", "kernel_height kernel_width input_channels/groups filters", "filters input_channels/groups kernel_height kernel_width"),
        ("embedding", "embeddings", "vocab_size embedding_dim", "vocab_size embedding_dim"),
        ("batch_norm", "gamma", "features", "features"),
    ],
)
def test_the_layouts_of_a_weight(layer: str, weight: str, keras: str, torch: str) -> None:
    found = layouts(next(one for one in CATALOGUE[layer].weights if one.name == weight))
    assert {way: " ".join(map(str, sides)) for way, sides in found.items()} == {"textbook": keras, "keras": keras, "torch": torch}


@pytest.mark.parametrize("weight", [weight for layer in CATALOGUE.values() for weight in layer.weights], ids=lambda weight: weight.name)
def test_a_layout_has_the_same_sides_in_another_order(weight: Weight) -> None:
    assert {tuple(sorted(map(str, sides))) for sides in layouts(weight).values()} == {tuple(sorted(map(str, weight.shape)))}
