"""CLIP."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("clip")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_model_is_both_towers_two_maps_and_a_number() -> None:
    maps = 512 * (512 + 768)
    assert total("clip") == total("clip_text_model") + total("clip_vision_model") + maps + 1


@pytest.mark.parametrize("head", ["TextModel", "VisionModel", "TextModelWithProjection", "VisionModelWithProjection"])
def test_a_tower_alone(head: str) -> None:
    assert total("clip", f"CLIP{head}") == total("clip_text_model" if head.startswith("Text") else "clip_vision_model", f"CLIP{head}")


def test_both_towers_have_letters_of_their_own() -> None:
    assert FAMILIES["clip"].formula.has(*symbols("text_d_model vision_d_model"))


REFUSED = [
    ({"text_config": [1]}, "text_config is a configuration of its own, not [1]"),
    (
        {"text_config": {"hidden_size": [1]}},
        "text_config.hidden_size is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not [1]",
    ),
]


@pytest.mark.parametrize("settings, message", REFUSED)
def test_configurations_inside(settings: dict[str, Any], message: str) -> None:
    assert refusal({"model_type": "clip", **settings}) == message
