"""`solve`: every solution gives the number and none is missing, what comes nearest where there is none, and how it is told."""

from __future__ import annotations

import json
from contextlib import suppress
from fractions import Fraction
from itertools import product
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.errors import FormulaError, InputError, TooLarge
from symcount.jobs.solve import MOST_SOLUTIONS
from symcount.layers import CATALOGUE
from symcount.rendering.solved import Solutions
from tests.latex import braces_balance, compile_page, compiles_latex, fits_a_page

SQUARE = {"kernel_height": 3, "kernel_width": 3}
GPT2 = {"vocab_size": 50257, "context_length": 1024}
KEYS = {"layer", "formula", "total", "totals", "convention", "given", "open", "solutions", "is_all", "nearest", "notes"}


def solve(what: Any, total: Any, **sizes: Any) -> Solutions:
    found = sc.solve(what, total=total, **sizes)
    assert isinstance(found, Solutions)
    return found


@pytest.mark.parametrize(
    "layer, total, sizes, solutions",
    [
        ("lstm", 380, {"units": 5}, [{"units": 5, "input_dim": 13}]),
        ("lstm", 380, {"input_dim": 13}, [{"units": 5, "input_dim": 13}]),
        ("LSTM", 380, {"hidden_size": 5}, [{"units": 5, "input_dim": 13}]),
        ("lstm", 380, {"units": "5", "bias": 0}, [{"units": 5, "input_dim": 14, "bias": 0}]),
        ("lstm", 380, {"units": 5, "bias": "?"}, [{"units": 5, "input_dim": 14 - bias, "bias": bias} for bias in (2, 1, 0)]),
        ("lstm", 380, {"units": 5, "bias": "bias"}, [{"units": 5, "input_dim": 14 - bias, "bias": bias} for bias in (2, 1, 0)]),
        ("lstm", 400, {"units": 5, "convention": "torch"}, [{"units": 5, "input_dim": 13, "bias": 2}]),
        ("lstm", 420, {"input_dim": "units"}, [{"units": 7, "input_dim": 7}]),
        ("lstm", 600, {"units": 5, "num_layers": "?"}, [{"units": 5, "input_dim": 35 - 11 * many, "num_layers": many} for many in (3, 2, 1)]),
        ("lstm", 600, {"units": 5, "num_layers": 2}, [{"units": 5, "input_dim": 13, "num_layers": 2}]),
        ("conv2d", 1792, {"filters": 64, "input_channels": 3, "kernel_size": "?"}, [{"filters": 64, "input_channels": 3, **SQUARE}]),
        ("conv2d", 640, {"kernel_size": 3, "filters": 64, "groups": 64}, [{"filters": 64, "input_channels": 64, **SQUARE, "groups": 64}]),
        ("conv2d", 640, {"kernel_size": 3, "filters": 64, "input_channels": 64, "groups": "?"},
         [{"filters": 64, "input_channels": 64, **SQUARE, "groups": 64}]),
        ("conv2d", 80, {"kernel_size": 3, "groups": "input_channels", "input_channels": 4}, [{"filters": 8, "input_channels": 4, **SQUARE, "groups": 4}]),
        ("conv2d", 80, {"kernel_size": 3, "groups": "input_channels"},
         [{"filters": 8, "input_channels": many, **SQUARE, "groups": many} for many in (1, 2, 4, 8)]),
        ("conv2d", 2 * 8 * (9 * 2 + 1), {"kernel_size": 3, "filters": "2*input_channels", "groups": 4},
         [{"filters": 16, "input_channels": 8, **SQUARE, "groups": 4}]),
        ("gpt2", 124439808, {**GPT2, "num_layers": 12}, [{**GPT2, "d_model": 768, "num_layers": 12, "d_ff": 3072}]),
        ("4(nm+n²)", 380, {"n": 5}, [{"n": 5, "m": 14}]),
        ("4(nm+n²)", 392, {"m": "n"}, [{"n": 7, "m": 7}]),
        ("params = n(n-1)/2", 45, {}, [{"n": 10}]),
        ("(2-tied)*V", 6, {}, [{"tied": 0, "V": 3}, {"tied": 1, "V": 6}]),
        ("lstm + dense", (4457472, 257), {"dense.units": 1}, [{"lstm.units": 256, "lstm.input_dim": 4096, "dense.units": 1, "dense.input_dim": 256}]),
        ("lstm+dense", 386, {"dense.units": 1, "lstm.units": 5}, [{"lstm.units": 5, "lstm.input_dim": 13, "dense.units": 1, "dense.input_dim": 5}]),
        ("bidirectional_lstm+dense", (760, 11), {"dense.units": 1},
         [{"bidirectional_lstm.units": 5, "bidirectional_lstm.input_dim": 13, "dense.units": 1, "dense.input_dim": 10}]),
        ("lstm", 380, {"units": 5, "input_dim": 13}, [{"units": 5, "input_dim": 13}]),
        ("lstm", 381, {"units": 5, "input_dim": 13}, []),
    ],
)  # fmt: skip
def test_solutions(layer: str, total: Any, sizes: dict[str, Any], solutions: list[dict[str, int]]) -> None:
    found = solve(layer, total, **sizes)
    assert found.is_all
    assert list(found.solutions) == solutions


