"""How curves and bands over a size are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.growth import Crossing, Growth
from symcount.rendering.figures.scales import in_short, log_ticks, spread, ticks
from symcount.rendering.figures.shares import Shares
from symcount.rendering.figures.style import FAINT, INK, NORMAL, QUIET, SMALL, look
from symcount.rendering.text import thousands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

HEIGHT, LEFT, TOP, BOTTOM = 4.2, 1.15, 0.55, 0.55
LABELS = 1.75
"""Inches for the names at the ends of curves."""

LINE = 0.19
"""Inches from one line of text to the next."""


def drawn_growth(figure: Growth) -> Canvas:
    """Curves, each with its name at its end, and the points where they cross."""
    canvas = Canvas(HEIGHT, figure.title)
    axes = canvas.axes(LEFT, TOP, LABELS, BOTTOM)
    for place, curve in enumerate(figure.curves):
        style = look(place)
        every = max(len(figure.sizes) // 8, 1)
        axes.plot(
            figure.sizes, curve.counts, color=style.color, linestyle=style.line, linewidth=1.8, marker=style.marker, markersize=4, markevery=(every // 2, every)
        )
    _scale_across(axes, figure.size, figure.sizes, is_logarithmic=figure.is_logarithmic)
    _scale_counts(axes, [count for curve in figure.curves for count in curve.counts], is_logarithmic=figure.is_logarithmic)
    _name_ends(canvas, axes, [curve.label for curve in figure.curves], [curve.counts[-1] for curve in figure.curves])
    _mark_crossings(canvas, axes, figure)
    return canvas


def _scale_across(axes: Axes, size: str, sizes: Sequence[int], *, is_logarithmic: bool) -> None:
    if is_logarithmic:
        axes.set_xscale("log")
    axes.set_xlim(sizes[0], sizes[-1])
    places = log_ticks(sizes[0], sizes[-1]) if is_logarithmic else ticks(sizes[0], sizes[-1])
    axes.set_xticks(places, [in_short(place) for place in places])
    axes.set_xticks([], minor=True)
    axes.set_xlabel(size)


def _scale_counts(axes: Axes, counts: Sequence[int], *, is_logarithmic: bool) -> None:
    if is_logarithmic:
        axes.set_yscale("log")
    lowest = min(counts) if is_logarithmic else 0
    places = log_ticks(lowest, max(counts)) if is_logarithmic else ticks(lowest, max(counts))
    axes.set_ylim(lowest, max(counts) * (1.25 if is_logarithmic else 1.04))
    axes.set_yticks(places, [in_short(place) for place in places])
    axes.set_yticks([], minor=True)
    axes.set_ylabel("parameters")
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def _name_ends(canvas: Canvas, axes: Axes, labels: Sequence[str], ends: Sequence[float]) -> None:
    """The names of curves to the right of their ends, moved apart where these are near each other."""
    top, height = TOP, HEIGHT - TOP - BOTTOM
    to_page = axes.transData.transform
    right = axes.get_xlim()[1]
    places = [HEIGHT - to_page((right, end))[1] / axes.figure.get_dpi() for end in ends]  # type: ignore[union-attr]
    for place, (label, wished, moved) in enumerate(zip(labels, places, spread(places, LINE, top, top + height), strict=True)):
        text = canvas.fitting(label, LABELS - 0.35)
        canvas.line((7.0 - LABELS, wished), (7.0 - LABELS + 0.2, moved), color=look(place).color)
        canvas.text(7.0 - LABELS + 0.25, moved, text, va="center", color=INK)


def _mark_crossings(canvas: Canvas, axes: Axes, figure: Growth) -> None:
    for number, crossing in enumerate(figure.crossings):
        axes.plot([crossing.size], [crossing.count], marker="o", markersize=8, markerfacecolor="none", markeredgecolor=INK, linestyle="none")
        axes.annotate(_named(crossing, figure), (crossing.size, crossing.count), xytext=(8, -10 - 12 * number), textcoords="offset points", fontsize=SMALL)


def _named(crossing: Crossing, figure: Growth) -> str:
    return f"{crossing.above} passes {crossing.below}\nat {figure.size} = {thousands(crossing.size)}"


def drawn_shares(figure: Shares) -> Canvas:
    """Bands, one upon the other, that fill the height."""
    canvas = Canvas(HEIGHT, figure.title)
    axes = canvas.axes(LEFT, TOP, LABELS, BOTTOM)
    lower = [0.0] * len(figure.sizes)
    for place, weight in enumerate(figure.weights):
        style = look(place)
        upper = [before + 100 * count / total for before, count, total in zip(lower, weight.counts, figure.totals, strict=True)]
        axes.fill_between(figure.sizes, lower, upper, facecolor=style.color, hatch=style.hatch, edgecolor="white", linewidth=0.6)
        lower = upper
    _scale_across(axes, figure.size, figure.sizes, is_logarithmic=figure.is_logarithmic)
    axes.set_ylim(0, 100)
    axes.set_ylabel("share of the parameters, %")
    ends, start = [], 0.0
    for weight in figure.weights:
        share = 100 * weight.counts[-1] / figure.totals[-1]
        ends.append(start + share / 2)
        start += share
    _name_ends(canvas, axes, [weight.label for weight in figure.weights], ends)
    return canvas
