"""The fresh sizes at which formulas are confirmed: whatever a constructor may ask of its sizes is so at one of them, and not so at another.

Odd and even, multiples and one more and one less, sizes that divide each other or have a common divisor, the one larger and the other,
large ones, just before and behind each step of what is rounded; and last what is special: a size of 1, sizes that are equal.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random

from symcount.algebra import Rounded
from symcount.algebra.interpolation import Point, step_points
from symcount.models import sizes_tried
from symcount.models.varied import EqualTensors, Sample

MOST_STRETCHED = 8
"""Multiples of sizes that were allowed, tried in place of sizes that are refused."""

EQUAL, FEW_EQUAL = (24, 30, 36, 45, 48, 60, 63), (3, 4, 5, 6)
"""What all sizes are at once, and where one of them says how often something stands there."""

Alike = tuple[str, ...]
"""Names that have one size; a name alone has size 1."""


@dataclass(frozen=True)
class Trial:
    """Points of which the first that is allowed is built, and what is special there."""

    points: Iterable[Point]
    special: tuple[Alike, ...] = ()

    def is_new(self, points: Iterable[Point]) -> bool:
        """Whether it is special, and none of these points is so."""
        return bool(self.special) and not any(all(_are_alike(names, point) for names in self.special) for point in points)

    def __str__(self) -> str:
        return " and ".join(" = ".join(names if len(names) > 1 else (*names, "1")) for names in self.special)


def _are_alike(names: Alike, point: Point) -> bool:
    return len({point[name] for name in names} | ({1} if len(names) == 1 else set())) == 1


@dataclass(frozen=True)
class Confirmations:
    """The trials of formulas: `few` are the names that say how often something stands there, `is_possible` what is not too large to build."""

    kinds: Sequence[EqualTensors]
    samples: Sequence[Sample]
    few: Collection[str]
    refuses: bool
    is_possible: Callable[[Point], bool]
    random: Random

    def __iter__(self) -> Iterator[Trial]:
        names = self.names
        few_first = sorted(names, key=lambda name: name not in self.few)
        turns = [0] if len(names) > 1 else [0, 1, 4]
        yield from (Trial(self._near(partial(sizes_tried.with_rests, names, turn=turn, random=self.random))) for turn in turns)
        yield from map(Trial, self._large([name for name in names if name not in self.few or name in self._rounded]))
        multiples = partial(sizes_tried.chain, few_first, random=self.random)
        yield Trial([multiples(self.few, start=sizes_tried.MULTIPLE), *self._near(partial(multiples, start=64))])
        yield Trial(self._near(partial(sizes_tried.chain, few_first[::-1], start=9, random=self.random)))
        yield Trial(self._near(partial(sizes_tried.sharing, names, random=self.random)))
        for value in dict.fromkeys(value for kind in self.kinds for value in (*kind.shape, kind.copies)):
            yield from map(Trial, step_points(value, self.samples[0].point))
        yield from self._special()

    @property
    def names(self) -> list[str]:
        """The names of the sizes, in the constructor's order."""
        return list(self.samples[0].point)

    def _special(self) -> Iterator[Trial]:
        names = self.names
        for place, name in enumerate(names):
            yield Trial(self._changed(1 + place // 2, {name: 1}), ((name,),))
        for pairs in sizes_tried.pairings(names) if len(names) > 2 else ():
            yield Trial(self._changed(2, dict(pairs)), tuple(pairs))
        if len(names) > 1:
            sizes = self.random.sample(FEW_EQUAL if self.few else EQUAL, 3)
            yield Trial((dict.fromkeys(names, size) for size in (*sizes, *sizes_tried.EQUAL_STARTS)), (tuple(names),))

    @property
    def _rounded(self) -> set[str]:
        return {name for kind in self.kinds for atom in kind.copies.atoms if isinstance(atom, Rounded) for name in atom.names}

    # -- where sizes are refused -----------------------------------------------------------------------------------------

    def _near(self, sizes: Callable[[Collection[str]], Point]) -> Iterator[Point]:
        """The sizes wanted, smaller ones, and multiples of such as were allowed, with the sizes wanted for the names that need not divide."""
        yield sizes(self.few)
        yield sizes(self.names)
        for _ in range(MOST_STRETCHED):
            wanted = sizes(self.few)
            factors = sizes_tried.primes_for(self.names, self.random)
            yield self._stretched({name: min(factor, 3) if name in self.few else factor for name, factor in factors.items()}, wanted)

    def _stretched(self, factors: Mapping[str, int], wanted: Point) -> Point:
        multiples = sizes_tried.dividing([sample.point for sample in self.samples])
        bound = {name for own, others in multiples.items() for name in others if len(others) > 1}
        start = self.random.choice(self.samples[: 1 + len(self.names)]).point
        return {**sizes_tried.multiplied(start, factors, multiples), **{name: size for name, size in wanted.items() if name not in bound}}

    def _changed(self, turn: int, special: Mapping[str, str | int]) -> Iterator[Point]:
        """Usual sizes, and such as were allowed, with names that have a size, or the size of another name."""
        usual = [sizes_tried.with_rests(self.names, few, turn, self.random) for few in (self.few, self.names)]
        for point in [*usual, *(sample.point for sample in self.samples[: 1 + 2 * len(self.names)])]:
            yield {**point, **{name: point[size] if isinstance(size, str) else size for name, size in special.items()}}

    # -- large -----------------------------------------------------------------------------------------------------------

    def _large(self, names: Sequence[str]) -> Iterator[Iterable[Point]]:
        """All sizes large where that can be, else one after the other."""
        together = self._enlarged(names, sizes_tried.LARGE[0])
        if len(names) > 1 and not self.refuses and self.is_possible(together):
            yield [together]
        else:
            for name in names:
                sizes = [size * times for size in sizes_tried.LARGE for times in (sizes_tried.DIVISIBLE if self.refuses else (1,))]
                yield [self._enlarged([name], size) for size in (sizes_tried.LARGE[-1:] if name in self.few else sizes)]

    def _enlarged(self, names: Sequence[str], size: int) -> Point:
        """The names in turn have a prime from this size on, and an even number."""
        if self.refuses:
            return self._stretched(dict.fromkeys(names, size), {})
        return {**self.samples[0].point, **sizes_tried.large(names, size)}
