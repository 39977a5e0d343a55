"""Formulas, derivations and tables as LaTeX."""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given

from symcount.algebra.rounding import floor
from symcount.algebra.value import Value, symbol
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum
from symcount.reading import parse
from symcount.rendering import latex
from tests.latex import braces_balance, compile_page, compiles_latex, fits_a_page
from tests.rendering.trees import trees

n, m, g, long = Name("n"), Name("m"), Name("g"), Name("num_units")
two, four = Number(2), Number(4)
nm = Product((n, m), ("",))
square = Power(n, two)

TREES: list[tuple[Node, str]] = [
    (Product((four, Group(Sum((nm, square)))), ("",)), "4(nm + n^{2})"),
    (Product((n, m, g), ("*", "×")), r"n \cdot m \times g"),
    (Product((n, four, Power(two, n)), ("", "")), r"n \cdot 4 \cdot 2^{n}"),
    (Product((four, long, m), ("", "")), r"4\,\mathrm{num\_units}\,m"),
    (Product((long, Name("num_inputs")), ("",)), r"\mathrm{num\_units} \cdot \mathrm{num\_inputs}"),
    (Product((Name("lambda"), n, Name("λ")), ("", "")), r"\mathrm{lambda}\,n\lambda"),
    (Quotient(nm, g), "nm/g"),
    (Quotient(nm, g, bar=True), r"\frac{nm}{g}"),
    (Group(Sum((n, Quotient(m, g, bar=True)))), r"\left(n + \frac{m}{g}\right)"),
    (Power(Quotient(n, m, bar=True), two), r"\left(\frac{n}{m}\right)^{2}"),
    (Product((four, Quotient(n, m, bar=True)), ("",)), r"4\,\frac{n}{m}"),
    (Group(Group(n, "[]"), "{}"), r"\{[n]\}"),
    (Rounding(Quotient(n, m)), r"\lfloor n/m \rfloor"),
    (Rounding(Quotient(n, m, bar=True), up=True), r"\left\lceil \frac{n}{m}\right\rceil"),
    (Power(n, Sum((m, Negative(two)))), "n^{m - 2}"),
    (Power(Power(n, two), two), "(n^{2})^{2}"),
    (Number(Fraction(5, 2)), "2.5"),
]

units, input_dim, bias, groups = map(symbol, ("units", "input_dim", "bias", "groups"))

VALUES = [
    (4 * units * (units + input_dim + bias), "4n(m + n + b)"),
    (units * input_dim / groups, r"\frac{mn}{g}"),
    (symbol("tied") * symbol("tau_max"), r"\tau_{\text{max}}\tau"),
    (symbol("d_ff") * symbol("num_kv_heads"), r"d_{\mathrm{ff}}h_{\mathrm{kv}}"),
    (floor(units / 2), r"\left\lfloor \frac{n}{2}\right\rfloor"),
]

WORDS = "100% of #1_{x}: ~nm read as n·m ⇒ n² − 4 ≈ 10⁴ \\ ^ & $ <b> | é [*]"


@pytest.mark.parametrize("tree, expected", TREES)
def test_trees(tree: Node, expected: str) -> None:
    assert latex.written(tree) == expected


@pytest.mark.parametrize("value, expected", VALUES)
def test_values(value: Value, expected: str) -> None:
    assert latex.value(value) == expected


def test_letters() -> None:
    assert latex.written(Product((four, nm), ("",)), {"n": "d_model"}) == r"4\,d_{\text{model}}m"
    assert latex.value(4 * units * input_dim, {"units": "h", "input_dim": "d_in"}) == r"4d_{\text{in}}h"


def test_multiplied_out() -> None:
    assert latex.expanded(4 * units * (units + input_dim + bias)) == "4mn + 4n^{2} + 4nb"
    assert latex.expanded(units / (units + 1)) == r"\frac{n}{n + 1}"
    assert latex.expanded(units - units) == "0"


def test_two_sizes_never_share_a_glyph() -> None:
    assert latex.value(symbol("features") * symbol("d_model")) == r"dd_{\text{model}}"
    assert latex.value(units * input_dim, {"units": "m"}) == r"\mathrm{input\_dim}\,m"


def test_a_line_that_starts_with_a_bracket() -> None:
    assert "\n{}[n] &= m" in latex.align([("n", "m", ""), ("[n]", "m", "")])


@given(trees)
def test_braces_of_a_formula_balance(tree: Node) -> None:
    text = latex.written(tree)
    assert braces_balance(text)
    assert text.count(r"\left") == text.count(r"\right")


def test_deep_nesting() -> None:
    tree: Node = n
    for _ in range(10_000):
        tree = Group(tree)
    assert latex.written(tree).count("(") == 10_000


def test_commands_of_words_stand_apart() -> None:
    symbols = {"num_units": r"{\numUnits}", "m": r"\sizem", "n": "n"}
    assert latex.typeset(Product((four, long, m, n), ("", "", "")), symbols) == r"4\,{\numUnits}\,\sizem n"


