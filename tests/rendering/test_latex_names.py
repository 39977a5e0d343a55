"""How sizes are called in LaTeX: letters, indices, words, commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.errors import InputError
from symcount.rendering import latex
from symcount.rendering.latex_names import can_be_set, commands, definitions, name_as_math, settable, size_symbols, written_symbols
from symcount.roles import ROLES
from tests.latex import braces_balance, compile_page, compiles_latex

NAMES = [
    ("n", "n"),
    ("alpha", r"\alpha"),
    ("Ω", r"\Omega"),
    ("µ", r"\mu"),
    ("ℓ", r"\ell"),
    ("h'", "h'"),
    ("n_h″".replace("″", "''"), "n_{h}''"),
    ("λ′", r"\lambda'"),
    ("n_1", "n_{1}"),
    ("n_h", "n_{h}"),
    ("n_h_1", "n_{h,1}"),
    ("n_i-1", "n_{i-1}"),
    ("W_xh", r"W_{\text{xh}}"),
    ("d_model", r"d_{\text{model}}"),
    ("lambda_12", r"\lambda_{12}"),
    ("num_units", r"\mathrm{num\_units}"),
    ("n_out_channels", r"\mathrm{n\_out\_channels}"),
    ("c1", r"\mathrm{c1}"),
    ("café", r"\text{café}"),
    ("'", r"\text{'}"),
    (r"\input{/etc/passwd}", r"\text{\textbackslash{}input\{/etc/passwd\}}"),
    ("50%", r"\text{50\%}"),
    ("a$b\n\n^^41", r"\text{a\$b \textasciicircum{}\textasciicircum{}41}"),
]

COMMANDS = [
    ("units", r"\units"),
    ("input_dim", r"\inputDim"),
    ("input_mode1", r"\inputModeOne"),
    ("n", r"\sizen"),
    ("N", r"\sizeN"),
    ("λ", r"\sizelambda"),
    ("n_1", r"\sizenOne"),
    ("2d", r"\sizeTwoD"),
    ("café", r"{\sizecafe}"),
    ("# of filters", r"{\sizeofFilters}"),
    ("num_units", r"{\sizenumUnits}"),
]


@pytest.mark.parametrize("name, expected", NAMES)
def test_names(name: str, expected: str) -> None:
    assert name_as_math(name) == expected


@given(st.text())
def test_braces_of_a_name_balance(name: str) -> None:
    assert braces_balance(name_as_math(name))


@pytest.mark.parametrize(
    "text, settable", [("n", True), ("é", True), ("Č", True), ("≈", True), ("层", False), ("ж", False), ("ø", False), ("ệ", False), ("′", False)]
)
def test_what_pdflatex_can_set(text: str, settable: bool) -> None:
    assert can_be_set(text) == settable


def test_what_cannot_be_set_is_named() -> None:
    assert settable(r"\mathrm{café} = 4n") == r"\mathrm{café} = 4n"
    with pytest.raises(InputError, match="cannot set 'слой'"):
        settable(r"4n\,\text{слой}")


def test_a_letter_is_for_one_size() -> None:
    assert size_symbols(["features", "d_model"], {"d_model": "D"}) == {"d_model": "D", "features": "d"}
    assert size_symbols(["units", "input_dim"], {"units": "m"}) == {"units": "m", "input_dim": r"\mathrm{input\_dim}"}


@pytest.mark.parametrize(
    "names, symbols",
    [
        (["alpha", "α"], [r"\mathrm{alpha}", r"\alpha"]),
        (["α_1", "alpha_1"], [r"\alpha_{1}", r"\mathrm{alpha\_1}"]),
        (["ε", "ϵ", "epsilon"], [r"\epsilon", r"\varepsilon", r"\mathrm{epsilon}"]),
        (["ϑ", "θ"], [r"\theta", r"\vartheta"]),
        (["ell", "ℓ", "l"], [r"\mathrm{ell}", r"\ell", "l"]),
        (["n_h_1", "n_h1"], ["n_{h,1}", r"n_{\text{h1}}"]),
    ],
)
def test_names_that_are_different_look_different(names: list[str], symbols: list[str]) -> None:
    assert list(written_symbols(names, {}).values()) == symbols


def test_letters_that_leave_two_names_alike_are_refused() -> None:
    with pytest.raises(InputError, match="m would stand for m and for n: give each a letter of its own"):
        written_symbols(["m", "n"], {"n": "m"})
    with pytest.raises(InputError, match="h would stand for units and for input_dim"):
        size_symbols(["units", "input_dim"], {"units": "h", "input_dim": "h"})


def test_sizes_keep_away_from_the_letters_beside_them() -> None:
    assert size_symbols(["units", "bias"], {}, beside={"n": "n"}) == {"units": r"\mathrm{units}", "bias": "b"}
    assert size_symbols(["query_width"], {}, beside={"d_query": r"d_{\text{query}}"}) == {"query_width": r"\mathrm{query\_width}"}


@given(st.lists(st.sampled_from([*(name for name, _ in NAMES), "α", "Omega", "lambda", "λ", "λ_12", "ell", "n_h,1", "d_{model}"]), unique=True))
def test_no_two_symbols_are_alike(names: list[str]) -> None:
    symbols = written_symbols(names, {})
    assert len(set(symbols.values())) == len(names)


@pytest.mark.parametrize("name, command", COMMANDS)
def test_commands(name: str, command: str) -> None:
    assert commands(written_symbols([name], {}))[name] == command or command == rf"{{{commands(size_symbols([name], {}))[name]}}}".strip("{}")


@given(st.lists(st.text(), unique=True))
def test_commands_are_letters_and_no_two_alike(names: list[str]) -> None:
    found = [command.strip("{}") for command in commands({name: name_as_math(name) for name in names}).values()]
    assert len(set(found)) == len(names)
    assert all(re.fullmatch(r"\\[A-Za-z]+", command) for command in found)


def test_only_what_is_used_is_defined() -> None:
    symbols = written_symbols(["n", "nn"], {})
    assert definitions(symbols, commands(symbols), r"4\sizenn^{2}") == r"\newcommand{\sizenn}{\mathrm{nn}}"


@compiles_latex
def test_names_compile_and_no_command_is_taken(tmp_path: Path) -> None:
    symbols = size_symbols(ROLES, {}) | written_symbols((name for name, _ in (*NAMES, *COMMANDS) if name not in ROLES), {})
    defined = commands(symbols)
    used = [latex.math(f"{command}^{{2}}{command}") for command in defined.values()]
    accented = [chr(code) for code in range(0x80, 0x250) if can_be_set(chr(code))]
    compile_page([definitions(symbols, defined, "".join(used)), *used, *map(latex.text, accented)], "amsmath,booktabs", tmp_path)
