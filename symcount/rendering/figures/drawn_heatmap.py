"""How a count over two sizes is drawn."""

from __future__ import annotations

from math import log10
from typing import TYPE_CHECKING

from symcount.rendering.figures.axes import plotted, scale_across
from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.heatmap import Heatmap
from symcount.rendering.figures.scales import in_short, ticks

if TYPE_CHECKING:
    pass

PLOT, BAR = 4.0, 0.16
"""Inches: the width of the plot, and of the scale of colours."""

COLORS = "cividis"
"""From dark to light, for every eye and in grey."""


def drawn(figure: Heatmap) -> Canvas:
    """The counts as colours, the budgets as lines with their numbers at their ends."""
    canvas, axes = plotted(figure.title, figure.facts[1:], PLOT)
    lowest, highest = log10(min(map(min, figure.counts))), log10(max(map(max, figure.counts)))
    sides = (figure.columns[0], figure.columns[-1], figure.rows[0], figure.rows[-1])
    colors = [[log10(count) for count in row] for row in figure.counts]
    axes.imshow(colors, cmap=COLORS, vmin=lowest, vmax=highest, extent=sides, origin="lower", aspect="auto", interpolation="bilinear")
    scale_across(axes, figure.across, figure.columns, is_logarithmic=False)
    places = ticks(figure.rows[0], figure.rows[-1])
    axes.set_yticks(places, [in_short(place) for place in places])
    axes.set_ylabel(figure.upwards)
    axes.set_ylim(figure.rows[0], figure.rows[-1])
    for place, level in enumerate(figure.levels):
        _draw_line(axes, level, place)
    _name_lines(canvas, axes, [level for level in figure.levels if level.places])
    _scale_colors(canvas, lowest, highest)
    return canvas
