"""Flax' own ways, where linen, nnx and the other frameworks differ; measured by building each layer in Flax 0.12.8."""

from __future__ import annotations

import json
from typing import Any

import pytest

from symcount.frameworks import from_config

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
