"""`explain`: a layer's formula, each weight with its shape and its part of the sum, and what does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symcount.algebra import Value, as_size, symbol
from symcount.errors import InputError
from symcount.layers import Layer, SizedLayer, Weight, find
from symcount.layers.weight import Size
from symcount.reading import parse
from symcount.rendering import Result, Rewriting, columns, derivation, listed, number_word, pretty, written
from symcount.rendering import latex as latex_of


@dataclass(frozen=True)
class Explanation(Result):
    """A layer with its sizes, explained; prints as the terminal shows it."""

    sized: SizedLayer

    @property
    def formula(self) -> Value:
        """The formula with every size a symbol, of a stack the number of layers too."""
        return as_size(self._symbolic.total)

    @property
    def _symbolic(self) -> SizedLayer:
        return self.sized.layer(**{name: symbol(name) for name in self.sized.sizes})

    @property
    def count(self) -> int | Value:
        """The trainable parameters: a number, or a formula while a size is a symbol."""
        return self.sized.total

    @property
    def arithmetic(self) -> str:
        """The formula with the numbers put in: `4*(13*5 + 5*5 + 5) = 380`; empty while a size is a symbol."""
        if not isinstance(self.sized.total, int):
            return ""
        weights = [weight for weight in self.sized.weights if weight.trainable and weight.count]
        gates = {len(weight.each) or 1 for weight in weights}
        shared = gates.pop() if len(gates) == 1 else 1
        terms = " + ".join(_multiplied([*weight.block, weight.copies, (len(weight.each) or 1) // shared]) for weight in weights)
        return f"{shared}*({terms}) = {self.sized.total}" if shared > 1 else f"{terms} = {self.sized.total}"

    @property
    def steps(self) -> tuple[Rewriting, ...]:
        """From the sum of the weights to the formula, and to the count."""
        parts = " + ".join(written(as_size(weight.count)) for weight in self._symbolic.weights if weight.trainable)
        numbers = [("put in the sizes", self.arithmetic.partition(" = ")[0]), ("compute", str(self.sized.total))] if self.arithmetic else []
        return derivation(parts, [("take out what all weights share", written(self.formula)), *numbers])

    def latex(self, letters: Mapping[str, str] | None = None) -> str:
        """The formula as LaTeX, in the letters given."""
        return latex_of.value(as_size(self.sized.total), letters)

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        total = self.sized.total
        return {
            "layer": self.sized.layer.name,
            "description": self.sized.layer.description,
            "sizes": {name: _plain(size) for name, size in self.sized.sizes.items()},
            "formula": written(self.formula),
            "latex": self.latex(),
            "weights": [_weight(weight) for weight in self.sized.weights],
            "count": _plain(total),
            "arithmetic": self.arithmetic,
            "steps": [step.to_dict() for step in self.steps],
            "without_effect": list(self.sized.layer.without_effect),
            "source": self.sized.layer.source,
        }

    def __str__(self) -> str:
        layer = self.sized.layer
        rows = [(weight.name, _shape(weight), pretty(as_size(weight.count)), _remark(weight)) for weight in self.sized.weights]
        lines = [f"{layer.name}: {layer.description}", "", f"    {pretty(self.formula)}", *self._numbers(), "", *_indented(columns(rows)), ""]
        lines += [f"    {_gates(gates)}" for gates in dict.fromkeys(weight.each for weight in self.sized.weights if weight.each)]
        lines.append(f"    does not matter: {', '.join(layer.without_effect)}")
        lines.append(f"    source: {layer.source}")
        return "\n".join(lines)

    def _numbers(self) -> list[str]:
        if self.arithmetic:
            return [f"    = {self.arithmetic}"]
        return [] if self.sized.total == self.formula else [f"    = {pretty(as_size(self.sized.total))}"]


def explain(layer: str | Layer, /, **sizes: int | str) -> Explanation:
    """Explain a layer: its formula, its weights, what the factors are, what does not matter.

    >>> explain("lstm", units=5, input_dim=13).arithmetic
    '4*(13*5 + 5*5 + 5) = 380'

    `sizes` are whole numbers, or expressions in any letters as text (`units="2*h"`); the others stay symbols.
    Errors: `InputError` for an unknown layer or size, `FormulaError` for an expression that cannot be read.
    """
    definition = find(layer)
    put_in = {name: _size(size) for name, size in sizes.items()}
    own = {one for name in put_in for one in definition.own_sizes(name)}
    symbols = {name: size for name, size in definition.symbolic.sizes.items() if name not in own and name not in definition.defaults}
    numbers = any(isinstance(size, int) for size in put_in.values())
    usual = {} if numbers else {name: size for name, size in definition.symbolic.sizes.items() if name in definition.defaults and name not in own}
    return Explanation(definition(**symbols, **usual, **put_in))


def _size(size: int | str) -> Size:
    if isinstance(size, int):
        return size
    value = parse(size).value()
    constant = value.constant
    if constant is not None and not isinstance(constant, int):
        raise InputError(f"a size is a whole number, not {size}")
    return value if constant is None else constant


def _weight(weight: Weight) -> dict[str, Any]:
    count = weight.count
    return {
        "name": weight.name,
        "shape": [_plain(side) for side in weight.shape],
        "copies": _plain(weight.copies),
        "formula": written(as_size(weight.count)),
        "count": count if isinstance(count, int) else None,
        "trainable": weight.trainable,
        "meaning": weight.meaning,
    }


def _plain(size: Size) -> int | str:
    return size if isinstance(size, int) else str(size)


def _shape(weight: Weight) -> str:
    sides = ", ".join(pretty(as_size(side)) for side in weight.shape)
    shape = f"({sides}{',' if len(weight.shape) == 1 else ''})"
    return shape if weight.copies == 1 else f"{pretty(as_size(weight.copies))} × {shape}"


def _remark(weight: Weight) -> str:
    each = f" for each of {number_word(len(weight.each))} gates" if weight.each else ""
    return weight.meaning + each + ("" if weight.trainable else " (kept, not trained)")


def _gates(gates: tuple[str, ...]) -> str:
    return f"the factor {len(gates)}: {listed(gates)}"


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]


def _multiplied(sizes: list[Size]) -> str:
    factors = [str(size) for size in sizes if size != 1] or ["1"]
    return "*".join(factors)
