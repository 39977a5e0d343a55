"""What a framework builds: its weights, laid out and named as it does, and where it leaves the catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any

from symcount.algebra import Value, as_size
from symcount.errors import InputError, unknown
from symcount.formula import Node, Number, Product, Sum
from symcount.layers import Layer, SizedLayer, Weight
from symcount.layers.weight import Size, plain_size
from symcount.rendering import Result, as_tuple, columns, html, latex, pretty, shown_count
from symcount.rendering.tree import tree_of

Sides = tuple[Size, ...]

MAX_WEIGHTS = 100_000
"""Weights that are listed one by one, at most: layers that are repeated in layers soon have more than can be."""


@dataclass(frozen=True, slots=True)
class BuiltWeight:
    """A tensor of a framework; `of` names the catalogue's weights that it holds: none if the framework adds it.

    `is_buffer`: it is kept outside the framework's parameters (PyTorch's buffers, Flax' batch statistics).
    """

    name: str
    """Its name in the framework."""
    shape: Sides
    """Its sides as the framework has them: whole numbers, or expressions while a size is open."""
    trainable: bool = True
    """Whether it is trained."""
    of: tuple[str, ...] = ()
    """The weights of the catalogue that it holds."""
    is_buffer: bool = False
    """Whether it is kept outside the parameters."""
    copies: Size = 1
    """How often it is there."""

    @property
    def count(self) -> Size:
        """How many numbers it holds."""
        return prod(self.shape) * self.copies

    def holding(self, of: tuple[str, ...]) -> BuiltWeight:
        """The same, with the catalogue's weights that it holds."""
        return BuiltWeight(self.name, self.shape, self.trainable, of, self.is_buffer, self.copies)

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        copies = {} if self.copies == 1 else {"copies": plain_size(self.copies)}
        shape = [plain_size(side) for side in self.shape]
        return {"name": self.name, "shape": shape, **copies, "trainable": self.trainable, "buffer": self.is_buffer, "count": plain_size(self.count)}


def _multiplied(weight: BuiltWeight) -> Node:
    """Its copies and sides, as a product."""
    factors = tuple(tree_of(as_size(size)) for size in (weight.copies, *weight.shape))[0 if weight.copies != 1 else 1 :]
    return Product(factors, ("×",) * (len(factors) - 1)) if len(factors) > 1 else factors[0] if factors else Number(1)


def _remark(weight: BuiltWeight) -> str:
    if weight.is_buffer:
        return "kept beside the parameters"
    return "" if weight.trainable else "not trained"


def kept(name: str, shape: Sides, is_buffer: bool = False) -> BuiltWeight:
    """A tensor that the framework adds and does not train."""
    return BuiltWeight(name, shape, trainable=False, is_buffer=is_buffer)


