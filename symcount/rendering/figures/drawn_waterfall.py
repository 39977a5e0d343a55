"""How a waterfall is drawn."""

from __future__ import annotations

from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.waterfall import Waterfall


def drawn(figure: Waterfall) -> Canvas:
    """The bars from top to bottom."""
    return Canvas(4.4, figure.title)
