"""How blocks are drawn, with their labels beside them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from symcount.rendering.figures.blocks import Block, Blocks
from symcount.rendering.figures.canvas import LINE, MARGIN, SWATCH, WIDTH, Canvas
from symcount.rendering.figures.drawn.blocks_layout import ROOM_ACROSS, Place, apart, share_columns, stacked
from symcount.rendering.figures.scales import in_percent, in_short, spread
from symcount.rendering.figures.style import LOOKS, NORMAL, QUIET, SMALL, Look, look
from symcount.rendering.tables import visible
from symcount.rendering.text import listed, number_word, thousands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BESIDE = 0.75
"""Inches for the numbers of rows, to the left of blocks that stand upon each other."""

APART = 0.5
"""Inches from the blocks to the labels."""

MOST_LABELS = 10
MOST_LINES = 8
"""Lines of a calculation: all of even the largest."""

CELL = 0.07
"""Inches from which on a parameter is drawn as a square of its own."""


class Line(NamedTuple):
    """A line of a label."""

    text: str
    is_name: bool


def drawn(figure: Blocks) -> Canvas:
    """The blocks, their labels beside them."""
    is_stack = share_columns(figure.blocks)
    return _drawn_stack(figure, stacked(figure.blocks)) if is_stack else _drawn_apart(figure, apart(figure.blocks))


def _drawn_stack(figure: Blocks, places: Sequence[Place]) -> Canvas:
    """Blocks upon each other, each label beside its block."""
    parts = figure.blocks[0].parts
    rows = [f"{in_short(place.block.rows * int(place.down))} row{'' if place.block.rows * place.down == 1 else 's'}" for place in places]
    beside = max(BESIDE, *(Canvas(1.0, "").width_of(said, SMALL) + MARGIN + 0.07 for said in rows))
    left = beside + places[0].width + APART
    names = _labels(figure, WIDTH - left)
    gap = max(map(len, names)) * LINE + LINE / 2
    head, foot = (LINE, 1.5 * LINE) if parts else (0.0, 0.0)
    height = max(head + places[-1].top + places[-1].height, gap * len(names)) + foot + MARGIN
    canvas = Canvas(height, figure.title)
    sheet = canvas.sheet()
    top = canvas.top + head
    wished = [top + place.top + place.height / 2 - LINE / 2 for place in places]
    for place, lines, said, label in zip(places, names, rows, spread(wished, gap, canvas.top, canvas.height - foot - gap), strict=True):
        style, middle = _look(place.block), top + place.top + place.height / 2
        _draw(sheet, place, style, beside, top)
        _label(canvas, sheet, lines, style, left, label)
        canvas.line((beside + place.width + 0.04, middle), (left - 0.06, label + LINE / 2), color=QUIET)
        if place.height >= LINE:
            canvas.text(beside - 0.07, middle, said, SMALL, ha="right", va="center_baseline")
    if parts:
        _name_parts(canvas, places[0], beside, top)
    return canvas


def _drawn_apart(figure: Blocks, places: Sequence[Place]) -> Canvas:
    """Blocks by themselves, labels in a list beside them, the greatest first where there are many."""
    order = sorted(figure.blocks, key=lambda block: block.count, reverse=True) if len(figure.blocks) > len(LOOKS) else list(figure.blocks)
    left = MARGIN + ROOM_ACROSS + APART
    names = _labels(figure, WIDTH - left, order[:MOST_LABELS])
    hidden = order[MOST_LABELS:]
    height = max(max(place.top + place.height for place in places), sum(len(lines) + 0.5 for lines in names) * LINE + 2 * LINE * bool(hidden)) + MARGIN
    canvas = Canvas(height, figure.title)
    sheet = canvas.sheet()
    for place in places:
        _draw(sheet, place, _look(place.block), MARGIN, canvas.top)
    top = canvas.top
    for block, lines in zip(order, names, strict=False):
        _label(canvas, sheet, lines, _look(block), left, top)
        top += (len(lines) + 0.5) * LINE
    if hidden:
        count = sum(block.count for block in hidden)
        share = in_percent(Fraction(count, figure.total))
        canvas.text(left, top, f"and {number_word(len(hidden))} smaller: {thousands(count)} ({share})", SMALL, va="top")
    return canvas


def _look(block: Block) -> Look:
    """Its own, whatever the sizes; the smallest kinds of many have the last together."""
    return look(min(block.rank, len(LOOKS) - 1))


def _labels(figure: Blocks, room: float, blocks: Sequence[Block] = ()) -> list[list[Line]]:
    """For each block its name and the calculation of its count."""
    measuring = Canvas(1.0, "")
    room -= SWATCH + 0.09 + MARGIN
    return [
        [Line(line, is_name=True) for line in measuring.wrapped(visible(block.label), room, most=3, bold=True)]
        + [Line(line, is_name=False) for line in measuring.wrapped(figure.said(block), room, SMALL, most=MOST_LINES)]
        for block in blocks or figure.blocks
    ]


def _label(canvas: Canvas, sheet: Axes, lines: Sequence[Line], style: Look, left: float, top: float) -> None:
    canvas.swatch(sheet, left, top + 0.01, style)
    for number, line in enumerate(lines):
        how = {"size": NORMAL, "fontweight": "bold"} if line.is_name else {"size": SMALL}
        canvas.text(left + SWATCH + 0.09, top + number * LINE, line.text, va="top", **how)


def _draw(sheet: Axes, place: Place, style: Look, left: float, top: float) -> None:
    """A block, its pieces and parts apart, and where there is room for that each parameter too."""
    left, top = left + place.left, top + place.top
    sheet.bar(left, place.height, place.width, top, align="edge", facecolor=style.color, hatch=style.hatch, edgecolor="white", linewidth=0)
    if place.has_whole_cells and min(place.width / place.columns, place.height / place.rows) >= CELL:
        _part(sheet, place, left, top, int(place.columns), place.rows, 0.35)
    parts = 1 if place.is_cut_across else max(len(place.block.parts), 1)
    _part(sheet, place, left, top, place.across * parts, place.down, 1.2)
    sheet.hlines([top], left, left + place.width, color="white", linewidth=min(1.2, place.height * 24))


def _part(sheet: Axes, place: Place, left: float, top: float, across: int, down: float, width: float) -> None:
    """White lines that part a rectangle, where its pieces are large enough to be seen."""
    if place.width / across >= CELL / 2:
        sheet.vlines([left + place.width * step / across for step in range(1, across)], top, top + place.height, color="white", linewidth=width)
    if place.height / down >= CELL / 2:
        sheet.hlines([top + place.height * step / down for step in range(1, int(down))], left, left + place.width, color="white", linewidth=width)


def _name_parts(canvas: Canvas, first: Place, left: float, top: float) -> None:
    """The gates above their columns, or below all where these are narrow."""
    parts = first.block.parts
    step = first.width / first.across / len(parts)
    if all(canvas.width_of(part, SMALL) < step - 0.04 for part in parts):
        for number, part in enumerate(parts * first.across):
            canvas.text(left + step * (number + 0.5), top - 0.05, part, SMALL, ha="center", va="bottom")
    else:
        said = f"{number_word(len(parts))} parts side by side: {listed(parts)}"
        canvas.text(left, canvas.height - MARGIN, canvas.fitting(said, WIDTH - left - MARGIN, SMALL), SMALL, va="bottom", color=QUIET)
