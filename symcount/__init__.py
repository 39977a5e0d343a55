"""symcount: the algebra of neural-network parameter counts.

>>> import symcount as sc
>>> sc.layers.lstm.formula
4*units*(bias + input_dim + units)
>>> sc.check("4(nm+n^2)", layer="lstm").correct_when
{'bias': 0}
"""

from __future__ import annotations

from typing import Any

from symcount import errors, layers
from symcount.jobs.check import check
from symcount.jobs.explain import explain
from symcount.jobs.prove import prove
from symcount.jobs.simplify import simplify
from symcount.jobs.typeset import latex
from symcount.reading import parse
from symcount.rendering import symbols

__version__ = "0.1.0"
__all__ = ["check", "errors", "explain", "latex", "layers", "parse", "prove", "simplify", "symbol_names", "symbols"]


def __getattr__(name: str) -> Any:
    if name == "symbol_names":  # SymPy symbols: SymPy is imported when they are first asked for
        return symbols.symbol_names()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
