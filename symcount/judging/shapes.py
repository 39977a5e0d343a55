"""The judgement of a weight's shape: the textbook's, Keras' or PyTorch's layout, or sides that are swapped or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symcount.algebra import Equal, Value, as_size, compare, product, value_of
from symcount.errors import InputError, unknown
from symcount.formula import Node, names_in
from symcount.judging.choice import meaning_of
from symcount.judging.meanings import readings
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Kind, Verdict
from symcount.layers import Weight
from symcount.layers.convention import TITLES
from symcount.layers.weight import Size
from symcount.rendering import listed

Layouts = Callable[[Weight], Mapping[str, tuple[Size, ...]]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sides, in sizes of the layer."""

    sides: tuple[Value, ...]

    def __str__(self) -> str:
        return f"({', '.join(map(str, self.sides))}{',' if len(self.sides) == 1 else ''})"

    @property
    def count(self) -> Value:
        """How many numbers it holds."""
        return product(self.sides)

    def equals(self, other: Shape) -> bool:
        """Whether each side equals the other's."""
        pairs = zip(self.sides, other.sides, strict=False)
        return len(self.sides) == len(other.sides) and all(isinstance(compare(one, two), Equal) for one, two in pairs)

    def at(self, sizes: Mapping[str, int]) -> Shape:
        """The shape with stated sizes put in."""
        return Shape(tuple(side.subs(sizes) for side in self.sides))


@dataclass(frozen=True, slots=True)
class _Read:
    """A shape under one reading of its letters, the shapes that would be right, and those that it is."""

    meanings: Mapping[str, Value]
    claimed: Shape
    laid_out: Mapping[str, Shape]
    ways: tuple[str, ...]


def judge_shape(text: str, sides: Sequence[Node | None], name: str, question: Question, layouts: Layouts) -> Verdict:
    """The verdict on the shape of a weight; with a convention, by that framework's layout only.

    Errors: `InputError` for a weight that the layer does not have.
    """
    read = _best(sides, name, question, layouts)
    expected = next(iter(read.laid_out.values()))
    fault = None if read.ways else _fault(read.claimed, expected, name, has_open_sides=None in sides)
    return Verdict(
        text=text,
        verdict="correct" if read.ways else "incorrect",
        layer=question.layer.name,
        claimed=str(read.claimed),
        expected=str(expected),
        reading={letter: str(meaning) for letter, meaning in read.meanings.items()},
        difference=str(read.claimed.count - expected.count),
        diagnosis=(fault,) if fault else (),
        notes=(f"{name} is laid out so in {listed([TITLES[way] for way in read.ways])}",) if read.ways else (f"{name} is {expected}",),
    )


def _best(sides: Sequence[Node | None], name: str, question: Question, layouts: Layouts) -> _Read:
    """The most natural reading under which the shape is right, else the most natural."""
    stated = [side for side in sides if side is not None]
    names = list(dict.fromkeys(letter for side in stated for letter in names_in(side)))
    undeclared = [letter for letter in names if letter not in question.where]
    reads = []
    for reading in readings(undeclared, question):
        meanings = {letter: meaning_of(letter, reading, question) for letter in names}
        claimed = Shape(tuple(question.identified(value_of(side, meanings)) for side in stated))
        laid_out = _laid_out(name, claimed, question, layouts)
        ways = tuple(way for way, shape in laid_out.items() if _agree(claimed, shape, question) and None not in sides)
        reads.append(_Read(meanings, claimed, laid_out, ways))
        if ways:
            return reads[-1]
    return reads[0]


def _laid_out(name: str, claimed: Shape, question: Question, layouts: Layouts) -> dict[str, Shape]:
    """The right shapes, by who lays the weight out so."""
    weights = {weight.name: weight for weight in question.expected(claimed.count.names).weights}
    if name not in weights:
        raise unknown(f"weight of {question.layer.name}", name, weights)
    shapes = {way: Shape(tuple(as_size(side) for side in shape)) for way, shape in layouts(weights[name]).items()}
    framework = question.convention
    if framework.is_textbook:
        return shapes
    if framework.name not in shapes:
        raise InputError(f"how {framework.title} lays out its weights is not known here; leave the convention out")
    return {framework.name: shapes[framework.name]}


def _agree(claimed: Shape, shape: Shape, question: Question) -> bool:
    return claimed.equals(shape) or claimed.at(question.given).equals(shape.at(question.given))


def _fault(claimed: Shape, expected: Shape, name: str, has_open_sides: bool) -> Fault:
    if has_open_sides:
        return Fault("extra-factor", name, "it has a side that is left open, but every side of a weight is a size")
    if len(claimed.sides) != len(expected.sides):
        kind: Kind = "missing-factor" if len(claimed.sides) < len(expected.sides) else "extra-factor"
        return Fault(kind, name, f"it has {_counted(len(claimed.sides))}, but {name} has {_counted(len(expected.sides))}")
    if isinstance(compare(claimed.count, expected.count), Equal):
        return Fault("swapped-roles", str(claimed), f"it has as many numbers, but its sides are swapped: {name} is {expected}")
    wrong = next(f"{one} where {two} belongs" for one, two in zip(claimed.sides, expected.sides, strict=True) if one != two)
    return Fault("wrong-role", str(claimed), f"it has {wrong}")


def _counted(sides: int) -> str:
    return f"{sides} side{'' if sides == 1 else 's'}"
