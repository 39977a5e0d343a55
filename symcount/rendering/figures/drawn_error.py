"""How the error of an approximation is drawn."""

from __future__ import annotations

from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.error import Error


def drawn(figure: Error) -> Canvas:
    """The error in percent on logarithmic axes."""
    return Canvas(4.4, figure.title)
