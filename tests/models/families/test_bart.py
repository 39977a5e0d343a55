"""BART and those after it, and Whisper."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("bart")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_sine_positions_are_not_trained() -> None:
    whisper = from_config({"model_type": "whisper"})
    assert whisper.non_trainable == 1500 * 384


def test_matrices_that_are_not_tied_are_four() -> None:
    assert total("bart", tie_word_embeddings=False) - total("bart") == 3 * 50265 * 1024


def test_each_language_may_have_words_of_its_own() -> None:
    apart = total("marian", share_encoder_decoder_embeddings=False, vocab_size=1000, decoder_vocab_size=900)
    assert apart - total("marian", vocab_size=1000) == 900 * 1024


@pytest.mark.parametrize("name, norms", [("bart", 2), ("mbart", 4), ("pegasus", 2), ("marian", 0)])
def test_norms_of_the_sides(name: str, norms: int) -> None:
    d = symbols("d_model")
    rest = FAMILIES[name].formula.subs(dict.fromkeys(FAMILIES[name].formula.free_symbols - {d}, 0))
    rows = 4 if name in ("bart", "mbart") else 0
    assert rest == (2 * norms + rows) * d


def test_heads_divide_the_width() -> None:
    assert refusal({"model_type": "bart", "decoder_attention_heads": 3}) == "d_model is a multiple of decoder_attention_heads: 1024 is not divisible by 3"
