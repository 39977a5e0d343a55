"""Formulas that were copied together with their source."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from symcount.reading.doubled import copies
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, expected",
    [
        (r"5×5×1×6+6=1565\times5\times1\times6+6=156", "5*5*1*6 + 6"),
        ("n2+kn+nmn^2 + kn + nm", "n^2 + k*n + n*m"),
        (r"k×kk \times kk×k", "k*k"),
        ("参数量为12h2+13h12h^2+13h12h2+13h", "12*h^2 + 13*h"),
        ("( u n i t s ∗ 4 ) (units*4) (units∗4)", "(units*4)"),
    ],
)
def test_read_once(text: str, expected: str) -> None:
    formula = parse(text)
    assert plain(formula.node) == expected
    assert formula.damage[0].startswith("a formula copied several times read once")


@pytest.mark.parametrize("text", ["(a+b)(a+b)", "(a + b)(a+b)", "(n/m)^(n/m)", "n^2 + n2", "n*n^2", "33", "nm", r"d_{ff} d_ff"])
def test_no_copies(text: str) -> None:
    assert copies(text) is None
