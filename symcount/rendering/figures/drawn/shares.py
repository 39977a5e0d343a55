"""How shares are drawn."""

from __future__ import annotations

from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.drawn.axes import name_ends, plotted, scale_across
from symcount.rendering.figures.shares import Shares
from symcount.rendering.figures.style import look


def drawn(figure: Shares) -> Canvas:
    """Bands, one upon the other, that fill the height."""
    canvas, axes = plotted(figure.title, [figure.facts[-1]])
    lower, middles = [0.0] * len(figure.sizes), []
    for place, weight in enumerate(figure.weights):
        style = look(place)
        upper = [before + 100 * count / total for before, count, total in zip(lower, weight.counts, figure.totals, strict=True)]
        axes.fill_between(figure.sizes, lower, upper, facecolor=style.color, hatch=style.hatch, edgecolor="white", linewidth=0.6)
        middles.append((lower[-1] + upper[-1]) / 2)
        lower = upper
    scale_across(axes, figure.size, figure.sizes, is_logarithmic=figure.is_logarithmic)
    axes.set_ylim(0, 100)
    axes.set_ylabel("share of the parameters, %")
    name_ends(canvas, axes, [weight.label for weight in figure.weights], middles)
    return canvas
