"""What `solve` may be asked about, for the tests of its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from symcount.algebra import Value, symbol


@dataclass(frozen=True)
class Dense:
    """What is asked of: a layer with one open size."""

    name: str = "dense"
    subject: str = "A dense layer with units=5"
    total: Value = 5 * (symbol("input_dim") + 1)
    given: Mapping[str, str] = field(default_factory=lambda: {"units": "5"})
    open: Mapping[str, str] = field(default_factory=lambda: {"input_dim": "input_dim"})

    def arithmetic(self, sizes: Mapping[str, int]) -> str:
        return f"5*{sizes['input_dim']} + 5"
