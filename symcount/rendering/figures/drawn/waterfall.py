"""How a waterfall is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from symcount.rendering.figures.canvas import MARGIN, SWATCH, SWATCH_TALL, WIDTH, Canvas
from symcount.rendering.figures.scales import in_percent, in_short, ticks
from symcount.rendering.figures.style import FAINT, QUIET, SMALL, Look, look
from symcount.rendering.figures.waterfall import Waterfall
from symcount.rendering.figures.weight_names import without_shared
from symcount.rendering.tables import printable, visible
from symcount.rendering.text import thousands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BARS = 2.4
"""Inches that the bars have at least, between their names and their counts."""

ROW, THICK, BESIDE = 0.25, 0.17, 0.09
"""Inches from bar to bar, of a bar, and from bars to texts."""

THINNEST = 0.015
AXIS = 0.42
"""Inches for the axis below the bars."""


class Room(NamedTuple):
    """Where the bars are on the page, and for how many parameters, from left to right."""

    left: float
    right: float
    total: int

    def across(self, count: int) -> float:
        """Where a number of parameters is."""
        return self.left + (self.right - self.left) * count / self.total


def drawn(figure: Waterfall) -> Canvas:
    """The bars from top to bottom, each beginning where the one before ends, in the colours of their families."""
    families = {family: look(place) for place, family in enumerate(figure.families)}
    rows = _in_rows(families) if len(families) > 1 else []
    canvas = Canvas(ROW * (len(figure.bars) + len(rows)) + AXIS + MARGIN, figure.title)
    sheet, said = canvas.sheet(), [f"{thousands(bar.count)} ({in_percent(Fraction(bar.count, figure.total))})" for bar in figure.bars]
    names = _names(canvas, figure, said)
    room = _room(canvas, names, said, figure.total)
    _draw_axis(canvas, room, canvas.top + ROW * len(figure.bars))
    end = 0
    for place, (bar, name, counted) in enumerate(zip(figure.bars, names, said, strict=True)):
        start, end, middle = end, end + bar.count, canvas.top + (place + 0.5) * ROW
        _draw_bar(sheet, room.across(start), max(room.across(end) - room.across(start), THINNEST), middle, families[bar.family])
        if place + 1 < len(figure.bars):
            canvas.line((room.across(end), middle + THICK / 2), (room.across(end), middle + ROW - THICK / 2), color=QUIET)
        canvas.text(room.left - BESIDE, middle, name, SMALL, ha="right", va="center_baseline")
        canvas.text(room.right + BESIDE, middle, counted, SMALL, va="center_baseline")
    for number, row in enumerate(rows):
        _draw_families(canvas, sheet, row, families, canvas.height - MARGIN - ROW * (len(rows) - number - 0.5))
    return canvas


def _names(canvas: Canvas, figure: Waterfall, said: Sequence[str]) -> list[str]:
    """The names of the bars; where they have no room without what all share, or the long ones do, and if need be only their beginnings and ends."""
    room = WIDTH - 2 * MARGIN - 2 * BESIDE - BARS - _widest(canvas, said)
    short = {bar: bar.label for bar in figure.bars}
    for bars in (figure.bars, [bar for bar in figure.bars if canvas.width_of(bar.label, SMALL) > room]):
        if any(canvas.width_of(short[bar], SMALL) > room for bar in bars):
            names = without_shared([printable(bar.name) for bar in bars])
            short |= {bar: bar.labelled(visible(name)) for bar, name in zip(bars, names, strict=True)}
    return [canvas.fitting(short[bar], room, SMALL) for bar in figure.bars]


def _room(canvas: Canvas, names: Sequence[str], said: Sequence[str], total: int) -> Room:
    """The bars between the names and the counts."""
    return Room(MARGIN + _widest(canvas, names) + BESIDE, WIDTH - MARGIN - BESIDE - _widest(canvas, said), total)


def _widest(canvas: Canvas, texts: Sequence[str]) -> float:
    return max(canvas.width_of(text, SMALL) for text in texts)


def _draw_bar(sheet: Axes, left: float, width: float, middle: float, style: Look) -> None:
    hatch = style.hatch if width > THICK / 2 else ""
    sheet.bar(left, THICK, width, middle - THICK / 2, align="edge", facecolor=style.color, hatch=hatch, edgecolor="white", linewidth=0)


def _draw_axis(canvas: Canvas, room: Room, top: float) -> None:
    """Lines at round numbers behind the bars, and these below."""
    for tick in ticks(0, room.total, most=4):
        left = room.across(tick)
        canvas.line((left, canvas.top), (left, top + 0.05), color=FAINT, zorder=-1)
        canvas.text(left, top + 0.08, in_short(tick), SMALL, ha="center", va="top")
    middle = (room.left + room.right) / 2
    canvas.text(middle, top + 0.25, "parameters, one layer after the other", SMALL, ha="center", va="top", color=QUIET)


def _in_rows(families: Mapping[str, Look]) -> list[list[str]]:
    """The families in rows that there is room for."""
    measuring, left = Canvas(1.0, ""), MARGIN
    rows: list[list[str]] = [[]]
    for family in families:
        width = SWATCH + 0.3 + measuring.width_of(family, SMALL)
        if left + width > WIDTH and rows[-1]:
            rows.append([])
            left = MARGIN
        rows[-1].append(family)
        left += width
    return rows


def _draw_families(canvas: Canvas, sheet: Axes, row: Sequence[str], families: Mapping[str, Look], middle: float) -> None:
    left = MARGIN
    for family in row:
        canvas.swatch(sheet, left, middle - SWATCH_TALL / 2, families[family])
        canvas.text(left + SWATCH + 0.06, middle, family, SMALL, va="center_baseline")
        left += SWATCH + 0.3 + canvas.width_of(family, SMALL)
