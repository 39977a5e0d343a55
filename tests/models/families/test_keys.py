"""How the keys of a configuration are read."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import Symbol

from symcount.algebra import switch, symbol
from symcount.models.families.keys import Key, flag, image, labels, optional, read, several, tied, whole
from tests.models.families.published import refusal

A_SIZE = "is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not"

REFUSED = [
    ({"hidden_size": "768"}, f"hidden_size {A_SIZE} '768'"),
    ({"hidden_size": -4}, f"hidden_size {A_SIZE} -4"),
    ({"hidden_size": 0}, f"hidden_size {A_SIZE} 0"),
    ({"hidden_size": True}, f"hidden_size {A_SIZE} True"),
    ({"hidden_size": None}, f"hidden_size {A_SIZE} None"),
    ({"hidden_size": 2**63}, f"hidden_size {A_SIZE} 9223372036854775808"),
    ({"vocab_size": float("nan")}, f"vocab_size {A_SIZE} nan"),
    ({"vocab_size": 1.5}, f"vocab_size {A_SIZE} 1.5"),
    ({"hidden_size": 100, "num_attention_heads": 33}, "hidden_size is a multiple of num_attention_heads: 100 is not divisible by 33"),
    ({"attention_bias": "yes"}, "attention_bias is true or false, not 'yes'"),
    ({"tie_word_embeddings": 3}, "tie_word_embeddings is true or false, or a name that leaves it open, not 3"),
]


@pytest.mark.parametrize("settings, message", REFUSED, ids=lambda value: str(value)[:40])
def test_refusals_name_the_key(settings: dict[str, Any], message: str) -> None:
    assert refusal({"model_type": "llama", **settings}) == message


@pytest.mark.parametrize(
    "key, config, value",
    [
        (whole("width hidden_size", 8), {}, 8),
        (whole("width hidden_size", 8), {"hidden_size": 9}, 9),
        (whole("width", 8), {"width": "d"}, symbol("d")),
        (whole("width", 8), {"width": Symbol("d")}, symbol("d")),
        (whole("width", lambda _: 7), {"width": None}, 7),
        (whole("rank", 8, null=None), {"rank": None}, None),
        (whole("rank", lambda _: 5, auto=True), {"rank": "auto"}, 5),
        (optional("norms"), {}, None),
        (flag("bias", True), {}, 1),
        (flag("bias", True), {"bias": False}, 0),
        (tied(True), {"tie_word_embeddings": "t"}, switch("t")),
        (several("depths", [1, 2]), {"depths": [3, "n"]}, (3, symbol("n"))),
        (image("image_size", 4, ("h", "w")), {}, (4, 4)),
        (image("image_size", 4, ("h", "w")), {"image_size": [5, 6]}, (5, 6)),
        (labels(), {"id2label": {"0": "cat", "1": "dog", "2": "cow"}}, 3),
    ],
)
def test_a_key_is_read(key: Key, config: dict[str, Any], value: object) -> None:
    assert read({"role": key}, config).role == value


def test_what_was_not_read_is_no_attribute() -> None:
    assert not hasattr(read({"d_model": whole("hidden_size", 8)}, {}), "d_ff")
