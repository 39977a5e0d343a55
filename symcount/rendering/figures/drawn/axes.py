"""What pictures with axes share: scales with whole numbers, names at the ends of curves, and sentences below."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from symcount.rendering.figures.canvas import LINE, MARGIN, WIDTH, Canvas
from symcount.rendering.figures.scales import all_in_short, log_ticks, spread, ticks
from symcount.rendering.figures.style import FAINT, SMALL, look
from symcount.rendering.tables import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LEFT, PLOT_WIDTH, PLOT_HEIGHT, BELOW = 1.1, 4.05, 3.1, 0.5
"""Inches to the left of a plot, its sides, and for the axis below it."""

FEW = 6
"""Sizes that are all written on their axis."""

MOST_LETTERS = 36
"""Letters of numbers side by side on an axis."""

LEADER = 0.22
"""Inches from the end of a curve to its name."""


def plotted(title: str, sentences: Sequence[str], width: float = PLOT_WIDTH) -> tuple[Canvas, Axes]:
    """A page with a plot, and sentences below it."""
    measuring = Canvas(1.0, "")
    lines = [line for sentence in sentences for line in measuring.wrapped(printable(sentence), WIDTH - 2 * MARGIN, SMALL, most=4)]
    canvas = Canvas(PLOT_HEIGHT + BELOW + MARGIN + len(lines) * LINE, title)
    for place, line in enumerate(lines):
        canvas.text(MARGIN, canvas.top + PLOT_HEIGHT + BELOW + MARGIN / 2 + place * LINE, line, SMALL, va="top")
    return canvas, canvas.axes(LEFT, 0.05, width, PLOT_HEIGHT)


def scale_across(axes: Axes, name: str, sizes: Sequence[int], *, is_logarithmic: bool) -> None:
    """The axis of a size."""
    _scale(axes, "x", name, sizes, is_logarithmic=is_logarithmic)


def scale_upwards(axes: Axes, name: str, sizes: Sequence[int], *, is_logarithmic: bool) -> None:
    """The axis of a size that goes upwards."""
    _scale(axes, "y", name, sizes, is_logarithmic=is_logarithmic)


def _scale(axes: Axes, direction: Literal["x", "y"], name: str, sizes: Sequence[int], *, is_logarithmic: bool) -> None:
    scale = "log" if is_logarithmic else "linear"
    places = size_ticks(sizes, is_logarithmic=is_logarithmic)
    axes.set(**{f"{direction}scale": scale, f"{direction}lim": (sizes[0], sizes[-1]), f"{direction}label": printable(name)})
    axis = axes.xaxis if direction == "x" else axes.yaxis
    axis.set_ticks(places, all_in_short(places))
    axis.set_ticks([], minor=True)


def size_ticks(sizes: Sequence[int], *, is_logarithmic: bool) -> list[int]:
    """The sizes to write on an axis: all of them where they are few, and no more than there is room for side by side."""
    if is_logarithmic:
        places = log_ticks(sizes[0], sizes[-1])
        return places if sum(map(len, all_in_short(places))) <= MOST_LETTERS else places[::2]
    return list(sizes) if len(sizes) <= FEW else ticks(sizes[0], sizes[-1])


def scale_counts(axes: Axes, counts: Sequence[int], *, is_logarithmic: bool) -> None:
    """The axis of counts."""
    lowest, highest = min(counts), max(counts)
    if is_logarithmic and lowest > 0:
        axes.set_yscale("log")
        axes.set_ylim(lowest, highest * 1.25 if lowest < highest else highest * 10)
        places = log_ticks(lowest, highest)
    else:
        axes.set_ylim(0, highest * 1.04)
        places = ticks(0, highest)
    axes.set_yticks(places, all_in_short(places))
    axes.set_yticks([], minor=True)
    axes.set_ylabel("parameters")
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def name_ends(canvas: Canvas, axes: Axes, labels: Sequence[str], ends: Iterable[float]) -> None:
    """The names of curves to the right of their ends, moved apart where these are near each other."""
    left = LEFT + PLOT_WIDTH
    most = max(min(int(PLOT_HEIGHT / len(labels) / LINE), 3), 2)
    names = [canvas.wrapped(printable(label), WIDTH - left - LEADER - MARGIN, most=most) for label in labels]
    wished = [on_page(canvas, axes, axes.get_xlim()[1], end)[1] for end in ends]
    gap = max(map(len, names)) * LINE + 0.03
    places = spread(wished, gap, canvas.top + gap / 2, canvas.top + PLOT_HEIGHT)
    for number, (lines, end, place) in enumerate(zip(names, wished, places, strict=True)):
        canvas.line((left + 0.02, end), (left + LEADER - 0.04, place), color=look(number).color)
        canvas.text(left + LEADER, place, "\n".join(lines), va="center", linespacing=1.15)


def on_page(canvas: Canvas, axes: Axes, across: float, upwards: float) -> tuple[float, float]:
    """Where a point of a plot is on the page, in inches."""
    left, bottom = axes.transData.transform((across, upwards)) / canvas.drawing.dpi
    return float(left), canvas.height - float(bottom)
