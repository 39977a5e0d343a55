"""A weight: one tensor of a layer, with sides that are numbers or expressions in names of sizes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import prod

from symcount.algebra import Value

Size = int | Value
"""A size: a whole number, or an expression in names of sizes."""


def plain_size(size: Size) -> int | str:
    """A size as JSON holds it: a number, or the expression as text."""
    constant = size if isinstance(size, int) else size.constant
    return constant if isinstance(constant, int) else str(size)


@dataclass(frozen=True, slots=True)
class Weight:
    """One weight of a layer: `block` is its shape for one of `each` (the gates), which stand side by side on the last axis.

    >>> Weight("kernel", (13, 5), each=("input gate", "output gate")).shape
    (13, 10)
    """

    name: str
    """Its name, as Keras has it where Keras has one."""
    block: tuple[Size, ...]
    """Its sides for one gate: inputs before outputs."""
    each: tuple[str, ...] = ()
    """The gates that it is there for; nothing for a weight without gates."""
    copies: Size = 1
    """How often it is there: the bias vectors, the layers."""
    trainable: bool = True
    """Whether it is trained."""
    kind: str = "kernel"
    """"kernel", "bias", "norm" or "embedding"."""
    meaning: str = ""
    """What it is, in words."""

    @property
    def shape(self) -> tuple[Size, ...]:
        """The sides of one copy, the gates fused on the last axis."""
        return (*self.block[:-1], self.block[-1] * len(self.each)) if self.each else self.block

    @property
    def count(self) -> Size:
        """How many numbers it holds, all copies together."""
        return prod(self.shape) * self.copies


def part(name: str, weights: Iterable[Weight], copies: Size = 1) -> list[Weight]:
    """The weights of a part of a layer, named for it, as many times as the part is there.

    >>> [weight.name for weight in part("head", [Weight("kernel", (3, 5))])]
    ['head.kernel']
    """
    return [replace(weight, name=f"{name}.{weight.name}", copies=weight.copies * copies) for weight in weights]
