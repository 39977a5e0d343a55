"""The ways in which a shape of what enters or leaves a layer may be right, and what a passage states of the sizes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.judging.question import Question, role_of
from symcount.layers import Layer
from symcount.layers.shapes import KERNEL_SIDES, Shape
from symcount.reading.passage import Numbers, Passage
from symcount.rendering import listed, number_word
from symcount.roles import ROLES

AxisOrders = Callable[[Sequence[Shape]], list[tuple[tuple[str, ...], list[Shape]]]]
"""The shapes of a layer in each order of their axes, with the frameworks that have it."""

IN_KERNELS = frozenset(side for sides in KERNEL_SIDES.values() for side in sides)


@dataclass(frozen=True, slots=True)
class Way:
    """The shapes of a layer at one setting, in one order of their axes, with the batch or of one sample."""

    setting: str
    frameworks: tuple[str, ...]
    claimed: Shape
    entering: tuple[Shape, ...] = ()
    inputs_first: bool = False
    is_sample: bool = False

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is not the usual about it."""
        order = "" if "keras" in self.frameworks else "in PyTorch's order of axes"
        return tuple(filter(None, (self.setting and f"with {self.setting}", order, "of one sample, without the batch" if self.is_sample else "")))


def ways(which: str, question: Question, said: Passage, axis_orders: AxisOrders) -> list[Way]:
    """The ways in which the shape may be right, the usual first; with a convention, those of that framework."""
    layer, framework = question.layer, question.convention.name
    found = []
    for setting, shape in _fitting(layer.inputs if which == "input" else layer.outputs, said).items():
        entering = () if which == "input" else (layer.inputs[setting],) if setting in layer.inputs else tuple(layer.inputs.values())
        for frameworks, (claimed, *others) in axis_orders([shape, *entering]):
            if question.convention.is_textbook or framework in frameworks:
                found.append(Way(setting, frameworks, claimed, tuple(others)))
    orders = (False, True) if _order(layer, True, len(said.arguments)) else (False,)
    with_orders = [replace(way, inputs_first=first) for way in found for first in orders]
    return [*with_orders, *(replace(way, claimed=of_one_sample(way.claimed), is_sample=True) for way in with_orders)]


def _fitting(shapes: Mapping[str, Shape], said: Passage) -> Mapping[str, Shape]:
    """The shapes at the settings that the passage says, or does not speak of."""
    options = {setting: dict(re.findall(r"(\w+)='?(\w+)", setting)) for setting in shapes}
    for name, value in said.settings.items():
        chosen = [setting for setting, option in options.items() if option.get(name) == value]
        options = {setting: option for setting, option in options.items() if (setting in chosen if chosen else name not in option)} or options
    return {setting: shapes[setting] for setting in options}


def of_one_sample(shape: Shape) -> Shape:
    """The shape without the axis of the batch."""
    return Shape(tuple(side for side in shape.sides if side != symbol("batch_size")))


# -- sizes that the passage states -------------------------------------------------------------------------------------


def stated_in(said: Passage, way: Way, layer: Layer) -> Iterator[tuple[str, int]]:
    """The sizes that a passage states by name, and those that the layer is called with, in the order of this way."""
    for name, numbers in said.sizes.items():
        yield from _assigned(_own_role(name, layer), numbers, layer)
    for name, numbers in zip(_order(layer, way.inputs_first, len(said.arguments)), said.arguments, strict=False):
        yield from _assigned(name, numbers, layer)


def in_tuple(numbers: Numbers, layer: Layer) -> Iterator[tuple[str, int]]:
    """The sizes that a tuple states which stands between what enters and what leaves: the layer's first ones in order, or its kernel."""
    sides = [side for side in layer.sizes if side in IN_KERNELS]
    names = _order(layer, False, len(numbers))
    if len(sides) == len(numbers) > 1 and len(set(numbers)) == 1:
        yield from zip(sides, numbers, strict=True)
    elif len(numbers) == len(names) - 2 + len(sides) and len(sides) > 1:
        before = names.index("kernel_size")
        yield from zip([*names[:before], *sides], numbers, strict=True)
    else:
        for name, number in zip(names, numbers, strict=False):
            yield from _assigned(name, (number,), layer)


def _own_role(name: str, layer: Layer) -> str:
    try:
        return role_of(name, layer)
    except InputError:  # a passage may assign to names that are no sizes: `epochs=10`
        return ""


def _assigned(name: str, numbers: Numbers, layer: Layer) -> Iterator[tuple[str, int]]:
    """The number of each of the layer's sizes that a name means; one number is that of all sides of a kernel."""
    own = layer.own_sizes(name) or ((name,) if name in layer.shape_sizes else ())
    if len(numbers) == len(own):
        yield from zip(own, numbers, strict=True)
    elif own and len(set(numbers)) == 1:
        yield from ((one, numbers[0]) for one in own)
    elif own:
        needed = f"{number_word(len(own))} number{'' if len(own) == 1 else 's'}"
        raise InputError(f"{name} of {layer.name} is {needed} here, not {listed([str(number) for number in numbers])}")


def _order(layer: Layer, inputs_first: bool, count: int) -> list[str]:
    """The sizes in the order in which constructors take them: Keras leaves the inputs out, PyTorch names them first.

    Empty where no order is usual, and where there are not enough numbers to name the inputs first.
    """
    required = [name for name in layer.sizes if name not in layer.defaults and name not in IN_KERNELS]
    inputs = [name for name in required if ROLES[name].width == "input"]
    others = [name for name in required if name not in inputs]
    kernel = ["kernel_size"] if any(name in IN_KERNELS for name in layer.sizes) else []
    is_usual = len(others) <= 1 or others[0] == "vocab_size"
    if not is_usual or (others and ROLES[others[0]].width != "output" and others[0] != "vocab_size"):
        return []
    if inputs_first:
        return [*inputs, *others, *kernel, "stride", "padding", "dilation"] if inputs and count > len(inputs) else []
    return [*others, *kernel, "stride"] if count else []
