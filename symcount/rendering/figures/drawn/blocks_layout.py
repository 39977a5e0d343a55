"""Where blocks go on a page: one upon the other where they share their columns, else each by itself, folded so that it is not too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import gcd, prod, sqrt

from symcount.algebra import divisors
from symcount.rendering.figures.blocks import Block

ROOM_ACROSS, ROOM_DOWN = 3.9, 3.7
"""Inches for the blocks."""

THINNEST = 0.018
"""Inches of a block that would be thinner."""

GAP = 0.13
LONGEST = 6
"""A block that is longer than so many times its width is cut, and its pieces are laid side by side."""

COUNTABLE = 50
"""Rows or columns that are counted in the picture: a block with no more is never cut."""


@dataclass(frozen=True)
class Place:
    """A block on the page: its corner and its sides in inches and in parameters, in so many columns and rows of equal pieces."""

    block: Block
    left: float
    top: float
    width: float
    height: float
    across: int
    down: float
    columns: float
    rows: float

    @property
    def has_whole_cells(self) -> bool:
        """Whether it is a grid of its parameters: pieces of a kernel that is cut within a row, or too few for their last row, are none."""
        return self.columns == int(self.columns) and self.rows == int(self.rows) and self.columns * self.rows == self.block.count

    @property
    def is_cut_across(self) -> bool:
        """Whether its columns are cut, so that its parts do not stand side by side."""
        return self.columns != self.across * self.block.width


def share_columns(blocks: Sequence[Block]) -> bool:
    """Whether all blocks have the same columns, and stand upon each other without being far too long."""
    if len({(block.columns, block.parts) for block in blocks}) > 1:
        return False
    across = gcd(*(block.times for block in blocks))
    height, width = sum(block.rows * block.times // across for block in blocks), blocks[0].width * across
    return max(height, width) <= COUNTABLE or max(height / width, width / height) <= LONGEST or len(blocks) * THINNEST * LONGEST > ROOM_ACROSS


def stacked(blocks: Sequence[Block]) -> list[Place]:
    """Blocks with the same columns, one upon the other."""
    across = gcd(*(block.times for block in blocks))
    height = sum(block.rows * block.times // across for block in blocks)
    scale = min(ROOM_ACROSS / (blocks[0].width * across), ROOM_DOWN / height)
    places, top = [], 0.0
    for block in blocks:
        down = block.times // across
        tall = max(block.rows * down * scale, THINNEST)
        columns, rows = block.width * across, block.rows * down
        places.append(Place(block, 0.0, top, max(columns * scale, THINNEST), tall, across, down, columns, rows))
        top += tall
    return places


def apart(blocks: Sequence[Block]) -> list[Place]:
    """Each block by itself on one scale, from left to right in rows, the tallest first; lower ones below each other where that makes all larger."""
    shapes = {block: _folded(block) for block in blocks}
    order = sorted(blocks, key=lambda block: shapes[block][1], reverse=True)
    layouts = [partial(_in_rows, order, shapes, fills_columns=fills) for fills in (True, False)]
    scale, placed = max(((_largest_scale(placed, blocks), placed) for placed in layouts), key=lambda found: found[0])
    return placed(scale)


def _largest_scale(placed: Callable[[float], list[Place]], blocks: Sequence[Block]) -> float:
    """The largest scale on which blocks have their room, in inches for a parameter's side."""
    low, high = 0.0, sqrt(ROOM_ACROSS * ROOM_DOWN / sum(block.count for block in blocks))
    for _ in range(40):
        scale = (low + high) / 2
        places = placed(scale)
        fits = max(place.top + place.height for place in places) <= ROOM_DOWN and max(place.left + place.width for place in places) <= ROOM_ACROSS
        low, high = (scale, high) if fits else (low, scale)
    return low


Folded = tuple[float, float, int, float]
"""Width and height in parameters, and the columns and rows of pieces."""


def _folded(block: Block) -> Folded:
    """All copies of a block in a rectangle that is not too long, cut where one is."""
    cuts = _cuts(block)
    tall, wide = (block.rows / cuts, block.width) if block.rows > block.width else (block.rows, block.width / cuts)
    pieces = block.times * cuts
    across = min(_columns(pieces, tall / wide), key=lambda across: _length(across * wide, pieces / across * tall))
    return across * wide, pieces / across * tall, across, pieces / across


def _cuts(block: Block) -> int:
    """Into how many pieces a block is cut: where it is too long, a kernel between its own rows, anything else so that the pieces make a square."""
    if _length(block.width, block.rows) <= LONGEST or max(block.width, block.rows) <= COUNTABLE:
        return 1
    sides = [prod(block.sides[:place]) for place in range(1, len(block.sides) - 1)]
    own = [cuts for cuts in sides if block.rows > block.width and _length(block.width * cuts, block.rows / cuts) <= LONGEST]
    return min(own or [round(sqrt(_length(block.width, block.rows)))], key=lambda cuts: _length(block.width * cuts, block.rows / cuts))


def _columns(pieces: int, ratio: float) -> list[int]:
    """In how many columns pieces make a rectangle; where all are too long, also some with the last row cut short."""
    even = [across for across in divisors(pieces) if _length(across, pieces / across * ratio) <= LONGEST]
    return even or [max(round(sqrt(pieces * ratio)), 1)]


def _length(width: float, height: float) -> float:
    """How many times as long as wide a rectangle is."""
    return max(width / height, height / width)


def _in_rows(order: Sequence[Block], shapes: dict[Block, Folded], scale: float, *, fills_columns: bool) -> list[Place]:
    """Blocks from left to right in rows as tall as their first; with `fills_columns`, one goes below the one before it where the row is tall enough."""
    places: list[Place] = []
    left = right = top = row = bottom = 0.0
    for block in order:
        wide, tall, across, down = shapes[block]
        width, height = max(wide * scale, 2 * THINNEST), max(tall * scale, 2 * THINNEST)
        if places and fills_columns and top + height <= bottom and left + width <= ROOM_ACROSS:
            right = max(right, left + width)
        elif places and right + GAP + width <= ROOM_ACROSS:
            left, right, top = right + GAP, right + GAP + width, row
        else:
            row = bottom + GAP if places else 0.0
            left, right, top, bottom = 0.0, width, row, row + height
        places.append(Place(block, left, top, width, height, across, down, wide, tall))
        top += height + GAP
    return places
