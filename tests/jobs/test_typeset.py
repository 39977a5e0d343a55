"""`latex`: what it writes is balanced, names the packages' commands alone, and lets no text act as LaTeX."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import symcount as sc
from docs.generate.example_sizes import example_sizes
from symcount.errors import FormulaError, InputError
from symcount.layers import CATALOGUE, Layer
from tests.latex import compile_page, compiles_latex, fits_a_page

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
    assert sc.latex("4((m+1)n + n^2)", align=True).splitlines() == [
        r"\begin{align*}",
        r"4((m + 1)n + n^{2}) &= 4(mn + n + n^{2}) && \text{distribute} \\",
        r" &= 4(nm + n^{2} + n) && \text{order} \\",
        r" &= 4n(m + n + 1) && \text{common factor}",
        r"\end{align*}",
    ]


@pytest.mark.parametrize(
    "layer, reasons",
    [
        ("lstm", ["all weights", "common factor"]),  # 4mn becomes 4nm on the way
        ("gpt2", ["all weights", "distribute", "collect like terms"]),  # and the sum is put in order at the end
        ("embedding", ["all weights"]),
    ],
)
def test_the_derivation_of_a_layer_has_no_line_that_only_reorders(layer: str, reasons: list[str]) -> None:
    lines = sc.latex(layer, align=True)
    assert re.findall(r"&& \\text\{(.*?)\}", lines) == reasons
    assert CATALOGUE[layer].title in lines


def test_a_factored_formula_is_multiplied_out() -> None:
    assert r"4n(m + n) &= 4nm + 4nn && \text{distribute} \\" in sc.latex("4n(m+n)", align=True).splitlines()


def test_a_table_has_a_row_for_each_trained_weight_and_the_total() -> None:
    rows = [line.split(" & ")[0] for line in sc.latex("batch_norm", table=True).splitlines() if " & " in line]
    assert rows == ["weight", "gamma", "beta", "total"]


def rows(latex: str) -> list[list[str]]:
    """The cells of a table, its header first."""
    return [line.removesuffix(r" \\").split(" & ") for line in latex.splitlines() if " & " in line]


def test_a_table_of_several_layers_has_a_row_for_each() -> None:
    assert rows(sc.latex("lstm", "GRU", "dense", table=True)) == [
        ["layer", "parameters"],
        ["LSTM", "$4n(m + n + b)$"],
        ["GRU", "$3n(m + n + b)$"],
        ["dense layer", "$n(m + b)$"],
    ]


def test_a_letter_means_the_same_in_all_rows() -> None:
    assert [cells[1] for cells in rows(sc.latex("multi_head_attention", "batch_norm", table=True))[1:]] == ["$4d(d + b)$", r"$\mathrm{features}\,(b + 1)$"]


def test_counts_at_given_sizes() -> None:
    weights = rows(sc.latex("lstm", table=True, given={"units": 256, "input_dim": 4096}, letters={"units": "h"}))
    assert [cells[-1] for cells in weights] == ["count", "4,194,304", "262,144", "1,024", "4,457,472"]
    layers = rows(sc.latex("lstm", "conv2d", table=True, given={"units": 5, "input_dim": 13, "filters": 8, "input_channels": 1, "kernel_size": 3}))
    assert [cells[-1] for cells in layers] == ["count", "380", "80"]


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_the_counts_of_a_table_are_those_of_the_layer(layer: Layer) -> None:
    sizes = example_sizes(layer)
    *parts, total = (int(cells[-1].replace(",", "")) for cells in rows(sc.latex(layer, table=True, given=sizes))[1:] if cells[-1])
    assert total == sum(parts) == layer(**sizes).count


def test_commands_for_sizes() -> None:
    assert sc.latex("lstm", macros=True, letters={"units": "h"}).splitlines() == [
        r"\newcommand{\units}{h} % outputs of a dense or recurrent layer (hidden size)",
        r"\newcommand{\inputDim}{m} % features that enter a layer (per time step)",
        r"\newcommand{\bias}{b} % number of bias vectors of each affine map, of shifts of a norm: 0, 1, or 2 in recurrent layers",
        "",
        r"4\units (\inputDim + \units + \bias)",
    ]
    assert sc.latex("4(n_1 m + d_model)", macros=True).splitlines()[-1] == r"4(\sizenOne \sizem + \dModel)"


def test_nothing_to_derive() -> None:
    assert sc.latex("n - 1", align=True).splitlines()[1:-1] == ["& n - 1"]


def test_a_size_that_is_0_or_1_is_its_own_square() -> None:
    assert r"= \mathrm{tied}\," in sc.latex("tied^2*n", align=True).replace("&= ", "= ")


@pytest.mark.parametrize(
    "layer, weight, shape",
    [("vit", "positions", "$(s + 1) \\times d$"), ("multi_head_latent_attention", "query_up", r"$r_q \times h(d_h + d_r)$"), ("lstm", "bias", "$4n$")],
)
def test_shapes(layer: str, weight: str, shape: str) -> None:
    assert shape in [cells[1] for cells in rows(sc.latex(layer, table=True)) if weight in cells[0].replace("\\", "")]


def test_a_formula_keeps_its_letters_in_every_line() -> None:
    assert r"\mathrm{units}\,(\mathrm{input\_dim} + 1)" in sc.latex("units*input_dim + units", align=True)


@compiles_latex
@pytest.mark.parametrize("macros", [False, True])
def test_every_layer_fits_a_page(macros: bool, tmp_path: Path) -> None:
    pieces = [sc.latex(layer, align=kind == "align", table=kind == "table", macros=macros) for layer in CATALOGUE for kind in ("align", "table")]
    counts = [sc.latex(layer, table=True, macros=macros, given=example_sizes(layer)) for layer in CATALOGUE.values()]
    names = list(CATALOGUE)
    several = [sc.latex(*names[start : start + 10], table=True, macros=macros) for start in range(0, len(names), 10)]
    fits_a_page([*pieces, *counts, *several], tmp_path)


@compiles_latex
def test_every_formula_compiles(tmp_path: Path) -> None:
    texts = [
        "4(nm+n^2)",
        "N ≈ 12 L d_model^2",
        "num_units^2/n",
        "λ*(β+1)",
        "# of filters * 3",
        "café*n_1*W_{xh}",
        "floor(n/2)*ceil(m/k)",
        "(n+m)/(n-k)*h_{l-1}",
    ]
    pieces = [sc.latex(text, align=align, macros=macros) for text in texts for align in (False, True) for macros in (False, True)]
    compile_page([piece if r"\begin" in piece else rf"\[{piece.splitlines()[-1]}\]" for piece in pieces if "newcommand" not in piece], "amsmath", tmp_path)
    fits_a_page([piece.replace("\n\n", "\n\n$") + "$" for piece in pieces if "newcommand" in piece and r"\begin" not in piece], tmp_path)
    fits_a_page([piece for piece in pieces if "newcommand" in piece and r"\begin" in piece], tmp_path)


def test_letters_cannot_act_as_latex() -> None:
    latex = sc.latex("lstm", letters={"units": r"\input{/etc/passwd}"})
    assert r"\input" not in latex
    assert is_well_formed(latex)


@pytest.mark.parametrize(
    "what, options, error, message",
    [
        (["4(nm"], {"align": True}, FormulaError, "this bracket is never closed"),
        (["n/0"], {"align": True}, FormulaError, "division by zero"),
        (["4nm"], {"table": True}, InputError, "--table is for a layer; '4nm' is a formula"),
        (["lstm"], {"table": True, "align": True}, InputError, "choose one of --align and --table"),
        (["lstm", "gru"], {}, InputError, "several layers are for --table"),
        (["lstm"], {"given": {"units": 5}}, InputError, "--given is for --table"),
        (["lstm"], {"table": True, "given": {"units": 5}}, InputError, "lstm needs input_dim"),
        (["lstm", "gru"], {"table": True, "given": {"vocab_size": 5}}, InputError, "no size of them is called 'vocab_size'"),
        (["lstm"], {"table": True, "given": {"units": 5, "input_dim": 3, "num_layers": 2}}, InputError, "no size of them is called 'num_layers'"),
        (["lstm"], {"letters": {"filters": "f"}}, InputError, "no name in it is called 'filters'"),
        (["lstm"], {"letters": {"units": "h", "input_dim": "h"}}, InputError, "h would stand for units and for input_dim: give each a letter of its own"),
        (["4nm"], {"letters": {"n": "m"}}, InputError, "m would stand for n and for m"),
        (["层*m"], {}, InputError, "cannot set '层': give it a letter, --letters 层=h"),
        (["слой*m"], {"align": True}, InputError, "cannot set 'слой'"),
        (["lstm"], {"letters": {"units": "层"}}, InputError, "cannot set '层': give it a letter, --letters units=h"),
        (["参数量 = 4nm"], {}, InputError, "cannot set '参数量': leave it out"),
    ],
)
def test_refusals(what: list[str], options: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        sc.latex(*what, **options)
    assert message in str(refused.value)


def test_a_letter_for_what_cannot_be_set() -> None:
    assert sc.latex("层*m", letters={"层": "h"}) == r"h \cdot m"
