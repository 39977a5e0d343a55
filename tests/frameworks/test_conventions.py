"""What each framework counts by default, layer by layer."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.frameworks import convention
from symcount.layers import CATALOGUE, Layer
from symcount.layers.convention import FRAMEWORKS

COUNTED = {
    ("keras", "gru"): "3*units*(input_dim + units + 2)",
    ("keras", "bidirectional_gru"): "6*units*(input_dim + units + 2)",
    ("keras", "batch_norm"): "4*features",
    ("keras", "batch_renorm"): "7*features",
    ("torch", "simple_rnn"): "units*(input_dim + units + 2)",
    ("torch", "lstm"): "4*units*(input_dim + units + 2)",
    ("torch", "gru"): "3*units*(input_dim + units + 2)",
    ("torch", "bidirectional_lstm"): "8*units*(input_dim + units + 2)",
    ("torch", "bidirectional_gru"): "6*units*(input_dim + units + 2)",
    ("torch", "bidirectional_simple_rnn"): "2*units*(input_dim + units + 2)",
    ("torch", "projected_lstm"): "units*(4*input_dim + 5*projection_dim + 8)",
    ("linen", "minimal_gated_unit"): "units*(2*input_dim + 2*units + 3)",
    ("linen", "conv_lstm1d"): "4*filters*(filters*kernel_size + input_channels*kernel_size + 2)",
    ("linen", "conv_lstm3d"): "4*filters*(filters*kernel_depth*kernel_height*kernel_width + input_channels*kernel_depth*kernel_height*kernel_width + 2)",
    ("linen", "conv_lstm2d"): "4*filters*(filters*kernel_height*kernel_width + input_channels*kernel_height*kernel_width + 2)",
    ("linen", "gru"): "units*(3*input_dim + 3*units + 4)",
}
"""Where a framework differs from the textbook."""


def counted(framework: str | None, layer: Layer) -> str:
    sizes = {name: size for name, size in layer.symbolic.sizes.items() if name not in layer.defaults}
    return str(convention(framework, layer).counted(layer, sizes).total)


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_a_framework_counts_as_the_textbook_unless_the_table_says_else(framework: str, layer: Layer) -> None:
    assert counted(framework, layer) == COUNTED.get((framework, layer.name), counted(None, layer))


@pytest.mark.parametrize("framework, layer", COUNTED)
def test_a_wrapped_layer_is_counted_alike(framework: str, layer: str) -> None:
    from symcount.layers import time_distributed

    assert counted(framework, time_distributed(CATALOGUE[layer])) == COUNTED[framework, layer]


def test_a_framework_carries_its_name() -> None:
    assert [convention(framework, CATALOGUE["dense"]).name for framework in (None, "keras", "torch")] == ["textbook", "keras", "torch"]


def test_an_unknown_framework_is_refused() -> None:
    with pytest.raises(InputError, match="no framework is called 'pytorch'; did you mean 'torch'"):
        convention("pytorch", CATALOGUE["lstm"])
