"""A count over one size."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Curve:
    """A count at each of some sizes; `formula` is the count in the size."""

    label: str
    """The layer or weight."""
    formula: str
    """Its count, in the size."""
    counts: tuple[int, ...]
    """Its count at each size that is drawn."""
