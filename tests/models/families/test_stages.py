"""Swin and ConvNeXt."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("stages")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_gains_start_above_zero() -> None:
    widths = 3 * 96 + 3 * 192 + 9 * 384 + 3 * 768
    assert total("convnext") - total("convnext", layer_scale_init_value=0) == widths


@pytest.mark.parametrize("family", ["convnext", "dinov2"])
def test_gains_are_explained(family: str) -> None:
    parts = from_config({"model_type": family}).parts
    assert {part.layer.layer.name for part in parts if part.kind == "LayerScale" and part.layer} == {"layer_scale"}
    assert not any(part.name.endswith(".") for part in parts)


def test_windows_have_a_number_for_each_distance_and_head() -> None:
    heads = 2 * 3 + 2 * 6 + 6 * 12 + 2 * 24
    assert total("swin", window_size=8) - total("swin") == heads * (15 * 15 - 13 * 13)


def test_closed_forms_have_the_first_width() -> None:
    assert all(FAMILIES[name].formula.has(symbols("first_width")) for name in ("swin", "convnext", "convnextv2"))


REFUSED = [
    ({"model_type": "swin", "depths": []}, "depths is a list of at most 1,000 numbers, not []"),
    ({"model_type": "swin", "num_heads": [5, 6, 7, 8]}, "the width of stage 0, 96, is a multiple of num_heads[0], not of 5"),
    ({"model_type": "swin", "num_heads": [3]}, "num_heads has a number for each of the 4 depths, not 1"),
    ({"model_type": "convnext", "depths": [1, 2]}, "hidden_sizes has a number for each of the 2 depths, not 4"),
]


@pytest.mark.parametrize("config, message", REFUSED)
def test_stages(config: dict[str, Any], message: str) -> None:
    assert refusal(config) == message
