"""The simplest formula that has the given values at the given sizes: exact, or none.

The kinds tried, the simplest first: a product of powers, a sum of two or three of these, all terms of first and then of second
degree, one of them rounded down or up, perhaps to a multiple, and this beside a multiple of another size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import combinations, combinations_with_replacement, islice
from math import ceil as ceil_of_number
from math import gcd, prod
from typing import Any

from symcount.algebra.polynomial import Polynomial
from symcount.algebra.rounding import Rounded, ceil, floor
from symcount.algebra.text import Rational
from symcount.algebra.value import Value, number, product, symbol, total

Point = Mapping[str, int]
"""A whole number from 1 for each size."""

Exponents = tuple[int, ...]
"""A product of powers, by the place of each name."""

Columns = tuple[Exponents, ...]

MOST_NAMES = 3
"""Of more names only one product, sums of two and first degree are tried, else there would be too many sums."""

MOST_PARTS = 64
"""The greatest denominator in a sum: one that fits by chance has greater ones."""

MOST_DENOMINATOR, MOST_SLOPES = 1024, 60
"""What is rounded is a multiple of a fraction with this denominator at most; as many such fractions are tried."""

MODULUS = 2**61 - 1
"""A prime that no size is a multiple of."""

STEP_REACH = 2 * MOST_DENOMINATOR
"""How far the next step of a rounded term is looked for."""

MOST_BESIDE = 16
"""Points that are named for each step."""


def interpolate(points: Sequence[Point], values: Sequence[int]) -> Value | None:
    """The simplest formula of the kinds tried that has these values at these points; None where none has, or too few points tell.

    >>> points = [{"n": 5, "m": 7}, {"n": 11, "m": 7}, {"n": 5, "m": 13}]
    >>> print(interpolate(points, [20, 44, 20]), interpolate(points, [12, 18, 18]))
    4*n m + n
    >>> print(interpolate([{"n": n} for n in (3, 4, 5, 6, 10)], [1, 2, 2, 3, 5]), interpolate([{"n": n} for n in range(1, 7)], [2, 3, 5, 7, 11, 13]))
    floor(n/2) None

    The points should be many and have little in common: a formula that only fits by chance is told by one more point.
    """
    return next(_formulas(points, values), None)


def _formulas(points: Sequence[Point], values: Sequence[int]) -> Iterator[Value]:
    """Formulas with these values: in the names that are seen to matter, with some of them apart, and in others, of which there are more."""
    if len(set(values)) == 1:
        yield number(values[0])
        return
    seen, names = _relevant(points, values), sorted(points[0])
    yield from _in_names(seen, points, values)
    yield from _with_linear_names(points, values)
    few = [chosen for many in range(1, MOST_NAMES + 1) for chosen in combinations(names, many) if set(seen) < set(chosen)]
    for chosen in dict.fromkeys([tuple(names), *few]):
        yield from _in_names(chosen, points, values)


def _with_linear_names(points: Sequence[Point], values: Sequence[int]) -> Iterator[Value]:
    """Formulas in fewer names, and multiples of those that always add as much: `2*state + ceil(width/16)`."""
    slopes = _linear_slopes(points, values)
    surest_first = list(slopes)
    for names in [*([name] for name in slopes), *(surest_first[:many] for many in range(2, len(slopes) + 1))] if len(points[0]) > 1 else ():
        others = [{name: size for name, size in point.items() if name not in names} for point in points]
        rests = [value - sum(slopes[name] * point[name] for name in names) for point, value in zip(points, values, strict=True)]
        yield from (total([rest, *(slopes[name] * symbol(name) for name in names)]) for rest in _beside(others, rests))


def _beside(points: Sequence[Point], values: Sequence[int]) -> Iterator[Value]:
    """What stands beside multiples of other names: in the names that are seen to matter, and one more, since what is rounded may not have moved."""
    if len(set(values)) == 1:
        yield number(values[0])
        return
    seen = _relevant(points, values)
    more = [tuple(sorted((*seen, name))) for name in sorted(points[0]) if name not in seen] if len(seen) < MOST_NAMES else []
    for names in (seen, *more):
        yield from _in_names(names, points, values)


def _linear_slopes(points: Sequence[Point], values: Sequence[int]) -> dict[str, int]:
    """The names of which a change alone always adds the same multiple, with that; those that changed alone most often first."""
    found: dict[str, list[Fraction]] = {}
    for (one, before), (other, after) in combinations(zip(points, values, strict=True), 2):
        changed = _changed(one, other)
        if len(changed) == 1:
            found.setdefault(changed[0], []).append(Fraction(after - before, other[changed[0]] - one[changed[0]]))
    linear = {name: slopes for name, slopes in sorted(found.items()) if len(set(slopes)) == 1 and slopes[0] and slopes[0].denominator == 1}
    return {name: int(linear[name][0]) for name in sorted(linear, key=lambda one: -len(linear[one]))}


def _changed(one: Point, other: Point) -> list[str]:
    return [name for name in one if one[name] != other[name]]


def _relevant(points: Sequence[Point], values: Sequence[int]) -> tuple[str, ...]:
    """The names of which a change of one alone changed the value."""
    found = set()
    for (one, at_one), (other, at_other) in combinations(zip(points, values, strict=True), 2):
        changed = _changed(one, other) if at_one != at_other else []
        if len(changed) == 1:
            found.add(changed[0])
    return tuple(sorted(found))


class _Samples:
    """The values at the different points, in the names that matter."""

    def __init__(self, names: tuple[str, ...], rows: Sequence[Exponents], values: Sequence[int]) -> None:
        seen = dict(zip(rows, values, strict=True))
        self.names = names
        self.rows = list(seen)
        self.values = list(seen.values())
        self.has_one_value = all(seen[row] == value for row, value in zip(rows, values, strict=True))
        self._columns: dict[Exponents, list[Rational]] = {}
        self._remainders: dict[Exponents, list[int]] = {}

    def column(self, exponents: Exponents) -> list[Rational]:
        """The values of a product of powers."""
        if exponents not in self._columns:
            above = [prod(size**exponent for size, exponent in zip(row, exponents, strict=True) if exponent > 0) for row in self.rows]
            below = [prod(size**-exponent for size, exponent in zip(row, exponents, strict=True) if exponent < 0) for row in self.rows]
            self._columns[exponents] = [Fraction(a, b) if a % b else a // b for a, b in zip(above, below, strict=True)]
        return self._columns[exponents]

    def remainders(self, exponents: Exponents) -> list[int]:
        """The same values, in whole numbers below the modulus."""
        if exponents not in self._remainders:
            pairs = ((one.numerator, one.denominator) for one in self.column(exponents))
            self._remainders[exponents] = [above * pow(below, -1, MODULUS) % MODULUS for above, below in pairs]
        return self._remainders[exponents]

    def power(self, exponents: Exponents) -> Value:
        """A product of powers of the names."""
        return product([symbol(name) ** exponent for name, exponent in zip(self.names, exponents, strict=True)])


def _in_names(names: tuple[str, ...], points: Sequence[Point], values: Sequence[int]) -> Iterator[Value]:
    samples = _Samples(names, [tuple(point[name] for name in names) for point in points], values)
    for kind in (_products, _sums, _rounded) if names and samples.has_one_value else ():
        yield from kind(samples)


# -- products of powers, and sums of them -------------------------------------------------------------------------------


@cache
def _powers(names: int, most: int, highest: int, *, divided: bool = False) -> Columns:
    """All products of powers up to a degree and a highest exponent, perhaps divided by one of the other names; the simplest first."""
    chosen = [places for degree in range(most + 1) for places in combinations_with_replacement(range(names), degree)]
    found = [powers for places in chosen if max(powers := tuple(map(places.count, range(names)))) <= highest]
    if divided:
        found += [(*one[:place], -1, *one[place + 1 :]) for one in found for place in range(names) if not one[place]]
    return tuple(sorted(found, key=lambda one: (sum(map(abs, one)), min(one) < 0, [-e for e in one])))


def _products(samples: _Samples) -> Iterator[Value]:
    """A number times one product of powers."""
    first = samples.values[0]
    for exponents in _powers(len(samples.names), 3, 3, divided=True):
        column = samples.column(exponents)
        if all(value * column[0] == first * power for value, power in zip(samples.values, column, strict=True)):
            yield number(Fraction(first) / column[0]) * samples.power(exponents)


def _sums(samples: _Samples) -> Iterator[Value]:
    """Sums of products of powers; only such as more points tell than there are numbers to find."""
    names = len(samples.names)
    whole = _powers(names, 2, 2)
    bases: list[Iterator[Columns]] = [
        combinations(_powers(names, 3 if names <= MOST_NAMES else 2, 3, divided=True), 2),
        combinations(_powers(names, 3, 3), 3) if names <= MOST_NAMES else iter(()),
        iter([_powers(names, 1, 1), whole, _powers(names, 3, 3)]),
    ]
    for basis in bases:
        for columns in basis:
            if len(columns) < len(samples.rows) and (solution := _solution(samples, columns)):
                yield total([number(factor) * samples.power(one) for one, factor in zip(columns, solution, strict=True)])


def _solution(samples: _Samples, columns: Columns) -> list[Fraction] | None:
    """The only numbers by which the columns add up to the values; None where there are none or several.

    Most sums are told wrong by the remainders at a few points, and almost all others by those at all, which is much faster.
    """
    remainders = zip(*map(samples.remainders, columns), [value % MODULUS for value in samples.values], strict=True)
    if _solved(remainders, lambda one: pow(one, -1, MODULUS), MODULUS) is None:
        return None
    rows = (list(map(Fraction, row)) for row in zip(*map(samples.column, columns), samples.values, strict=True))
    solution = _solved(rows, lambda one: 1 / one)
    return solution if solution and all(factor.denominator <= MOST_PARTS for factor in solution) else None


def _solved(rows: Iterable[Sequence[Any]], inverse: Callable[[Any], Any], modulus: int | None = None) -> list[Any] | None:
    """The solution of linear equations, each with its right side last: by elimination, which ends at the first that contradicts those before."""
    heads: dict[int, Sequence[Any]] = {}
    unknowns = 0
    for row in rows:
        unknowns = len(row) - 1
        for place, head in heads.items():
            row = _without(row, place, head, modulus)
        pivot = next((place for place in range(unknowns) if row[place]), None)
        if pivot is None and row[-1]:
            return None
        if pivot is not None:
            factor = inverse(row[pivot])
            row = _reduced([entry * factor for entry in row], modulus)
            heads = {place: _without(head, pivot, row, modulus) for place, head in heads.items()} | {pivot: row}
    return [heads[place][-1] for place in range(unknowns)] if len(heads) == unknowns else None


def _without(row: Sequence[Any], place: int, head: Sequence[Any], modulus: int | None) -> Sequence[Any]:
    """A row less the multiple of another that leaves nothing at a place where the other has 1."""
    factor = row[place]
    return _reduced([entry - factor * above for entry, above in zip(row, head, strict=True)], modulus) if factor else row


def _reduced(row: list[Any], modulus: int | None) -> list[Any]:
    return [entry % modulus for entry in row] if modulus else row


# -- rounded --------------------------------------------------------------------------------------------------------------


def _rounded(samples: _Samples) -> Iterator[Value]:
    """A number, and a multiple of a product of powers that is rounded down or up: `64*ceil(n/64)`, `heads*floor(width/heads)`."""
    names = len(samples.names)
    if names > MOST_NAMES or len(samples.rows) <= names + 1:
        return
    for outer in _powers(names, 1, 1):
        factors = samples.column(outer)
        if all(value % factor == 0 for value, factor in zip(samples.values, factors, strict=True)):
            levels = [value // int(factor) for value, factor in zip(samples.values, factors, strict=True)]
            step = gcd(*(level - levels[0] for level in levels))
            start = levels[0] % step if step else 0
            for inner in _powers(names, 2, 1, divided=True):
                if step and any(power > 0 for power in inner):
                    for term in _steps(samples, inner, [(level - start) // step for level in levels]):
                        yield samples.power(outer) * (step * term + start)


def _steps(samples: _Samples, exponents: Exponents, levels: Sequence[int]) -> Iterator[Value]:
    """A multiple of a product of powers, perhaps with a number, rounded down to these levels."""
    column, power = samples.column(exponents), samples.power(exponents)
    for slope in _slopes(column, levels):
        rests = [level - slope * one for one, level in zip(column, levels, strict=True)]
        for shift in _shifts(max(rests), min(rests) + 1, slope.denominator):
            yield floor(number(slope) * power + number(shift))
        if all(level == ceil_of_number(slope * one) for one, level in zip(column, levels, strict=True)):
            yield ceil(number(slope) * power)


def _slopes(column: Sequence[Rational], levels: Sequence[int]) -> list[Fraction]:
    """The fractions with small denominators by which the product rises, as far as the levels tell."""
    pairs = sorted(zip(column, levels, strict=True))
    spans = [(b - a, high - low) for (a, low), (b, high) in [(pairs[0], pair) for pair in pairs] + [(pair, pairs[-1]) for pair in pairs] if b > a]
    if not spans:
        return []
    low, high = max(Fraction(rise - 1) / run for run, rise in spans), min(Fraction(rise + 1) / run for run, rise in spans)
    found: list[Fraction] = []
    for denominator in range(1, MOST_DENOMINATOR + 1) if low < high else ():
        first, last = low.numerator * denominator // low.denominator + 1, -(-high.numerator * denominator // high.denominator) - 1
        found += [Fraction(above, denominator) for above in range(max(first, 1), last + 1) if gcd(above, denominator) == 1][:MOST_SLOPES]
        if len(found) >= MOST_SLOPES:
            break
    return found[:MOST_SLOPES]


def _shifts(lowest: Fraction, end: Fraction, parts: int) -> Iterator[Fraction]:
    """What may stand beside a multiple with this denominator, below an end: to round down, to round up, and what is in the middle."""
    first, last = ceil_of_number(lowest * parts), ceil_of_number(end * parts) - 1
    usual = [one for one in (0, parts - 1, (first + last) // 2) if first <= one <= last]
    return (Fraction(one, parts) for one in dict.fromkeys(usual))


def step_points(value: Value, point: Point) -> Iterator[list[dict[str, int]]]:
    """Points beside this one where a wrong rounded term would show: just after a step, just before one, between whole numbers.

    >>> [points[0] for points in step_points(floor(symbol("n") / 64), {"n": 65})]
    [{'n': 128}, {'n': 127}]
    >>> [points[0] for points in step_points(symbol("n") / 4, {"n": 64})]
    [{'n': 65}]

    Each is a list of points, the best first, since not all may be allowed.
    """
    for atom in value.atoms:
        if isinstance(atom, Rounded):
            for name in sorted(atom.names):
                rests = _by_rest(atom.argument, point, name)
                for order in (sorted(rests), sorted(rests, reverse=True)):
                    yield [rests[rest] for rest in order[:MOST_BESIDE]]
    if value.numerator_denominator()[1] != Polynomial({(): 1}):
        lines = (line for name in sorted(value.names) for rest, line in _by_rest(value, point, name).items() if rest)
        yield list(islice(lines, MOST_BESIDE))


def _by_rest(value: Value, point: Point, name: str) -> dict[Fraction, dict[str, int]]:
    """The nearest points, with a greater size for one name, at which the value has each rest that it can have over a whole number."""
    found: dict[Fraction, dict[str, int]] = {}
    for size in range(point[name], point[name] + STEP_REACH):
        line = {**point, name: size}
        if (number := value.defined_at(line)) is not None:
            found.setdefault(Fraction(number) % 1, line)
    return found
