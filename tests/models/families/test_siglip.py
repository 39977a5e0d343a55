"""SigLIP, and Gemma 3 that sees through it."""

from __future__ import annotations

from typing import Any

from symcount.models.families import from_config
from tests.models.families.published import published, refusal, total


@published("siglip")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_head_asks_the_patches() -> None:
    width, inner = 768, 3072
    head = width + 4 * width * (width + 1) + 2 * width + 2 * width * inner + inner + width
    assert total("siglip_vision_model") - total("siglip_vision_model", vision_use_head=False) == head


def test_gemma_is_the_encoder_the_map_and_the_model_of_texts() -> None:
    assert total("gemma3") == total("siglip_vision_model") + 768 * 2304 + 768 + total("gemma3_text")


def test_configurations_inside_are_named() -> None:
    assert refusal({"model_type": "gemma3", "vision_config": {"patch_size": 999}}) == (
        "vision_config.patch_size is larger than vision_config.image_size: no patch fits into the image"
    )
