"""Arithmetic read back as a formula: which of the author's sizes each number stands for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from symcount.algebra import Value, value_of
from symcount.formula import Group, Name, Node, Number, Sum, postorder, replace_numbers

MAX_LIFTS = 100
SMALLEST_SUM = 3
STRUCTURAL = 4


def lifts(node: Node, sizes: Mapping[str, int]) -> Iterator[Value]:
    """The arithmetic with its numbers as sizes, in every way that fits: 4097 is input_dim + 1 where input_dim is 4096.

    >>> from symcount.reading import parse
    >>> [str(value) for value in lifts(parse("4097 * 256").node, {"units": 256, "input_dim": 4096})]
    ['units*(input_dim + 1)']
    """
    choices = [_meanings(number.value, sizes) for number in _numbers(node)]
    for chosen in islice(product(*choices), MAX_LIFTS):
        yield value_of(replace_numbers(node, chosen))


def loose_lifts(node: Node, sizes: Mapping[str, int]) -> Iterator[Value]:
    """The same with one of several equal numbers left as it is: the first in 12·12·768² for 12 layers.

    >>> from symcount.reading import parse
    >>> [str(value) for value in loose_lifts(parse("12*12*768").node, {"num_layers": 12, "d_model": 768})]
    ['12*d_model*num_layers', '12*d_model*num_layers']
    """
    numbers = _numbers(node)
    several = Counter(number.value for number in numbers)
    repeated = [number for number in numbers if several[number.value] > 1]
    choices = ([[one] if one is left else _meanings(one.value, sizes) for one in numbers] for left in repeated)
    for chosen in islice((chosen for ways in choices for chosen in product(*ways)), MAX_LIFTS):
        yield value_of(replace_numbers(node, chosen))


def _numbers(node: Node) -> list[Number]:
    return [part for part in postorder(node) if isinstance(part, Number)]


def _meanings(number: int | Fraction, sizes: Mapping[str, int]) -> list[Node]:
    """What a number may stand for: a size, one more than a size, or itself (the small ones: gates, biases, squares)."""
    meant: list[Node] = [Name(name) for name, size in sizes.items() if size == number and size > 1]
    meant += [Group(Sum((Name(name), Number(1)))) for name, size in sizes.items() if size + 1 == number and size >= SMALLEST_SUM]
    if not meant or number <= STRUCTURAL:
        meant.append(Number(number))
    return meant
