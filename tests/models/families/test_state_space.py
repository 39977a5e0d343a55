"""Mamba and RWKV."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("state_space")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_mamba() -> None:
    V, d, L, e, c, N, R, tied = symbols("vocab_size d_model num_layers expansion conv_width state_dim dt_rank tied")  # noqa: N806
    stated = V * d * (2 - tied) + L * (d + e * d * (3 * d + c + 3 * N + 2 * R + 3)) + d
    assert (FAMILIES["mamba"].formula - stated).expand() == 0


def test_the_closed_form_of_rwkv() -> None:
    V, d, L, f, w, tied = symbols("vocab_size d_model num_layers d_ff attention_width tied")  # noqa: N806
    stated = V * d * (2 - tied) + 4 * d + L * (d**2 + 4 * d * w + 2 * d * f + 9 * d + 2 * w)
    assert (FAMILIES["rwkv"].formula - stated).expand() == 0


@pytest.mark.parametrize("rank", ["auto", 48])
def test_the_rank_of_the_time_steps_is_a_sixteenth(rank: object) -> None:
    assert total("mamba", time_step_rank=rank) == total("mamba")


def test_biases_of_mamba() -> None:
    assert total("mamba", use_bias=True) - total("mamba") == 32 * (2 * 1536 + 768)
    assert total("mamba") - total("mamba", use_conv_bias=False) == 32 * 1536


def test_heads_together_are_as_wide_as_what_is_inside() -> None:
    assert refusal({"model_type": "mamba2", "num_heads": 3}) == "num_heads times head_dim is expand times hidden_size: 3 times 64 is not 8192"
