"""Rows that repeat: blocks that differ in one number of their names alone are shown once, and how often they stand there."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

NUMBERS = re.compile(r"[0-9]{1,9}(?:,[0-9]{1,9})?(?:…[0-9]{1,9})?")
"""A number in a name, or the numbers of several names: `0…11`, `5,8…14`, `0,3`."""

LENGTHS = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024)
"""Rows of a block, at most: blocks are sought in turns, each time of up to so many."""

MOST_TRIED = 4
"""How many lengths are tried for the block that begins at a row."""

REMEMBERED = 2**16
"""Names whose numbers are kept: each is compared several times."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Rows that are shown as one: `place` is where the first of them stands, `times` how many they are."""

    name: str
    place: int
    times: int = 1


def folded(names: Sequence[str], contents: Sequence[Hashable]) -> list[Fold]:
    """Rows with their repetitions folded, of names and of what must be equal.

    >>> for row in folded(["in", "h.0.a", "h.0.b", "h.1.a", "h.1.b", "h.2.a", "h.2.b"], [9, 1, 2, 1, 2, 1, 2]):
    ...     print(row.name, row.times)
    in 1
    h.0…2.a 3
    h.0…2.b 3

    What is folded may repeat itself: `layers.0…31.experts.0…7` are 256.
    """
    rows = [Fold(name, place) for place, name in enumerate(names)]
    while len(once := _folded_by_length(rows, contents)) < len(rows):
        rows = once
    return rows


def _folded_by_length(rows: list[Fold], contents: Sequence[Hashable]) -> list[Fold]:
    """Short blocks first, so that the experts of every layer are one row before the layers are compared."""
    kinds = _kinds(rows, contents)
    for longest in LENGTHS:
        found = _folded_once(rows, kinds, longest)
        if len(found) < len(rows):
            rows, kinds = found, _kinds(found, contents)
    return rows


def _kinds(rows: Sequence[Fold], contents: Sequence[Hashable]) -> list[int]:
    """A number for each row: the same for those that are alike but for the numbers in their names."""
    numbered = dict[Hashable, int]()
    return [numbered.setdefault((NUMBERS.sub("#", row.name), row.times, contents[row.place]), len(numbered)) for row in rows]


def _folded_once(rows: Sequence[Fold], kinds: Sequence[int], longest: int) -> list[Fold]:
    following = _following(kinds)
    found: list[Fold] = []
    place = 0
    while place < len(rows):
        length, times = _block(rows, kinds, following, place, longest)
        blocks = [rows[start : start + length] for start in range(place, place + length * times, length)]
        found += [_together(same) for same in zip(*blocks, strict=True)]
        place += length * times
    return found


def _following(kinds: Sequence[int]) -> list[int]:
    """For each row the next one of its kind; 0 where none follows."""
    last = dict[int, int]()
    following = [0] * len(kinds)
    for place in range(len(kinds) - 1, -1, -1):
        following[place] = last.get(kinds[place], 0)
        last[kinds[place]] = place
    return following


def _block(rows: Sequence[Fold], kinds: Sequence[int], following: Sequence[int], place: int, longest: int) -> tuple[int, int]:
    """How long the block that begins here is, and how often it stands there: the shortest that stands there at least twice."""
    other = following[place]
    for _ in range(MOST_TRIED):
        length = other - place
        if not 0 < length <= longest:
            break
        if (times := _times(rows, kinds, place, length)) > 1:
            return length, times
        other = following[other]
    return 1, 1


def _times(rows: Sequence[Fold], kinds: Sequence[int], place: int, length: int) -> int:
    """How often a block stands here: the number that tells one from the next is at the same place in the names of each."""
    times, varying = 1, _varying(rows, kinds, place, length)
    while varying and _varying(rows, kinds, place + (times - 1) * length, length) == varying:
        times += 1
    return times


def _varying(rows: Sequence[Fold], kinds: Sequence[int], place: int, length: int) -> list[int]:
    """For each row of a block, which number of its name is another in the next block; empty if that is not this block again."""
    middle, end = place + length, place + 2 * length
    if kinds[middle - 1 : middle] != kinds[end - 1 : end] or kinds[place:middle] != kinds[middle:end]:
        return []
    found: list[int] = []
    for one, other in zip(rows[place:middle], rows[middle:end], strict=True):
        if (varying := _only_difference(one.name, other.name)) is None:
            return []
        found.append(varying)
    return found


def _only_difference(name: str, other: str) -> int | None:
    """Which of their numbers differ, if one does and is no range."""
    pairs = list(zip(_numbers(name), _numbers(other), strict=True))
    different = [place for place, (one, another) in enumerate(pairs) if one != another]
    return different[0] if len(different) == 1 and all(map(str.isdecimal, pairs[different[0]])) else None


@lru_cache(REMEMBERED)
def _numbers(name: str) -> tuple[str, ...]:
    return tuple(NUMBERS.findall(name))


def _together(rows: Sequence[Fold]) -> Fold:
    if len(rows) == 1:
        return rows[0]
    first, varying = rows[0], _only_difference(rows[0].name, rows[1].name) or 0
    number = list(NUMBERS.finditer(first.name))[varying]
    numbers = _range([_numbers(row.name)[varying] for row in rows])
    return replace(first, name=first.name[: number.start()] + numbers + first.name[number.end() :], times=len(rows) * first.times)


def _range(numbers: Sequence[str]) -> str:
    """The numbers of several names as one: the second too where it is not the next one."""
    first, second, *others = numbers
    if int(second) == int(first) + 1:
        return f"{first}…{numbers[-1]}"
    return f"{first},{second}{f'…{others[-1]}' if others else ''}"
