"""How a part comes to its count: the formula, with switches put in, and the arithmetic."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc
from symcount.frameworks.built import BuiltWeight
from symcount.jobs.counted import arithmetic_of, formula_of
from symcount.models import Part
from symcount.rendering import written
from tests.models.examples import gpt, mixture, part, unbuilt

LSTM = ("keras", "LSTM", {"units": 5}, [None, 16, 13])
EXPLAINED: list[tuple[tuple[str, str, dict[str, Any], list[Any] | None], str, str]] = [
    (LSTM, "4*units*(input_dim + units + 1)", "4*(13*5 + 5*5 + 5)"),
    (("torch", "LSTM", {"input_size": 13, "hidden_size": 5}, None), "4*units*(input_dim + units + 2)", "4*(13*5 + 5*5 + 5*2)"),
    (("torch", "Linear", {"in_features": 3, "out_features": 4, "bias": False}, None), "input_dim*units", "3*4"),
    (("keras", "BatchNormalization", {}, [None, 9, 9, 8]), "4*features", "4*8"),
    (("torch", "BatchNorm2d", {"num_features": 8}, None), "2*features", "8 + 8"),
    (("keras", "Conv1D", {"filters": 8, "kernel_size": 3}, [None, 9, 4]), "filters*(input_channels*kernel_size + 1)", "3*4*8 + 8"),
    (("keras", "Conv1D", {"filters": 8, "kernel_size": 3, "groups": 2}, [None, 9, 4]), "filters*(input_channels*kernel_size/groups + 1)", "3*2*8 + 8"),
]


@pytest.mark.parametrize("built, formula, numbers", EXPLAINED)
def test_a_part_that_a_layer_explains(built: tuple[str, str, dict[str, Any], list[Any] | None], formula: str, numbers: str) -> None:
    one = part("one", *built)
    tree = formula_of(one)
    assert tree is not None
    assert (written(tree), arithmetic_of(one)) == (formula, numbers)
    assert sc.parse(formula).value().subs({name: size for name, size in one.layer.sizes.items() if isinstance(size, int)}) == one.count if one.layer else False


@pytest.mark.parametrize(
    "shapes, numbers",
    [
        ([(3, 3, 64), (64,)], "3×3×64 + 64"),
        ([(64,), (64,)], "2*64"),
        ([(3, 3, 64), (3, 3, 64), (5,)], "2*(3×3×64) + 5"),
        ([()], "1"),
        ([(0, 3)], "0×3"),
        ([], ""),
    ],
)
def test_a_part_that_none_explains_shows_its_shapes(shapes: list[tuple[int, ...]], numbers: str) -> None:
    one = Part("own", "MyLayer", tuple(BuiltWeight(f"w{place}", shape) for place, shape in enumerate(shapes)))
    assert formula_of(one) is None
    assert arithmetic_of(one) == numbers


def test_copies_and_repetitions() -> None:
    norm = gpt(1).parts[2]
    router, experts = mixture().parts
    assert [written(tree) for one, times in ((norm, 12), (router, 1), (experts, 2)) if (tree := formula_of(one, times))] == [
        "12*2*features",
        "4*input_dim*units",
        "64*3*d_model*d_ff",
    ]
    assert [arithmetic_of(norm, 12), arithmetic_of(router), arithmetic_of(router, 3)] == ["12*(768 + 768)", "4*64*8", "12*64*8"]


def test_a_shared_weight_is_not_in_the_formula() -> None:
    config = {"in_features": 3, "out_features": 4}
    tied = part("head", "torch", "Linear", config, shared={"weight": "table.weight"})
    tree = formula_of(tied)
    assert (tree and written(tree), arithmetic_of(tied), tied.count) == ("units", "4", 4)
    whole = part("head", "torch", "Linear", config, shared={"weight": "table.weight", "bias": "other.bias"})
    assert (formula_of(whole), arithmetic_of(whole), whole.count) == (None, "", 0)


def test_weights_that_the_layer_has_not() -> None:
    attention = part("attn", "torch", "MultiheadAttention", {"embed_dim": 8, "num_heads": 2, "add_bias_kv": True})
    assert formula_of(attention) is None
    assert arithmetic_of(attention) == "24×8 + 24 + 8×8 + 8 + 2*(1×1×8)"


def test_an_open_size_stays_a_symbol() -> None:
    lstm = unbuilt().parts[0]
    tree = formula_of(lstm)
    assert tree is not None
    assert (written(tree), arithmetic_of(lstm)) == ("4*units*(input_dim + units + 1)", "")
