"""A wrong formula as the layer's own, with sizes taken for one another, factors put in or left out, and biases forgotten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from symcount.algebra import Value, symbol
from symcount.judging.question import Question

MAX_REPLACED = 2
MAX_COST = 4


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
        for replaced in _replacements(sorted(true.names), sorted(used)):
            factor = claimed / true.subs({size: symbol(other) for size, other in replaced.items()})
            if not factor.sums:
                yield Mistake(replaced, factor, bias)


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