@dataclass(frozen=True)
class Built(Result):
    """The weights of a framework's layer, and the catalogue's layer that it is (None of several together, and of what has none).

    >>> from symcount import from_config
    >>> built = from_config("torch", "LSTM", {"input_size": 13, "hidden_size": 5})
    >>> built.count, built["weight_ih_l0"].shape, built.sizes
    (400, (20, 13), {'units': 5, 'input_dim': 13, 'bias': 2})
    """

    weights: tuple[BuiltWeight, ...] = ()
    """The tensors, in the order of the framework."""
    layer: Layer | None = None
    """The layer of the catalogue, or None."""
    sizes: Mapping[str, Size] = field(default_factory=dict, hash=False)
    """The sizes of that layer."""

    def __post_init__(self) -> None:
        _few_enough(len(self.weights))

    @property
    def count(self) -> Size:
        """The parameters, trainable and not, without buffers."""
        return _sum(weight.count for weight in self.weights if not weight.is_buffer)

    @property
    def trainable(self) -> Size:
        """The numbers that are trained."""
        return _sum(weight.count for weight in self.weights if weight.trainable)

    @property
    def non_trainable(self) -> Size:
        """The numbers that are kept and not trained, buffers among them."""
        return _sum(weight.count for weight in self.weights if not weight.trainable)

    def latex(self) -> str:
        """The weights' sides multiplied, and their sum."""
        products = tuple(_multiplied(weight) for weight in self.weights if not weight.is_buffer)
        claimed = Sum(products) if len(products) > 1 else products[0] if products else Number(0)
        return latex.equation(claimed, tree_of(as_size(self.count)))

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        return {
            "layer": self.layer.name if self.layer else None,
            "weights": [weight.to_dict() for weight in self.weights],
            "count": plain_size(self.count),
            "trainable": plain_size(self.trainable),
            "non_trainable": plain_size(self.non_trainable),
        }

    def __str__(self) -> str:
        return "\n".join([*columns(self._rows).splitlines(), f"{pretty(as_size(self.count))} parameters"])

    @property
    def _rows(self) -> list[tuple[str, str, str, str]]:
        """The tensors as a table shows them."""
        return [(one.name, as_tuple(one.shape, one.copies), pretty(as_size(one.count)), _remark(one)) for one in self.weights]

    def _repr_html_(self) -> str:
        total = html.paragraph(html.joined(html.strong(shown_count(self.count)), " parameters"))
        rows = [(name, shape, shown_count(one.count), remark) for one, (name, shape, _, remark) in zip(self.weights, self._rows, strict=True)]
        return html.block(html.table(("weight", "shape", "numbers", ""), rows, html.numeric(rows)), total)

    def __getitem__(self, name: str) -> BuiltWeight:
        for weight in self.weights:
            if weight.name == name:
                return weight
        raise unknown("weight", str(name), {weight.name for weight in self.weights})

    def adding(self, *weights: BuiltWeight) -> Built:
        """With weights that the catalogue does not have."""
        return replace(self, weights=(*self.weights, *weights))

    def without(self, *names: str) -> Built:
        """Less weights that the catalogue has."""
        return replace(self, weights=tuple(weight for weight in self.weights if weight.name not in names))

    def frozen(self, *names: str) -> Built:
        """With these weights, or all, not trained."""
        return replace(self, weights=tuple(replace(weight, trainable=weight.trainable and bool(names) and weight.name not in names) for weight in self.weights))

    def trained(self, *names: str) -> Built:
        """With these weights trained."""
        return replace(self, weights=tuple(replace(weight, trainable=weight.trainable or weight.name in names) for weight in self.weights))

    def as_buffers(self, *names: str) -> Built:
        """With these weights kept outside the parameters."""
        return replace(self, weights=tuple(replace(weight, is_buffer=True) if weight.name in names else weight for weight in self.weights))

    def renamed(self, name: str, other: str) -> Built:
        """With one weight under another name."""
        return replace(self, weights=tuple(replace(weight, name=other) if weight.name == name else weight for weight in self.weights))

    def reshaped(self, name: str, sides: Sides) -> Built:
        """With one weight of other sides, as many numbers."""
        return replace(self, weights=tuple(_with_sides(weight, sides) if weight.name == name else weight for weight in self.weights))

    def inside(self, prefix: str) -> Built:
        """As a part of another layer: every name behind a prefix."""
        return replace(self, weights=tuple(replace(weight, name=prefix + weight.name) for weight in self.weights))


def _few_enough(weights: int) -> None:
    if weights > MAX_WEIGHTS:
        raise InputError(f"this would be {weights:,} weights, more than the {MAX_WEIGHTS:,} that are listed")


