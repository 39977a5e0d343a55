"""The layer of the catalogue that has these tensors, whatever its sizes are called."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from math import prod

from symcount import layers
from symcount.algebra import Rational, Rounded, Value, as_size, from_sympy, of_terms, symbol
from symcount.errors import FormulaError, InputError, TooLarge
from symcount.judging.fingerprints import LARGEST_KERNEL, Index
from symcount.judging.matching import Asked
from symcount.judging.question import Question
from symcount.judging.report import with_article
from symcount.layers import Layer
from symcount.reading import parse
from symcount.rendering import listed, written

BIASES = {0: "without biases", 2: "with two bias vectors"}


@dataclass(frozen=True)
class Known:
    """A layer with the size that each name means, and the settings in which it differs from the textbook's.

    `has_its_name`: it was looked for by its name; else another thing may have the same tensors.
    """

    layer: Layer
    """The layer of the catalogue."""
    sizes: Mapping[str, str] = field(hash=False)
    """The letter or expression that each of its sizes is."""
    settings: Mapping[str, Value] = field(hash=False)
    """The settings in which it is not the textbook's."""
    where_sizes_divide: bool = False
    """Whether it holds only where sizes divide each other."""
    has_its_name: bool = False
    """Whether it was found by its name."""

    def __str__(self) -> str:
        biases = [BIASES[value.constant] for name, value in self.settings.items() if name == "bias" and value.constant in BIASES]  # type: ignore[index]
        others = [f"{name} = {value}" for name, value in self.settings.items() if name != "bias"]
        said = [*biases, *([f"with {listed(others)}"] if others else []), *(["where sizes divide"] if self.where_sizes_divide else [])]
        meanings = ", ".join(f"{name} = {size}" for name, size in self.sizes.items() if name != size)
        return f"{' '.join([with_article(self.layer.title), *said])}{f' ({meanings})' if meanings else ''}"


def known_as(count: Value, name: str = "", tensors: Sequence[Value] | None = None) -> Known | None:
    """The best known layer with this count, of those that have a name like this if one is given; None where there is none.

    >>> from symcount.algebra import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> print(known_as(4 * n * (n + m + 2)))
    an LSTM with two bias vectors (m = input_dim, n = units)
    >>> print(known_as(4 * n * (n + m + 2), tensors=[4 * n * n, 3 * n * m, n * m, 8 * n]), known_as(10 * n * m + n, tensors=[9 * n * m, n * m, n]))
    an LSTM with two bias vectors (m = input_dim, n = units) None

    `tensors` are the counts of the single tensors: each must be one of the layer's weights, several side by side, or a part of one.
    A count that is rounded down is also looked for as it is where its sizes divide.
    """
    if not count.names or (name and not layers.is_layer(name)):
        return None
    found = _known(count, name, tensors)
    if found is None and any(isinstance(atom, Rounded) for atom in count.atoms):
        exact = _known(_unrounded(count), name, tensors and [_unrounded(tensor) for tensor in tensors])
        return exact and replace(exact, where_sizes_divide=True)
    return found


def _known(count: Value, name: str, tensors: Sequence[Value] | None) -> Known | None:
    asked = _catalogue(layers.find(name).name if name else "")
    try:
        claim = asked.claim(parse(_with_sides(written(count))))
    except (FormulaError, TooLarge):  # a name that no formula may have, such as _n
        return None
    matches = (Known(match.question.layer, match.reading, match.conditions, has_its_name=bool(name)) for match in asked.matches(claim))
    return next((known for known in matches if tensors is None or _are_its_weights(known, tensors)), None)


def _are_its_weights(known: Known, tensors: Sequence[Value]) -> bool:
    """Whether tensors, which together have the layer's count, may be its weights: as they are, fused or apart."""
    letters = {size: symbol(letter) for letter, size in known.sizes.items()}
    sizes = letters | {size: value.subs(known.settings).subs(letters) for size, value in known.settings.items()}
    try:
        weights = known.layer(**{size: value for size, value in sizes.items() if size in (*known.layer.sizes, "num_layers")}).weights
    except InputError:  # a size that the count does not tell
        return False
    own = _multiples([as_size(prod(weight.block)) for weight in weights])
    return all(product in own and _fit(multiples, own[product]) for product, multiples in _multiples(tensors).items())


def _multiples(counts: Iterable[Value]) -> dict[Value, set[Rational]]:
    """The numbers with which each product of sizes stands in these counts."""
    found: defaultdict[Value, set[Rational]] = defaultdict(set)
    for term in (term for count in counts for term in count.terms()):
        found[of_terms({term.monomial: 1})].add(term.coefficient)
    return found


def _fit(tensors: Collection[Rational], weights: Collection[Rational]) -> bool:
    """Whether each tensor is a whole number of a weight, or all of them, or all tensors are parts of one size."""
    fused = all(tensor == sum(weights) or any(tensor % weight == 0 for weight in weights) for tensor in tensors)
    return fused or (len(tensors) == 1 and all(weight % tensor == 0 for weight in weights for tensor in tensors))


def _with_sides(text: str) -> str:
    """A formula with squares and cubes as products: they may be those of a kernel's side.

    >>> _with_sides("f*(9*c**2 + 125)")
    'f*(3*3*c**2 + 5*5*5)'
    """
    powers = {side**axes: "*".join([str(side)] * axes) for axes in (3, 2) for side in range(2, LARGEST_KERNEL + 1)}
    return re.sub(r"(?<![\w.])(?<!\*\*)\d+(?![\w.])", lambda number: powers.get(int(number[0]), number[0]), text)


def _unrounded(count: Value) -> Value:
    from sympy import floor

    return from_sympy(count.expr.replace(floor, lambda argument: argument))


@cache
def _catalogue(name: str) -> Asked:
    """The layers with this in their names, about which nothing is stated."""
    questions = [Question(layer) for layer in layers.CATALOGUE.values() if name in layer.name]
    return Asked(Index(sorted(questions, key=lambda question: question.layer.name != name)), {}, {}, {}, Question)
