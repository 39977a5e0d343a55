"""How the frameworks lay a weight out."""

from __future__ import annotations

import pytest

from symcount.frameworks import layouts, standing
from symcount.layers import CATALOGUE, Layer
from symcount.layers.convention import FRAMEWORKS


@pytest.mark.parametrize(
    "layer, weight, expected",
    [
        ("dense", "kernel", {"textbook": "input_dim units", "keras": "input_dim units", "torch": "units input_dim", "linen": "input_dim units"}),
        ("dense", "bias", {"keras": "units", "torch": "units"}),
        ("lstm", "kernel", {"keras": "input_dim 4*units", "torch": "4*units input_dim", "flax": "input_dim units", "linen": "input_dim units"}),
        ("lstm", "recurrent_kernel", {"keras": "units 4*units", "torch": "4*units units"}),
        ("gru", "bias", {"textbook": "3*units", "keras": "2 3*units", "torch": "3*units", "flax": "3*units", "linen": "units"}),
        ("conv1d", "kernel", {"keras": "kernel_size input_channels/groups filters", "torch": "filters input_channels/groups kernel_size"}),
        ("conv1d_transpose", "kernel", {"keras": "kernel_size filters input_channels", "torch": "input_channels filters/groups kernel_size"}),
        ("depthwise_conv2d", "kernel", {"keras": "kernel_height kernel_width input_channels depth_multiplier"}),
        ("embedding", "embeddings", {"keras": "vocab_size embedding_dim", "torch": "vocab_size embedding_dim"}),
        ("multi_head_attention", "query.kernel", {"textbook": "d_model d_model", "keras": "d_model num_heads d_model/num_heads"}),
        ("bilinear", "kernel", {"torch": "units input_dim second_input_dim"}),
    ],
)  # fmt: skip
def test_the_layouts_of_a_weight(layer: str, weight: str, expected: dict[str, str]) -> None:
    found = layouts(CATALOGUE[layer].symbolic, weight)
    assert {way: " ".join(map(str, found[way].sides)) for way in expected} == expected


def test_a_weight_that_is_joined_with_others_has_no_layout() -> None:
    assert "torch" not in layouts(CATALOGUE["multi_head_attention"].symbolic, "query.kernel")


def test_a_layer_that_a_framework_does_not_have_has_the_textbooks_alone() -> None:
    assert list(layouts(CATALOGUE["squeeze_excite"].symbolic, "squeeze.kernel")) == ["textbook"]


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_layout_holds_the_weights_that_it_names(framework: str, layer: Layer) -> None:
    there = standing(framework, layer)
    if there is None or there.built.layer is not layer:
        return
    counts = {weight.name: weight.count for weight in layer(**there.built.sizes).weights}
    whole = {name for tensor in there.built.weights for name in tensor.of}
    assert sum(tensor.count for tensor in there.built.weights if tensor.of) == sum(counts[name] for name in whole)
    assert whole == {name for name, count in counts.items() if count != 0}
