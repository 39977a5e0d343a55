"""Known names: the caller's before the layer's before the role table's, and all before any guess."""

from __future__ import annotations

import pytest

from symcount.reading import normal_name, parse
from symcount.reading.vocabulary import vocabulary
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, known, expected",
    [
        ("((input_dim + 1 ) * 노드의 갯수 )", [["노드의 갯수"]], "((input_dim + 1)*‹노드의 갯수›)"),
        ("# of outputs * (# of inputs + 1)", [["# of outputs", "# of inputs"]], "‹# of outputs›*(‹# of inputs› + 1)"),
        ("( kh ∗ kw + 1 ) ∗ out  c", [["out c"]], "(kh*kw + 1)*‹out c›"),
        ("(Kernel Size * Number of input channels + 1)", [["Kernel Size", "Number of input channels"]], "(‹Kernel Size›*‹Number of input channels› + 1)"),
        ("filter*kernel-high*2", [["kernel-high"]], "filter*‹kernel-high›*2"),
        ("kernel_size[0] * d_{model}", [["kernel_size[0]", r"d_{\text{model}}"]], "kernel_size_0*d_model"),
        ("2Ldmodel(2dattn + dff)", [["L", "dmodel", "dattn", "dff"]], "2*L*dmodel*(2*dattn + dff)"),
        ("L2dmodeldff", [["L", "dmodel", "dff"]], "L*2*dmodel*dff"),
        ("n12", [["n"]], "n12"),
        ("n2 + nk + nm", [["n", "k", "m"]], "n2 + n*k + n*m"),
        ("n2 + nk + nm", [["nk"], ["n", "k"]], "n2 + nk + n*m"),
        ("4(nm + n)", [["nm"]], "4*(nm + n)"),
        ("4(nm + n)", [[], ["nm"]], "4*(nm + n)"),
        ("4 x n", [["x"]], "4*x*n"),
        ("hiddenSize + 1", [["hidden_size"]], "hidden_size + 1"),
        ("hiddenSize + 1", [[], ["hidden_size"]], "hiddenSize + 1"),
        ("output node * 2", [["output node"]], "‹output node›*2"),
    ],
)
def test_known_names(text: str, known: list[list[str]], expected: str) -> None:
    assert plain(parse(text, known).node) == expected


@pytest.mark.parametrize(
    "text, strange",
    [
        ("Dense", True),
        ("conv9", True),
        (r"\text{Total}", True),
        ("units", False),
        ("mine", False),
        ("n", False),
        ("d_x", False),
        (r"\alpha", False),
        ("M", False),
    ],
)
def test_strange_words(text: str, strange: bool) -> None:
    assert vocabulary([["mine"]]).is_strange(text) is strange


@pytest.mark.parametrize(
    "text, expected",
    [
        ("units", "units"),
        (r"d_{\text{model}}", "d_model"),
        (r"d_\text{ff}", "d_ff"),
        (r"\mathrm{input\_dim}", "input_dim"),
        (r"$\text{nk}$", "nk"),
        ("n₁", "n_1"),
        ("h_{t-1}", "h_t-1"),
        ("kernel_size[0]", "kernel_size_0"),
        ("dim(U)", "dim_U"),
        ("self.units", "units"),
        (r"\beta_{1}", "beta_1"),
        ("λ", "λ"),
        ("#  filters", "# filters"),
        ("#filters", "# filters"),
        (" 노드의   갯수 ", "노드의 갯수"),
        ("ｎ", "n"),
    ],
)
def test_normal_name(text: str, expected: str) -> None:
    assert normal_name(text) == expected
    assert normal_name(expected) == expected


@pytest.mark.parametrize(
    "words, begins",
    [
        (["number", "of"], True),  # number of units, which every text may have
        (["hidden", "Size"], True),  # the whole of a name
        (["out", "c"], True),  # declared here
        (["no", "bias"], False),  # though nodes are units
        (["n", "m"], False),
    ],
)
def test_names_of_several_words_are_known_by_their_beginning(words: list[str], begins: bool) -> None:
    assert vocabulary([["out_c_of"]]).begins(words) is begins
