"""Formulas as code and for the terminal; lists and tables."""

from __future__ import annotations

import ast
from fractions import Fraction

import pytest
from hypothesis import assume, given

from symcount.algebra.rounding import floor
from symcount.algebra.value import Value, symbol
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum
from symcount.rendering import columns, in_lines, listed, number_word, pretty, safe_name, thousands, written
from symcount.rendering.text import LINE
from tests.rendering.trees import SIZES, trees, worth

n, m, g, long = Name("n"), Name("m"), Name("g"), Name("num_units")
two, four = Number(2), Number(4)
nm = Product((n, m), ("",))
square = Power(n, two)


@pytest.mark.parametrize(
    "tree, code, shown",
    [
        (Product((four, Group(Sum((nm, square)))), ("",)), "4*(n*m + n**2)", "4(nm + n²)"),
        (Product((four, long), ("",)), "4*num_units", "4·num_units"),
        (Product((long, Group(Sum((n, m)))), ("",)), "num_units*(n + m)", "num_units·(n + m)"),
        (Product((Number(3), Number(3), n), ("×", "×")), "3*3*n", "3×3×n"),
        (Product((n, four), ("",)), "n*4", "n·4"),
        (Product((n, Sum((m, four)))), "n*(m + 4)", "n·(m + 4)"),
        (Sum((n, Negative(m), Negative(Sum((n, four))))), "n - m - (n + 4)", "n - m - (n + 4)"),
        (Sum((n, Sum((Negative(m), four)), Number(-2))), "n - m + 4 - 2", "n - m + 4 - 2"),
        (Negative(Negative(n)), "-(-n)", "-(-n)"),
        (Product((n, Negative(m))), "n*(-m)", "n·(-m)"),
        (Quotient(nm, g), "n*m/g", "nm/g"),
        (Quotient(n, Product((m, g))), "n/(m*g)", "n/(m·g)"),
        (Quotient(Quotient(n, m), g), "n/m/g", "n/m/g"),
        (Product((n, Quotient(m, g))), "n*(m/g)", "n·(m/g)"),
        (Power(Sum((n, m)), two), "(n + m)**2", "(n + m)²"),
        (Power(square, two), "(n**2)**2", "(n²)²"),
        (Power(Number(-2), Number(10)), "(-2)**10", "(-2)¹⁰"),
        (Power(two, Power(n, m)), "2**n**m", "2^(n^m)"),
        (Power(n, Sum((m, Number(1)))), "n**(m + 1)", "n^(m + 1)"),
        (Power(n, Number(-1)), "n**(-1)", "n⁻¹"),
        (Group(Group(n), "[]"), "((n))", "[(n)]"),
        (Rounding(Quotient(n, m)), "floor(n/m)", "⌊n/m⌋"),
        (Rounding(n, up=True), "ceil(n)", "⌈n⌉"),
        (Number(Fraction(5, 2)), "2.5", "2.5"),
        (Number(Fraction(-1, 40)), "-0.025", "-0.025"),
        (Power(Number(Fraction(1, 3)), two), "(1/3)**2", "(1/3)²"),
    ],
)
def test_trees(tree: Node, code: str, shown: str) -> None:
    assert (written(tree), pretty(tree)) == (code, shown)


@pytest.mark.parametrize("name, code", [("input dim", "input_dim"), ("a--b", "a_b"), ("__import__('os')", "__import___os_"), ("隐藏单元数", "隐藏单元数")])
def test_a_name_is_one_word_of_code(name: str, code: str) -> None:
    assert written(Name(name)) == safe_name(name) == code


def test_letters_rename() -> None:
    tree = Product((four, nm), ("",))
    assert written(tree, {"n": "num_units"}) == "4*num_units*m"
    assert pretty(tree, {"n": "num_units"}) == "4·num_units·m"


units, input_dim, bias, tied, d_model, vocab = map(symbol, ("units", "input_dim", "bias", "tied", "d_model", "vocab_size"))


