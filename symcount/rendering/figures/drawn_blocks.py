"""How blocks are laid out on the page, and drawn."""

from __future__ import annotations

from symcount.rendering.figures.blocks import Blocks
from symcount.rendering.figures.canvas import Canvas


def drawn(figure: Blocks) -> Canvas:
    """The blocks, their labels beside them."""
    return Canvas(3.0, figure.title)
