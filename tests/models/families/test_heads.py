"""What stands on a model."""

from __future__ import annotations

import pytest

from symcount.models.families.family import Parts
from symcount.models.families.heads import both, classifier, decoder_heads, dense_classifier, language_model, nothing, scores, without
from symcount.models.families.keys import Sizes
from symcount.models.model import added

SIZES = Sizes(d_model=4, vocab_size=10, tied=0, output_dim=3)


@pytest.mark.parametrize(
    "head, count",
    [
        (nothing, 0),
        (language_model("words"), 40),
        (language_model("words", bias=1), 50),
        (classifier("score"), 15),
        (classifier("score", bias=0), 12),
        (scores("qa_outputs", 2), 10),
        (dense_classifier("dense", "out_proj"), 20 + 15),
        (both(classifier("a"), scores("b", 1)), 15 + 5),
    ],
)
def test_counts(head: Parts, count: int) -> None:
    assert added(part.count for part in head(SIZES)) == count


def test_heads_can_be_left_out() -> None:
    assert set(decoder_heads()) - set(without(decoder_heads(), "ForCausalLM")) == {"ForCausalLM"}
