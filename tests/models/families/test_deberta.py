"""DeBERTa."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("deberta")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_layers_that_do_not_share_keys_have_maps_of_the_distances() -> None:
    shared = total("deberta-v2", relative_attention=True, pos_att_type="p2c|c2p", share_att_key=True)
    apart = total("deberta-v2", relative_attention=True, pos_att_type=["p2c", "c2p"], share_att_key=False)
    assert apart - shared == 24 * 2 * 1536 * 1537


def test_distances_have_a_table() -> None:
    assert total("deberta-v2", relative_attention=True, position_buckets=256) - total("deberta-v2") == 512 * 1536


def test_a_kind_of_attention_is_a_text() -> None:
    assert refusal({"model_type": "deberta-v2", "pos_att_type": 3}) == "pos_att_type is a list of texts, not 3"


@pytest.mark.parametrize("segments", [0, 2])
def test_segments_may_be_missing(segments: int) -> None:
    assert total("deberta-v2", type_vocab_size=segments) == total("deberta-v2") + segments * 1536


def test_its_closed_form_has_segments() -> None:
    assert FAMILIES["deberta-v2"].formula.has(symbols("num_segments"))
