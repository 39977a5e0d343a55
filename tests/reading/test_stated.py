"""What a text states of sizes is data; what only looks like it stays a claim."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.reading import parse


@pytest.mark.parametrize(
    "text, sides, assigned",
    [
        ("4(nm+n²+n) = 4457472 for n=256, m=4096", ["4(nm+n²+n)", "4457472"], {"n": 256, "m": 4096}),
        ("4(nm+n²+n) = 4457472 (n=256, m=4,096)", ["4(nm+n²+n)", "4457472"], {"n": 256, "m": 4096}),
        ("with n=256 and m=4096: 4(nm+n²+n)", ["4(nm+n²+n)"], {"n": 256, "m": 4096}),
        ("n=5; m=3; 4*n*(n+m+1)=180", ["4*n*(n+m+1)", "180"], {"n": 5, "m": 3}),
        ("4*n*(n+m+1)\nn = 5", ["4*n*(n+m+1)"], {"n": 5}),
        ("$4n(n+m+1)$ with $n=256$, $m=4096$", ["4n(n+m+1)"], {"n": 256, "m": 4096}),
        ("hidden = 256\ninput = 128\nparams = hidden*input", ["params", "hidden*input"], {"hidden": 256, "input": 128}),
        ("i=1, j=16, N=(3*3*i+1)*j", ["N", "(3*3*i+1)*j"], {"i": 1, "j": 16}),
        ("其中 n=256, m=4096: 4(nm+n²+n)", ["4(nm+n²+n)"], {"n": 256, "m": 4096}),
        ("4n(n+m) without bias", ["4n(n+m)"], {"bias": 0}),
        ("4n(n+m), no biases", ["4n(n+m)"], {"bias": 0}),
        ("4n(n+m) (ohne Bias)", ["4n(n+m)"], {"bias": 0}),
        ("4n(n+m)不含偏置", ["4n(n+m)"], {"bias": 0}),
        ("4n(n+m) # bias=False", ["4n(n+m)"], {"bias": 0}),
        ("bias=0: 4*n*(n+m)", ["4*n*(n+m)"], {"bias": 0}),
        ("4n(n+m+2) with two bias vectors", ["4n(n+m+2)"], {"bias": 2}),
        ("4n(n+m+2), bias = 2", ["4n(n+m+2)"], {"bias": 2}),
        ("params = 180", ["params", "180"], {}),
        ("n = 5", ["n", "5"], {}),
        ("V*d (no bias) + n*m + m", ["V*d (no bias) + n*m + m"], {}),
        ("LSTM(units=256, input_dim=4096): 4457472", ["LSTM(units=256, input_dim=4096)", "4457472"], {}),
    ],
)
def test_sizes_beside_a_formula(text: str, sides: list[str], assigned: dict[str, int]) -> None:
    formula = parse(text)
    assert [link.text for link in formula.links] == sides
    assert formula.assigned == assigned


def test_what_is_taken_is_said() -> None:
    assert "n=256, m=4096 taken from the text" in parse("4(nm+n²+n) for n=256, m=4096").notes


def test_two_numbers_for_one_letter_are_refused() -> None:
    with pytest.raises(FormulaError, match="n is 5 and 6"):
        parse("n=5, n=6: 4n")
