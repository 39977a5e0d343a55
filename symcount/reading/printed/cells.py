"""What stands in the cells of a printed row: a shape, a count, the rows that it is connected to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symcount.reading.lexer import Token, number

Sides = tuple[int | None, ...]

SIDE = r"(?:None|-?\d{1,18}L?|\?)"
SIDES = rf"{SIDE}(?:\s*,\s*{SIDE})*"
ONE_SHAPE = rf"[\[(]\s*{SIDES}\s*,?\s*(?:\.\.\.|…)?\s*[\])]?"
SHAPE = re.compile(rf"[\[(]?{ONE_SHAPE}(?:\s*,\s*{ONE_SHAPE})*(?:\s*,?\s*(?:\.\.\.|…))?[\])]?")
CROSSED = re.compile(r"\d{1,9}(?:\s?[x×]\s?\d{1,9})+(?!\w)")
UNKNOWN_SHAPE = re.compile(r"multiple|unknown|\?|--|-", re.IGNORECASE)
GROUPED = r"[0-9]{1,3}(?P<mark>[,.' \u202f])[0-9]{3}(?:(?P=mark)[0-9]{3}){0,6}(?!\d)"
COUNT = re.compile(rf"(?P<digits>{GROUPED}|[0-9]{{1,24}}(?:\.[0-9]{{1,3}}(?=\s?[KMB]\b|[kmb]\b))?(?!\.?\d))(?:(?P<unit>\s?[KMB]|[kmb])\b|L\b)?")
CUT = re.compile(r",?(?:…|\.\.\.)")
WHOLE_SHAPE = rf"[\[(]\s*{SIDES}(?:\s*,)?\s*[\])]"
BEFORE_COUNT = rf"(?=\s+{COUNT.pattern}(?!\s*[,\])]|[^\s|]))"
CUT_SHAPE = re.compile(rf"(?:[\[(]?(?:{WHOLE_SHAPE}\s*,\s*)*[\[(]\s*{SIDES}(?:\s*,)?|[\[(](?:{WHOLE_SHAPE}\s*,\s*)*{WHOLE_SHAPE}\s*,){BEFORE_COUNT}")
"""Shapes that end where the column does, `[(None, 64), (None,`: the number behind them is the count and no side."""

FROZEN = re.compile(r"\((?:\d{1,3}(?:,\d{3})+|\d+)\)(?=\s|$)")
PIECES = (
    ("count", FROZEN),
    ("shape", CUT_SHAPE),
    ("shape", SHAPE),
    ("shape", CROSSED),
    ("shape", UNKNOWN_SHAPE),
    ("shape", re.compile(r"\(recursive\)")),
    ("count", COUNT),
)
NAME = re.compile(r"[^\W\d][\w./-]*…?")
REFERENCE = re.compile(r"(?<![\w./-])([\w./-]+)\s*\[\d+\](?:\s*\[\d+…?\]?)?")


@dataclass(frozen=True, slots=True)
class Count:
    """A count as printed, and between which numbers it lies where it is rounded."""

    shown: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class PrintedShape:
    """The sides of a shape, None where they are open; one that is cut off may have more, and its last number more digits; of a list it is the first."""

    sides: Sides
    is_cut: bool = False
    is_of_list: bool = False


def pieces(text: str, shapes: int) -> Iterator[tuple[str, str, int]]:
    """Shapes and a count, in order; what stands behind the count, or behind the sign that there is none, is a remark."""
    place, passed = 0, 0
    while place < len(text):
        if text[place] == " ":
            place += 1
            continue
        kind, found = next(((kind, found) for kind, pattern in PIECES if (found := pattern.match(text, place))), ("", None))
        if found is None or (passed == shapes > 0 and kind == "shape" and not SHAPE.match(found[0])):
            return
        yield kind, found[0].strip("()") if kind == "count" else found[0], found.end()
        if kind == "count":
            return
        place, passed = found.end(), passed + 1


def shape_of(text: str) -> PrintedShape | None:
    """The first shape of a cell."""
    if CROSSED.fullmatch(text):
        return PrintedShape((None, *map(int, re.findall(r"\d+", text))))
    if not SHAPE.match(text):
        return None
    found = next(re.finditer(ONE_SHAPE, text))
    first, is_of_list = found[0], text[found.end() :].lstrip().startswith(",")
    sides = [side.rstrip("L") for side in re.findall(SIDE, first)]
    numbers = [int(side) if side.lstrip("-").isdecimal() and side != "-1" else None for side in sides]
    is_cut = first.rstrip()[-1:] not in ("]", ")")
    if is_cut and first.rstrip(" .…").endswith(","):
        numbers.append(None)  # another side begins where it is cut off
    return PrintedShape(tuple(numbers), is_cut, is_of_list)


def count_in(text: str) -> re.Match[str] | None:
    """The count that begins a cell, where it is not cut off."""
    found = COUNT.match(text)
    return None if found and CUT.match(text, found.end()) else found


def count_of(found: re.Match[str]) -> Count:
    """The count that COUNT found; a rounded one may be off by less than one unit of its last digit."""
    if not found["unit"]:
        exact = int(re.sub(r"\D", "", found["digits"]))  # a full stop too sets thousands apart: no count has decimals
        return Count(exact, exact, exact)
    value, step = number(Token("number", found["digits"] + found["unit"], *found.span("digits")), found.string)
    rounded = int(value)
    return Count(rounded, max(rounded - (step or 1) + 1, 0), rounded + (step or 1) - 1)


def sources_in(text: str, columns: Sequence[str]) -> tuple[str, ...]:
    """The rows that a row is connected to; where a column says so, names alone too."""
    return tuple(REFERENCE.findall(text) or (NAME.findall(text) if "connected" in columns else ()))
