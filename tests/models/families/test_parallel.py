"""Phi, StableLM, Cohere, StarCoder2, Persimmon."""

from __future__ import annotations

from typing import Any

from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("parallel")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_phi_has_a_bias_in_its_head() -> None:
    assert total("phi", "PhiForCausalLM") - total("phi", "PhiModel") == 51200 * (2048 + 1)


def test_command_r_plus_has_a_gain_for_each_head() -> None:
    assert total("cohere", use_qk_norm=True) - total("cohere") == 40 * 2 * 8192


def test_norms_that_stand_side_by_side_are_one() -> None:
    assert total("stablelm") - total("stablelm", use_parallel_residual=True) == 32 * 2 * 2560


def test_heads_divide_the_width() -> None:
    assert refusal({"model_type": "persimmon", "num_attention_heads": 3}) == "hidden_size is a multiple of num_attention_heads: 4096 is not divisible by 3"


def test_families_have_closed_forms() -> None:
    d = symbols("d_model")
    assert FAMILIES["starcoder2"].formula.has(d)
