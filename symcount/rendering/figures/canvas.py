"""The door to matplotlib: a page to draw on, and the file that is made of it."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any

from symcount.rendering.figures.style import INK, NORMAL, TITLE, Look
from symcount.rendering.tables import printable

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Drawing

WIDTH, MARGIN, LINE_OF_TITLE, LINE = 7.0, 0.12, 0.2, 0.165
"""Inches: as wide as the text of a page; how far lines of text are apart."""

SWATCH, SWATCH_TALL = 0.16, 0.12
"""Inches: the sides of a patch of colour."""

BREAKS = re.compile(r"(?<=[^×<>=] )(?![%× ])|(?<=[./])(?=[A-Za-z(])|(?<=\))(?=_)")
"""Where a line may end: at blanks, but not within `3 × 5`, `= 15` and `9 %`; and between the parts of a name."""

LAST_BREAKS = (re.compile(r"(?<= )(?=[×=])"), re.compile(r"(?<=\d,)(?=\d)"))
"""Where a line may end besides that there is no room for: before a sign, and at last between the thousands of a number."""

MOST_CHARACTERS = 600
"""Characters of a text that are measured: more would not fit on a page."""

SETTINGS: dict[str, Any] = {
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.labelsize": NORMAL,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "figure.facecolor": "white",
    "font.sans-serif": ["DejaVu Sans", "Verdana", "Arial"],
    "font.size": NORMAL,
    "hatch.linewidth": 0.5,
    "pdf.fonttype": 42,
    "savefig.dpi": 200,
    "svg.fonttype": "none",
    "svg.hashsalt": "symcount",
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": INK,
    "xtick.labelsize": NORMAL,
    "ytick.color": INK,
    "ytick.labelsize": NORMAL,
}

UNDATED: dict[str, dict[str, Any]] = {
    "svg": dict.fromkeys(("Date", "Creator", "Format", "Type")),
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
}
"""What files would say of the program and the day that they were made."""


@contextmanager
def own_settings() -> Iterator[None]:
    """Within our settings, whatever the user's are; letters that the font lacks are boxes, and no warning."""
    import matplotlib.style

    with matplotlib.style.context(["default", SETTINGS]), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        yield


class Canvas:
    """A white page with a title; lengths and distances on it are inches."""

    def __init__(self, height: float, title: str) -> None:
        """A page with so much room below its title."""
        from matplotlib.figure import Figure

        lines = self.wrapped(re.sub(" (=|…) ", "\u00a0\\1\u00a0", printable(title)), WIDTH - 2 * MARGIN, TITLE, most=5, bold=True)
        self.top = MARGIN + LINE_OF_TITLE * len(lines) + MARGIN
        self.height = self.top + height
        self.drawing: Drawing = Figure(figsize=(WIDTH, self.height))
        for place, line in enumerate(lines):
            self.text(MARGIN, MARGIN + LINE_OF_TITLE * place, line, size=TITLE, va="top", fontweight="bold")

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """A coordinate system at a place, the top counted from below the title."""
        box = (left / WIDTH, 1 - (self.top + top + height) / self.height, width / WIDTH, height / self.height)
        return self.drawing.add_axes(box)

    def sheet(self) -> Axes:
        """The whole page as a coordinate system in inches, from the top downwards, with no axes."""
        axes = self.drawing.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH)
        axes.set_ylim(self.height, 0)
        axes.set_axis_off()
        return axes

    def text(self, left: float, top: float, text: str, size: float = NORMAL, **how: Any) -> None:
        """A text on the page."""
        self.drawing.text(left / WIDTH, 1 - top / self.height, text, fontsize=size, **how)

    def swatch(self, sheet: Axes, left: float, top: float, style: Look) -> None:
        """A patch of a colour and its hatch, before what is drawn so."""
        sheet.bar(left, SWATCH_TALL, SWATCH, top, align="edge", facecolor=style.color, hatch=style.hatch * 2, edgecolor="white", linewidth=0)

    def line(self, start: tuple[float, float], end: tuple[float, float], **how: Any) -> None:
        """A thin line on the page."""
        from matplotlib.lines import Line2D

        across, upwards = zip(*((left / WIDTH, 1 - top / self.height) for left, top in (start, end)), strict=True)
        self.drawing.add_artist(Line2D(across, upwards, linewidth=0.8, **how))

    def width_of(self, text: str, size: float = NORMAL, *, bold: bool = False) -> float:
        """How wide a text is."""
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path

        font = FontProperties(size=size, weight="bold" if bold else "normal")
        return float(text_to_path.get_text_width_height_descent(text, font, ismath=False)[0]) / 72

    def fitting(self, text: str, room: float, size: float = NORMAL, *, bold: bool = False) -> str:
        """A text, or as much of its beginning and end as there is room for: words and parts of names, or letters where these are too long."""
        if self.width_of(text, size, bold=bold) <= room:
            return text
        for pieces in (BREAKS.split(text), list(text)):
            if kept := self._most_kept(pieces, room, size, bold=bold):
                return _shortened(pieces, kept)
        return "…"

    def _most_kept(self, pieces: Sequence[str], room: float, size: float, *, bold: bool) -> int:
        more = bisect_right(range(len(pieces)), room, key=lambda kept: self.width_of(_shortened(pieces, kept), size, bold=bold))
        return max(more - 1, 0)

    def wrapped(self, text: str, room: float, size: float = NORMAL, *, most: int = 2, bold: bool = False) -> list[str]:
        """A text in lines that there is room for, the last shortened where there are more; broken at blanks and between the parts of names."""
        lines, pieces = [""], BREAKS.split(text if len(text) <= MOST_CHARACTERS else _shortened(list(text), MOST_CHARACTERS))
        for breaks in LAST_BREAKS:
            is_wide = [breaks.search(piece) and self.width_of(piece.rstrip(), size, bold=bold) > room for piece in pieces]
            pieces = [part for piece, is_cut in zip(pieces, is_wide, strict=True) for part in (breaks.split(piece) if is_cut else [piece])]
        for piece in pieces:
            is_full = len(lines) < most and lines[-1] and self.width_of((lines[-1] + piece).rstrip(), size, bold=bold) > room
            lines = [*lines, piece] if is_full else [*lines[:-1], lines[-1] + piece]
        return [self.fitting(line.rstrip(), room, size, bold=bold) for line in lines]

    def written(self, form: str, title: str, description: str) -> bytes:
        """The page as a file."""
        file = BytesIO()
        self.drawing.savefig(file, format=form, metadata=UNDATED[form])
        return file.getvalue() if form != "svg" else _with_words(file.getvalue().decode(), printable(title), description).encode()


def _shortened(pieces: Sequence[str], kept: int) -> str:
    """So many pieces of a text, two thirds of them from its beginning; a number that is next to what is left out is left out too."""
    first, last = "".join(pieces[: kept - kept // 3]), "".join(pieces[len(pieces) - kept // 3 :])
    return f"{re.sub(r'[0-9][0-9.,]*$', '', first)}…{re.sub(r'^[0-9.,]*[0-9]', '', last)}"


def _with_words(svg: str, title: str, description: str) -> str:
    """An SVG that says what it shows to those who do not see it, and no wider than what it stands in."""
    inside = re.sub(r"<metadata>.*?</metadata>\s*", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    opening, _, rest = inside.partition(">")
    words = f"<title>{escape(title)}</title>\n <desc>{escape(description)}</desc>"
    return f'{opening} role="img" style="max-width: 100%; height: auto">\n {words}{rest}'
