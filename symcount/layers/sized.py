"""A layer with its sizes put in: its weights, its count, the shapes of what enters and leaves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import eq
from typing import TYPE_CHECKING

from symcount.algebra import as_size, total
from symcount.errors import InputError
from symcount.layers.shapes import Shape, Side
from symcount.layers.weight import Size, Weight
from symcount.rendering import as_tuple, html, number_word, pretty, shown_count
from symcount.rendering.html import Markup

if TYPE_CHECKING:
    from sympy import Expr

    from symcount.layers.definition import Layer


@dataclass(frozen=True)
class SizedLayer:
    """A layer with its sizes put in.

    >>> from symcount.layers import lstm
    >>> small = lstm(units=5, input_dim=13)
    >>> small.count, [weight.shape for weight in small.weights]
    (380, [(13, 20), (5, 20), (20,)])
    """

    layer: Layer
    """The definition."""
    sizes: Mapping[str, Size]
    """The size of each of its names; an expression while it is open."""
    weights: tuple[Weight, ...]
    """The weights at these sizes."""
    shape_sizes: Mapping[str, Size] = field(default_factory=dict)
    """The sizes that only shapes depend on: strides, lengths."""

    @property
    def inputs(self) -> dict[str, Shape]:
        """The shape of each input, by its name; `""` names the only one."""
        return self._put_into(self.layer.inputs)

    @property
    def outputs(self) -> dict[str, Shape]:
        """The shape of the output, by the setting that it has it at; `""` is any other. Of a stack that resizes, none.

        Errors: `InputError` where no output is possible at these sizes.
        """
        is_stack = "num_layers" in self.sizes and "num_layers" not in self.layer.sizes
        return {} if is_stack and self.layer.resizes else self._put_into(self.layer.outputs)

    def _put_into(self, shapes: Mapping[str, Shape]) -> dict[str, Shape]:
        sizes = {**self.sizes, **self.shape_sizes}
        return {name: Shape(tuple(self._side(side, sizes) for side in shape.sides)) for name, shape in shapes.items()}

    def _side(self, formula: Side, sizes: Mapping[str, Size]) -> Side:
        if formula is ...:
            return formula
        side = formula.subs(sizes)
        if side.constant is not None and side.constant < 1:
            raise InputError(f"a side of {self.layer.name} would be {side}, that is {formula}: the kernel is longer than its input, or too much is taken off")
        return side

    @cached_property
    def total(self) -> Size:
        """The trainable parameters, as a number or in the kernel's form."""
        return _total(weight.count for weight in self.weights if weight.trainable)

    @property
    def count(self) -> int | Expr:
        """The number of trainable parameters; a SymPy expression while a size is still a symbol."""
        return self.total if isinstance(self.total, int) else self.formula

    @property
    def trainable(self) -> int | Expr:
        """The same as `count`."""
        return self.count

    @property
    def non_trainable(self) -> int | Expr:
        """The numbers kept beside the parameters, such as moving statistics."""
        kept = _total(weight.count for weight in self.weights if not weight.trainable)
        return kept if isinstance(kept, int) else kept.expr

    @property
    def formula(self) -> Expr:
        """The count as a SymPy expression."""
        import sympy

        parts = [as_size(weight.count).expr for weight in self.weights if weight.trainable]
        return sympy.factor_terms(sympy.Add(*parts))

    @property
    def arithmetic(self) -> str:
        """The formula with the numbers put in: `4*(13*5 + 5*5 + 5) = 380`; empty while a size is a symbol."""
        if not isinstance(self.total, int):
            return ""
        weights = [weight for weight in self.weights if weight.trainable and weight.count]
        gates = {len(weight.each) or 1 for weight in weights}
        shared = gates.pop() if len(gates) == 1 else 1
        terms = [_multiplied([*weight.block, weight.copies, (len(weight.each) or 1) // shared]) for weight in weights]
        times = shared * _repeats(terms)
        added = " + ".join(terms[: len(terms) * shared // times])
        return f"{times}*({added}) = {self.total}" if times > 1 else f"{added} = {self.total}"

    def __str__(self) -> str:
        sizes = ", ".join(f"{name}={size}" for name, size in self.sizes.items())
        return f"{self.layer.name}({sizes}): {self.total}"

    def meaning_of(self, weight: Weight) -> str:
        """What a weight is, for how many gates or parts, and whether it is trained."""
        parts = "gates" if self.layer.is_recurrent else "parts"
        each = f" for each of {number_word(len(weight.each))} {parts}" if weight.each else ""
        return weight.meaning + each + ("" if weight.trainable else " (kept, not trained)")

    def weights_table(self) -> Markup:
        """The weights for a page: their names, shapes, counts, and what each is."""
        rows = [(one.name, as_tuple(one.shape, one.copies), shown_count(one.count), self.meaning_of(one)) for one in self.weights]
        return html.table(("weight", "shape", "parameters", ""), rows, html.numeric(rows))

    def _repr_html_(self) -> str:
        sizes = ", ".join(f"{name}={pretty(as_size(size))}" for name, size in self.sizes.items())
        calculation = f"{self.arithmetic.partition('=')[0]}= " if self.arithmetic else ""
        total = html.joined(calculation, html.strong(shown_count(self.total)), " parameters")
        return html.block(html.paragraph(html.code(f"{self.layer.name}({sizes})")), self.weights_table(), html.paragraph(total))


def _total(counts: Iterable[Size]) -> Size:
    parts = list(counts)
    if all(isinstance(part, int) for part in parts):
        return sum(parts)
    return total([as_size(part) for part in parts])


def _repeats(terms: Sequence[str]) -> int:
    """How often the same two or more terms follow each other: four maps of attention are one, four times.

    >>> _repeats(["8*8", "8", "8*8", "8"]), _repeats(["8", "8"])
    (2, 1)
    """
    lengths = (length for length in range(2, len(terms) // 2 + 1) if len(terms) % length == 0)
    return next((len(terms) // length for length in lengths if all(map(eq, terms, terms[length:]))), 1)


def _multiplied(sizes: Iterable[Size]) -> str:
    factors = [str(size) for size in sizes if size != 1] or ["1"]
    return "*".join(factors)
