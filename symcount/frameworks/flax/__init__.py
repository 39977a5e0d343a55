"""What Flax 0.12 builds: linen, and nnx beside it: https://flax.readthedocs.io, compared with it by the tests.

Each is read when it is first asked for, and without the other.
"""

from __future__ import annotations

from importlib import import_module

from symcount.frameworks.mapping import Framework

TABLES = {"LINEN": "linen", "NNX": "nnx"}


def __getattr__(name: str) -> Framework:
    """The table of linen, or that of nnx."""
    if name not in TABLES:
        raise AttributeError(f"module {__name__} has no attribute {name!r}")
    table: Framework = getattr(import_module(f"{__name__}.{TABLES[name]}"), name)
    return table
