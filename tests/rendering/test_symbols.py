"""The sizes as SymPy symbols."""

from __future__ import annotations

import pytest
import sympy

from symcount.rendering import symbols
from symcount.roles import ROLES


def test_a_size_is_a_plain_symbol() -> None:
    assert symbols.units == sympy.Symbol("units")
    assert {*ROLES, "symbol_names"} == set(dir(symbols))


def test_printers_show_glyphs() -> None:
    assert sympy.latex(4 * symbols.d_ff, symbol_names=symbols.symbol_names) == r"4 d_{\mathrm{ff}}"


def test_an_unknown_size() -> None:
    with pytest.raises(AttributeError, match="no size is called 'unit'"):
        _ = symbols.unit
