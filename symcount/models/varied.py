"""A model built at several sizes: each of its tensors as a formula of the sizes, found side by side; repeated tensors as copies."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import prod

from symcount.algebra import Rational, Value
from symcount.algebra.interpolation import Point, interpolate
from symcount.errors import InputError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.rendering import as_tuple

MOST_QUOTED = 6
"""Values of a side that a refusal quotes."""

Indices = tuple[int, ...]


class NoFormula(InputError):
    """A tensor whose shape, or whose number of copies, is no formula of the kinds tried; its text says which, and the values seen."""


@dataclass(frozen=True)
class Key:
    """What tensors have in common that may be copies of each other: their names with the numbers taken out, and what they are."""

    template: str
    axes: int
    trainable: bool
    is_buffer: bool


@dataclass(frozen=True)
class Tensor:
    """A tensor by the numbers in its name, the ones that a framework counts on from model to model counted from 0."""

    indices: Indices
    shape: tuple[int, ...]


@dataclass(frozen=True)
class Sample:
    """What was built at one point."""

    point: Point
    tensors: Mapping[Key, Sequence[Tensor]]

    @property
    def outline(self) -> Counter[Hashable]:
        """How often each shape stands under each name."""
        return Counter((key, tensor.shape) for key, tensors in self.tensors.items() for tensor in tensors)


@dataclass(frozen=True)
class EqualTensors:
    """Equal tensors: their shape and number as formulas of the sizes, their name with a star for each number that varies."""

    key: Key
    name: str
    shape: tuple[Value, ...]
    copies: Value

    def at(self, point: Point) -> tuple[tuple[Rational, ...], Rational]:
        """The shape and the number of copies at a point."""
        return tuple(side.at(point) for side in self.shape), self.copies.at(point)

    @property
    def weight(self) -> BuiltWeight:
        """Itself as a weight with symbolic sides."""
        sides = tuple(side.settled for side in self.shape)
        return BuiltWeight(self.name, sides, self.key.trainable, is_buffer=self.key.is_buffer, copies=self.copies.settled)


def outline_at(kinds: Iterable[EqualTensors], point: Point) -> Counter[Hashable]:
    """How often each shape would stand under each name at a point."""
    found: Counter[Hashable] = Counter()
    for kind in kinds:
        shape, copies = kind.at(point)
        found[kind.key, shape] += copies  # type: ignore[assignment] # a fraction is the number of no copies: it equals none
    return +found


# -- a sample from the tensors of a model --------------------------------------------------------------------------------


def sample_of(point: Point, weights: Iterable[BuiltWeight]) -> Sample:
    """The tensors of one model by their names without numbers.

    >>> from symcount.frameworks.built import BuiltWeight
    >>> [key.template for key in sample_of({}, [BuiltWeight("layers.0.bias", (3,)), BuiltWeight("layers.1.bias", (3,))]).tensors]
    ['layers.{}.bias']
    """
    grouped: defaultdict[Key, list[Tensor]] = defaultdict(list)
    for weight in weights:
        template, indices = _without_numbers(weight.name)
        shape = tuple(side for side in weight.shape if isinstance(side, int))
        grouped[Key(template, len(shape), weight.trainable, weight.is_buffer)].append(Tensor(indices, shape))
    return Sample(point, {key: _from_zero(tensors) if "/" in key.template else tensors for key, tensors in grouped.items()})


def _without_numbers(name: str) -> tuple[str, Indices]:
    """A name with its numbers taken out; in a path, `dense` is the first of `dense_1`, `dense_2`."""
    name = name.replace("{", "{{").replace("}", "}}")
    if "/" not in name:
        return re.sub(r"\d+", "{}", name), tuple(map(int, re.findall(r"\d+", name)))
    parts = [re.fullmatch(r"(.*?)(?:_?(\d+))?", part) for part in name.split("/")]
    return "/".join(f"{part[1]}{{}}" for part in parts if part), tuple(int(part[2] or 0) for part in parts if part)


def _from_zero(tensors: Sequence[Tensor]) -> list[Tensor]:
    """Keras counts its layers on from model to model."""
    ranks = [{index: rank for rank, index in enumerate(sorted(set(column)))} for column in zip(*(tensor.indices for tensor in tensors), strict=True)]
    return [replace(tensor, indices=tuple(rank[index] for rank, index in zip(ranks, tensor.indices, strict=True))) for tensor in tensors]


# -- formulas from samples -------------------------------------------------------------------------------------------------

Places = Sequence[Hashable]
Shape = tuple[Value, ...]


def kinds_of(samples: Sequence[Sample]) -> tuple[EqualTensors, ...]:
    """The tensors that were built at all these points, as formulas of the sizes.

    Errors: `NoFormula` for a tensor whose sides or whose number of copies fit no formula of the kinds tried.
    """
    keys = dict.fromkeys(key for sample in samples for key in sample.tensors)
    return tuple(kind for key in keys for kind in _kinds(key, samples))


def _kinds(key: Key, samples: Sequence[Sample]) -> list[EqualTensors]:
    """The kinds of one name: told by the numbers in the names, or by how far a tensor is from the end, as the head of a stack is, or by both."""
    by_number, failure = _shapes(key, samples, [[tensor.indices for tensor in sample.tensors.get(key, ())] for sample in samples])
    if not failure:
        try:
            return _counted(key, samples, by_number)
        except NoFormula as error:
            failure = error
    from_end, _ = _shapes(key, samples, [range(-len(sample.tensors.get(key, ())), 0) for sample in samples])
    for shapes in (from_end, by_number | from_end):
        try:
            return _counted(key, samples, shapes)
        except NoFormula:
            continue
    raise failure


def _shapes(key: Key, samples: Sequence[Sample], places: Sequence[Places]) -> tuple[dict[Shape, None], NoFormula | None]:
    """The shapes as formulas of the tensors that are at the same place in all samples that have any, and why one has none."""
    having = [(sample, dict(zip(place, sample.tensors[key], strict=True))) for sample, place in zip(samples, places, strict=True) if key in sample.tensors]
    found: dict[Shape, None] = {}
    failure = None
    for place in having[0][1]:
        if all(place in tensors for _, tensors in having):
            points = [sample.point for sample, _ in having]
            sides = zip(*(tensors[place].shape for _, tensors in having), strict=True)
            name = _written(key, [having[0][1][place].indices])
            try:
                found[tuple(_formula(points, side, f"side {number} of {name}") for number, side in enumerate(sides))] = None
            except NoFormula as error:
                failure = failure or error
    return found, failure


def _formula(points: Sequence[Point], values: Sequence[int], what: str) -> Value:
    formula = _interpolated(tuple(tuple(point.items()) for point in points), tuple(values))
    if formula is None:
        seen = dict(zip(values, points, strict=True))
        quoted = ", ".join(f"{shown(value)} at {stated(point)}" for value, point in list(seen.items())[:MOST_QUOTED])
        raise NoFormula(f"no formula of the kinds tried gives {what}: {quoted}")
    return formula


@lru_cache(maxsize=4096)  # most sides are equal to others
def _interpolated(points: tuple[tuple[tuple[str, int], ...], ...], values: tuple[int, ...]) -> Value | None:
    return interpolate([dict(point) for point in points], values)


def stated(point: Point) -> str:
    """A point as text.

    >>> stated({"n": 3, "m": 5})
    'n=3, m=5'
    """
    return ", ".join(f"{name}={size}" for name, size in point.items())


def _counted(key: Key, samples: Sequence[Sample], shapes: Iterable[Shape]) -> list[EqualTensors]:
    """The kinds with the number of their copies, each tensor told by its shape; samples in which two kinds have one shape do not count."""
    counts: dict[Shape, list[int]] = {shape: [] for shape in shapes}
    members: dict[Shape, dict[Indices, None]] = {shape: {} for shape in counts}
    points = []
    for sample in samples:
        at_point = {tuple(side.at(sample.point) for side in shape): shape for shape in counts}
        tensors = sample.tensors.get(key, ())
        for tensor in tensors:
            if tensor.shape not in at_point:
                like = " or ".join(map(as_tuple, counts)) or "another that is always there"
                raise NoFormula(f"{_written(key, [tensor.indices])} has the shape {as_tuple(tensor.shape)} at {stated(sample.point)}, not {like} as its like")
        if len(at_point) == len(counts):
            points.append(sample.point)
            count = Counter(at_point[tensor.shape] for tensor in tensors)
            for shape in counts:
                counts[shape].append(count[shape])
            for tensor in tensors:
                members[at_point[tensor.shape]][tensor.indices] = None
    if not points:
        raise NoFormula(f"the tensors {key.template.replace('{}', '*')} have equal shapes at all sizes tried")
    names = {shape: _written(key, list(members[shape])) for shape in counts}
    return [EqualTensors(key, names[shape], shape, _formula(points, counts[shape], f"the number of {names[shape]}")) for shape in counts]


def _written(key: Key, members: Sequence[Indices]) -> str:
    """The name of tensors, with a star for each number that varies."""
    columns = [sorted(set(column)) for column in zip(*members, strict=True)]
    if "/" not in key.template:
        return key.template.format(*("*" if len(column) > 1 else column[0] for column in columns))
    return key.template.format(*("_*" if len(column) > 1 else f"_{column[0]}" if column[0] else "" for column in columns))


def total_at(kinds: Iterable[EqualTensors], point: Point) -> tuple[int, int]:
    """How many tensors, and how many numbers in them, would be built at a point."""
    found = [kind.at(point) for kind in kinds]
    return int(sum(copies for _, copies in found)), int(sum(prod(shape) * copies for shape, copies in found))
