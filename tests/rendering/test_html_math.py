"""Formulas as HTML: the same as their LaTeX says, whatever the names in it hold."""

from __future__ import annotations

import re
from html import unescape
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.formula import Group, Name, Number, Power, Product, Sum
from symcount.layers import CATALOGUE
from symcount.reading import parse
from symcount.rendering import latex
from symcount.rendering.html_math import FONT, HELD, LOWERED, RAISED, math
from symcount.rendering.latex_names import GREEK
from symcount.roles import ROLES


def plain(formula: str) -> str:
    """What a reader sees, raised signs behind ^, those below behind _."""
    marked = formula.replace(RAISED, "^").replace(LOWERED, "_").replace("<br>", "\n")
    return unescape(re.sub(r"<[^>]*>", "", marked)).strip()


@pytest.mark.parametrize("written, shown", [
    ("4(nm + n^2)", "4(nm + n^2)"),
    ("d_model*d_ff", "d_model · d_ff"),
    ("num_units^2", "num_units^2"),
    ("3×3×c", "3 × 3 × c"),
    ("α+β", "α + β"),
    ("⌈n/64⌉", "⌈n/64⌉"),
    ("n-1", "n − 1"),
    ("params = 4n ≈ 380", "params = 4n ≈ 380"),
    ("2^(n+1)", "2^n + 1"),
])  # fmt: skip
def test_a_formula_as_it_is_read(written: str, shown: str) -> None:
    formula = math(parse(written).latex()).replace("\u2009", " ")
    assert plain(formula) == shown


def test_a_fraction_is_built_up_and_copied_with_a_slash() -> None:
    formula = math(r"\frac{n + 1}{2}")
    assert plain(formula) == "(n + 1)/(2)"
    assert formula.count("display: none") == 3


def test_what_is_different_is_marked() -> None:
    assert plain(math(r"n \overset{?}{=} m")) == "n ≟ m"


def test_a_derivation_has_its_lines() -> None:
    assert plain(math(r"\begin{aligned} & a \\ & b \end{aligned}")).split() == ["a", "b"]


@pytest.mark.parametrize("name", ROLES)
def test_every_size_has_its_letter(name: str) -> None:
    assert plain(math(ROLES[name].glyph))


@pytest.mark.parametrize("name", GREEK.pattern.split("|"))
def test_every_letter_of_greek(name: str) -> None:
    assert len(plain(math(f"\\{name}"))) == 1


def test_every_layer_can_be_shown() -> None:
    assert all(plain(math(latex.value(layer.total))) for layer in CATALOGUE.values())


@given(st.text(min_size=1))
def test_any_name_is_text(name: str) -> None:
    tree = Sum((Product((Number(4), Name(name))), Power(Name("n"), Group(Name(name)))))
    tags = set(re.findall(r"<[^>]*>", math(latex.written(tree))))
    spans = {f'<span style="{FONT}">', f'<span style="{FONT}{HELD}">', "<span>", "</span>"}
    assert tags <= {*spans, "<i>", "</i>", RAISED, "</sup>", LOWERED, "</sub>"}


def test_deep_exponents_cost_no_recursion() -> None:
    begun = process_time()
    assert math("2^{" * 3000 + "n" + "}" * 3000).count(RAISED) == 3000
    assert process_time() - begun < 2
