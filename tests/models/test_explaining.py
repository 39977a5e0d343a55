"""What a constructor builds is the layer of tensors only if each shape agrees."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.algebra import symbol
from symcount.frameworks.built import BuiltWeight
from symcount.models.explaining import Constructor, explained

LINEAR = Constructor("torch", "Linear", {"in_features": 13, "out_features": 5})
KERNEL, BIAS = BuiltWeight("fc.weight", (5, 13)), BuiltWeight("fc.bias", (5,))


@pytest.mark.parametrize(
    "weights, is_explained",
    [
        ([KERNEL, BIAS], True),
        ([BIAS, KERNEL], True),
        ([KERNEL], False),
        ([KERNEL, BIAS, BIAS], False),
        ([BuiltWeight("fc.weight", (13, 5)), BIAS], False),
        ([KERNEL, BIAS, BuiltWeight("fc.mask", (5, 13), trainable=False, is_buffer=True)], True),
    ],
)
def test_shapes_decide(weights: list[BuiltWeight], is_explained: bool) -> None:
    assert (explained(LINEAR, weights) is not None) == is_explained


@pytest.mark.parametrize(
    "layer, config, expected",
    [
        ("LSTM", {"num_layers": 2, "bidirectional": True}, "bidirectional_lstm(units=5, input_dim=3, bias=2, num_layers=2): 1080"),
        ("GRU", {"num_layers": 3, "bidirectional": False}, "gru(units=5, input_dim=3, bias=2, num_layers=3): 510"),
        ("LSTM", {"num_layers": 1, "bidirectional": True, "proj_size": 2}, None),  # the catalogue has none in both directions
    ],
)
def test_recurrent_layers_on_top_of_each_other(layer: str, config: dict[str, Any], expected: str | None) -> None:
    constructor = Constructor("torch", layer, {"input_size": 3, "hidden_size": 5, **config})
    built = constructor.built()
    assert built is not None
    found = explained(constructor, built.weights)
    assert (found and str(found.layer)) == expected


def test_the_tensors_tell_what_they_hold_of_the_catalogue() -> None:
    frozen = BuiltWeight("bn.weight", (4,), trainable=False)
    others = [BuiltWeight(f"bn.{name}", (4,)) for name in ("bias", "running_mean", "running_var")]
    counter = BuiltWeight("bn.num_batches_tracked", (), trainable=False, is_buffer=True)
    found = explained(Constructor("torch", "BatchNorm1d", {"num_features": 4}), [frozen, *others, counter])
    assert found is not None
    assert [weight.of for weight in found.weights] == [("gamma",), ("beta",), ("moving_mean",), ("moving_variance",), ()]
    assert not found.weights[0].trainable


def test_an_open_size_stays_a_symbol() -> None:
    width = symbol("input_dim")
    constructor = Constructor("keras", "Dense", {"units": 5}, ((None, width),))
    found = explained(constructor, [BuiltWeight("kernel", (width, 5)), BuiltWeight("bias", (5,))])
    assert found is not None
    assert found.layer.total == 5 * width + 5


@pytest.mark.parametrize("layer, config", [("Linaer", {}), ("Linear", {"in_features": -1, "out_features": 5}), ("Linear", {})])
def test_what_no_framework_builds_explains_nothing(layer: str, config: dict[str, Any]) -> None:
    assert explained(Constructor("torch", layer, config), [KERNEL, BIAS]) is None


D_MODEL, NUM_HEADS = symbol("d_model"), symbol("num_heads")
HEADS = {"num_heads": 2, "key_dim": 8}


@pytest.mark.parametrize(
    "framework, config, width, expected",
    [
        ("keras", HEADS, 16, "multi_head_attention(d_model=16, bias=1): 1088"),
        ("keras", {**HEADS, "use_bias": False}, 16, "multi_head_attention(d_model=16, bias=0): 1024"),
        ("keras", {"num_heads": NUM_HEADS, "key_dim": D_MODEL / NUM_HEADS}, D_MODEL, "multi_head_attention(d_model=d_model, bias=1): 4*d_model*(d_model + 1)"),
        ("keras", HEADS, 20, "cross_attention(d_model=20"),
        ("keras", HEADS, D_MODEL, "cross_attention(d_model=d_model"),
        ("keras", {**HEADS, "value_dim": 4}, 16, "cross_attention(d_model=16"),
        ("keras", {**HEADS, "output_shape": 5}, 16, "cross_attention(d_model=16"),
        ("keras", {**HEADS, "use_gate": True}, 16, "cross_attention(d_model=16"),
        ("flax", {"num_heads": 2, "in_features": 16}, 16, "multi_head_attention(d_model=16, bias=1): 1088"),
        ("flax", {"num_heads": 2, "in_features": 16, "normalize_qk": True}, 16, "cross_attention(d_model=16"),
        ("flax", {"num_heads": 2, "in_features": 16, "num_kv_heads": 1}, 16, "cross_attention(d_model=16"),
        ("linen", {"num_heads": 2}, 16, "multi_head_attention(d_model=16, bias=1): 1088"),
    ],
)
def test_attention_of_one_width_is_multi_head_attention(framework: str, config: dict[str, Any], width: Any, expected: str) -> None:
    constructor = Constructor(framework, "MultiHeadAttention", config, () if framework == "flax" else ((None, None, width),))
    built = constructor.built()
    assert built is not None
    found = explained(constructor, built.weights)
    assert found is not None
    assert str(found.layer).startswith(expected)
