"""The judgement of a weight's shape: the textbook's, Keras' or PyTorch's layout, or sides that are swapped or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symcount.algebra import Equal, Value, as_size, compare, product, value_of
from symcount.errors import unknown
from symcount.formula import Node, names_in
from symcount.judging.choice import meaning_of
from symcount.judging.meanings import readings
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Verdict
from symcount.layers import Weight
from symcount.layers.definition import Size

Layouts = Callable[[Weight], Mapping[str, tuple[Size, ...]]]


@dataclass(frozen=True, slots=True)
class Shape:
    """Sides, in sizes of the layer."""

    sides: tuple[Value, ...]

    def __str__(self) -> str:
        return f"({', '.join(map(str, self.sides))}{',' if len(self.sides) == 1 else ''})"

    @property
    def count(self) -> Value:
        return product(self.sides)

    def equals(self, other: Shape) -> bool:
        """Whether each side equals the other's."""
        pairs = zip(self.sides, other.sides, strict=False)
        return len(self.sides) == len(other.sides) and all(isinstance(compare(one, two), Equal) for one, two in pairs)


def judge_shape(text: str, sides: Sequence[Node | None], name: str, question: Question, layouts: Layouts) -> Verdict:
    """The verdict on the shape of a weight; with a convention, by that framework's layout only."""
    weight = _weight(name, question)
    laid_out = {way: Shape(tuple(question.identified(as_size(side)) for side in shape)) for way, shape in layouts(weight).items()}
    if question.convention.name in laid_out and question.convention.name != "textbook":
        laid_out = {question.convention.name: laid_out[question.convention.name]}
    meanings, claimed = _best(sides, laid_out, question)
    ways = [way for way, shape in laid_out.items() if shape.equals(claimed)]
    expected = next(iter(laid_out.values()))
    fault = None if ways else _fault(claimed, expected, name)
    return Verdict(
        text=text,
        verdict="correct" if ways else "incorrect",
        layer=question.layer.name,
        claimed=str(claimed),
        expected=str(expected),
        reading={letter: str(meaning) for letter, meaning in meanings.items()},
        difference=str(claimed.count - expected.count),
        diagnosis=(fault,) if fault else (),
        notes=(f"{name} as {' and '.join(ways)} lay it out" if ways else f"{name} is {expected}",),
    )


def _weight(name: str, question: Question) -> Weight:
    weights = {weight.name: weight for weight in question.expected(()).weights}
    if name not in weights:
        raise unknown(f"weight of {question.layer.name}", name, weights)
    return weights[name]


def _best(sides: Sequence[Node | None], laid_out: Mapping[str, Shape], question: Question) -> tuple[Mapping[str, Value], Shape]:
    """The most natural reading under which the shape is right, else the most natural."""
    stated = [side for side in sides if side is not None]
    names = list(dict.fromkeys(name for side in stated for name in names_in(side)))
    read = []
    for reading in readings([name for name in names if name not in question.where], question):
        meanings = {name: meaning_of(name, reading, question) for name in names}
        shape = Shape(tuple(question.identified(value_of(side, meanings)) for side in stated))
        if any(expected.equals(shape) for expected in laid_out.values()):
            return meanings, shape
        read.append((meanings, shape))
    return read[0]


def _fault(claimed: Shape, expected: Shape, name: str) -> Fault:
    if len(claimed.sides) != len(expected.sides):
        return Fault(
            "missing-factor" if len(claimed.sides) < len(expected.sides) else "extra-factor",
            name,
            f"{name} has {len(expected.sides)} sides, not {len(claimed.sides)}",
        )
    if isinstance(compare(claimed.count, expected.count), Equal):
        return Fault("swapped-roles", str(claimed), f"it has as many numbers, but its sides are swapped: {name} is {expected}")
    wrong = next(f"{one} where {two} belongs" for one, two in zip(claimed.sides, expected.sides, strict=True) if one != two)
    return Fault("wrong-role", str(claimed), f"it has {wrong}")
