"""How a count over two sizes is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from symcount.rendering.figures.canvas import LINE, Canvas
from symcount.rendering.figures.drawn.axes import LEFT, PLOT_HEIGHT, on_page, plotted, scale_across, scale_upwards
from symcount.rendering.figures.heatmap import Heatmap, Level
from symcount.rendering.figures.scales import all_in_short, in_short, log_ticks
from symcount.rendering.figures.style import LOOKS, SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT, BAR = 4.0, 0.16
"""Inches: the width of the plot, and of the scale of colours."""

NEAREST = 0.05
"""Inches from a name to the frame."""

COLORS = "cividis"
"""From dark to light, for every eye and in grey."""


ALONG = (0.3, 0.45, 0.6, 0.2, 0.75, 0.5, 0.1, 0.9)
"""Parts of a line at which its name is tried."""

ASIDE = (0.0, 0.35, -0.35, 0.7, -0.7, 1.4, -1.4)
"""Inches beside its line at which a name is tried where there is no room upon it."""


def drawn(figure: Heatmap) -> Canvas:
    """The counts as colours, the budgets as lines with their numbers at their ends."""
    canvas, axes = plotted(figure.title, figure.facts[1:], PLOT)
    colors = [[log10(max(count, 1)) for count in row] for row in figure.counts]
    lowest, highest = min(map(min, colors)), max(map(max, colors))
    scale_across(axes, figure.across, figure.columns, is_logarithmic=figure.is_logarithmic_across)
    scale_upwards(axes, figure.upwards, figure.rows, is_logarithmic=figure.is_logarithmic_upwards)
    columns, rows = _edges(figure.columns, figure.is_logarithmic_across), _edges(figure.rows, figure.is_logarithmic_upwards)
    axes.pcolormesh(columns, rows, colors, cmap=COLORS, vmin=lowest, vmax=highest, rasterized=True)
    for place, level in enumerate(figure.levels):
        _draw_line(axes, level, place)
    _name_lines(canvas, axes, [level for level in figure.levels if level.places])
    _scale_colors(canvas, lowest, highest)
    return canvas


def _edges(sizes: Sequence[int], is_logarithmic: bool) -> list[float]:
    """Where the cells of sizes begin and end: half-way between them as the axis has them, at the ends of the axis each about its size."""
    places = [log10(size) for size in sizes] if is_logarithmic else [float(size) for size in sizes]
    around = [2 * places[0] - places[1], *places, 2 * places[-1] - places[-2]]
    middles = [(before + after) / 2 for before, after in pairwise(around)]
    return [10**middle for middle in middles] if is_logarithmic else middles


def _draw_line(axes: Axes, level: Level, number: int) -> None:
    """The line of a budget, dark within white so that it is seen on every colour, and where both sizes are alike a mark."""
    columns, rows = [column for column, _ in level.places], [row for _, row in level.places]
    marker = "" if len(columns) > 1 else "o"
    axes.plot(columns, rows, color="white", linewidth=3.2, marker=marker, markersize=8, clip_on=len(columns) > 1)
    axes.plot(columns, rows, color="black", linewidth=1.4, linestyle=LOOKS[number].line, marker=marker, markersize=5, clip_on=len(columns) > 1)
    if level.square and level.places:
        axes.plot([level.square], [level.square], marker="s", markersize=7, markerfacecolor="white", markeredgecolor="black", clip_on=False)


def _name_lines(canvas: Canvas, axes: Axes, levels: list[Level]) -> None:
    """The budget of each line upon it, or beside it, where it covers no mark and no other name, or as little as can be."""
    taken = [_around(*on_page(canvas, axes, level.square, level.square), 0.12, 0.12) for level in levels if level.square]
    style = {"boxstyle": "square,pad=0.2", "facecolor": "white", "edgecolor": "black", "linewidth": 0.6}
    for level in levels:
        text = in_short(level.budget)
        width = canvas.width_of(text, SMALL) + 0.12
        on_line = [on_page(canvas, axes, *level.places[int(part * (len(level.places) - 1))]) for part in ALONG]
        tried = [(point, _inside(_around(point[0] + aside, point[1], width, LINE + 0.04), canvas)) for aside in ASIDE for point in on_line]
        point, box = min(tried, key=lambda one: sum(_overlap(one[1], other) for other in taken))
        taken.append(box)
        middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        if not box.left <= point[0] <= box.right:
            canvas.line(point, middle, color="black")
        canvas.text(*middle, text, SMALL, ha="center", va="center", bbox=style)


class _Box(NamedTuple):
    """A rectangle on the page, in inches."""

    left: float
    top: float
    right: float
    bottom: float


def _around(left: float, top: float, width: float, height: float) -> _Box:
    return _Box(left - width / 2, top - height / 2, left + width / 2, top + height / 2)


def _overlap(one: _Box, other: _Box) -> bool:
    return one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom


def _inside(box: _Box, canvas: Canvas) -> _Box:
    """A rectangle moved into the plot."""
    right = max(LEFT + NEAREST - box.left, 0) + min(LEFT + PLOT - NEAREST - box.right, 0)
    top = canvas.top + 0.05
    down = max(top + NEAREST - box.top, 0) + min(top + PLOT_HEIGHT - NEAREST - box.bottom, 0)
    return _Box(box.left + right, box.top + down, box.right + right, box.bottom + down)


def _scale_colors(canvas: Canvas, lowest: float, highest: float) -> None:
    """The scale of colours, from the least count to the greatest."""
    bar = canvas.axes(LEFT + PLOT + 0.3, 0.05, BAR, PLOT_HEIGHT)
    highest = max(highest, lowest + 0.01)
    steps = [[lowest + (highest - lowest) * step / 127] for step in range(128)]
    bar.imshow(steps, cmap=COLORS, extent=(0, 1, lowest, highest), origin="lower", aspect="auto")
    places = log_ticks(10**lowest, 10**highest)
    bar.set_xticks([])
    bar.yaxis.tick_right()
    bar.yaxis.set_label_position("right")
    bar.set_yticks([log10(place) for place in places], all_in_short(places))
    bar.set_ylabel("parameters")
