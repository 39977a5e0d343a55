"""A passage about what a layer makes of its input: `(None, 28, 28, 1) -> Conv2D(32, (3, 3)) -> (None, 26, 26, 32)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from symcount.reading.characters import plain_characters

Numbers = tuple[int, ...]

MOST_NESTED = 5
"""Brackets inside one another that a side of a shape may have."""

_OPERAND = r"(?:-1|\?|[0-9]+(?:\.[0-9]+)?\s?\w*|[^\W0-9]\w*)"
_SIDE = re.compile(rf"\s*{_OPERAND}(?:\s*(?:\*\*|[-+*/·×^])\s*{_OPERAND})*\s*")
_INNERMOST = re.compile(r"[(\[{][^()\[\]{},]*[)\]}]")
_NUMBERS = re.compile(r"\s*[(\[]?\s*([0-9]+(?:\s*,\s*[0-9]+)*)\s*,?\s*[)\]]?\s*")
_WORD_BEFORE = re.compile(r"([A-Za-z_][\w.]*)\s*(?<![=!<>])(=?)\s*$")
_WINDOW = r"kernel_size|strides?|padding|output_padding|dilation(?:_rate)?"
_KEYWORD = re.compile(rf"\b(?:({_WINDOW})\s*=\s*[(\[]([0-9, ]+)[)\]]|([A-Za-z_]\w*)\s*=\s*([0-9]+)(?![\w.]))")
_IN_PROSE = re.compile(r"(strides?|步长|步幅|padding|填充|dilation)\s*(?:of|is|:|为|是)?\s*([0-9]+)(?![.]?[0-9A-Za-z_])")
_TRANSLATED = {"步长": "stride", "步幅": "stride", "填充": "padding"}
_PADDING = re.compile(r"padding\W{0,4}(same|valid)\b|\b(same|valid)\W{0,2}padding", re.IGNORECASE)
_SETTING = re.compile(r"\b(return_sequences|reverse)\s*=\s*(True|False)\b")


@dataclass(frozen=True, slots=True)
class Written:
    """A tuple as it is written, and the argument that it is given to: `input_shape` of `input_shape=(28, 28, 1)`."""

    text: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said: the tuples in order, the numbers that a layer is called with, how many are called, sizes by their names, and settings."""

    shapes: tuple[Written, ...]
    arguments: tuple[Numbers, ...] = ()
    calls: int = 0
    sizes: Mapping[str, Numbers] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Bracket:
    start: int
    end: int = -1
    commas: list[int] = field(default_factory=list)

    def parts(self, text: str) -> list[str]:
        """What stands between its commas; nothing behind a last one."""
        places = [self.start, *self.commas, self.end]
        parts = [text[one + 1 : two] for one, two in pairwise(places)]
        return parts if parts[-1].strip() else parts[:-1]


def read_passage(text: str, is_layer: Callable[[str], bool]) -> Passage:
    """What a passage says; a bracket behind the name of a layer has its arguments.

    >>> said = read_passage("(None, 28, 28, 1) -> Conv2D(32, (3, 3), padding='same') -> (None, 28, 28, 32)", "Conv2D".__eq__)
    >>> [one.text for one in said.shapes], said.arguments, said.settings
    (['(None, 28, 28, 1)', '(None, 28, 28, 32)'], ((32,), (3, 3)), {'padding': 'same'})
    """
    plain = plain_characters(text)
    shapes: list[Written] = []
    arguments: tuple[Numbers, ...] = ()
    calls, outer_end = 0, -1
    read_to = 0
    for bracket in _brackets(plain):
        if bracket.start < read_to:
            continue
        before = _WORD_BEFORE.search(plain, max(read_to, bracket.start - 60), bracket.start)
        word, is_argument = (before[1], bool(before[2])) if before else ("", False)
        parts = bracket.parts(plain)
        if word and not is_argument and is_layer(word):
            arguments = tuple(_leading_numbers(parts))
            calls, outer_end = calls + (bracket.start > outer_end), max(outer_end, bracket.end)
            read_to = bracket.start + 1 + sum(len(part) + 1 for part in parts[: len(arguments)])
        elif bracket.commas and parts and all(map(_is_side, parts)):
            read_to = bracket.end
            if not (is_argument and re.fullmatch(_WINDOW, word)):
                shapes.append(Written(text[bracket.start : bracket.end + 1], word if is_argument else ""))
    return Passage(tuple(shapes), arguments, calls, dict(_sizes(plain)), dict(_settings(plain)))


def _brackets(text: str) -> list[_Bracket]:
    """The brackets that are closed, in the order in which they are opened."""
    brackets: list[_Bracket] = []
    opened: list[_Bracket] = []
    for place, character in enumerate(text):
        if character in "([{":
            opened.append(_Bracket(place))
            brackets.append(opened[-1])
        elif character in ")]}" and opened:
            opened.pop().end = place
        elif character == "," and opened:
            opened[-1].commas.append(place)
    return [bracket for bracket in brackets if bracket.end > 0]


def _is_side(part: str) -> bool:
    """Whether this may be a side: a number, a name or an expression, and not words."""
    for _ in range(MOST_NESTED):
        part = _INNERMOST.sub("x", part)
    return _SIDE.fullmatch(part) is not None


def _leading_numbers(parts: list[str]) -> Iterator[Numbers]:
    for part in parts:
        if not (found := _NUMBERS.fullmatch(part)):
            return
        yield _whole(found[1])


def _sizes(text: str) -> Iterator[tuple[str, Numbers]]:
    for found in _IN_PROSE.finditer(text):
        yield _TRANSLATED.get(found[1], found[1]), (int(found[2]),)
    for found in _KEYWORD.finditer(text):
        yield found[1] or found[3], _whole(found[2] or found[4])


def _settings(text: str) -> Iterator[tuple[str, str]]:
    for found in _PADDING.finditer(text):
        yield "padding", (found[1] or found[2]).lower()
    for found in _SETTING.finditer(text):
        yield found[1], found[2]


def _whole(text: str) -> Numbers:
    return tuple(map(int, filter(str.strip, text.split(","))))
