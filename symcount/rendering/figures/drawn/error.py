"""How the error of an approximation is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import TYPE_CHECKING

from symcount.rendering.figures.canvas import LINE, Canvas
from symcount.rendering.figures.drawn.axes import LEFT, PLOT_HEIGHT, PLOT_WIDTH, on_page, plotted, scale_across
from symcount.rendering.figures.error import Error
from symcount.rendering.figures.scales import all_in_short, spread
from symcount.rendering.figures.style import FAINT, LOOKS, QUIET, SMALL

if TYPE_CHECKING:
    from matplotlib.axes import Axes


MARKS = 9
"""Marks on the curve."""

MOST_TICKS = 8
"""Powers of ten on the axis of errors, about."""

LEAST = 1e-6
"""Percent below which an error is not drawn."""


def drawn(figure: Error) -> Canvas:
    """The error in percent, on a logarithmic axis; full marks where the claim is too high, empty ones where it is too low."""
    canvas, axes = plotted(figure.title, figure.facts[:2])
    percents = [100 * abs(float(error)) for error in figure.errors]
    drawn_at = [(size, error, claimed > 0) for size, error, claimed in zip(figure.sizes, percents, figure.errors, strict=True) if error >= LEAST]
    scale_across(axes, figure.size, figure.sizes, is_logarithmic=figure.is_logarithmic)
    axes.set_ylabel("relative error, %")
    if not drawn_at:
        axes.set_yticks([0], ["0"])
        axes.plot(figure.sizes, [0] * len(figure.sizes), color=LOOKS[0].color, linewidth=1.8)
        return canvas
    axes.set_yscale("log")
    _draw_curve(axes, drawn_at)
    _scale_percent(axes, [error for _, error, _ in drawn_at])
    _mark_limits(canvas, axes, figure)
    return canvas


def _draw_curve(axes: Axes, errors: Sequence[tuple[int, float, bool]]) -> None:
    """The curve, and marks on it that say on which side of the true count the claim is."""
    sizes, percents = [size for size, _, _ in errors], [error for _, error, _ in errors]
    axes.plot(sizes, percents, color=LOOKS[0].color, linewidth=1.8)
    for above, face in ((True, LOOKS[0].color), (False, "white")):
        marked = [(size, error) for size, error, is_above in errors[:: max(len(errors) // MARKS, 1)] if is_above == above]
        if marked:
            label = f"the claim is too {'high' if above else 'low'}"
            across, upwards = zip(*marked, strict=True)
            axes.plot(across, upwards, linestyle="none", marker="o", markersize=5, color=LOOKS[0].color, markerfacecolor=face, clip_on=False, label=label)
    axes.legend(loc="lower left", bbox_to_anchor=(1.03, -0.02), frameon=False, handletextpad=0.2, fontsize=SMALL, borderpad=0)


def _scale_percent(axes: Axes, percents: Sequence[float]) -> None:
    """Powers of ten, in percent."""
    first, last = floor(log10(min(percents))), ceil(log10(max(percents)))
    first, last = (first - 1, last + 1) if first == last else (first, last)
    powers = range(first, last + 1, ceil((last - first) / MOST_TICKS))
    axes.set_yticks([10.0**power for power in powers], all_in_short([10**power for power in powers]))
    axes.set_yticks([], minor=True)
    axes.set_ylim(10.0**first, 10.0**last)
    axes.grid(axis="y", color=FAINT, linewidth=0.6)
    axes.set_axisbelow(True)


def _mark_limits(canvas: Canvas, axes: Axes, figure: Error) -> None:
    """The sizes from which on the error stays below a share, each where the curve passes it, named beside the plot."""
    low, high = axes.get_ylim()
    said = [(limit, 100 * float(limit.share)) for limit in figure.limits if limit.size and limit.size > figure.sizes[0]]
    shown = [(limit, share) for limit, share in said if low < share < high]
    wished = [on_page(canvas, axes, figure.sizes[-1], share)[1] for _, share in shown]
    for (limit, share), top in zip(shown, spread(wished, 2 * LINE, canvas.top, canvas.top + PLOT_HEIGHT), strict=True):
        axes.hlines(share, figure.sizes[0], figure.sizes[-1], color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.vlines(limit.size or 0, low, share, color=QUIET, linewidth=0.8, linestyle=(0, (4, 3)))
        text = f"below {share:g} %\nfrom {figure.size} = {limit.size} on"
        canvas.text(LEFT + PLOT_WIDTH + 0.12, top, text, SMALL, va="center", linespacing=1.2)
