"""Rows that repeat: blocks that differ in one number of their names alone are shown once, and how often they stand there."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import NamedTuple

NUMBERS = re.compile(r"([0-9]{1,9}(?:,[0-9]{1,9})?(?:…[0-9]{1,9})?)")
"""A number in a name, or the numbers of several names: `0…11`, `5,8…14`, `0,3`."""

TURNS = 11
"""How often blocks are sought: those of one row, of up to 2, 4, 8 … rows."""

LONGEST = 2 ** (TURNS - 1)
"""Rows of a block, at most."""

MOST_TRIED = 4
"""How many lengths are tried for the block that begins at a row."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that are shown as one: `place` is where the first of them stands, `times` how many they are."""

    name: str
    place: int
    times: int = 1


class _Row(NamedTuple):
    """Rows that are one so far, their name parted at its numbers."""

    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    place: int
    times: int = 1

    @property
    def name(self) -> str:
        return "".join(chain.from_iterable(zip_longest(self.texts, self.numbers, fillvalue="")))


def folded(names: Sequence[str], contents: Sequence[Hashable]) -> list[Fold]:
    """Rows with their repetitions folded, of names and of what must be equal.

    >>> for row in folded(["in", "h.0.a", "h.0.b", "h.1.a", "h.1.b", "h.2.a", "h.2.b"], [9, 1, 2, 1, 2, 1, 2]):
    ...     print(row.name, row.times)
    in 1
    h.0…2.a 3
    h.0…2.b 3

    What is folded may repeat itself: `layers.0…31.experts.0…7` are 256.
    """
    parted = map(NUMBERS.split, names)
    rows = [_Row(tuple(parts[::2]), tuple(parts[1::2]), place) for place, parts in enumerate(parted)]
    while len(once := _folded_by_length(rows, contents)) < len(rows):
        rows = once
    return [Fold(names[row.place] if row.times == 1 else row.name, row.place, row.times) for row in rows]


def _folded_by_length(rows: list[_Row], contents: Sequence[Hashable]) -> list[_Row]:
    """Short blocks first, so that the experts of every layer are one row before the layers are compared.

    What a turn did not fold the next ones do not try again, until something else is folded.
    """
    order, untried = _order(rows, contents), 0
    for turn in range(TURNS):
        found = _folded_once(rows, order, range(untried, turn + 1))
        untried = turn + 1
        if len(found) < len(rows):
            rows, order, untried = found, _order(found, contents), 0
    return rows


class _Order(NamedTuple):
    """For each row its kind, the same for those that are alike but for the numbers in their names, and the next row of that kind, or 0.

    `starts` has for each turn the rows with which a block may begin that is as long as that turn looks for.
    """

    kinds: list[int]
    following: list[int]
    starts: list[list[int]]

    def lengths(self, place: int) -> Iterator[int]:
        """How long a block that begins here may be: it ends before one of the next rows of its kind."""
        other = self.following[place]
        for _ in range(MOST_TRIED):
            if not other or other - place > LONGEST:
                return
            yield other - place
            other = self.following[other]


def _order(rows: Sequence[_Row], contents: Sequence[Hashable]) -> _Order:
    numbered = dict[Hashable, int]()
    kinds = [numbered.setdefault((row.texts, row.times, contents[row.place]), len(numbered)) for row in rows]
    last, following = [0] * len(numbered), [0] * len(rows)
    found = _Order(kinds, following, [[] for _ in range(TURNS)])
    for place in range(len(rows) - 1, -1, -1):
        following[place], last[kinds[place]] = last[kinds[place]], place
        for length in found.lengths(place):
            found.starts[_turn(length)].append(place)
    return found


def _turn(length: int) -> int:
    return (length - 1).bit_length()


def _folded_once(rows: list[_Row], order: _Order, turns: range) -> list[_Row]:
    """The rows with every block folded whose length is of these turns and that stands there at least twice, the shortest first."""
    found: list[_Row] = []
    done = 0
    for place in sorted(set().union(*(order.starts[turn] for turn in turns))):
        if place >= done:
            length, times = _block(rows, order, place, turns)
            if times > 1:
                blocks = [rows[start : start + length] for start in range(place, place + length * times, length)]
                found += [*rows[done:place], *(_together(same) for same in zip(*blocks, strict=True))]
                done = place + length * times
    return [*found, *rows[done:]]


def _block(rows: Sequence[_Row], order: _Order, place: int, turns: range) -> tuple[int, int]:
    """How long the block that begins here is, and how often it stands there."""
    for length in order.lengths(place):
        if _turn(length) in turns and (times := _times(rows, order.kinds, place, length)) > 1:
            return length, times
    return 1, 1


def _times(rows: Sequence[_Row], kinds: Sequence[int], place: int, length: int) -> int:
    """How often a block stands here: the number that tells one from the next is at the same place in the names of each."""
    times, varying = 1, _varying(rows, kinds, place, length)
    while varying and _varying(rows, kinds, place + (times - 1) * length, length) == varying:
        times += 1
    return times


def _varying(rows: Sequence[_Row], kinds: Sequence[int], place: int, length: int) -> list[int]:
    """For each row of a block, which number of its name is another in the next block; empty if that is not this block again."""
    middle, end = place + length, place + 2 * length
    if end > len(rows) or kinds[place] != kinds[middle] or kinds[middle - 1] != kinds[end - 1]:
        return []
    if _only_difference(rows[place].numbers, rows[middle].numbers) is None or kinds[place:middle] != kinds[middle:end]:
        return []
    found: list[int] = []
    for one, other in zip(rows[place:middle], rows[middle:end], strict=True):
        if (varying := _only_difference(one.numbers, other.numbers)) is None:
            return []
        found.append(varying)
    return found


def _only_difference(numbers: Sequence[str], others: Sequence[str]) -> int | None:
    """Where the numbers of two names differ, if one does and is no range."""
    different = [place for place, (one, other) in enumerate(zip(numbers, others, strict=True)) if one != other]
    return different[0] if len(different) == 1 and numbers[different[0]].isdecimal() and others[different[0]].isdecimal() else None


def _together(rows: Sequence[_Row]) -> _Row:
    first, second, *_ = rows
    varying = _only_difference(first.numbers, second.numbers) or 0
    numbers = _range([row.numbers[varying] for row in rows])
    return first._replace(numbers=(*first.numbers[:varying], numbers, *first.numbers[varying + 1 :]), times=len(rows) * first.times)


def _range(numbers: Sequence[str]) -> str:
    """The numbers of several names as one: the second too where it is not the next one."""
    first, second, *others = numbers
    if int(second) == int(first) + 1:
        return f"{first}…{numbers[-1]}"
    return f"{first},{second}{f'…{others[-1]}' if others else ''}"
