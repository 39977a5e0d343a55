"""GPT and those after it."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("gpt")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_gpt2() -> None:
    V, d, L, f, s, tied = symbols("vocab_size d_model num_layers d_ff context_length tied")  # noqa: N806
    assert (FAMILIES["gpt2"].formula - (V * d * (2 - tied) + s * d + L * (4 * d**2 + 2 * d * f + 9 * d + f) + 2 * d)).expand() == 0


def test_gpt_has_no_last_norm_and_feed_forward_layers_of_four_widths() -> None:
    assert total("gpt2", n_embd=768) - total("openai-gpt", vocab_size=50257, n_positions=1024) == 2 * 768


@pytest.mark.parametrize(
    "settings, norms",
    [
        ({"parallel_attn": False}, 2),
        ({"parallel_attn": True}, 1),
        ({"parallel_attn": True, "new_decoder_architecture": True, "num_kv_heads": 1}, 2),
        ({"parallel_attn": True, "new_decoder_architecture": True, "num_kv_heads": 1, "num_ln_in_parallel_attn": 1}, 1),
    ],
)
def test_norms_of_falcon(settings: dict[str, Any], norms: int) -> None:
    without = total("falcon") - 32 * 2 * 4544
    assert total("falcon", **settings) == without + 32 * norms * 2 * 4544


def test_heads_divide_the_width() -> None:
    assert refusal({"model_type": "gpt2", "n_head": 7}) == "n_embd is a multiple of n_head: 768 is not divisible by 7"
