"""ViT and those after it."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("vision")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_vit() -> None:
    H, W, P, C, d, L, f, k = symbols("input_height input_width kernel_size input_channels d_model num_layers d_ff output_dim")  # noqa: N806
    stated = d * (H * W / P**2 + 1) + d * (P**2 * C + 1) + d + L * (4 * d**2 + 2 * d * f + 9 * d + f) + 2 * d + k * (d + 1)
    assert (FAMILIES["vit"].formula - stated).expand() == 0


def test_a_pooler_stands_on_the_model_alone() -> None:
    assert total("vit", "ViTModel") - total("vit", num_labels=1000) == 768 * 769 - 1000 * 769


def test_the_distilled_have_one_token_and_one_head_more() -> None:
    assert total("deit", "DeiTForImageClassificationWithTeacher") - total("vit") == 2 * 768 + 2 * 769


@pytest.mark.parametrize("ratio, inner", [(4, 3072), (4.0, 3072), (2.5, 1920), (0.3, 230)])
def test_a_ratio_need_not_be_whole(ratio: float, inner: int) -> None:
    assert total("dinov2", mlp_ratio=ratio) - total("dinov2", mlp_ratio=1) == 12 * (2 * 768 + 1) * (inner - 768)


REFUSED = [
    ({"image_size": 8}, "patch_size is larger than image_size: no patch fits into the image"),
    ({"image_size": [1, 2, 3]}, "image_size is one number, or a height and a width, not [1, 2, 3]"),
]


@pytest.mark.parametrize("settings, message", REFUSED)
def test_images(settings: dict[str, Any], message: str) -> None:
    assert refusal({"model_type": "vit", **settings}) == message