@pytest.mark.parametrize(
    "meanings, said",
    [
        ({}, ""),
        ({"n": units}, r"\text{where } n \text{ is units}"),
        (
            {"n": units, "d_in": input_dim, "k": 2 * bias},
            r"\text{where } n \text{ is units, } d_{\text{in}} \text{ is input dim and } k \text{ is 2$\cdot$bias}",
        ),
    ],
)
def test_a_legend(meanings: dict[str, Value], said: str) -> None:
    assert latex.legend(meanings) == said


REASON = "a reason which is so long that one line has no room for it"
PRODUCT = "".join(f"n_{{{number}}}" for number in range(10, 60))
LONG = " + ".join(f"{number}n_{{{number}}}" for number in range(10, 40))


def test_a_wide_right_side_goes_on_in_the_lines_below() -> None:
    first, *rest = latex.align([("a", LONG, REASON)]).splitlines()[1:-1]
    assert first.startswith("a &= 10n_{10} + ")
    assert all(line.startswith(r" & \quad {} + ") for line in rest)
    assert re.findall(r"&& \\text\{(.*?)\}", "".join([first, *rest])) == ["a reason which is so long that", "one line has no room for it"]


def test_a_total_stands_behind_a_rule() -> None:
    assert latex.table(["weight", "count"], [["bias", "20"]], ["total", "20"]).splitlines()[2:-2] == [
        r"weight & count \\",
        r"\midrule",
        r"bias & 20 \\",
        r"\midrule",
        r"total & 20 \\",
    ]


def test_a_legend_stands_beside_or_below() -> None:
    said = latex.legend({"n": units})
    assert latex.with_legends("n", "") == "n"
    assert latex.with_legends("n", said) == rf"n \quad {said}"
    assert latex.with_legends("n", *[said] * 5) == r"\begin{aligned} & n \\ & " + r" \\ & ".join([said] * 5) + r" \end{aligned}"


def test_a_long_legend_goes_on_in_the_lines_below() -> None:
    lines = latex.with_legends("n", latex.legend({f"n_{place}": units for place in range(9)})).split(r" \\ & ")[1:]
    assert len(lines) == 2
    assert all(line.endswith(r"\text{ is units, }") for line in lines[:-1])


def test_a_wide_left_side_has_lines_of_its_own() -> None:
    lines = latex.align([(LONG, "n", "")]).splitlines()[1:-1]
    assert [line[:5] for line in lines[:1] + lines[-1:]] == ["& 10n", " &= n"]


def test_a_left_side_stands_alone_where_that_saves_lines() -> None:
    wide = "4(units + inputs + biases + outputs + heads)"
    lines = latex.align([("n + m + k + l", wide, REASON), ("", wide, REASON), ("", wide, REASON)]).splitlines()[1:-1]
    assert lines[0] == r"& n + m + k + l \\"
    assert [line.startswith(" &= ") for line in lines[1:]] == [True, False] * 3


def test_a_formula_too_wide_for_its_table_goes_on_in_the_row_below() -> None:
    rows = latex.table(["weight", "formula"], [["total", latex.math(LONG)]]).splitlines()[4:-2]
    assert rows[0].startswith("total & $10n_{10} + ")
    assert all(row.startswith(r" & $\quad {} + ") for row in rows[1:])


@compiles_latex
def test_everything_compiles(tmp_path: Path) -> None:
    formulas = [latex.written(tree) for tree, _ in TREES] + [latex.value(value) for value, _ in VALUES]
    rows = [[latex.text(WORDS), latex.math(formula), "1,024"] for formula in formulas]
    body = [latex.align([("[n]", formula, WORDS) for formula in formulas]), latex.table(["weight", "formula", "count"], rows)]
    compile_page(body, "amsmath,booktabs", tmp_path)
    said = latex.legend({"n": units, "w": 2 * units * input_dim})
    broken = [
        latex.align([("a", LONG, REASON), ("", "n", REASON)]),
        latex.align([(LONG, LONG, REASON)]),
        latex.table(["weight", "formula"], [["a", latex.math(LONG)]]),
        latex.align([("a", PRODUCT, ""), ("", f"n({PRODUCT} + 1)", REASON)]),
        latex.math(latex.with_legends(f"{LONG} = {PRODUCT}", latex.legend({f"n_{place}": units for place in range(9)}))),
    ]
    fits_a_page([*broken, *(latex.math(latex.with_legends("n", *[said] * number)) for number in (1, 5))], tmp_path)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2^(k+1)", "2^{k + 1}"),
        ("n^(m*k)", r"n^{m \cdot k}"),
        ("(-1)^(2n)", "(-1)^{2n}"),
        ("n^((k))", "n^{k}"),
        ("2^[k]", "2^{k}"),
        ("(n^(k))^(k)", "(n^{k})^{k}"),
        ("n*(k)", r"n \cdot (k)"),
    ],
)
def test_an_exponent_has_no_brackets(text: str, expected: str) -> None:
    assert parse(text).latex() == expected


def test_a_wide_fraction_has_a_slash() -> None:
    above = Sum(tuple(Name(letter) for letter in "abcdefghijklm"))
    quotient = Quotient(above, Number(2), bar=True)
    symbols = {letter: letter for letter in "abcdefghijklm"}
    assert latex.typeset(quotient, symbols).startswith(r"\frac{a + b")
    assert latex.typeset(quotient, symbols, widest=100) == "(a + b + c + d + e + f + g + h + i + j + k + l + m)/2"
