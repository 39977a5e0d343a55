"""Tensors as the tables write them, `fc.weight 5x13, fc.bias 5`, and what is recognised in them."""

from __future__ import annotations

from symcount.frameworks.built import BuiltWeight
from symcount.models.recognition import parts_of


def tensors(written: str) -> list[BuiltWeight]:
    """The tensors with their names and shapes; one without sides is a number."""
    pairs = (one.split() for one in written.split(","))
    return [BuiltWeight(name, tuple(int(side) for side in "".join(sides).split("x") if side)) for name, *sides in pairs]


def recognised(written: str) -> dict[str, str | None]:
    """The layer of each part by its name, less the sizes that are 0, or 1 for the bias."""
    return {part.name: str(part.layer) if part.layer else None for part in parts_of(tensors(written))}


def layer_of(written: str) -> str | None:
    """The layer of the only part, as it is called with its sizes."""
    (layer,) = recognised(written).values()
    return layer
