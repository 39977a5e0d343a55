"""Equations and chains: sides, relations, labels, rounded numbers."""

from __future__ import annotations

import pytest

from symcount.formula import Number
from symcount.reading import parse
from tests.reading.trees import plain


def sides(text: str) -> list[tuple[str, str]]:
    """Each side with its relation; a label in quotes."""
    return [(link.relation, repr(link.text) if link.node is None else plain(link.node)) for link in parse(text).links]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("4*4 + 4 = 20", [("", "4*4 + 4"), ("=", "20")]),
        ("150 = 3 * [5*(5+4)+5]", [("", "150"), ("=", "3*(5*(5 + 4) + 5)")]),
        ("num_params = n*m*4", [("", "'num_params'"), ("=", "n*m*4")]),
        ("n*m == number_parameters", [("", "n*m"), ("=", "'number_parameters'")]),
        ("４×ｎ＝参数量", [("", "4*n"), ("=", "'参数量'")]),
        ("# params = 4·h", [("", "'# params'"), ("=", "4*h")]),
        ("LSTM 1 个参数 = 4*(13*5 + 5)", [("", "'LSTM 1 个参数'"), ("=", "4*(13*5 + 5)")]),
        ("密集1个参数=13*5+5", [("", "'密集1个参数'"), ("=", "13*5 + 5")]),
        ("Number of Parameters in LSTM = 4n", [("", "'Number of Parameters in LSTM'"), ("=", "4*n")]),
        ("# of params = # of outputs * 2", [("", "'# of params'"), ("=", "‹# of outputs›*2")]),
        ("GRU = 3n", [("", "'GRU'"), ("=", "3*n")]),
        ("N(d) = 12d^2", [("", "'N(d)'"), ("=", "12*d^2")]),
        ("f(n, m) = n*m", [("", "'f(n, m)'"), ("=", "n*m")]),
        ("Total (trainable) = n*m", [("", "'Total (trainable)'"), ("=", "n*m")]),
        ("non-trainable params = 2*n", [("", "'non-trainable params'"), ("=", "2*n")]),
        ("conv1: (11*11)*3 = 363", [("", "'conv1'"), ("=", "(11*11)*3"), ("=", "363")]),
        ("Total params: 4457472", [("", "'Total params'"), ("=", "4457472")]),
        (r"|\Theta| = 12Ld^2", [("", r"'|\\Theta|'"), ("=", "12*L*d^2")]),
        (r"N_{\text{GRU}} \approx 3h", [("", r"'N_{\\text{GRU}}'"), ("≈", "3*h")]),
        ("1000*64 ⇒ 64000", [("", "1000*64"), ("=", "64000")]),
        ("=> 5 * 5\n=> 25", [("=", "5*5"), ("=", "25")]),
        ("= 4*(10+1)*10 = 440", [("=", "4*(10 + 1)*10"), ("=", "440")]),
        ("≈ 124.4 M", [("≈", "124400000")]),
        ("7,087,872 ≈ 12 × 768²", [("", "7087872"), ("≈", "12*768^2")]),
        ("2 × 3 → 6", [("", "2*3"), ("=", "6")]),
        ("2d^2 approx 5", [("", "2*d^2"), ("≈", "5")]),
        ("O(n^2)", [("≈", "n^2")]),
        (r"\mathcal{O}(n^2 + m)", [("≈", "n^2 + m")]),
        ("O(I+1)", [("", "O*(I + 1)")]),
        ("3 * 3 + 32 biases | 41", [("", "3*3 + 32"), ("=", "41")]),
        ("784x30, 总共23,520", [("", "784*30"), ("=", "23520")]),
        ("2*257 = 514 Params", [("", "2*257"), ("=", "514")]),
        ("n*m = 12 = ?", [("", "n*m"), ("=", "12")]),
        ("4(nm+n²), where n is the number of units", [("", "4*(n*m + n^2)")]),
        ("**n*m** = **12**", [("", "n*m"), ("=", "12")]),
        ("**n*m = 12**", [("", "n*m"), ("=", "12")]),
        ("*dim * 100 + 100*", [("", "dim*100 + 100")]),
        (r"\begin{aligned} P &= 4n \\ &= n \cdot 4 \end{aligned}", [("", "'P'"), ("=", "4*n"), ("=", "n*4")]),
        ("a: 4 × 2 = 8\n  Total: 8", [("", "'a'"), ("=", "4*2"), ("=", "8"), (";", "'Total'"), ("=", "8")]),
        ("The number of parameters is 4*n", [("", "'The number of parameters is'"), ("=", "4*n")]),
        ("参数量约为 1.1 亿", [("", "'参数量约为'"), ("≈", "110000000")]),
        ("即62M", [("=", "62000000")]),
        ("每层参数量为 $12h^2$", [("", "'每层参数量为'"), ("=", "12*h^2")]),
        ("Query, key: 3*d", [("", "'Query, key'"), ("=", "3*d")]),
        ("1792 (= 3*3*3*64 + 64)", [("", "1792"), ("=", "3*3*3*64 + 64")]),
        ("- a: 3*5\n- bb: 2", [("", "-a"), ("=", "3*5"), (";", "'bb'"), ("=", "2")]),
        ("MLP | $2d^2$ | 32 | 8.3%", [("", "'MLP'"), ("=", "2*d^2"), ("=", "32")]),
        ("MHA = 4*d\nP = 2*MHA", [("", "'MHA'"), ("=", "4*d"), (";", "'P'"), ("=", "2*(4*d)")]),
        ("n = 4\nP = 2*n", [("", "'P'"), ("=", "2*n")]),  # a size
        ("i=1, j=2, P=(3*i+1)*j", [("", "'P'"), ("=", "(3*i + 1)*j")]),
        ("when $d=512$, No. of params = 314", [("", "'No. of params'"), ("=", "314")]),
        ("Total = 785, batch = 32", [("", "'Total'"), ("=", "785")]),
        ("4*h where h = 64", [("", "4*h")]),
        ("n = m", [("", "n"), ("=", "m")]),
        ("GRUCell(3 => 5),  # 150 parameters", [("", "'GRUCell(3 => 5)'"), ("=", "150")]),
        ("n*m  # 150 parameters", [("", "n*m")]),  # a comment behind a formula
        ('"LSTM": "4 * h",', [("", "'LSTM'"), ("=", "4*h")]),
        ("'params': 180", [("", "'params'"), ("=", "180")]),
        ("> > - a: 2*3 = 6", [("", "'a'"), ("=", "2*3"), ("=", "6")]),
        ("1. 4*n", [("", "4*n")]),
        ("2) a: 2*3 = 6", [("", "'a'"), ("=", "2*3"), ("=", "6")]),
        ("# - 4*n", [("", "4*n")]),
        ("- `1 + 2 = 3`", [("", "1 + 2"), ("=", "3")]),
        ("- 1 + 2 = 1", [("", "-1 + 2"), ("=", "1")]),  # a sign
        ("# C5 (16*5*5+1)*120 = 48120", [("", "'# C5'"), ("=", "(16*5*5 + 1)*120"), ("=", "48120")]),
        ("units (3+1)*4 = 80", [("", "units*(3 + 1)*4"), ("=", "80")]),  # a size
        ("C5(3+1)*4 = 80", [("", "C5*(3 + 1)*4"), ("=", "80")]),  # not apart
        ("LSTM: 4n\nGRU: 3n", [("", "'LSTM'"), ("=", "4*n"), (";", "'GRU'"), ("=", "3*n")]),
        ("a = 3*5; b = 4*1; a + b = 19", [("", "'a'"), ("=", "3*5"), (";", "'b'"), ("=", "4*1"), (";", "(3*5) + (4*1)"), ("=", "19")]),
        ("a = 3*5; b = 4; a + b = 19", [("", "'a'"), ("=", "3*5"), (";", "(3*5) + b"), ("=", "19")]),  # b = 4 is data
        ("weights: 3*5 = 15; total: 20", [("", "'weights'"), ("=", "3*5"), ("=", "15"), (";", "'total'"), ("=", "20")]),
        ("4n; n = number of units", [("", "4*n")]),  # a definition in words
    ],
)
def test_sides(text: str, expected: list[tuple[str, str]]) -> None:
    assert sides(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("num_params = 4n = 380", "4*n"),
        ("380 = 4n", "4*n"),
        ("0.59M = (3*3)*4", "(3*3)*4"),
        ("Total = 12", "12"),
        ("a: 4*2 = 8\nb: 3*3 = 9", "3*3"),
        ("units", "units"),
    ],
)
def test_the_side_that_states_the_formula(text: str, expected: str) -> None:
    assert plain(parse(text).node) == expected


