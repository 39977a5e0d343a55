"""How the growth of counts is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.canvas import Canvas
from symcount.rendering.figures.drawn.axes import name_ends, on_page, plotted, scale_across, scale_counts
from symcount.rendering.figures.growth import Crossing, Growth
from symcount.rendering.figures.style import INK, SMALL, look
from symcount.rendering.text import number_word

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MARKS = 6
"""Markers on a curve."""

FEW_POINTS = 24
"""Points of a curve that are all marked."""

NEAR = 0.22
"""Inches within which crossings share a mark."""

LETTERS = "ABCDEF"
"""The marks of the crossings that are named below the picture."""


def drawn(figure: Growth) -> Canvas:
    """Curves, each with its name at its end, and the points where they cross, which are named below."""
    named = figure.crossings[: len(LETTERS)]
    sentences = [f"{letter}  {_sentence(crossing, figure)}" for letter, crossing in zip(LETTERS, named, strict=False)]
    hidden = len(figure.crossings) - len(named)
    canvas, axes = plotted(figure.title, [*sentences, *([f"and {number_word(hidden)} more crossings"] if hidden else [])])
    every = 1 if len(figure.sizes) <= FEW_POINTS else len(figure.sizes) // MARKS
    for place, curve in enumerate(figure.curves):
        style = look(place)
        marks = (every * place // max(len(figure.curves), 1), every)
        drawn: dict[str, Any] = {"color": style.color, "linestyle": style.line, "linewidth": 1.8, "marker": style.marker, "markersize": 4.5, "markevery": marks}
        axes.plot(figure.sizes, curve.counts, clip_on=False, **drawn)
    scale_across(axes, figure.size, figure.sizes, is_logarithmic=figure.is_logarithmic)
    scale_counts(axes, [count for curve in figure.curves for count in curve.counts], is_logarithmic=figure.is_logarithmic)
    name_ends(canvas, axes, [curve.label for curve in figure.curves], [curve.counts[-1] for curve in figure.curves])
    _mark(canvas, axes, named)
    return canvas


def _sentence(crossing: Crossing, figure: Growth) -> str:
    return f"{crossing.above} passes {crossing.below} at {figure.size} = {crossing.size}"


def _mark(canvas: Canvas, axes: Axes, crossings: tuple[Crossing, ...]) -> None:
    """A ring about each crossing, with its letter; those that are next to each other have one together."""
    marks: list[tuple[tuple[float, float], str]] = []
    for letter, crossing in zip(LETTERS, crossings, strict=False):
        axes.plot([crossing.size], [crossing.count], marker="o", markersize=9, markerfacecolor="none", markeredgecolor=INK, linestyle="none")
        left, top = on_page(canvas, axes, crossing.size, crossing.count)
        near = next((number for number, ((x, y), _) in enumerate(marks) if abs(x - left) < NEAR and abs(y - top) < NEAR), None)
        if near is None:
            marks.append(((left, top), letter))
        else:
            marks[near] = (marks[near][0], f"{marks[near][1]}, {letter}")
    for (left, top), text in marks:
        canvas.text(left + 0.09, top + 0.1, text, SMALL, va="top", fontweight="bold")
