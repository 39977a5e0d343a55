"""Looks that follow each other are told apart in grey."""

from __future__ import annotations

from itertools import pairwise

import pytest

from symcount.rendering.figures.style import LOOKS, Look, look


def grey(color: str) -> float:
    """The lightness of a colour, from 0 to 1."""
    red, green, blue = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


@pytest.mark.parametrize("one, other", [*pairwise(LOOKS), (LOOKS[-1], LOOKS[0])], ids=lambda one: one.color)
def test_neighbours_differ_without_colours(one: Look, other: Look) -> None:
    apart = abs(grey(one.color) - grey(other.color))
    assert apart > 0.1
    assert one.hatch != other.hatch or apart > 0.4
    assert (one.line, one.marker) != (other.line, other.marker)


def test_no_two_looks_are_alike() -> None:
    assert len({look.color for look in LOOKS}) == len({look.marker for look in LOOKS}) == len({look.line for look in LOOKS}) == len(LOOKS)
    assert look(len(LOOKS)) == LOOKS[0]
