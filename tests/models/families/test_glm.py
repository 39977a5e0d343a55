"""GLM."""

from __future__ import annotations

from tests.models.families.published import refusal, total


def test_biases_in_queries_keys_and_values() -> None:
    assert total("glm") - total("glm", attention_bias=False) == 40 * (32 + 2 * 2) * 128


def test_norms_behind_too() -> None:
    assert total("glm4") - total("glm") == 40 * 2 * 4096


def test_heads_of_keys_divide_those_of_queries() -> None:
    assert refusal({"model_type": "glm", "num_key_value_heads": 5}) == "num_attention_heads is a multiple of num_key_value_heads: 32 is not divisible by 5"
