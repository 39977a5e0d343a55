"""`latex`: what it writes is balanced, names the packages' commands alone, and lets no text act as LaTeX."""

from __future__ import annotations

import re

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError
from symcount.layers import CATALOGUE

COMMANDS = """
    begin end text frac cdot times left right mathrm tau gamma nu lfloor rfloor lceil rceil textbackslash toprule midrule bottomrule
    quad Bigl Bigr
"""
"""What amsmath, booktabs and LaTeX itself know, as far as it is used."""


def is_well_formed(latex: str) -> bool:
    """Whether brackets and environments close, and every command is one of amsmath's or booktabs'."""
    plain = re.sub(r"\\[{}\\]", "", latex)
    begun, ended = (re.findall(rf"\\{word}\{{([\w*]+)\}}", latex) for word in ("begin", "end"))
    return plain.count("{") == plain.count("}") and begun == ended and set(re.findall(r"\\([A-Za-z]+)", latex)) <= set(COMMANDS.split())


@pytest.mark.parametrize(
    "what, letters, latex",
    [
        ("4(nm+n²)", {}, "4(nm + n^{2})"),
        ("lstm", {}, "4n(m + n + b)"),
        ("nn.LSTM", {}, "4n(m + n + b)"),
        ("lstm", {"units": "h", "input_dim": "d"}, "4h(d + h + b)"),
        ("TimeDistributed(Dense)", {}, "n(m + b)"),
        ("conv1d", {}, r"f\left(\frac{ck}{g} + b\right)"),
    ],
)
def test_a_layer_or_a_formula(what: str, letters: dict[str, str], latex: str) -> None:
    assert sc.latex(what, letters=letters) == latex


@pytest.mark.parametrize("kind", ["plain", "align", "table"])
@pytest.mark.parametrize("layer", CATALOGUE)
def test_every_layer_is_well_formed(layer: str, kind: str) -> None:
    assert is_well_formed(sc.latex(layer, align=kind == "align", table=kind == "table"))


@pytest.mark.parametrize("align", [False, True])
@pytest.mark.parametrize(
    "text", ["4(nm+n^2)", "n/2", "n^m", "floor(n/2)", "num_units^2", "café*m", "-n", "2.5n", "7", "n", "(n+m)/(n-k)", "d_{model}^2", "((n))"]
)
def test_every_formula_is_well_formed(text: str, align: bool) -> None:
    assert is_well_formed(sc.latex(text, align=align))


def test_a_derivation_gives_the_reason_of_each_line() -> None:
    assert sc.latex("4(nm+n^2)", align=True).splitlines() == [
        r"\begin{align*}",
        r"4(nm + n^{2}) &= 4mn + 4n^{2} && \text{multiply out} \\",
        r" &= 4n(m + n) && \text{factor}",
        r"\end{align*}",
    ]


def test_a_table_has_a_row_for_each_trained_weight_and_the_total() -> None:
    rows = [line.split(" & ")[0] for line in sc.latex("batch_norm", table=True).splitlines() if " & " in line]
    assert rows == ["weight", "gamma", "beta", "total"]


def test_letters_cannot_act_as_latex() -> None:
    latex = sc.latex("lstm", letters={"units": r"\input{/etc/passwd}"})
    assert r"\input" not in latex
    assert is_well_formed(latex)


@pytest.mark.parametrize(
    "what, table, error, message",
    [
        ("4(nm", False, FormulaError, "this bracket is never closed"),
        ("4nm", True, InputError, "--table is for a layer; '4nm' is a formula"),
        ("n/0", False, FormulaError, "division by zero"),
    ],
)
def test_refusals(what: str, table: bool, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        sc.latex(what, table=table, align=not table)
    assert message in str(refused.value)
