"""OPT."""

from __future__ import annotations

from typing import Any

from symcount.models.families import from_config
from tests.models.families.published import published, total


@published("opt")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_words_of_another_width_are_brought_to_the_models_and_back() -> None:
    wide = total("opt", hidden_size=96, num_attention_heads=4, word_embed_proj_dim=96)
    narrow = total("opt", hidden_size=96, num_attention_heads=4, word_embed_proj_dim=64)
    assert wide - narrow == 50272 * (96 - 64) - 2 * 96 * 64


def test_norms_behind_leave_the_last_one_out() -> None:
    assert total("opt") - total("opt", do_layer_norm_before=False) == 2 * 768