@pytest.mark.parametrize(
    "value, shown",
    [
        (4 * units * (units + input_dim + bias), "4·units·(input_dim + units + bias)"),
        (4 * d_model * (d_model + bias), "4·d_model·(d_model + bias)"),
        (vocab * d_model * (2 - tied), "vocab_size·d_model·(2 - tied)"),
        (4 * (symbol("n") - symbol("m")) * (symbol("n") + symbol("m") + 1), "4·(n - m)·(m + n + 1)"),
        (symbol("b") - symbol("a") ** 2, "b - a²"),
        (units**2 + units * input_dim + 3, "input_dim·units + units² + 3"),
        (units * input_dim / symbol("groups"), "input_dim·units/groups"),
        (units / (2 * input_dim), "units/(2·input_dim)"),
        (-units / (units + 1), "-units/(units + 1)"),
        (1 / units + 1, "(units + 1)/units"),
        (symbol("units") - units, "0"),
        (units * 0 - 3, "-3"),
        ((units + 1) ** 60, "(units + 1)⁶⁰"),
        (units**input_dim, "units^input_dim"),
        (floor(units / 2) * 3, "3·⌊units/2⌋"),
    ],
)
def test_values_in_teaching_order(value: Value, shown: str) -> None:
    assert pretty(value) == shown


def test_the_authors_letters_of_a_value() -> None:
    assert pretty(4 * units * (units + input_dim + 1), {"units": "n", "input_dim": "m"}) == "4·n·(m + n + 1)"


def evaluated(node: ast.expr) -> Fraction:
    """What Python's own grammar makes of a formula: nothing is run."""
    match node:
        case ast.Constant(value):
            return Fraction(str(value))
        case ast.Name(name):
            return SIZES[name]
        case ast.UnaryOp(ast.USub(), operand):
            return -evaluated(operand)
        case ast.BinOp(left, ast.Add(), right):
            return evaluated(left) + evaluated(right)
        case ast.BinOp(left, ast.Sub(), right):
            return evaluated(left) - evaluated(right)
        case ast.BinOp(left, ast.Mult(), right):
            return evaluated(left) * evaluated(right)
        case ast.BinOp(left, ast.Div(), right):
            return evaluated(left) / evaluated(right)
        case ast.BinOp(left, ast.Pow(), right):
            return evaluated(left) ** int(evaluated(right))
        case ast.Call(ast.Name("floor"), [argument]):
            return Fraction(evaluated(argument) // 1)
        case ast.Call(ast.Name("ceil"), [argument]):
            return Fraction(-(-evaluated(argument) // 1))
    raise AssertionError(ast.dump(node))


@given(trees)
def test_code_says_what_the_tree_says(tree: Node) -> None:
    try:
        expected = worth(tree)
    except ZeroDivisionError:
        assume(False)
    assert evaluated(ast.parse(written(tree), mode="eval").body) == expected


def test_deep_nesting() -> None:
    tree: Node = n
    for _ in range(10_000):
        tree = Group(tree)
    assert written(tree) == "(" * 10_000 + "n" + ")" * 10_000


@pytest.mark.parametrize("words, sentence", [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_listed(words: list[str], sentence: str) -> None:
    assert listed(words) == sentence


def test_numbers_in_sentences() -> None:
    assert [thousands(4457472), thousands(-1000), thousands(Fraction(1, 2))] == ["4,457,472", "-1,000", "1/2"]
    assert [number_word(0), number_word(3), number_word(11)] == ["no", "three", "11"]


def test_columns_count_wide_characters_twice() -> None:
    assert columns([["隐藏", "1,024"], ["bias", "8"], ["b", ""]]) == "隐藏  1,024\nbias      8\nb"
    assert columns([]) == ""


def test_a_long_formula_goes_on_in_the_lines_below() -> None:
    formula = " - ".join(["units*input_dim"] * 40)
    lines = in_lines(formula, "  = ", "    ")
    assert " ".join(line.strip(" =") for line in lines) == formula
    assert all(line.startswith("      - ") for line in lines[1:])
    assert max(map(len, lines)) <= LINE


def test_a_product_stays_in_one_line() -> None:
    assert in_lines("n*" * 100 + "n") == ["n*" * 100 + "n"]
