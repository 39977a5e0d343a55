"""T5 and those after it."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("t5")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_t5() -> None:
    V, d, f, h, d_h, B, L_e, L_d, tied = symbols("vocab_size d_model d_ff num_heads head_dim num_buckets num_encoder_layers num_decoder_layers tied")  # noqa: N806
    stated = V * d * (2 - tied) + 2 * B * h + L_e * d * (4 * h * d_h + 2 * f + 2) + L_d * d * (8 * h * d_h + 2 * f + 3) + 2 * d
    assert (FAMILIES["t5"].formula - stated).expand() == 0


def test_a_gate_is_a_third_map() -> None:
    assert total("t5", feed_forward_proj="gated-gelu") - total("t5") == 2 * 6 * 512 * 2048


@pytest.mark.parametrize("head, parts", [("T5ForConditionalGeneration", 2), ("T5Model", 2), ("T5EncoderModel", 1)])
def test_the_encoder_may_stand_alone(head: str, parts: int) -> None:
    names = {part.name.split(".")[0] for part in from_config({"model_type": "t5", "architectures": [head]}).parts}
    assert len(names & {"encoder", "decoder"}) == parts


def test_a_head_of_its_own_is_one_more_matrix() -> None:
    assert total("t5", tie_word_embeddings=False) - total("t5") == 32128 * 512


def test_a_kind_of_feed_forward_layer_is_a_text() -> None:
    assert refusal({"model_type": "t5", "feed_forward_proj": 3}) == "feed_forward_proj is a text, not 3"
