"""`explain`: a layer's formula, each weight and its part of the sum, what enters and leaves it, and what does not matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symcount.algebra import Value, as_size, symbol
from symcount.algebra.steps import Step, derivation, replace_names, sum_of
from symcount.errors import InputError, shown
from symcount.formula import Node, Number
from symcount.judging.question import in_its_names
from symcount.layers import Layer, SizedLayer, Weight, find
from symcount.layers.shapes import USUAL_SHAPE_SIZES, Shape
from symcount.layers.weight import Size, plain_size
from symcount.reading import parse
from symcount.rendering import (
    Result,
    Rewriting,
    as_tuple,
    columns,
    derivation_lines,
    html,
    html_parts,
    in_lines,
    listed,
    pretty,
    rewritings,
    written,
)
from symcount.rendering import latex as latex_of
from symcount.rendering.html import Markup
from symcount.rendering.latex_names import settable
from symcount.rendering.tree import tree_of


@dataclass(frozen=True)
class Explanation(Result):
    """A layer with its sizes, explained; prints as the terminal shows it, with its steps where these are asked for.

    >>> lstm = explain("lstm", units=5, input_dim=13)
    >>> lstm.count, lstm.arithmetic
    (380, '4*(13*5 + 5*5 + 5) = 380')
    """

    sized: SizedLayer
    """The layer with its sizes."""
    inputs: Mapping[str, Shape]
    """The shape of each input, by its name."""
    outputs: Mapping[str, Shape]
    """The shape of each output, by the setting that gives it."""
    with_steps: bool = False
    """Whether the steps are printed, too."""

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
        return self.sized.arithmetic

    @property
    def steps(self) -> tuple[Rewriting, ...]:
        """From the sum of the weights to the formula, and to the count at the sizes given."""
        return rewritings(self.derivation)

    @cached_property
    def derivation(self) -> tuple[Step, ...]:
        """The same as formulas, which the kernel can check."""
        parts = sum_of([tree_of(as_size(weight.count)) for weight in self._symbolic.weights if weight.trainable])
        formula = tree_of(self.formula)
        return (*derivation(parts, formula), *self._steps_at_the_sizes(formula))

    def _steps_at_the_sizes(self, formula: Node) -> Iterator[Step]:
        sizes = {name: tree_of(as_size(size)) for name, size in self.sized.sizes.items()}
        with_sizes = replace_names(formula, sizes)
        if with_sizes == formula:
            return
        yield Step("put in the sizes", formula, with_sizes, meanings=sizes)
        if isinstance(self.sized.total, int):
            yield Step("compute", with_sizes, Number(self.sized.total))
        else:
            yield from derivation(with_sizes, tree_of(as_size(self.sized.total)))

    def latex(self, letters: Mapping[str, str] | None = None) -> str:
        """The formula as LaTeX, in the letters given."""
        return settable(self._math(letters))

    def _math(self, letters: Mapping[str, str] | None = None) -> str:
        return latex_of.value(as_size(self.sized.total), letters)

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        total = self.sized.total
        return {
            "layer": self.sized.layer.name,
            "description": self.sized.layer.description,
            "sizes": {name: plain_size(size) for name, size in self.sized.sizes.items()},
            "formula": written(self.formula),
            "latex": self._math(),
            "weights": [_weight(weight) for weight in self.sized.weights],
            "inputs": _shapes(self.inputs),
            "outputs": _shapes(self.outputs),
            "equations": list(self.sized.layer.equations),
            "count": plain_size(total),
            "arithmetic": self.arithmetic,
            "steps": [step.to_dict() for step in self.steps] if self.with_steps else [],
            "without_effect": list(self.sized.layer.without_effect),
            "source": self.sized.layer.source,
        }

    def __str__(self) -> str:
        layer = self.sized.layer
        weights = [
            (weight.name, as_tuple(weight.shape, weight.copies), pretty(as_size(weight.count)), self.sized.meaning_of(weight)) for weight in self.sized.weights
        ]
        shapes = [*_rows("input", self.inputs), *_rows("output", self.outputs)]
        lines = [f"{layer.name}: {layer.description}", "", *in_lines(pretty(self.formula), "    ", "    "), *self._numbers()]
        lines += ["", *_indented(columns(weights)), "", *_indented(columns(shapes)), ""]
        lines += [f"    {_gates(gates)}" for gates in dict.fromkeys(weight.each for weight in self.sized.weights if weight.each)]
        lines.append(f"    does not matter: {', '.join(layer.without_effect)}")
        lines.append(f"    source: {layer.source}")
        lines += ["", *_indented("\n".join(derivation_lines(self.steps)))] if self.with_steps else []
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        layer = self.sized.layer
        numbers = [("in numbers", self.arithmetic)] if self.arithmetic else []
        shapes = [(what, f"{shape} {name}") for what, shape, name in (*_rows("input", self.inputs), *_rows("output", self.outputs))]
        gates = [("gates", _gates(gates)) for gates in dict.fromkeys(weight.each for weight in self.sized.weights if weight.each)]
        rest = [("does not matter", ", ".join(layer.without_effect)), ("source", layer.source)]
        return html.block(
            html.paragraph(html.joined(html.strong(layer.name), f": {layer.description}")),
            html_parts.count(self.formula, self.sized.layer.identities),
            self._typeset_at_the_sizes(),
            self.sized.weights_table(),
            html_parts.facts([*numbers, *shapes, *gates, *rest]),
            html_parts.derivation(self.derivation if self.with_steps else ()),
        )

    def _typeset_at_the_sizes(self) -> Markup:
        """The count at sizes that are not all numbers, below what they are; nothing where every size is its own symbol."""
        total = as_size(self.sized.total)
        if total.constant is not None or total == self.formula:
            return Markup()
        put_in = (f"{name} = {pretty(as_size(size))}" for name, size in self.sized.sizes.items() if as_size(size) != symbol(name))
        return Markup(html.paragraph(f"at {', '.join(put_in)}:") + html_parts.count(total))

    def _numbers(self) -> list[str]:
        if self.arithmetic:
            return [f"    = {self.arithmetic}"]
        return [] if self.sized.total == self.formula else [f"    = {pretty(as_size(self.sized.total))}"]


def explain(layer: str | Layer, /, **sizes: int | str) -> Explanation:
    """Explain a layer: its formula, its weights, what the factors are, what enters and leaves it, what does not matter.

    >>> explain("lstm", units=5, input_dim=13).arithmetic
    '4*(13*5 + 5*5 + 5) = 380'
    >>> explain("conv1d", filters=32, input_channels=128, kernel_size=7, input_length=500).to_dict()["outputs"][""]
    ['batch_size', 494, 32]

    `sizes` are whole numbers, or expressions in any letters as text (`units="2*h"`); the others stay symbols, but what is usual, such as
    one bias, a stride of 1 and no padding, is put in.

    Errors: `InputError` for an unknown layer or size and for sizes at which no output is possible, `FormulaError` for an expression that
    cannot be read, `NotDivisible` for sizes that do not divide where the layer needs them to.
    """
    definition = find(layer)
    put_in = {name: _size(name, size, definition) for name, size in in_its_names(sizes, definition).items()}
    own = {one for name in put_in for one in definition.own_sizes(name)}
    of_shapes = {one for name in put_in for one in definition.own_shape_sizes(name)}
    symbols = {name: size for name, size in definition.symbolic.sizes.items() if name not in own and name not in definition.defaults}
    numbers = any(isinstance(size, int) for name, size in put_in.items() if definition.own_sizes(name))
    usual = {} if numbers else {name: size for name, size in definition.symbolic.sizes.items() if name in definition.defaults and name not in own}
    usual |= {name: size for name, size in USUAL_SHAPE_SIZES.items() if name in definition.shape_sizes and name not in of_shapes}
    sized = definition(**symbols, **usual, **put_in)
    return Explanation(sized, sized.inputs, sized.outputs)


def _size(name: str, size: int | str, layer: Layer) -> Size:
    if isinstance(size, int):
        return size
    sides = layer.own_sizes(name)
    if len(sides) > 1 and not (size.strip().isdecimal() or size.strip().isidentifier()):
        raise InputError(f"{name} of {layer.name} is one number for each of {listed(list(sides))}, not {shown(size)}: give {listed(list(sides))}")
    value = parse(size).value()
    constant = value.constant
    if constant is None and (settings := USUAL_SHAPE_SIZES.keys() & layer.own_shape_sizes(name)):
        named = "; what padding='same' leaves is the row that is named so" if "padding" in settings else ""
        raise InputError(f"{name} is a whole number, not {shown(size)}{named}")
    if constant is not None and not isinstance(constant, int):
        raise InputError(f"a size is a whole number, not {size}")
    return value if constant is None else constant


def _weight(weight: Weight) -> dict[str, Any]:
    count = weight.count
    return {
        "name": weight.name,
        "shape": [plain_size(side) for side in weight.shape],
        "copies": plain_size(weight.copies),
        "formula": written(as_size(weight.count)),
        "count": count if isinstance(count, int) else None,
        "trainable": weight.trainable,
        "meaning": weight.meaning,
    }


def _shapes(shapes: Mapping[str, Shape]) -> dict[str, list[int | str]]:
    return {name: ["..." if side is ... else plain_size(side) for side in shape.sides] for name, shape in shapes.items()}


def _rows(what: str, shapes: Mapping[str, Shape]) -> Iterator[tuple[str, str, str]]:
    """A row for each shape of what enters or leaves: the first says which it is."""
    for place, (name, shape) in enumerate(shapes.items()):
        yield "" if place else what, as_tuple(shape.sides), name


def _gates(gates: tuple[str, ...]) -> str:
    return f"the factor {len(gates)}: {listed(gates)}"


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
