"""The usual identities between the sizes of a layer."""

from __future__ import annotations

import pytest

from symcount import layers
from symcount.layers.identities import usual_identities


@pytest.mark.parametrize(
    "layer, identities",
    [
        ("dense", []),
        ("conv1d", []),
        ("conv2d", [{"kernel_height": "kernel_size", "kernel_width": "kernel_size"}]),
        ("conv3d", [{"kernel_depth": "kernel_size", "kernel_height": "kernel_size", "kernel_width": "kernel_size"}]),
        ("feed_forward", [{"d_ff": "4*d_model"}]),
        ("gpt2", []),  # the inner width has its usual value there already
        ("grouped_query_attention", [{"num_kv_heads": "num_heads"}, {"head_dim": "d_model/num_heads"}, {"num_heads": "d_model/head_dim"}]),
        ("llama", [{"d_ff": "4*d_model"}, {"num_kv_heads": "num_heads"}, {"head_dim": "d_model/num_heads"}, {"num_heads": "d_model/head_dim"}]),
    ],
)
def test_identities(layer: str, identities: list[dict[str, str]]) -> None:
    assert [{name: str(value) for name, value in identity.items()} for identity in usual_identities(layers.find(layer))] == identities


@pytest.mark.parametrize("layer", layers.CATALOGUE.values(), ids=str)
def test_only_sizes_of_the_layer_are_put_in(layer: layers.Layer) -> None:
    assert all(identity.keys() <= {*layer.sizes} for identity in usual_identities(layer))