@pytest.mark.parametrize(
    "text, value, unit",
    [
        ("0.59M", 590_000, 10_000),
        ("138M", 138_000_000, 1_000_000),
        ("124.4 M", 124_400_000, 100_000),
        (r"124\text{M}", 124_000_000, 1_000_000),
        ("3.84亿", 384_000_000, 1_000_000),
        ("6400万", 64_000_000, 10_000),
        ("1.4 billion", 1_400_000_000, 100_000_000),
        ("12e9", 12_000_000_000, 1_000_000_000),
        ("56.3e9", 56_300_000_000, 100_000_000),
        ("12k", 12_000, 1_000),
        ("4457472", 4_457_472, None),
        ("124M params", 124_000_000, 1_000_000),
    ],
)
def test_rounded_numbers(text: str, value: int, unit: int | None) -> None:
    (link,) = parse(text).links
    assert link.node == Number(value)
    assert link.unit == unit


def test_a_power_of_ten_is_rounded_too() -> None:
    assert parse(r"1.51 \times 10^8").links[0].unit == 1_000_000


def test_letters_that_scale_only_where_nothing_else_uses_them() -> None:
    assert plain(parse("67M + 134M").node) == "67000000 + 134000000"
    assert plain(parse("4k + 2k").node) == "4*k + 2*k"
    assert plain(parse("2M + N").node) == "2*M + N"
    assert plain(parse("85M", [["M"]]).node) == "85*M"
