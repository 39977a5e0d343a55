"""How a part of a model comes to its count: the formula of its layer, with switches put in, and the arithmetic with the numbers put in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from symcount.algebra import Value, as_size, symbol
from symcount.formula import Node, Number, Product
from symcount.layers import Layer, SizedLayer, Weight
from symcount.layers.weight import Size
from symcount.models.model import Part, added
from symcount.rendering import pretty, shown_count
from symcount.rendering.tables import visible
from symcount.rendering.tree import tree_of
from symcount.roles import ROLES

PutIn = tuple[tuple[str, Size], ...]

FORMULAS = 4096
"""Formulas that are kept: the rows of a model repeat few."""


@dataclass(frozen=True)
class Counted:
    """The count of parts that differ in names alone, so many `times` together: what their rows have in common."""

    part: Part
    times: int = 1

    @cached_property
    def formula(self) -> Node | None:
        """It in the names of sizes; None where no definition explains it."""
        return formula_of(self.part, self.times)

    @cached_property
    def formula_shown(self) -> str:
        """The same as a table shows it."""
        return pretty(self.formula) if self.formula else ""

    @cached_property
    def numbers(self) -> str:
        """The formula with the numbers put in; empty while a size is a symbol."""
        return arithmetic_of(self.part, self.times)

    @cached_property
    def numbers_shown(self) -> str:
        """The same as a table shows it."""
        return visible(self.numbers)

    @cached_property
    def count(self) -> Size:
        """The number, or what is known of it."""
        return self.part.count * self.times

    @cached_property
    def shown(self) -> str:
        """The same as a table shows it."""
        return shown_count(self.count)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What it does not say, in words, save where names are spoken of."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        trainable, frozen, buffers = (size * self.times for size in (self.part.trainable, self.part.non_trainable, self.part.buffers))
        if frozen != 0:
            yield "not trained" if trainable == 0 else f"{shown_count(frozen)} not trained"
        if buffers != 0:
            yield f"{shown_count(buffers)} more in buffers"
        if self.part.active is not None and self.part.active != self.part.copies:
            yield f"{shown_count(self.part.active * self.times)} of {shown_count(self.part.copies * self.times)} copies active for each token"


def formula_of(part: Part, times: int = 1) -> Node | None:
    """The formula of a part in the names of sizes, all its copies together and it as many `times`; None where none explains its count.

    >>> from symcount.layers import lstm
    >>> from symcount.frameworks import from_config
    >>> from symcount.rendering import pretty
    >>> built = from_config("keras", "LSTM", {"units": 5}, input_shape=[None, 16, 13])
    >>> pretty(formula_of(Part("lstm_1", "LSTM", built.weights, lstm(units=5, input_dim=13))))
    '4·units·(input_dim + units + 1)'

    Switches are put in, and sizes that are what they usually are, such as one group.
    """
    one = _of_one(part)
    if one is None:
        return None
    if not isinstance(part.copies, int):
        one, copies = one * part.copies, times
    else:
        copies = times * part.copies
    return tree_of(one) if copies == 1 else Product((Number(copies), tree_of(one)), ("×",))


def _of_one(part: Part) -> Value | None:
    count = added(weight.count for weight in part.counted)
    if part.layer and (weights := _explaining(part, part.layer, count)):
        return _in_names(part.layer.layer, tuple(part.layer.sizes), _put_in(part.layer), tuple(weight.name for weight in weights))
    return None if isinstance(count, int) else count


def _explaining(part: Part, layer: SizedLayer, count: Size) -> tuple[Weight, ...]:
    """The weights of the catalogue that give the count: the trained ones, all (Keras counts moving statistics), or those that stand here."""
    here = frozenset(chain.from_iterable(weight.of for weight in part.counted))
    choices = (
        tuple(weight for weight in layer.weights if weight.trainable),
        layer.weights,
        tuple(weight for weight in layer.weights if weight.name in here),
    )
    return next((weights for weights in choices if count != 0 and added(weight.count for weight in weights) == count), ())


def _put_in(layer: SizedLayer) -> PutIn:
    """The sizes that a formula has as numbers."""
    usual = layer.layer.defaults
    return tuple((name, size) for name, size in layer.sizes.items() if isinstance(size, int) and (ROLES[name].values or usual.get(name) == size))


@lru_cache(FORMULAS)
def _in_names(layer: Layer, names: tuple[str, ...], put_in: PutIn, weights: tuple[str, ...]) -> Value:
    sizes = {name: symbol(name) for name in names} | dict(put_in)
    return as_size(added(weight.count for weight in layer(**sizes).weights if weight.name in weights))


def arithmetic_of(part: Part, times: int = 1) -> str:
    """The same with the numbers put in; where no layer explains it, the shapes multiplied. Empty while a size is a symbol.

    >>> from symcount.frameworks import from_config
    >>> built = from_config("keras", "LSTM", {"units": 5}, input_shape=[None, 16, 13])
    >>> arithmetic_of(Part("lstm_1", "LSTM", built.weights)), arithmetic_of(Part("lstm_1", "LSTM", built.weights), times=12)
    ('13×20 + 5×20 + 20', '12*(13×20 + 5×20 + 20)')
    """
    if not isinstance(part.count, int) or not isinstance(part.copies, int) or not part.counted:
        return ""
    one = part.layer.arithmetic.partition(" = ")[0] if part.layer and part.layer.total * part.copies == part.count else _shapes(part)
    copies = times * part.copies
    return one if copies == 1 else f"{copies}*({one})" if " + " in one else f"{copies}*{one}"


def _shapes(part: Part) -> str:
    """The sides of each tensor multiplied; tensors of one shape together."""
    shapes = Counter((weight.shape, weight.copies) for weight in part.counted)
    return " + ".join(_multiplied(shape, copies, number) for (shape, copies), number in shapes.items())


def _multiplied(shape: tuple[Size, ...], copies: Size, number: int) -> str:
    sides = "×".join(map(str, shape)) or "1"
    many = [str(factor) for factor in (number, copies) if factor != 1]
    return "*".join([*many, f"({sides})" if many and len(shape) > 1 else sides])
