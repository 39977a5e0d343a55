"""Flax' own ways, where linen, nnx and the other frameworks differ; measured by building each layer in Flax 0.12.8."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from symcount.errors import SymcountError
from symcount.frameworks import flax, from_config, standing
from symcount.layers import cross_attention

LINEAR: dict[str, Any] = {"layer": "Linear", "config": {"in_features": 3, "out_features": 4}}


@pytest.mark.parametrize(
    "written, expected",
    [
        ("{}", ["scales.kernel"]),
        ('{"variable_filter": true}', ["scales.kernel", "scales.bias"]),
        ('{"variable_filter": false}', []),
        ('{"variable_filter": null}', []),
        ('{"variable_filter": "kernel"}', []),  # a text is a tag there, and no part of a path
        ('{"variable_filter": "bias"}', []),
    ],
)
def test_what_a_filter_of_nnx_chooses(written: str, expected: list[str]) -> None:
    built = from_config("flax", "nnx.WeightNorm", {"layer_instance": LINEAR, **json.loads(written)})
    assert [weight.name for weight in built.weights if not weight.trainable] == expected


def test_a_filter_that_is_a_text_is_the_same_however_it_was_made() -> None:
    assert from_config("flax", "nnx.WeightNorm", {"layer_instance": LINEAR, "variable_filter": "kernel"}).count == 16


TWICE: dict[str, Any] = {"layer_instance": {"layer": "linen.Dense", "config": {"features": 2}}, "feature_axes": [-2, -1], "variable_filter": ["bias"]}
GROUPED: dict[str, Any] = {"features": 4, "kernel_size": [3], "feature_group_count": 3}
DEEP: dict[str, Any] = {"features": 4, "kernel_size": [3, 3, 3]}
ON_THE_LAST: dict[str, Any] = {"features": 4, "axis": -1}


@pytest.mark.parametrize(
    "layer, config, input_shape, message",
    [
        ("linen.Conv", GROUPED, [2, 8, 6], "4 is not divisible by 3"),
        ("linen.Conv", {**GROUPED, "features": 6}, [2, 8, 4], "4 is not divisible by 3"),
        ("linen.GroupNorm", {"num_groups": 2}, [2, 5], "5 is not divisible by 2: give num_groups"),
        ("linen.GroupNorm", {}, [2, 5], "5 is not divisible by 32: give num_groups, which is 32 where it is not given"),
        ("linen.GroupNorm", {"group_size": 5}, [2, 5], "exclude each other: with group_size give num_groups=None"),
        ("linen.WeightNorm", TWICE, [2, 3], "bias has 1 axes, and feature_axes names one of them twice"),
        ("linen.GroupNorm", {"num_groups": None}, [2, 5], "num_groups or group_size must be given"),
        ("nnx.GroupNorm", {"num_features": 5, "num_groups": 2}, None, "5 is not divisible by 2"),
        ("nnx.GroupNorm", {"num_features": 5}, None, "5 is not divisible by 32"),
        ("nnx.GroupNorm", {"num_features": 5, "num_groups": None, "group_size": 2}, None, "5 is not divisible by 2"),
        ("linen.DenseGeneral", {**ON_THE_LAST, "batch_dims": [2]}, [2, 3, 4], "batch_dims are the first axes"),
        ("linen.DenseGeneral", {**ON_THE_LAST, "batch_dims": [1]}, [2, 3, 4], "batch_dims are the first axes"),
        ("linen.DenseGeneral", {**ON_THE_LAST, "batch_dims": [0, 0]}, [2, 3, 4], "batch_dims are the first axes"),
        ("linen.DenseGeneral", {**ON_THE_LAST, "batch_dims": [-3]}, [2, 3, 4], "batch_dims are the first axes"),
        ("linen.DenseGeneral", {**ON_THE_LAST, "axis": 0, "batch_dims": [0]}, [2, 3, 4], "none of those in axis"),
        ("linen.DenseGeneral", {**ON_THE_LAST, "axis": [1, -2]}, [2, 3, 4], "axis has an axis twice: (1, -2)"),
        *(
            (f"linen.{one}", {"features": 4, "kernel_size": [3, 3, 3]}, [8, 8, 6], "4 axes at least, not 3")
            for one in ("Conv", "ConvTranspose", "ConvLSTMCell")
        ),
        ("nnx.LinearGeneral", {"in_features": [2, 3], "out_features": 4}, None, "axis has a place for each of in_features, 2, not 1"),
        ("linen.SelfAttention", {"num_heads": 2}, [[2, 3, 4], [2, 5, 6]], "it takes one input, not 2"),
        ("linen.MultiHeadAttention", {"num_heads": 2}, [[2, 3, 4]] * 4, "its inputs are query, key and value, not 4"),
    ],
)
def test_what_flax_cannot_build_is_refused(layer: str, config: dict[str, Any], input_shape: Any, message: str) -> None:
    with pytest.raises(SymcountError) as error:
        from_config("flax", layer, config, input_shape)
    assert message in str(error.value)


@pytest.mark.parametrize(
    "layer, config, input_shape, count",
    [
        ("linen.GroupNorm", {"num_groups": None, "group_size": 5}, [2, 5], 10),
        ("linen.GroupNorm", {}, [2, 64], 128),
        ("nnx.GroupNorm", {"num_features": 6, "num_groups": 3, "use_bias": False}, None, 6),
        ("linen.DenseGeneral", {**ON_THE_LAST, "batch_dims": [1, 0]}, [2, 3, 4], 2 * 3 * (4 * 4 + 4)),
        ("nnx.LinearGeneral", {"in_features": [2, 3], "out_features": 4, "axis": [1, 2]}, None, 2 * 3 * 4 + 4),
        ("linen.SelfAttention", {"num_heads": 2}, [[2, 3, 4]], 4 * (4 * 4 + 4)),
    ],
)
def test_what_flax_can_build(layer: str, config: dict[str, Any], input_shape: Any, count: int) -> None:
    assert from_config("flax", layer, config, input_shape).count == count


@pytest.mark.parametrize("framework", ["flax", "linen"])
def test_both_have_the_attention_to_others(framework: str) -> None:
    there = standing(framework, cross_attention)
    assert there is not None
    assert there.difference == 0


@pytest.mark.parametrize("name, other", [("flax", "linen"), ("linen", "nnx")])
def test_either_is_read_without_the_other(name: str, other: str) -> None:
    asked = f"import sys; from symcount.frameworks.from_config import framework; framework({name!r}); print('symcount.frameworks.flax.{other}' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_a_table_that_flax_does_not_have() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'LINNEN'"):
        _ = flax.LINNEN
