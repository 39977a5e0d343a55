"""A row of a summary: what its count does not say is said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symcount.jobs.counted import Counted
from symcount.jobs.row import Row
from symcount.models import Part
from tests.models.examples import convolutions, gpt, mixture, part

LINEAR = ("torch", "Linear", {"in_features": 3, "out_features": 4})

REMARKS: list[tuple[Part, int, list[str]]] = [
    (part("dense", *LINEAR), 1, []),
    (gpt(1).parts[-1], 1, ["shared with transformer.wte.weight, counted there"]),
    (part("tied", *LINEAR, shared={"weight": "table.weight"}), 1, ["weight shared with table.weight, counted there"]),
    (part("tied", *LINEAR, shared={"weight": "a", "bias": "b"}), 1, ["weight shared with a, counted there", "bias shared with b, counted there"]),
    (convolutions("keras").parts[1], 1, ["16 not trained"]),
    (convolutions("keras").parts[1], 3, ["48 not trained"]),
    (convolutions("torch").parts[1], 1, ["17 more in buffers"]),
    (convolutions("torch").parts[2], 1, ["no definition explains it", "8 not trained"]),
    (mixture().parts[1], 1, ["8 of 32 copies active for each token"]),
    (part("attn", "torch", "MultiheadAttention", {"embed_dim": 8, "num_heads": 2, "add_bias_kv": True}), 1, ["adds bias_k and bias_v"]),
    (Part("flatten", "Flatten", ()), 1, []),
]


@pytest.mark.parametrize("one, times, remarks", REMARKS)
def test_remarks(one: Part, times: int, remarks: list[str]) -> None:
    assert list(Row(one, one.name, Counted(one, times)).remarks) == remarks


def test_a_frozen_layer() -> None:
    dense = part("dense", *LINEAR)
    frozen = replace(dense, weights=tuple(replace(weight, trainable=False) for weight in dense.weights))
    row = Row(frozen, "dense", Counted(frozen))
    assert (row.formula, row.arithmetic, row.remarks) == ("units*(input_dim + 1)", "3*4 + 4 = 16", ("not trained",))
    assert (row.to_dict()["trainable"], row.to_dict()["non_trainable"]) == (0, 16)


def test_what_a_name_holds_does_not_act() -> None:
    own = Part("w\x1b[31m\n", "K\x07", convolutions("keras").parts[2].weights)
    cells = Row(own, own.name, Counted(own)).cells
    assert (cells.name, cells.layer) == (r"w\x1b[31m\n", r"K\x07")
