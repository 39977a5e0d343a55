"""How a count over two sizes is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from symcount.rendering.figures.canvas import LINE, Canvas
from symcount.rendering.figures.drawn.axes import LEFT, PLOT_HEIGHT, on_page, plotted, scale_across
from symcount.rendering.figures.heatmap import Heatmap, Level
from symcount.rendering.figures.scales import in_short, log_ticks, ticks
from symcount.rendering.figures.style import LOOKS, SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PLOT, BAR = 4.0, 0.16
"""Inches: the width of the plot, and of the scale of colours."""

COLORS = "cividis"
"""From dark to light, for every eye and in grey."""


ALONG = (0.3, 0.45, 0.6, 0.2, 0.75, 0.5, 0.1, 0.9)
"""Parts of a line at which its name is tried."""


def drawn(figure: Heatmap) -> Canvas:
    """The counts as colours, the budgets as lines with their numbers at their ends."""
    canvas, axes = plotted(figure.title, figure.facts[1:], PLOT)
    colors = [[log10(max(count, 1)) for count in row] for row in figure.counts]
    lowest, highest = min(map(min, colors)), max(map(max, colors))
    sides = (*_edges(figure.columns), *_edges(figure.rows))
    axes.imshow(colors, cmap=COLORS, vmin=lowest, vmax=highest, extent=sides, origin="lower", aspect="auto", interpolation="none")
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


def _edges(sizes: Sequence[int]) -> tuple[float, float]:
    """Where the cells of sizes begin and end: each about its size."""
    half = (sizes[-1] - sizes[0]) / (len(sizes) - 1) / 2
    return sizes[0] - half, sizes[-1] + half


def _draw_line(axes: Axes, level: Level, number: int) -> None:
    """The line of a budget, dark within white so that it is seen on every colour, and where both sizes are alike a mark."""
    columns, rows = [column for column, _ in level.places], [row for _, row in level.places]
    axes.plot(columns, rows, color="white", linewidth=3.2)
    axes.plot(columns, rows, color="black", linewidth=1.4, linestyle=LOOKS[number].line)
    if level.square and level.places:
        axes.plot([level.square], [level.square], marker="s", markersize=7, markerfacecolor="white", markeredgecolor="black", clip_on=False)


def _name_lines(canvas: Canvas, axes: Axes, levels: list[Level]) -> None:
    """The budget of each line upon it, where it covers no mark and no other name."""
    taken = [_around(*on_page(canvas, axes, level.square, level.square), 0.12, 0.12) for level in levels if level.square]
    box = {"boxstyle": "square,pad=0.2", "facecolor": "white", "edgecolor": "black", "linewidth": 0.6}
    for level in levels:
        text = in_short(level.budget)
        width = canvas.width_of(text, SMALL) + 0.12
        on_line = [on_page(canvas, axes, *level.places[int(part * (len(level.places) - 1))]) for part in ALONG]
        boxes = [_around(left, top, width, LINE + 0.04) for left, top in on_line]
        free = [one for one in boxes if _is_inside(one, canvas) and not any(_overlap(one, other) for other in taken)]
        if free:
            taken.append(free[0])
            canvas.text((free[0].left + free[0].right) / 2, (free[0].top + free[0].bottom) / 2, text, SMALL, ha="center", va="center", bbox=box)


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


def _is_inside(box: _Box, canvas: Canvas) -> bool:
    top = canvas.top + 0.05
    return box.left > LEFT and box.right < LEFT + PLOT and box.top > top and box.bottom < top + PLOT_HEIGHT


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
    bar.set_yticks([log10(place) for place in places], [in_short(place) for place in places])
    bar.set_ylabel("parameters")
