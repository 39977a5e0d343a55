"""The layer of the catalogue that has a count, whatever its sizes are called."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from symcount import layers
from symcount.algebra import Rounded, Value, from_sympy
from symcount.errors import FormulaError, TooLarge
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
    """A layer with the size that each name means, and the settings in which it differs from the textbook's."""

    layer: Layer
    sizes: Mapping[str, str] = field(hash=False)
    settings: Mapping[str, Value] = field(hash=False)
    where_sizes_divide: bool = False

    def __str__(self) -> str:
        biases = [BIASES[value.constant] for name, value in self.settings.items() if name == "bias" and value.constant in BIASES]  # type: ignore[index]
        others = [f"{name} = {value}" for name, value in self.settings.items() if name != "bias"]
        said = [*biases, *([f"with {listed(others)}"] if others else []), *(["where sizes divide"] if self.where_sizes_divide else [])]
        meanings = ", ".join(f"{name} = {size}" for name, size in self.sizes.items() if name != size)
        return f"{' '.join([with_article(self.layer.title), *said])}{f' ({meanings})' if meanings else ''}"


def known_as(count: Value, name: str = "") -> Known | None:
    """The best known layer with this count, of those that have a name like this if one is given; None where there is none.

    >>> from symcount.algebra import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> print(known_as(4 * n * (n + m + 2)))
    an LSTM with two bias vectors (m = input_dim, n = units)

    A count that is rounded down is also looked for as it is where its sizes divide.
    """
    if not count.names or (name and not layers.is_layer(name)):
        return None
    found = _known(count, name)
    if found is None and any(isinstance(atom, Rounded) for atom in count.atoms):
        exact = _known(_unrounded(count), name)
        return exact and replace(exact, where_sizes_divide=True)
    return found


def _known(count: Value, name: str) -> Known | None:
    asked = _catalogue(layers.find(name).name if name else "")
    try:
        claim = asked.claim(parse(_with_sides(written(count))))
    except (FormulaError, TooLarge):  # a name that no formula may have, such as _n
        return None
    match = next(iter(asked.matches(claim)), None)
    return Known(match.question.layer, match.reading, match.conditions) if match else None


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
