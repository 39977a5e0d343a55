"""The sizes as SymPy symbols, and their glyphs for SymPy's printers.

>>> from symcount.layers import lstm
>>> from symcount.rendering import symbols
>>> lstm.formula.subs({symbols.units: 256, symbols.input_dim: 4096, symbols.bias: 1})
4457472

They are plain symbols without assumptions, so that those that you make yourself under the same names are the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symcount.algebra import sympy_symbol
from symcount.roles import ROLES

if TYPE_CHECKING:
    from sympy import Symbol

    symbol_names: dict[Symbol, str]
    """The glyph of each size, for `sympy.latex(expression, symbol_names=symbol_names)`."""


def __getattr__(name: str) -> Any:
    if name == "symbol_names":
        return {sympy_symbol(role.name): role.glyph for role in ROLES.values()}
    if name in ROLES:
        return sympy_symbol(name)
    raise AttributeError(f"no size is called {name!r}")


def __dir__() -> list[str]:
    return ["symbol_names", *ROLES]
