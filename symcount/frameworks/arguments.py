"""The kinds of arguments that constructors take: each annotation of a mapping's parameter carries how a value is read.

A size may be a symbol wherever it may be a number, so that the same mapping gives a count and a formula.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from symcount.algebra import Value
from symcount.errors import InputError, shown
from symcount.layers.weight import Size

Reader = Callable[[str, object], Any]

MAX_SIZE, MAX_AXES = 2**63 - 1, 64
"""The largest size, and the most axes, that a tensor has in any framework."""

EACH_ALONE = -1
"""What stands for as many groups as there are channels."""

MAX_LAYERS = 1_000
"""Layers that are listed one by one, at most."""


@dataclass(frozen=True)
class Argument:
    """How an argument is read, and whether it may be None."""

    reader: Reader
    is_optional: bool = False

    def __call__(self, name: str, value: object) -> Any:
        """The value as a mapping takes it. Errors: `InputError` for what it cannot be."""
        return None if value is None and self.is_optional else self.reader(name, value)


@dataclass(frozen=True)
class Nested:
    """A layer inside another: `{"layer": "LSTM", "config": {…}}`, or `class_name` as Keras files have it."""

    layer: str
    config: Mapping[str, Any]


def whole(name: str, value: object) -> Size:
    """A size: a whole number from 1."""
    return _size(name, value, 1)


def natural(name: str, value: object) -> Size:
    """A whole number from 0."""
    return _size(name, value, 0)


def _size(name: str, value: object, least: int) -> Size:
    if isinstance(value, Value):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MAX_SIZE:
        raise InputError(f"{name} is a whole number from {least} to {MAX_SIZE}, not {shown(value)}")
    return value


def groups(name: str, value: object) -> Size:
    """How many groups of channels: a whole number from 1, or -1 for each channel alone."""
    return EACH_ALONE if value == EACH_ALONE else whole(name, value)


def count(name: str, value: object) -> int:
    """A whole number from 1, and never a symbol."""
    size = whole(name, value)
    if not isinstance(size, int):
        raise InputError(f"{name} is a number, not {shown(value)}")
    return size


def depth(name: str, value: object) -> Size:
    """How many layers stand on top of each other: a whole number from 0, or a symbol."""
    size = natural(name, value)
    return size if isinstance(size, Value) else _listed(name, size)


def own_depth(name: str, value: object) -> int:
    """How many layers of its own a layer has: a whole number from 1, and never a symbol."""
    return _listed(name, count(name, value))


def _listed(name: str, layers: int) -> int:
    if layers > MAX_LAYERS:
        raise InputError(f"{name} is at most {MAX_LAYERS}, not {shown(layers)}")
    return layers


def number(name: str, value: object) -> float:
    """Any positive number."""
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value < float("inf"):
        raise InputError(f"{name} is a number above 0, not {shown(value)}")
    return value


def flag(name: str, value: object) -> int:
    """True or False, as 1 or 0."""
    if value in (0, 1) and isinstance(value, (bool, int)):
        return int(value)
    raise InputError(f"{name} is True or False, not {shown(value)}")


def word(name: str, value: object) -> str:
    """A text."""
    if not isinstance(value, str):
        raise InputError(f"{name} is a text, not {shown(value)}")
    return value


def words(name: str, value: object) -> tuple[str, ...]:
    """Several texts."""
    if not isinstance(value, (list, tuple, set, frozenset)):
        raise InputError(f"{name} is a list of texts, not {shown(value)}")
    return tuple(word(name, one) for one in value)


def batch_axes(name: str, value: object) -> tuple[Size, ...]:
    """The sizes of axes that are stated by their places: `{0: 3}`."""
    if not isinstance(value, Mapping):
        raise InputError(f"{name} says the size of each axis, as in {{0: 3}}, not {shown(value)}")
    return tuple(whole(name, size) for size in value.values())


def sizes(name: str, value: object) -> tuple[Size, ...]:
    """One size or several."""
    return tuple(whole(name, one) for one in _several(name, value))


def window(name: str, value: object) -> Size | tuple[Size, ...]:
    """The sides of a kernel: one number for all, or a list with each."""
    return sizes(name, value) if isinstance(value, (list, tuple)) else whole(name, value)


def open_sizes(name: str, value: object) -> tuple[Size | None, ...]:
    """One size or several, some of them left open."""
    return tuple(None if one is None else whole(name, one) for one in _several(name, value))


def axes(name: str, value: object) -> tuple[int, ...]:
    """One axis or several, counted from the end where negative."""
    found = _several(name, value)
    if not all(isinstance(axis, int) and not isinstance(axis, bool) for axis in found):
        raise InputError(f"{name} is an axis or a list of axes, not {shown(value)}")
    return tuple(found)


def dimension(name: str, value: object) -> int:
    """One axis."""
    (axis,) = axes(name, (value,))
    return axis


def _several(name: str, value: object) -> Sequence[Any]:
    if isinstance(value, (int, Value)) or value is None:
        return (value,)
    if isinstance(value, (list, tuple)) and len(value) <= MAX_AXES:
        return value
    raise InputError(f"{name} is a number or a list of numbers, not {shown(value)}")


def tensor_sides(name: str, value: object) -> tuple[Size, ...]:
    """The sides of a tensor: of one that is stated, as lists of numbers inside each other, or of `{"ones": [2, 3]}`."""
    if isinstance(value, Mapping) and set(value) == {"ones"}:
        return sizes(name, value["ones"])
    found: list[Size] = []
    level = [value]
    while len(lengths := {len(one) if isinstance(one, (list, tuple)) else 0 for one in level}) == 1 and 0 not in lengths:
        found += lengths
        level = [inner for one in level if isinstance(one, (list, tuple)) for inner in one]
    if not all(isinstance(one, (int, float)) for one in level):
        raise InputError(f'{name} is a tensor, as in [0.5, 2.0] or {{"ones": [2]}}, not {shown(value)}')
    return tuple(found)


def nested(name: str, value: object) -> Nested:
    """A layer with its configuration."""
    if isinstance(value, Mapping):
        layer, config = value.get("layer", value.get("class_name")), value.get("config", {})
        if isinstance(layer, str) and isinstance(config, Mapping):
            return Nested(layer, config)
    raise InputError(f'{name} is a layer, {{"layer": …, "config": …}}, not {shown(value)}')


def several_nested(name: str, value: object) -> tuple[Nested, ...]:
    """A layer or a list of layers, one at least."""
    if value == []:
        raise InputError(f"{name} is a layer or a list of layers, not an empty one")
    return tuple(nested(name, one) for one in (value if isinstance(value, (list, tuple)) else (value,)))


def anything(_name: str, value: object) -> object:
    """What only is there or not."""
    return value


Whole = Annotated[Size, whole]
Natural = Annotated[Size, natural]
Groups = Annotated[Size, groups]
Depth = Annotated[Size, depth]
OwnDepth = Annotated[int, own_depth]
Number = Annotated[float, number]
Flag = Annotated[int, flag]
Word = Annotated[str, word]
Words = Annotated[tuple[str, ...], words]
BatchAxes = Annotated[tuple[Size, ...], batch_axes]
Sizes = Annotated[tuple[Size, ...], sizes]
Window = Annotated[Size | tuple[Size, ...], window]
OpenSizes = Annotated[tuple[Size | None, ...], open_sizes]
TensorSides = Annotated[tuple[Size, ...], tensor_sides]
Dimension = Annotated[int, dimension]
Axes = Annotated[tuple[int, ...], axes]
Inner = Annotated[Nested, nested]
Inners = Annotated[tuple[Nested, ...], several_nested]
Anything = Annotated[object, anything]
