"""To SymPy and back."""

from __future__ import annotations

import sys
from subprocess import run

import pytest
import sympy
from hypothesis import given

from symcount.algebra import Equal, Value, compare, floor, from_sympy, node_to_sympy, switch, symbol, sympy_symbol, to_sympy
from symcount.errors import InputError, TooLarge
from symcount.formula import Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum
from tests.algebra.values import k, m, n, p, quotients, s


@given(quotients)
def test_there_and_back(value: Value) -> None:
    assert from_sympy(to_sympy(value)) == value or compare(from_sympy(to_sympy(value)), value) == Equal()


@pytest.mark.parametrize("value", [floor((n + 2 * p - k) / s) + 1, n ** (m**k) - n**2, 2 ** (n / 2), (n - m) ** 3 / (n + m) ** 2, 4 * n * (n + m + 1)])
def test_every_kind_of_value_comes_back_the_same(value: Value) -> None:
    assert from_sympy(value.expr) == value


def test_symbols_are_plain() -> None:
    assert symbol("units").expr == sympy.Symbol("units")
    assert sympy_symbol("units") is sympy_symbol("units")
    assert symbol("E").expr == sympy.Symbol("E")
    assert type(switch("tied").expr.name) is str
    assert str((4 * symbol("units") * (symbol("bias") + symbol("units") + symbol("input_dim"))).expr) == "4*units*(bias + input_dim + units)"


x, y = sympy.symbols("x y")


@pytest.mark.parametrize(
    "expression, text",
    [
        (sympy.Float("2.5") * x, "5*x/2"),
        (sympy.ceiling(x / 2), "ceil(x/2)"),
        (sympy.sqrt(x), "x**(1/2)"),
        ((x + y) ** 2 / (x - y), "(x + y)**2/(x - y)"),
        (sympy.Integer(7), "7"),
    ],
)
def test_from_sympy(expression: sympy.Expr, text: str) -> None:
    assert str(from_sympy(expression)) == text


def test_meanings_of_symbols() -> None:
    assert from_sympy(x**2, {"x": switch("tied")}) == switch("tied")


@pytest.mark.parametrize("expression", [sympy.sin(x), sympy.pi * x, sympy.oo, sympy.I, sympy.nan, x < y])
def test_what_is_no_formula_of_sizes_is_refused(expression: sympy.Expr) -> None:
    with pytest.raises(InputError, match="not a formula of sizes"):
        from_sympy(expression)


a, b, c = Name("a"), Name("b"), Name("c")


@pytest.mark.parametrize(
    "tree, text",
    [
        (Sum((Negative(Power(a, Number(2))), Power(a, Power(b, c)))), "-a**2 + a**(b**c)"),
        (Rounding(Quotient(a, b)), "floor(a/b)"),
        (Rounding(Quotient(a, b), up=True), "ceiling(a/b)"),
        (Product((Number(4), a, Sum((a, b)))), "4*a*(a + b)"),
    ],
)
def test_node_to_sympy(tree: Node, text: str) -> None:
    assert str(node_to_sympy(tree)) == text


def test_meanings_of_names_in_a_tree() -> None:
    assert node_to_sympy(Product((a, b)), {"a": symbol("units") + 1, "b": y}) == y * (sympy.Symbol("units") + 1)


@pytest.mark.parametrize("base", [Number(9), Product((Number(9), a))])
def test_a_number_too_long_is_refused_before_sympy_computes_it(base: Node) -> None:
    with pytest.raises(TooLarge):
        node_to_sympy(Power(base, Power(Number(9), Power(Number(9), Number(9)))))
    with pytest.raises(TooLarge):
        node_to_sympy(Power(base, Number(10**9)))


def test_the_kernel_does_not_import_sympy() -> None:
    code = "import sys, symcount.algebra; sys.exit('sympy' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False).returncode == 0
