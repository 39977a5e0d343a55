"""What a file tells of a model: its tensors by name and shape, or a configuration."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from symcount.errors import FileError, shown
from symcount.frameworks.built import BuiltWeight

MAX_TENSORS = 150_000
"""Tensors of a model, at most; the largest published ones have about 140,000."""

MAX_NAME = 300
MAX_SIDES = 64
MAX_NUMBERS = 2**63 - 1

NEVER_TRAINED = frozenset({"int64", "uint64", "bool"})
"""Whole numbers that count or choose: steps of a batch norm, positions, masks. They are kept beside the parameters."""

QUANTIZED = frozenset({"int4", "uint4", "int8", "uint8", "int16", "uint16", "int32", "uint32"})
"""Whole numbers that may stand for several parameters each."""


@dataclass(frozen=True)
class Tensors:
    """The tensors of a file in order; `kind` is the format. `shared` gives of a tensor that is another one too the name of that one.

    `by_use` names tensors by the layer that uses them, where their own names do not tell it. `config` is the model's configuration
    where the file has one, `notes` what a reader should know.
    """

    kind: str
    weights: tuple[BuiltWeight, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict, hash=False)
    by_use: Mapping[str, str] = field(default_factory=dict, hash=False)
    config: Mapping[str, Any] | None = field(default=None, hash=False)
    notes: tuple[str, ...] = ()


def tensor(name: object, shape: Sequence[object], numbers: str = "", *, trainable: bool = True) -> BuiltWeight:
    """A tensor of a file; `numbers` is the type of its numbers.

    >>> tensor("fc.weight", [3, 2], "float32").count
    6
    >>> tensor("bn.num_batches_tracked", [], "int64").is_buffer
    True

    Errors: `FileError` for a name that cannot be printed or is endless, and a shape that no model has.
    """
    if not isinstance(name, str) or len(name) > MAX_NAME or not name.isprintable():
        raise FileError(f"a tensor's name is a short text that can be printed, not {shown(name)}")
    if len(shape) > MAX_SIDES:
        raise FileError(f"{shown(name)} has {len(shape):,} sides; a tensor has at most {MAX_SIDES}")
    for side in shape:
        if type(side) is not int or side < 0:
            raise FileError(f"the sides of {shown(name)} are whole numbers from 0 on, not {shown(side)}")
    sides: tuple[int, ...] = tuple(shape)  # type: ignore[arg-type]
    if prod(sides) > MAX_NUMBERS:
        raise FileError(f"{shown(name)} has the shape {shown(list(sides))}: no model has so many numbers")
    if numbers in NEVER_TRAINED:
        return BuiltWeight(name, sides, trainable=False, is_buffer=True)
    return BuiltWeight(name, sides, trainable=trainable and numbers not in QUANTIZED)


def few_enough(count: int) -> None:
    """Make sure that so many tensors can be listed. Errors: `FileError` for more."""
    if count > MAX_TENSORS:
        raise FileError(f"it has {count:,} tensors, more than the {MAX_TENSORS:,} that are read")


def about_numbers(types: Iterable[str]) -> tuple[str, ...]:
    """A note on tensors whose numbers may stand for several parameters each.

    >>> about_numbers(["float32", "int32"])
    ('1 tensor holds whole numbers (int32): quantised weights may be packed, several in one number',)
    """
    packed = Counter(one for one in types if one in QUANTIZED)
    count = sum(packed.values())
    if not count:
        return ()
    hold = "tensor holds" if count == 1 else "tensors hold"
    return (f"{count:,} {hold} whole numbers ({', '.join(sorted(packed))}): quantised weights may be packed, several in one number",)
