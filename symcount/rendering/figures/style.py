"""How figures look: colours for every eye, and hatches and lines that tell them apart in black and white."""

from __future__ import annotations

from typing import NamedTuple


class Look(NamedTuple):
    """A colour with what stands for it without colours: a hatch for areas, a line and a marker for curves."""

    color: str
    hatch: str
    line: str | tuple[int, tuple[int, ...]]
    marker: str


LOOKS = (
    Look("#0072B2", "", "-", "o"),
    Look("#E69F00", "//", (0, (6, 2)), "s"),
    Look("#009E73", "", (0, (1, 1)), "^"),
    Look("#56B4E9", "--", (0, (6, 2, 1, 2)), "D"),
    Look("#D55E00", "\\\\", (0, (4, 1)), "v"),
    Look("#F0E442", "||", (0, (3, 1, 1, 1)), "P"),
    Look("#5F3A6B", "xx", (0, (2, 1)), "X"),
    Look("#D9D9D9", "", (0, (8, 1, 1, 1, 1, 1)), "*"),
)
"""The palette of Okabe and Ito, its purple darkened; in this order the greys of two neighbours differ."""

INK = "#222222"
QUIET = "#666666"
FAINT = "#DDDDDD"

SMALL = 8.0
NORMAL = 9.0
TITLE = 11.0
"""Sizes of letters, in points."""


def look(place: int) -> Look:
    """The look of what stands at a place in a picture; after the last it begins again."""
    return LOOKS[place % len(LOOKS)]
