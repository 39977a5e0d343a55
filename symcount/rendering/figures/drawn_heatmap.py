"""How a count over two sizes is drawn."""

from __future__ import annotations

from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.heatmap import Heatmap


def drawn(figure: Heatmap) -> Canvas:
    """The counts as colours, the budgets as lines."""
    return Canvas(4.4, figure.title)
