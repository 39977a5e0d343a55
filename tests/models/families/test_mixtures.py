"""Mixtures of experts."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("mixtures")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_mixtral() -> None:
    V, d, L, f, h, kv, d_h, E, tied = symbols("vocab_size d_model num_layers d_ff num_heads num_kv_heads head_dim num_experts tied")  # noqa: N806
    stated = V * d * (2 - tied) + L * d * (2 * h * d_h + 2 * kv * d_h + E + 3 * E * f + 2) + d
    assert (FAMILIES["mixtral"].formula - stated).expand() == 0


@pytest.mark.parametrize(
    "name, active, note",
    [
        ("mixtral", 12_879_925_248, "12.9B"),
        ("deepseek_v3", 37_552_282_624, "37B"),
        ("qwen2_moe", 2_689_173_504, "Qwen1.5-MoE: 2.7B"),
    ],
)
def test_one_token_goes_through_few_experts(name: str, active: int, note: str) -> None:
    assert from_config({"model_type": name}).active == active, note


@pytest.mark.parametrize(
    "settings, sparse", [({}, 24), ({"decoder_sparse_step": 2}, 12), ({"decoder_sparse_step": 5}, 4), ({"mlp_only_layers": [0, 1, 99]}, 22)]
)
def test_layers_with_experts(settings: dict[str, Any], sparse: int) -> None:
    experts = 128 * (2048 + 3 * 2048 * 768)
    none = total("qwen3_moe") - 24 * experts
    assert total("qwen3_moe", **settings) == none + sparse * experts + (24 - sparse) * 3 * 2048 * 6144


def test_queries_without_a_rank_have_one_matrix() -> None:
    ranked, plain = 4096 * 1536 + 1536 + 1536 * 32 * 192, 4096 * 32 * 192
    assert total("deepseek_v2") - total("deepseek_v2", q_lora_rank=None) == 32 * (ranked - plain)


def test_the_first_layers_may_have_no_experts() -> None:
    one = 64 * 3 * 4096 * 1407 + 64 * 4096 + 2 * 3 * 4096 * 1407
    assert total("deepseek_v2") - total("deepseek_v2", first_k_dense_replace=1) == one - 3 * 4096 * 11008


def test_layers_are_numbers() -> None:
    assert refusal({"model_type": "qwen3_moe", "mlp_only_layers": "all"}) == "mlp_only_layers is a list of the numbers of layers, not 'all'"