def test_all_pairs_of_the_lstm() -> None:
    found = solve("lstm", 4457472)
    assert len(found.solutions) == 18
    assert {"units": 256, "input_dim": 4096} in found.solutions
    assert all(sc.layers.lstm(**sizes).count == 4457472 for sizes in found.solutions)


@given(st.sampled_from(["dense", "lstm", "gru", "feed_forward", "elman_network"]), st.integers(1, 120), st.integers(0, 1))
def test_solutions_are_those_that_trying_finds(name: str, total: int, bias: int) -> None:
    layer = CATALOGUE[name]
    required = [size for size in layer.sizes if size not in layer.defaults][:2]
    known = {size: 2 for size in layer.sizes if size not in layer.defaults and size not in required}
    found = solve(name, total, **known, bias=bias)
    tried = [dict(zip(required, sizes, strict=True)) for sizes in product(range(1, total + 1), repeat=2) if sizes[0] * sizes[1] <= total]
    right = [sizes for sizes in tried if layer.total.at({**sizes, **known, "bias": bias}) == total]
    assert [{size: one[size] for size in required} for one in found.solutions] == right
    if not right:
        assert all(layer(**{"bias": bias, **near.sizes}).count == near.count == total + near.difference for near in found.nearest)


@pytest.mark.parametrize("layer", CATALOGUE)
def test_the_sizes_of_every_layer_are_found_again(layer: str) -> None:
    definition = CATALOGUE[layer]
    required = [name for name in definition.sizes if name not in definition.defaults]
    sizes = {name: 12 if name not in ("reduction", "num_kv_heads") else 4 for name in required}
    total = definition(**sizes).count
    for asked in required if layer not in ("stft_spectrogram", "adaptive_softmax") else []:
        found = solve(layer, total, **{name: size for name, size in sizes.items() if name != asked})
        assert sizes[asked] in [solution.get(asked, 12) for solution in found.solutions]
        assert all(definition(**solution).count == total for solution in found.solutions)


@pytest.mark.parametrize(
    "layer, total, sizes, near",
    [
        ("lstm", 381, {"units": 5}, [(380, -1, 1), (400, 19, 1)]),
        ("lstm", 11, {}, [(12, 1, 1)]),
        ("lstm", 4457473, {}, [(4457472, -1, 18), (4457476, 3, 4)]),
        ("n(n-1)/2", 46, {}, [(45, -1, 1), (55, 9, 1)]),
        ("n/2", 4, {"n": "2*k+1"}, [(Fraction(7, 2), Fraction(-1, 2), 1), (Fraction(9, 2), Fraction(1, 2), 1)]),
    ],
)
def test_what_comes_nearest(layer: str, total: int, sizes: dict[str, Any], near: list[tuple[Any, Any, int]]) -> None:
    found = solve(layer, total, **sizes)
    assert not found.solutions
    assert [(one.count, one.difference, one.ways) for one in found.nearest] == near


def test_what_comes_nearest_may_not_be_known() -> None:
    found = solve("conv2d", 1000, filters="input_channels+1", groups=2, kernel_size=3)
    assert (found.solutions, found.nearest) == ((), ())
    assert found.notes == ("the counts next to it are not known: sizes must divide others",)


