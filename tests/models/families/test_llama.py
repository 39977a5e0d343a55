"""Llama and those after it."""

from __future__ import annotations

from typing import Any

from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("llama")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_llama() -> None:
    V, d, L, f, h, kv, d_h, tied = symbols("vocab_size d_model num_layers d_ff num_heads num_kv_heads head_dim tied")  # noqa: N806
    assert (FAMILIES["llama"].formula - (V * d * (2 - tied) + L * d * (2 * h * d_h + 2 * kv * d_h + 3 * f + 2) + d)).expand() == 0


def test_biases_are_added_where_the_configuration_says_so() -> None:
    assert total("llama", attention_bias=True) - total("llama") == 32 * 4 * 4096
    assert total("llama", mlp_bias=True) - total("llama") == 32 * (2 * 11008 + 4096)


def test_qwen2_has_biases_in_queries_keys_and_values_only() -> None:
    parts = {part.name.rpartition(".")[2]: part for part in from_config({"model_type": "qwen2"}).parts}
    assert [len(parts[name].weights) for name in ("q_proj", "k_proj", "v_proj", "o_proj")] == [2, 2, 2, 1]


def test_heads_of_keys_divide_those_of_queries() -> None:
    message = "num_attention_heads is a multiple of num_key_value_heads: 32 is not divisible by 5"
    assert refusal({"model_type": "llama", "num_key_value_heads": 5}) == message


def test_null_stands_for_what_follows_from_other_sizes() -> None:
    assert total("llama", num_key_value_heads=None, head_dim=None) == total("llama")
    assert total("qwen2", num_key_value_heads=None, num_attention_heads=16) == total("qwen2", num_key_value_heads=16, num_attention_heads=16)
