"""What holds for every text: what was written reads back, places are right, nothing but a FormulaError is raised, and soon."""

from __future__ import annotations

from contextlib import suppress
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from symcount.errors import FormulaError
from symcount.formula import Node, postorder
from symcount.reading import Formula, parse, parse_shape, repairs
from symcount.rendering import written
from tests.reading.trees import plain, trees

KNOWN = [["num_units", "d_model"]]
CHARACTERS = "nmxXkdh0123456789.,+-*/^()[]{}=_#|&$%?:;!'\"\\ \n²₁×·⇒≈（）λ单~⌊⌋"
PIECES = [r"\frac", r"\left(", r"\text{", "_{", "^{", "**", "//", "floor(", " if ", " else ", "kernel_size[0]", "0.59M", "1,000", "e3", "# ", "num_units"]
PIECES += [r"\boxed{", r"\underbrace{", r"\color{red}", "params", "two words", "self.", "cdot", "dim(U)", "3x3", "Total:", "O("]
PIECES += [
    "&times;",
    "<sup>",
    "</sup>",
    "<sub>2</sub>",
    "Ã—",
    " — ",
    " ✓",
    "!",
    " (7.2B)",
    "(8 = 8)",
    "5层",
    "/层",
    "1.024",
    "0,5",
    " # ",
    "\n",
    " <- ",
    "[tex:",
    "_bias",
    "    ",
]

OPERANDS = ["n", "x", "k", "e", "n2", "x_1", "7", "12", "1000", "units", "nh", "w12", "params", "weights", "total", "so", "per", "floor", "if", "times", "test"]
SIGNS = ["+", "*", "/", "^", "**", "-", " - ", " + ", " * ", "* "]


def read(text: str) -> Formula | FormulaError:
    """The formula of a text, or why it is not read."""
    try:
        return parse(text)
    except FormulaError as error:
        return error


@given(trees)
def test_what_was_written_reads_back(tree: Node) -> None:
    assert parse(plain(tree), KNOWN).node == tree
    assert parse(written(tree), KNOWN).node == tree


@given(trees)
def test_places(tree: Node) -> None:
    text = "params = " + plain(tree)
    for node in postorder(parse(text, KNOWN).node):
        assert parse(text[slice(*node.span)], KNOWN).node == node


@given(st.text(max_size=40) | st.lists(st.sampled_from([*CHARACTERS, *PIECES]), max_size=15).map("".join))
@example("O(")
@example("¼B")
@example("#\n#")
@example("\\frac1,000")
@example("896 #= (3\n33\n\n+1)32")
def test_only_formula_errors(text: str) -> None:
    with suppress(FormulaError):
        parse_shape(text)
    formula = read(text)
    if isinstance(formula, FormulaError):
        assert 0 <= formula.column <= len(text)
        return
    for link in formula.links:
        assert link.text == text[slice(*link.span)]
        assert link.node is None or all(0 <= start < end <= len(text) for start, end in (node.span for node in postorder(link.node)))
    assert all(repaired.damage for repaired in repairs(formula, (3, 12)))


@given(st.lists(st.sampled_from(SIGNS), max_size=6), st.data())
def test_a_blank_behind_a_formula_changes_nothing(signs: list[str], data: st.DataObject) -> None:
    """A formula that has all its signs is parsed at once, with a blank behind it as any text: both are read alike."""
    draw = data.draw
    brackets = st.sampled_from(["", "", "("]), st.sampled_from(["", "", ")"])
    text = "".join([f"{sign}{draw(brackets[0])}{draw(st.sampled_from(OPERANDS))}{draw(brackets[1])}" for sign in ["", *signs]])
    one, other = read(text), read(text + " ")
    if isinstance(one, FormulaError):
        assert isinstance(other, FormulaError)
        assert (one.problem, one.column, one.hint) == (other.problem, other.column, other.hint)
    else:
        assert isinstance(other, Formula)
        assert [repr(found) for found in (one.links, one.node, one.remarks)] == [repr(found) for found in (other.links, other.node, other.remarks)]


@pytest.mark.fuzz
@pytest.mark.parametrize(
    "text",
    [
        "(" * 10_000 + "n" + ")" * 10_000,
        "(" * 10_000 + "n",
        ")" * 10_000,
        "+".join(["n*m"] * 20_000),
        "*".join(["n"] * 20_000),
        "^".join(["9"] * 20_000),
        "=".join(["n"] * 20_000),
        "-" * 10_000 + "n",
        r"\frac{1}{" * 5_000 + "n" + "}" * 5_000,
        "a_{" * 20_000,
        r"\text{" * 10_000,
        "|n|" * 20_000,
        "kernel-width" * 5_000,
        "n x " * 20_000,
        "word " * 15_000,
        "n = 3*4\n" * 8_000,
        "1," * 40_000,
        "1" * 100_000,
        r"\text{a" + "_" * 20_000 + "+}",
        r"\text{a" + r"\ab" * 6_000 + "+}",
        r"\text{a" + " " * 20_000 + "b}",
        "+≈*" * 6_000 + "$",
        r"\mathbf{⌋}=" * 1_800 + "n",
        "1M+" * 6_000 + "1M",
        "+".join(map(str, range(10, 1_510))) + " = 5",
        "=".join(["1(a)"] * 3_000),
        "(" * 10_000 + "12+5" + ")" * 10_000 + " = 7",
        "5 (2M) = " * 10_000 + "5",
        "5*(" + "(2*2 = 4)*" * 9_000 + "1)",
        "(" * 5_000 + "4" + " = 4)" * 5_000,
        "(4 + # a\n" * 10_000 + ")",
        "4 <- " * 20_000,
        "n — " * 20_000,
        "4 ✓ ! " * 15_000,
        "[tex:" * 20_000,
        "<a " * 30_000,
        "\n---" * 20_000 + "5",
        "word (n)    4\n" * 8_000,
        "1.024*2 = " * 9_000 + "2.048",
        "5层 × " * 15_000 + "5 = 5",
        "4 (a, b) " * 10_000,
        "V_{n}" * 4_000 + " " * 20_000 + "+",
    ],
    ids=lambda text: f"{text[:12]!r}…",
)
def test_long_texts_are_read_or_refused_soon(text: str) -> None:
    begin = process_time()
    formula = read(text)
    if isinstance(formula, FormulaError):
        assert len(str(formula)) < 1_000
    else:
        assert all(repaired.damage for repaired in repairs(formula, (1, 2, 5)))
    with suppress(FormulaError):
        parse_shape(text)
    assert process_time() - begin < 6  # a second on a slow machine; what grows with the square would take minutes


def test_equal_texts_equal_formulas() -> None:
    assert parse("4(nm+n²)") == parse("4(nm+n²)")
    assert str(parse("4(nm+n²)")) == "4(nm+n²)"
    assert hash(parse("n*m").node) == hash(parse("n × m").node)


def test_towers_of_powers_are_read_not_computed() -> None:
    assert plain(parse("9^9^9^9").node) == "9^9^9^9"