def test_more_than_can_be_shown_is_said() -> None:
    found = solve("conv2d", 10**12)
    assert (len(found.solutions), found.is_all) == (MOST_SOLUTIONS, False)
    assert str(found).splitlines()[0] == "A conv2d has 1,000,000,000,000 parameters in at least 1,000 ways:"
    assert str(found).splitlines()[-1] == "    … 980 more"


def test_a_size_may_be_any() -> None:
    found = solve("(V-1)*d+5", 5)
    assert found.solutions == ({"V": 1},)
    assert str(found) == "(V-1)*d+5 has 5 parameters only at V = 1 and any d."


@pytest.mark.parametrize(
    "found, lines",
    [
        (lambda: solve("lstm", 380, units=5), ["An LSTM with units=5 has 380 parameters only at input_dim = 13.", "    4*(13*5 + 5*5 + 5) = 380"]),
        (
            lambda: solve("lstm", 381, units=5),
            [
                "An LSTM with units=5 never has 381 parameters: next to it are",
                "    input_dim  parameters  difference  calculation",
                "           13         380          -1  4*(13*5 + 5*5 + 5)",
                "           14         400         +19  4*(14*5 + 5*5 + 5)",
            ],
        ),
        (
            lambda: solve("dense", 6),
            [
                "A dense layer has 6 parameters at three pairs of units and input_dim:",
                "    units  input_dim  calculation",
                "        1          5  5 + 1",
                "        2          2  2*2 + 2",
                "        3          1  3 + 3",
            ],
        ),
        (lambda: solve("lstm", 381, units=5, input_dim=13), ["An LSTM with units=5 and input_dim=13 has 380 parameters, not 381."]),
        (
            lambda: solve("lstm+dense", (380, 7)),
            ["LSTM + dense layer never has 380 and 7 parameters."],
        ),
        (
            lambda: solve("gru", 300, units=3, convention="linen"),
            ["A GRU with units=3, as Flax linen counts it, has 300 parameters only at input_dim = 29.", "    29*3*3 + 3*3*3 + 3*3 + 3 = 300"],
        ),
        (lambda: solve("lstm", 400, units=5, convention="torch"), ["An LSTM with units=5, as PyTorch counts it, has 400 parameters only at input_dim = 13."]),
    ],
)
def test_what_is_printed(found: Any, lines: list[str]) -> None:
    assert str(found()).splitlines()[: len(lines)] == lines


def test_json_has_its_keys() -> None:
    found = json.loads(solve("lstm", 381).to_json())
    assert set(found) == KEYS
    assert found["nearest"][0] == {"sizes": {"units": 5, "input_dim": 13}, "count": 380, "difference": -1, "ways": 2}
    assert sc.parse(found["formula"]).value() == sc.parse("4*units*(input_dim + units + 1)").value()


SHOWN = [("lstm", 380, {"units": 5}), ("lstm", 381, {}), ("dense", 6, {}), ("conv2d", 10**6, {}), ("4(nm+n²)", 380, {}), ("lstm+dense", 386, {})]


@pytest.mark.parametrize("layer, total, sizes", SHOWN)
def test_latex_balances(layer: str, total: int, sizes: dict[str, int]) -> None:
    found = solve(layer, total, **sizes)
    assert braces_balance(found.latex())
    assert braces_balance(found.table())


def test_the_equation_of_a_paper() -> None:
    assert solve("lstm", 380, units=5).latex() == r"20(m + 6) = 380 \quad m = 13"
    assert solve("dense", 6).latex() == r"n(m + 1) = 6 \quad (n, m) \in \{(1, 5), (2, 2), (3, 1)\}"
    assert solve("lstm", 381, units=5).latex() == r"20(m + 6) = 381 \quad \text{has no solution}"