def together(parts: Iterable[Built]) -> Built:
    """The weights of several parts, and the sizes in which they agree; one part alone stays what it is."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    sizes = {name: size for name, size in parts[0].sizes.items() if all(part.sizes.get(name) == size for part in parts)} if parts else {}
    return Built(tuple(weight for part in parts for weight in part.weights), sizes=sizes)


def repeated(one: Built, times: Size, name: str) -> Built:
    """The same layer several times, each numbered; while it is a symbol how often, once with so many copies."""
    if isinstance(times, int):
        _few_enough(len(one.weights) * times)
        return Built(tuple(weight for place in range(times) for weight in one.inside(f"{name}.{place}.").weights), sizes=one.sizes)
    return Built(tuple(replace(weight, copies=weight.copies * times) for weight in one.inside(f"{name}.").weights), sizes=one.sizes)


# -- layouts ---------------------------------------------------------------------------------------------------------

Names = Mapping[str, str | tuple[str, ...]]
"""A framework's names for the catalogue's weights."""

Layout = Callable[[Weight], Sides]


def inputs_first(weight: Weight) -> Sides:
    """As the catalogue, Keras and Flax have it: the inputs before the outputs, gates side by side on the last axis."""
    return weight.shape


def outputs_first(weight: Weight) -> Sides:
    """As PyTorch has it: the outputs, then the inputs, then the kernel's sides."""
    if weight.kind != "kernel" or len(weight.shape) < 2:
        return weight.shape
    *window, inputs, outputs = weight.shape
    return (outputs, inputs, *window)


def laid_out(
    sized: SizedLayer,
    names: Names | None = None,
    layout: Layout = inputs_first,
    shapes: Mapping[str, Sides] | None = None,
    letters: Mapping[str, str] | None = None,
) -> Built:
    """A layer's weights under a framework's names.

    Several names for a weight part its copies; one name for several weights joins them on the first axis; `{gate}` in a name parts the
    gates, each with its letter; copies that share one name are stacked in front. `shapes` states other sides of as many numbers.
    Errors: `ArithmeticError` if a layout would change the count: a mapping is wrong then, not its input.
    """
    parts: dict[str, list[BuiltWeight]] = {}
    for weight in sized.weights:
        if isinstance(weight.copies, Value) or weight.copies:
            for tensor in _tensors(weight, (names or {}).get(weight.name, weight.name), layout, letters or {}):
                parts.setdefault(tensor.name, []).append(tensor)
    joined = (_joined(tensors) for tensors in parts.values())
    weights = tuple(_with_sides(tensor, (shapes or {}).get(tensor.name)) for tensor in joined)
    if _sum(weight.count for weight in weights) != _sum(weight.count for weight in sized.weights):
        raise ArithmeticError(f"a layout of {sized} changes its count: {weights}")
    return Built(weights, sized.layer, sized.sizes)


def _tensors(weight: Weight, name: str | tuple[str, ...], layout: Layout, letters: Mapping[str, str]) -> Iterable[BuiltWeight]:
    one = BuiltWeight("", layout(weight), weight.trainable, (weight.name,), is_buffer=False)
    if isinstance(name, tuple):
        return [replace(one, name=each) for each in name]
    if "{gate}" in name:
        return [replace(one, name=name.format(gate=letters[gate]), shape=layout(replace(weight, each=()))) for gate in weight.each]
    if isinstance(weight.copies, Value):
        return [replace(one, name=name, copies=weight.copies)]
    return [replace(one, name=name, shape=one.shape if weight.copies == 1 else (weight.copies, *one.shape))]


def _joined(tensors: Sequence[BuiltWeight]) -> BuiltWeight:
    first, *others = tensors
    if not others:
        return first
    rows = _sum(tensor.shape[0] for tensor in tensors)
    return replace(first, shape=(rows, *first.shape[1:]), of=tuple(name for tensor in tensors for name in tensor.of))


def _with_sides(weight: BuiltWeight, sides: Sides | None) -> BuiltWeight:
    if sides is None:
        return weight
    if prod(sides) != prod(weight.shape):
        raise ArithmeticError(f"{weight.name} has {weight.shape}, which is not as many numbers as {sides}")
    return replace(weight, shape=sides)


def _sum(counts: Iterable[Size]) -> Size:
    whole: Size = 0
    for count in counts:
        whole = whole + count
    return whole if isinstance(whole, int) else as_size(whole).settled
