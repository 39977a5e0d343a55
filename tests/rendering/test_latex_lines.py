"""Widths of formulas, and where they are broken."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.formula import Node
from symcount.layers import CATALOGUE
from symcount.rendering import latex
from symcount.rendering.latex_lines import broken, width
from tests.latex import braces_balance, compile_page, compiles_latex
from tests.rendering.trees import trees

SUM = "4nm + 4n^{2} - 4n"

LINES = [
    (SUM, 200, [SUM]),
    (SUM, 60, ["4nm + 4n^{2}", r"\quad {} - 4n"]),
    (SUM, 40, ["4nm", r"\quad {} + 4n^{2}", r"\quad {} - 4n"]),
    ("n(m + k) + n", 54, ["n(m + k)", r"\quad {} + n"]),
    ("n(m + k)", 35, ["n(m", r"\quad {} + k)"]),
    (r"n\left(\frac{m}{k} + n\right)", 40, [r"n\Bigl(\frac{m}{k}", r"\quad {} + n\Bigr)"]),
    (r"\frac{n + m + k}{n + m}", 10, [r"\frac{n + m + k}{n + m}"]),
    ("n^{m - 2}", 1, ["n^{m - 2}"]),
    ("-n", 1, ["-n"]),
    ("-n - m", 1, ["-n", r"\quad {} - m"]),
    ("n = m + k", 40, ["n = m", r"\quad {} + k"]),
    ("n + k = n", 43, ["n + k", r"\quad {} = n"]),
    ("nm", 1, ["n", r"\quad {} \cdot m"]),
    ("4n", 1, ["4n"]),
    ("n_{1}n_{2}'\\tau", 1, ["n_{1}", r"\quad {} \cdot n_{2}'", r"\quad {} \cdot \tau"]),
    ("(n + m)(n + k)", 60, ["(n + m)", r"\quad {} \cdot (n + k)"]),
    (r"\mathrm{units} \times n\,\mathrm{rank}", 50, [r"\mathrm{units} \times n", r"\quad {} \cdot \mathrm{rank}"]),
]


@pytest.mark.parametrize("formula, room, lines", LINES)
def test_lines(formula: str, room: float, lines: list[str]) -> None:
    assert broken(formula, room) == lines


@pytest.mark.parametrize("narrow, wide", [("n", "nm"), ("n^{2}", "n2"), ("nm", "n + m"), (r"\tau", r"\mathrm{tau}"), ("n", r"\hiddenSize"), (r"\,", "n")])
def test_widths(narrow: str, wide: str) -> None:
    assert width(narrow) < width(wide)


def without_signs(formula: str) -> str:
    """A formula less what only sets factors apart."""
    return re.sub(r"\\cdot|\\,| ", "", formula)


@given(trees, st.floats(1, 400))
def test_nothing_is_lost_and_brackets_that_grow_close_in_their_line(tree: Node, room: float) -> None:
    formula = latex.written(tree)
    lines = broken(formula, room)
    together = " ".join(line.removeprefix(r"\quad {} ") for line in lines)
    assert without_signs(together.replace(r"\Bigl", r"\left").replace(r"\Bigr", r"\right")) == without_signs(formula)
    assert all(braces_balance(line) and line.count(r"\left") == line.count(r"\right") for line in lines)


@compiles_latex
def test_widths_are_those_of_the_page(tmp_path: Path) -> None:
    formulas = [latex.value(layer.total) for layer in CATALOGUE.values()]
    said = compile_page([rf"\setbox0=\hbox{{$\displaystyle {formula}$}}\typeout{{wide \the\wd0}}" for formula in formulas], "amsmath", tmp_path)
    widths = [float(points) for points in re.findall(r"wide ([\d.]+)pt", said)]
    assert [formula for formula, points in zip(formulas, widths, strict=True) if abs(width(formula) - points) > max(points, 30) / 8] == []


def test_a_line_is_broken_before_the_sign_of_what_is_not_decided() -> None:
    assert broken(r"nm + nk \overset{?}{=} mk + nn", room=90) == ["nm + nk", r"\quad {} \overset{?}{=} mk + nn"]