@compiles_latex
def test_every_table_compiles(tmp_path: Any) -> None:
    found = [solve(layer, total, **sizes) for layer, total, sizes in SHOWN]
    compile_page([f"\\[{one.latex()}\\]" for one in found], "amsmath", tmp_path)
    fits_a_page([one.table() for one in found], tmp_path)


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({}, "say what is asked for: one of total, at_most and like"),
        ({"total": 1, "at_most": 1}, "say what is asked for: one of total, at_most and like"),
        ({"total": 0}, "a number of parameters is a whole number from 1, not 0"),
        ({"total": "380"}, "a number of parameters is a whole number from 1, not '380'"),
        ({"total": True}, "a number of parameters is a whole number from 1, not True"),
        ({"total": 10**6000}, "a number of parameters has at most 1,000 digits"),
        ({"total": (1, 2)}, "two totals are given for lstm: give one, or one for each layer of a chain"),
        ({"total": 380, "untis": 5}, "no size is called 'untis'; did you mean 'units'?"),
        ({"total": 380, "filters": "?", "vocab_size": 3}, "no size of lstm is called 'vocab_size'"),
        ({"total": 380, "stride": 2}, "no size of lstm is called 'stride'"),
        ({"total": 380, "units": 0}, "units is a whole number from 1, not 0"),
        ({"total": 380, "units": 2.5}, "units is a whole number or an expression, not 2.5"),
        ({"total": 380, "units": "2*units"}, "units is assumed to depend on itself"),
        ({"total": 380, "bias": 3}, "bias of lstm is 0 or 1 or 2, not 3"),
        ({"total": 380, "convention": "jax"}, "no framework is called 'jax'"),
    ],
)
def test_refusals_about_a_layer(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        sc.solve("lstm", **arguments)
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "what, arguments, message",
    [
        ("ltsm", {}, "no layer is called 'ltsm'; did you mean 'lstm'?"),
        ("ltsm + dense", {}, "no layer is called 'ltsm'; did you mean 'lstm'?"),
        ("lstm+lstm", {"units": 3}, "'units' is a size of several layers: write lstm_1.units or lstm_2.units"),
        ("lstm+dense", {"kernel_size": 3}, "'kernel_size' is no size of these layers: write lstm.units"),
        ("conv2d+dense", {}, "what dense reads behind conv2d depends on the image: give dense.input_dim"),
        ("n - m", {}, "n - m does not grow with its sizes"),
        ("n/m", {}, "n/m is divided by m: give m"),
        ("4nm", {"k": 3}, "'k' does not stand in the formula; its names are n and m"),
        ("4nm", {"convention": "torch"}, "a formula is counted as it stands"),
        ("stft_spectrogram", {}, "floor(fft_length/2) is no sum of products of sizes"),
    ],
)
def test_refusals(what: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        sc.solve(what, total=380, **arguments)
    assert message in str(refused.value)


def test_a_formula_that_cannot_be_read() -> None:
    with pytest.raises(FormulaError, match="never closed"):
        sc.solve("4(nm+n²", total=380)


@pytest.mark.parametrize("total", [10**999, (10**40 + 121) * (10**40 + 139)])
def test_what_is_out_of_reach_is_refused(total: int) -> None:
    with pytest.raises(TooLarge, match="give one more of units and input_dim"):
        sc.solve("lstm", total=total)


@pytest.mark.parametrize(
    "text, total, many", [("n*n + m*m", 10**12, 12), ("n^3 + m^2", 10**12 + 1, 2), ("n^3 + m^3", 963761198400, 0), ("n*n + 2m*m + 3m", 963761198400, 3)]
)
def test_two_unknowns_without_a_divisor_are_solved(text: str, total: int, many: int) -> None:
    found = solve(text, total)
    assert (len(found.solutions), found.is_all) == (many, True)


HARD = [
    ("window_attention", 10**12),
    ("grouped_query_attention", 10**12),
    ("grouped_query_attention", 123456),
    ("a*b*c*d + a + b + c", 10**12),
    ("a^2*b + b^2*c + c^2*d + d^2*a", 10**12),
    ("a*a + b*b + c*c + d*d", 10**12),
]
SECONDS = 1


@pytest.mark.parametrize("what, total", HARD)
def test_what_is_out_of_reach_is_said_within_a_second(what: str, total: int) -> None:
    start = process_time()
    with suppress(TooLarge):
        assert not solve(what, total).is_all
    assert process_time() - start < SECONDS


@pytest.mark.parametrize("total, said", [(380, "380 = 380"), (100, r"380 \neq 100")])
def test_where_no_size_is_open_the_sign_says_whether_it_is_so(total: int, said: str) -> None:
    assert sc.solve("lstm", total=total, units=5, input_dim=13).latex() == said
