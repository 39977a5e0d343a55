"""The drawing of the rooms in how-it-works.md: their order from the import contract in pyproject.toml, what each is for from its own first sentence."""

from __future__ import annotations

import re
import textwrap
import tomllib
from collections.abc import Iterator
from html import escape
from importlib import import_module
from inspect import getdoc
from pathlib import Path

PROJECT = Path(__file__).parents[2] / "pyproject.toml"

WIDTH, LEFT, GAP, LINE = 840, 60, 8, 19
PURPOSE_AT, LETTERS = 128, 82
"""Where in a room its purpose begins, and how many letters of it fit on a line as wide as the drawing."""


def rooms() -> list[list[str]]:
    """The rooms from the top to the bottom; those on one floor do not import each other."""
    contract = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]
    return [re.findall(r"\w+", floor) for floor in contract["layers"]]


def purpose(room: str) -> str:
    """The first sentence of a room's docstring."""
    return (getdoc(import_module(f"symcount.{room}")) or "").split(".")[0].replace("\n", " ").replace("`", "") + "."


def rooms_drawing() -> str:
    """The rooms as boxes above each other, as SVG on white."""
    boxes: list[str] = []
    top = GAP
    for floor in rooms():
        width = (WIDTH - LEFT - GAP * len(floor)) // len(floor)
        lines = [textwrap.wrap(purpose(room), LETTERS * (width - PURPOSE_AT) // (WIDTH - LEFT - GAP - PURPOSE_AT)) for room in floor]
        height = LINE * max(map(len, lines)) + 17
        for place, room in enumerate(floor):
            boxes.extend(_box(room, lines[place], LEFT + place * (width + GAP), top, width, height))
        top += height + GAP
    return "\n".join([*_frame(top), *boxes, "</svg>"]) + "\n"


def _frame(height: int) -> Iterator[str]:
    """The paper, its title for those who do not see it, and the arrow of the imports."""
    names = ", ".join(name for floor in rooms() for name in floor)
    middle = height // 2
    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    yield f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" font-family="sans-serif" font-size="14">'
    yield f"<title>The rooms of symcount, from top to bottom: {names}. Each imports only rooms below it.</title>"
    yield f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>'
    yield f'<path d="M40 {GAP + 4}V{height - GAP - 12}" stroke="#0a5c8f" stroke-width="2.5" fill="none"/>'
    yield f'<path d="M33 {height - GAP - 16}h14l-7 14z" fill="#0a5c8f"/>'
    yield f'<text transform="rotate(-90 24 {middle})" x="24" y="{middle}" text-anchor="middle" fill="#0a5c8f">imports only what is below</text>'


def _box(room: str, lines: list[str], left: int, top: int, width: int, height: int) -> Iterator[str]:
    yield f'<rect x="{left}" y="{top}" width="{width}" height="{height}" rx="6" fill="#eef5fa" stroke="#0a5c8f"/>'
    yield f'<text x="{left + 14}" y="{top + LINE + 4}" font-weight="bold" fill="#0b3954">{room}</text>'
    for place, line in enumerate(lines, 1):
        yield f'<text x="{left + PURPOSE_AT}" y="{top + LINE * place + 4}" fill="#222222">{escape(line)}</text>'
