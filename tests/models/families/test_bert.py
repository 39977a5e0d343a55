"""Encoders of text."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import symbols

from symcount.models.families import FAMILIES, from_config
from tests.models.families.published import published, refusal, total


@published("bert")
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


def test_the_closed_form_of_bert() -> None:
    V, d, L, f, s, segments = symbols("vocab_size d_model num_layers d_ff context_length num_segments")  # noqa: N806
    stated = d * (V + s + segments) + 2 * d + L * (4 * d**2 + 2 * d * f + 9 * d + f) + d**2 + d
    assert (FAMILIES["bert"].formula - stated).expand() == 0


POOLER, WORDS = 768 * 769, 768 * 769 + 2 * 768 + 30522


@pytest.mark.parametrize(
    "head, more",
    [
        ("Model", POOLER),
        ("ForMaskedLM", WORDS),
        ("ForPreTraining", POOLER + WORDS + 2 * 769),
        ("ForNextSentencePrediction", POOLER + 2 * 769),
        ("ForSequenceClassification", POOLER + 5 * 769),
        ("ForTokenClassification", 5 * 769),
        ("ForQuestionAnswering", 5 * 769),
        ("ForMultipleChoice", POOLER + 769),
    ],
)
def test_heads_of_bert(head: str, more: int) -> None:
    assert total("bert", f"Bert{head}", num_labels=5) == total("bert", "BertModel") - POOLER + more


def test_a_head_that_is_not_tied_has_its_matrix_and_its_bias() -> None:
    assert total("bert", "BertForMaskedLM", tie_word_embeddings=False) - total("bert", "BertForMaskedLM") == 30522 * 769


def test_albert_uses_its_layers_again() -> None:
    assert total("albert", num_hidden_layers=1) == total("albert", num_hidden_layers=99)


def test_names_of_classes_are_counted() -> None:
    assert total("bert", "BertForTokenClassification", id2label={"0": "a", "1": "b", "2": "c"}) == total("bert", "BertForTokenClassification", num_labels=3)


def test_a_number_of_classes_is_one() -> None:
    assert refusal({"model_type": "bert", "num_labels": []}).startswith("num_labels is a whole number from 1")
