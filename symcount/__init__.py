"""symcount: the algebra of neural-network parameter counts.

>>> import symcount as sc
>>> sc.layers.lstm.formula
4*units*(bias + input_dim + units)
>>> sc.check("4(nm+n^2)", layer="lstm").correct_when
{'bias': 0}
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from symcount import errors, layers, widgets
    from symcount.frameworks import from_config
    from symcount.jobs import figures
    from symcount.jobs.check import check
    from symcount.jobs.check_summary import check_summary
    from symcount.jobs.compare import compare
    from symcount.jobs.explain import explain
    from symcount.jobs.infer import infer
    from symcount.jobs.prove import prove
    from symcount.jobs.simplify import simplify
    from symcount.jobs.solve import solve
    from symcount.jobs.summary import summary
    from symcount.jobs.typeset import latex
    from symcount.reading import parse
    from symcount.rendering import symbols
    from symcount.rendering.symbols import symbol_names

__version__ = "0.1.0"
__all__ = [
    "check",
    "check_summary",
    "compare",
    "errors",
    "explain",
    "figures",
    "from_config",
    "infer",
    "latex",
    "layers",
    "parse",
    "prove",
    "simplify",
    "solve",
    "summary",
    "symbol_names",
    "symbols",
    "widgets",
]

_HOMES = {
    "check": "jobs.check",
    "check_summary": "jobs.check_summary",
    "compare": "jobs.compare",
    "errors": "errors",
    "explain": "jobs.explain",
    "figures": "jobs.figures",
    "from_config": "frameworks",
    "infer": "jobs.infer",
    "latex": "jobs.typeset",
    "layers": "layers",
    "parse": "reading",
    "prove": "jobs.prove",
    "simplify": "jobs.simplify",
    "solve": "jobs.solve",
    "summary": "jobs.summary",
    "symbol_names": "rendering.symbols",
    "symbols": "rendering.symbols",
    "widgets": "widgets",
}
"""Where each public name is at home: imported when first asked for, since the command line needs one job at a time."""

_ROOMS = ("errors", "figures", "layers", "symbols", "widgets")
"""The public names that are modules themselves."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = import_module(f"symcount.{_HOMES[name]}")
    return home if name in _ROOMS else getattr(home, name)


def __dir__() -> list[str]:
    return sorted(__all__)
