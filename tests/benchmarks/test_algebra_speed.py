"""How long the kernel takes, from trees already read; nothing is asserted on time."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import pytest

from symcount.algebra import Different, Equal, Value, compare, find_renaming, symbol, total, value_of
from symcount.formula import Group, Name, Node, Number, Power, Product, Sum

n, m, k = Name("n"), Name("m"), Name("k")
a, b, c, d = map(symbol, "abcd")

LSTM: Node = Product((Number(4), Group(Sum((Product((n, m)), n, Power(n, Number(2)))))))
LSTM_FACTORED: Node = Product((Number(4), Group(Product((Group(Sum((n, m, Number(1)))), m)))))
SWAPPED = {"n": symbol("m"), "m": symbol("n")}

GROUP = "formulas already read"

TERMS: list[Node] = [
    Product((Number(place + 2), *factors)) for place, factors in enumerate([(n,), (m,), (k,), (n, m), (n, k), (m, k), (n, n), (m, m), (k, k), (n, m, k)])
]


def test_lstm_pair(benchmark: Any) -> None:
    """Two forms of the LSTM's formula, equal with n and m swapped."""
    benchmark.group = GROUP
    assert benchmark(lambda: compare(value_of(LSTM), value_of(LSTM_FACTORED, SWAPPED))) == Equal()


def test_lstm_pair_unequal(benchmark: Any) -> None:
    """The same two forms letter for letter, which differ."""
    benchmark.group = GROUP
    assert isinstance(benchmark(lambda: compare(value_of(LSTM), value_of(LSTM_FACTORED))), Different)


def test_ten_terms(benchmark: Any) -> None:
    """A formula of ten terms, and the same in the other order."""
    benchmark.group = GROUP
    left, right = Sum(tuple(TERMS)), Sum(tuple(reversed(TERMS)))
    assert benchmark(lambda: compare(value_of(left), value_of(right))) == Equal()


def test_large_powers(benchmark: Any) -> None:
    """`(a+b+c+d)^60` and `((a+b+c+d)^30)^2`, equal."""
    benchmark.group = GROUP
    assert benchmark(lambda: compare((a + b + c + d) ** 60, ((a + b + c + d) ** 30) ** 2)) == Equal()


def test_large_powers_unequal(benchmark: Any) -> None:
    """`(a+b+c+d)^60` and `((a+b+c+d)^30)^3`, different."""
    benchmark.group = GROUP
    assert isinstance(benchmark(lambda: compare((a + b + c + d) ** 60, ((a + b + c + d) ** 30) ** 3)), Different)


def chain(names: list[Value]) -> Value:
    """The widths of a network, each layer's multiplied with the next."""
    return total([y * (x + 1) for x, y in pairwise(names)])


def symmetric(names: list[Value]) -> Value:
    """Every letter multiplied with every other."""
    return total([x * y for x, y in combinations(names, 2)])


@pytest.mark.parametrize("shape, size", [(chain, 8), (chain, 100), (symmetric, 20)])
def test_renaming(benchmark: Any, shape: Any, size: int) -> None:
    benchmark.group = "a renaming found"
    benchmark.extra_info["title"] += f": {size} letters"
    left, right = (shape([symbol(f"{letter}{place * step % size}") for place in range(size)]) for letter, step in (("x", 1), ("y", 7)))
    assert benchmark(lambda: find_renaming(left, right))
