"""How a waterfall is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symcount.rendering.figures.canvas import MARGIN, SWATCH, SWATCH_TALL, WIDTH, Canvas
from symcount.rendering.figures.scales import in_percent, in_short, ticks
from symcount.rendering.figures.style import FAINT, QUIET, SMALL, Look, look
from symcount.rendering.figures.waterfall import Waterfall
from symcount.rendering.text import thousands

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NAMES, COUNTS, ROW, THICK = 2.3, 1.6, 0.25, 0.17
"""Inches for the names to the left and the counts to the right, from bar to bar, and of a bar."""

THINNEST = 0.015
AXIS = 0.42
"""Inches for the axis below the bars."""


def drawn(figure: Waterfall) -> Canvas:
    """The bars from top to bottom, each beginning where the one before ends, in the colours of their families."""
    families = {family: look(place) for place, family in enumerate(figure.families)}
    rows = _in_rows(families)
    scale = (WIDTH - NAMES - COUNTS) / figure.total
    canvas = Canvas(ROW * len(figure.bars) + AXIS + (ROW * len(rows) if len(families) > 1 else 0.0) + MARGIN, figure.title)
    sheet = canvas.sheet()
    _draw_axis(canvas, figure.total, canvas.top + ROW * len(figure.bars))
    end = 0
    for place, bar in enumerate(figure.bars):
        top, start, end = canvas.top + place * ROW, end, end + bar.count
        style, middle = families[bar.family], canvas.top + (place + 0.5) * ROW
        sides = (NAMES + start * scale, THICK, max(bar.count * scale, THINNEST), top + (ROW - THICK) / 2)
        sheet.bar(*sides, align="edge", facecolor=style.color, hatch=style.hatch if sides[2] > THICK / 2 else "", edgecolor="white", linewidth=0)
        if place + 1 < len(figure.bars):
            canvas.line((NAMES + end * scale, middle + THICK / 2), (NAMES + end * scale, middle + ROW - THICK / 2), color=QUIET)
        canvas.text(NAMES - 0.08, middle, canvas.fitting(bar.label, NAMES - 0.08 - MARGIN, SMALL), SMALL, ha="right", va="center_baseline")
        said = f"{thousands(bar.count)} ({in_percent(Fraction(bar.count, figure.total))})"
        canvas.text(WIDTH - COUNTS + 0.1, middle, canvas.fitting(said, COUNTS - 0.1 - MARGIN, SMALL), SMALL, va="center_baseline")
    for number, row in enumerate(rows if len(families) > 1 else []):
        _draw_families(canvas, sheet, row, families, canvas.height - MARGIN - ROW * (len(rows) - number - 0.5))
    return canvas


def _draw_axis(canvas: Canvas, total: int, top: float) -> None:
    """Lines at round numbers behind the bars, and these below."""
    room = WIDTH - NAMES - COUNTS
    for tick in ticks(0, total, most=4):
        left = NAMES + room * tick / total
        canvas.line((left, canvas.top), (left, top + 0.05), color=FAINT, zorder=-1)
        canvas.text(left, top + 0.08, in_short(tick), SMALL, ha="center", va="top")
    canvas.text(NAMES + room / 2, top + 0.25, "parameters, one layer after the other", SMALL, ha="center", va="top", color=QUIET)


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
