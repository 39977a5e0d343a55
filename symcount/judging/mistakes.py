"""A wrong formula as the layer's own, with sizes taken for one another, factors put in or left out, and biases forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

from symcount.algebra import Rational, Value, symbol
from symcount.judging.question import Question

MAX_REPLACED = 2
MAX_COST = 4

PRIMES = (1000003, 1000033, 1000037, 1000039, 1000081, 1000099, 1000117, 1000121, 1000133, 1000151, 1000159, 1000171, 1000183, 1000187, 1000193, 1000199)
"""Sizes at which most mistakes are ruled out by division, before any formula is divided by another."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """claimed = factor · (the layer's formula with `replaced` sizes and `bias` bias vectors)."""

    replaced: Mapping[str, str]
    factor: Value
    bias: int | None

    @property
    def is_swap(self) -> bool:
        """Whether two sizes stand for each other."""
        return len(self.replaced) == 2 and all(self.replaced.get(other) == size for size, other in self.replaced.items())

    @property
    def cost(self) -> int:
        """How many things went wrong at once; a swap is one, a wrong number as unlikely as two."""
        replaced = 1 if self.is_swap else len(self.replaced)
        powers = sum(abs(power) for _, power in self.factor.monomial)
        return replaced + powers + 2 * (self.factor.coefficient != 1) + (self.bias is not None)


def mistake_behind(claimed: Value, question: Question) -> Mistake | None:
    """The simplest mistake that turns the layer's formula into the claimed one, if there is a simple one."""
    found = [mistake for mistake in _mistakes(claimed, question) if mistake.cost <= MAX_COST]
    return min(found, key=lambda mistake: mistake.cost, default=None)


def _mistakes(claimed: Value, question: Question) -> Iterator[Mistake]:
    used = claimed.names
    for bias, true in _true_formulas(question, used):
        if len(used - true.names) > MAX_COST:
            continue  # each name of no size costs one, as another size or as a factor
        point = dict(zip(sorted(used | true.names), PRIMES, strict=False))
        value = claimed.defined_at(point) if len(point) == len(used | true.names) else None
        for replaced in _replacements(sorted(true.names), sorted(used)):
            if value and not _may_be_a_factor(value, true.defined_at({**point, **{size: point[other] for size, other in replaced.items()}}), point):
                continue
            factor = claimed / true.subs({size: symbol(other) for size, other in replaced.items()})
            if not factor.sums:
                yield Mistake(replaced, factor, bias)


def _may_be_a_factor(claimed: Rational, true: Rational | None, point: Mapping[str, int]) -> bool:
    """Whether the ratio of two formulas at a point of primes is a product of few of these and a small number, as one factor would be."""
    if not true:
        return True
    ratio = Fraction(claimed) / true
    above, below = abs(ratio.numerator), ratio.denominator
    for prime in point.values():
        for _ in range(MAX_COST):
            above, below = (above // prime if above % prime == 0 else above), (below // prime if below % prime == 0 else below)
    return max(above, below) < PRIMES[0]


def _true_formulas(question: Question, used: frozenset[str]) -> Iterator[tuple[int | None, Value]]:
    """The layer's formula, and the formula with each other number of bias vectors."""
    expected = question.expected(used)
    yield None, question.total(used)
    bias = expected.sizes.get("bias")
    if isinstance(bias, int):
        for value in question.layer.values_of("bias"):
            if value != bias:
                yield value, question.with_size("bias", value).total(used)


def _replacements(sizes: list[str], used: list[str]) -> Iterator[dict[str, str]]:
    """Which sizes may have been taken for which others: none, one or two."""
    for count in range(MAX_REPLACED + 1):
        for chosen in combinations(sizes, count):
            for others in product(used, repeat=count):
                if all(size != other for size, other in zip(chosen, others, strict=True)):
                    yield dict(zip(chosen, others, strict=True))
