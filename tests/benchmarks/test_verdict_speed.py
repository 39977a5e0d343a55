"""How long a verdict takes from texts never seen before, with SymPy's reader and `expand` as the peer; nothing is asserted on time."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from sympy import Expr, expand
from sympy.parsing.sympy_parser import parse_expr

import symcount as sc

ROUNDS = 300
FRESH = count(1)
"""Every round has names and numbers of its own, so that nothing can be remembered."""


def pair() -> tuple[str, str]:
    """The LSTM's formula in two forms that SymPy reads, too."""
    n, m = (f"{letter}_{next(FRESH)}" for letter in "pq")
    return f"4*({n}*{m} + {n}**2 + {n})", f"4*{n}*({m} + {n} + 1)"


def implicit_pair() -> tuple[str, str]:
    """The same as people write it: `4(n m + n² + n)`."""
    n, m = (f"{letter}_{next(FRESH)}" for letter in "pq")
    return f"4({n} {m} + {n}² + {n})", f"4({n} + {m} + 1){n}"


def wrong_formula() -> str:
    """The famous formula in names that are read by trying."""
    n, m = (f"{letter}_{next(FRESH)}" for letter in "pq")
    return f"4({n} {m} + {n}^2)"


def calculation() -> tuple[str, dict[str, int]]:
    """A calculation at fresh sizes, and the sizes."""
    units, input_dim = next(FRESH) + 100, next(FRESH) + 1000
    return f"4*({input_dim + 1}*{units} + {units}^2) = {4 * ((input_dim + 1) * units + units**2)}", {"units": units, "input_dim": input_dim}


def are_equal_by_sympy(a: str, b: str) -> bool:
    difference: Expr = expand(parse_expr(a) - parse_expr(b))
    return bool(difference == 0)


@pytest.mark.parametrize("texts", [pair, implicit_pair])
def test_prove(benchmark: Any, texts: Any) -> None:
    benchmark.group = "two texts never seen before: equal or not"
    assert benchmark.pedantic(sc.prove, setup=lambda: (texts(), {}), rounds=ROUNDS).equal


def test_sympy_parse_and_expand(benchmark: Any) -> None:
    """SymPy's `parse_expr` and `expand` of the first."""
    benchmark.group = "two texts never seen before: equal or not"
    benchmark.extra_info["peer"] = True
    assert benchmark.pedantic(are_equal_by_sympy, setup=lambda: (pair(), {}), rounds=ROUNDS)


def test_check_of_a_formula(benchmark: Any) -> None:
    """A wrong formula whose letters have to be tried: reading, verdict, diagnosis."""
    benchmark.group = "a claim about an LSTM, never seen before"
    verdict = benchmark.pedantic(sc.check, setup=lambda: ((wrong_formula(), "lstm"), {}), rounds=ROUNDS)
    assert verdict.correct_when == {"bias": 0}


def test_check_of_a_calculation(benchmark: Any) -> None:
    """A calculation at stated sizes: right or not."""
    benchmark.group = "a claim about an LSTM, never seen before"

    def setup() -> tuple[tuple[str, str], dict[str, Any]]:
        text, given = calculation()
        return (text, "lstm"), {"given": given}

    assert benchmark.pedantic(sc.check, setup=setup, rounds=ROUNDS).verdict == "correct"
