"""The weights of a layer as rectangles to scale: their areas are their counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.figure import Figure
from symcount.rendering.figures.scales import in_percent
from symcount.rendering.figures.weight_names import together
from symcount.rendering.text import listed, number_word, thousands

if TYPE_CHECKING:
    from symcount.rendering.figures.canvas import Canvas


@dataclass(frozen=True)
class Block:
    """Weights of one shape: `sides` are those of one of the `parts` (gates), which stand side by side on the last axis; `copies` of each."""

    names: tuple[str, ...]
    """The weights."""
    sides: tuple[int, ...]
    """The sides for one of the parts."""
    parts: tuple[str, ...] = ()
    """The gates; nothing where there are none."""
    copies: int = 1
    """How often it is there."""
    rank: int = 0
    """Its place among the weights of its layer, the largest first, whatever the sizes: that of its colour."""

    @property
    def label(self) -> str:
        """Their names as one."""
        return together(self.names)

    @property
    def rows(self) -> int:
        """The height of one, all axes but the last together."""
        return prod(self.sides[:-1])

    @property
    def columns(self) -> int:
        """The width of one part of one."""
        return self.sides[-1]

    @property
    def width(self) -> int:
        """The width of one, its parts side by side."""
        return self.columns * max(len(self.parts), 1)

    @property
    def times(self) -> int:
        """How many rectangles there are."""
        return len(self.names) * self.copies

    @property
    def count(self) -> int:
        """The numbers in all of them."""
        return self.times * self.rows * self.width

    @property
    def shape(self) -> str:
        """Their shape: `13 × 20`, of several `12 × (64 × 64)`."""
        one = " × ".join(map(thousands, (*self.sides[:-1], self.width)))
        if self.times == 1:
            return one
        return f"{thousands(self.times)} × ({one})" if len(self.sides) > 1 else f"{thousands(self.times)} × {one}"


@dataclass(frozen=True, repr=False)
class Blocks(Figure):
    """The weights of a layer at its sizes; `untrained` are those that it keeps and does not train, which are not drawn."""

    kind = "blocks"

    title: str
    blocks: tuple[Block, ...]
    """The weights, those of one shape together."""
    untrained: tuple[str, ...] = ()
    """The weights that are kept and not trained."""

    @property
    def total(self) -> int:
        """The parameters."""
        return sum(block.count for block in self.blocks)

    @property
    def facts(self) -> tuple[str, ...]:
        """Each weight with its shape, its count and its share; the gates."""
        parts = dict.fromkeys(block.parts for block in self.blocks if block.parts)
        return (
            *(f"{block.label}: {self.said(block)}" for block in self.blocks),
            *(f"side by side for {number_word(len(each))} parts: {listed(each)}" for each in parts),
            *([f"kept and not trained, not drawn: {listed(self.untrained)}"] if self.untrained else []),
        )

    def said(self, block: Block) -> str:
        """The calculation of a block's count, and its share."""
        count = thousands(block.count)
        share = in_percent(Fraction(block.count, self.total))
        return f"{block.shape}{'' if block.shape == count else f' = {count}'} ({share})"

    def data(self) -> dict[str, Any]:
        """The blocks as plain values."""
        blocks = [
            {"weights": list(one.names), "sides": list(one.sides), "parts": list(one.parts), "copies": one.copies, "count": one.count} for one in self.blocks
        ]
        return {"total": self.total, "blocks": blocks, "untrained": list(self.untrained)}

    def draw(self) -> Canvas:
        """The blocks, their labels beside them."""
        from symcount.rendering.figures.drawn.blocks import drawn

        return drawn(self)
