"""The budget question: the largest size within a number, its neighbours, round sizes, and the size nearest to another layer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.errors import InputError
from symcount.rendering.budgeted import Budget
from tests.latex import braces_balance


def within(what: Any, **arguments: Any) -> Budget:
    found = sc.solve(what, **arguments)
    assert isinstance(found, Budget)
    return found


@pytest.mark.parametrize(
    "layer, limit, sizes, choices",
    [
        ("lstm", 1_000_000, {"input_dim": 100},
         {448: "a multiple of 64", 452: "the largest", 453: "the next", 456: "a multiple of 8", 512: "a multiple of 64"}),
        ("lstm", 10, {"input_dim": 1}, {1: "the next", 8: "a multiple of 8", 64: "a multiple of 64"}),
        ("dense", 64 * 65, {}, {64: "the largest and a multiple of 64", 65: "the next", 72: "a multiple of 8", 128: "a multiple of 64"}),
        ("gpt2", 124439808, {"vocab_size": 50257, "context_length": 1024, "d_model": 768}, {12: "the largest", 13: "the next"}),
        ("4(nm+n²)", 1000, {"m": "n"}, {8: "a multiple of 8", 11: "the largest", 12: "the next", 16: "a multiple of 8", 64: "a multiple of 64"}),
        ("conv2d", 100_000, {"kernel_size": 3, "groups": 4},
         {192: "a multiple of 64", 208: "the largest and a multiple of 8", 212: "the next", 216: "a multiple of 8", 256: "a multiple of 64"}),
        ("(V-1)*5 + V", 30, {}, {5: "the largest", 6: "the next", 8: "a multiple of 8", 64: "a multiple of 64"}),
        ("(V-1)*5 + V", 3, {}, {1: "the largest", 2: "the next", 8: "a multiple of 8", 64: "a multiple of 64"}),
        ("lstm+dense", 10_000, {"lstm.input_dim": 8, "dense.units": 1},
         {40: "a multiple of 8", 45: "the largest", 46: "the next", 48: "a multiple of 8", 64: "a multiple of 64"}),
    ],
)  # fmt: skip
def test_choices(layer: str, limit: int, sizes: dict[str, Any], choices: dict[int, str]) -> None:
    found = within(layer, at_most=limit, **sizes)
    assert {one.sizes[found.name]: one.why for one in found.choices} == choices
    assert all(one.difference == one.count - limit for one in found.choices)


@given(st.sampled_from(["lstm", "gru", "dense", "encoder_layer"]), st.integers(1, 10**12))
def test_the_largest_fits_and_the_next_does_not(name: str, limit: int) -> None:
    found = within(name, at_most=limit)
    layer = getattr(sc.layers, name)
    counts = {one.why: layer(**one.sizes).count for one in found.choices}
    assert next(count for why, count in counts.items() if "the next" in why) > limit
    assert found.is_found == any("the largest" in why for why in counts)
    assert found.largest is None or layer(**found.largest).count <= limit


@pytest.mark.parametrize(
    "layer, like, arguments, answer",
    [
        ("gru", "lstm units=256 input_dim=4096", {}, {"units": 335, "input_dim": 4096}),
        ("gru", "LSTM units=256, input_dim=4096", {}, {"units": 335, "input_dim": 4096}),
        ("gru", sc.layers.lstm(units=256, input_dim=4096), {}, {"units": 335, "input_dim": 4096}),
        ("gru", "lstm units=256 input_dim=4096", {"input_dim": 256}, {"units": 1097, "input_dim": 256}),
        ("gru", "lstm hidden_size=256 input_size=4096", {"input_size": 256}, {"units": 1097, "input_dim": 256}),
        ("gru", sc.layers.lstm(units=256, input_dim=4096), {"convention": "torch"}, {"units": 335, "input_dim": 4096, "bias": 2}),
        ("lstm", "lstm units=256 input_dim=4096", {}, {"units": 256, "input_dim": 4096}),
        ("dense", "conv2d filters=64 input_channels=3 kernel_size=3", {}, {"units": 448, "input_dim": 3}),
        ("gru", "lstm units=256 input_dim=4096", {"convention": "torch"}, {"units": 335, "input_dim": 4096, "bias": 2}),
    ],
    ids=str,
)
def test_another_layer_of_the_same_budget(layer: str, like: Any, arguments: dict[str, Any], answer: dict[str, int]) -> None:
    found = within(layer, like=like, **arguments)
    assert found.nearest.sizes == answer
    assert found.to_dict()["solutions"] == [answer]


def test_what_is_printed() -> None:
    assert str(within("gru", like="lstm units=256 input_dim=4096")).splitlines() == [
        "A GRU with input_dim=4096 is nearest to an LSTM with units=256 and input_dim=4096, 4,457,472 parameters, at units = 335: 4,454,160, 0.0743 % less.",
        "    units  parameters  difference                                calculation",
        "      320   4,240,320    -217,152  a multiple of 64              3*(4096*320 + 320*320 + 320)",
        "      328   4,354,200    -103,272  a multiple of 8               3*(4096*328 + 328*328 + 328)",
        "      335   4,454,160      -3,312  the largest                   3*(4096*335 + 335*335 + 335)",
        "      336   4,468,464     +10,992  the next and a multiple of 8  3*(4096*336 + 336*336 + 336)",
        "      384   5,162,112    +704,640  a multiple of 64              3*(4096*384 + 384*384 + 384)",
        "    note: input_dim = 4096, as in the LSTM",
    ]


@pytest.mark.parametrize(
    "arguments, sentence, notes",
    [
        ({"at_most": 10}, "An LSTM always has more than 10 parameters:", ["input_dim is taken to be units: give it for another answer"]),
        ({"at_most": 100, "input_dim": 1}, "An LSTM with input_dim=1 has at most 100 parameters up to units = 4:", []),
        ({"like": "lstm units=4 input_dim=1"},
         "An LSTM with input_dim=1 is nearest to an LSTM with units=4 and input_dim=1, 96 parameters, at units = 4: 96, exactly.",
         ["input_dim = 1, as in the LSTM"]),
    ],
)  # fmt: skip
def test_sentences_and_notes(arguments: dict[str, Any], sentence: str, notes: list[str]) -> None:
    found = within("lstm", **arguments)
    assert str(found).splitlines()[0] == sentence
    assert list(found.notes) == notes


def test_json_has_its_keys() -> None:
    found = json.loads(within("lstm", at_most=1_000_000, input_dim=100).to_json())
    assert found["solutions"] == [{"units": 452, "input_dim": 100}]
    assert found["nearest"][1] == {"sizes": {"units": 452, "input_dim": 100}, "count": 999824, "difference": -176, "why": "the largest"}
    assert {"layer", "formula", "at_most", "like", "open", "given", "notes", "convention"} <= set(found)


@pytest.mark.parametrize("arguments", [{"at_most": 1000}, {"at_most": 10}, {"like": "dense units=9 input_dim=9"}], ids=str)
def test_latex_balances(arguments: dict[str, Any]) -> None:
    found = within("lstm", **arguments)
    assert braces_balance(found.latex())
    assert braces_balance(found.table())


def test_the_bound_of_a_paper() -> None:
    assert within("lstm", at_most=1_000_000, input_dim=100).latex() == r"4n(n + 101) \le 1000000 \quad n \le 452"
    assert within("gru", like="lstm units=4 input_dim=1").latex() == r"3n(n + 2) \approx 96 \quad n = 5"


@pytest.mark.parametrize(
    "layer, arguments, message",
    [
        ("conv2d", {"at_most": 1000}, "filters and kernel_size are open: give all but one, or write one as an expression in another, as input_dim=units"),
        ("embedding", {"at_most": 1000}, "vocab_size and embedding_dim are open"),
        ("4(nm+n²)", {"at_most": 1000}, "n and m are open"),
        ("lstm", {"at_most": 1000, "bias": "?", "units": 5, "input_dim": 3}, "bias has but few values: give it"),
        ("lstm", {"at_most": 1000, "units": 5, "input_dim": 3}, "no size is open: an LSTM has 180 parameters at these"),
        ("lstm", {"at_most": -1}, "a number of parameters is a whole number from 1, not -1"),
        ("gru", {"like": "lstm units=256"}, "lstm needs input_dim"),
        ("gru", {"like": "lstm units=256 input_dim=x"}, "input_dim is a whole number, not 'x'"),
        ("gru", {"like": "ltsm units=256"}, "did you mean 'lstm'?"),
        ("gru", {"like": "lstm units=256 units=300 input_dim=3"}, "'units' is assigned twice: '256' and '300'"),
        ("gru", {"like": "lstm units=256 input_dim="}, "write name=value, not 'input_dim='"),
        ("gru", {"like": 5}, "like is a layer at its sizes, such as 'lstm units=256 input_dim=4096', not 5"),
    ],
)
def test_refusals(layer: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        sc.solve(layer, **arguments)
    assert message in str(refused.value)
