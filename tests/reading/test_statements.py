"""Statements: what one defines for the others, which is the claim, and what is refused as a second one."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.reading import parse
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, claim",
    [
        ("P = 2Q, where Q = 4(n + m)", "2*(4*(n + m))"),
        ("P = 2Q with Q = 4(n + m)", "2*(4*(n + m))"),
        ("2Q with Q=4(n + m)", "2*(4*(n + m))"),
        ("P = 2Q and Q = 4(n + m)", "2*(4*(n + m))"),
        ("Q = 4(n + m); P = 2Q", "2*(4*(n + m))"),
        ("Q = 4(n + m), P = 2Q", "2*(4*(n + m))"),
        ("P = 2Q\nQ = 3R\nR = n*m", "2*(3*(n*m))"),
        ("A = nm; B = n²; C = n; P = 4(A+B+C)", "4*((n*m) + (n^2) + (n))"),
        ("A = nm\nB = n²\nC = n\nP = 4(A+B+C)", "4*((n*m) + (n^2) + (n))"),
        ("W = n*m + n\n4W + 1", "4*(n*m + n) + 1"),
        ("n = units\nm = inputs\n4n(m+n+1)", "4*(units)*((inputs) + (units) + 1)"),
        ("4n(m+1), T = 16", "4*n*(m + 1)"),
        ("4n(m+1); T = 16", "4*n*(m + 1)"),
        ("P = 4n, P = 4*5", "4*5"),  # the same claim
        ("conv: 3*3 = 9, bias: 4*4 = 16, total 25", "25"),
    ],
)
def test_the_claim(text: str, claim: str) -> None:
    assert plain([link.node for link in parse(text).links if link.node is not None][-1]) == claim


def test_what_stands_behind_is_noted() -> None:
    assert "Q = 4n put in" in parse("P = 2Q, where Q = 4n").notes


@pytest.mark.parametrize(
    "text",
    ["P = 7n, where Q = 4(n+m)", "N = 7n for P = 4(n+m)", "99 with N = 4(n+m)", "3n with params = 4(n+m)", "n, letting W = 4(n+m)", "F = 4(n+m), P = 7"],
)
def test_two_claims_are_refused(text: str) -> None:
    with pytest.raises(FormulaError, match="two claims"):
        parse(text)


@pytest.mark.parametrize("text", ["a = b\nb = c\nc = a\nparams = a", "a = 2*q; q = 3*a; P = a + 1"])
def test_circles_are_refused(text: str) -> None:
    with pytest.raises(FormulaError, match="each defined by the other"):
        parse(text)
