"""The judgement of a weight's shape: the textbook's, Keras' or PyTorch's layout, or sides that are swapped or wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from symcount.algebra import Equal, Value, compare, value_of
from symcount.errors import InputError, unknown
from symcount.formula import Node, names_in
from symcount.judging.choice import meaning_of
from symcount.judging.meanings import readings
from symcount.judging.question import Question
from symcount.judging.sides import ill_fitting
from symcount.judging.verdict import Fault, Verdict
from symcount.layers import SizedLayer
from symcount.layers.convention import TITLES
from symcount.layers.shapes import Shape
from symcount.rendering import listed

Layouts = Callable[[SizedLayer, str], Mapping[str, Shape]]
"""The shapes of a layer's weight, by who lays it out so."""

USUAL = ("textbook", "keras", "torch")
"""Whose layouts a shape may be in, where no framework is named."""


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
    sized = question.expected(claimed.count.names)
    if name not in (known := [weight.name for weight in sized.weights]):
        raise unknown(f"weight of {question.layer.name}", name, known)
    shapes = layouts(sized, name)
    framework = question.convention
    if framework.is_textbook:
        return {way: shape for way, shape in shapes.items() if way in USUAL}
    if framework.name not in shapes:
        raise InputError(f"{framework.title} has no {name} of {question.layer.title} by itself; leave the convention out")
    return {framework.name: shapes[framework.name]}


def _agree(claimed: Shape, shape: Shape, question: Question) -> bool:
    return claimed.equals(shape) or claimed.at(question.given).equals(shape.at(question.given))


def _fault(claimed: Shape, expected: Shape, name: str, has_open_sides: bool) -> Fault:
    if has_open_sides:
        return Fault("extra-factor", name, "it has a side that is left open, but every side of a weight is a size")
    if len(claimed.sides) != len(expected.sides):
        return ill_fitting(name, len(claimed.sides), expected)
    if isinstance(compare(claimed.count, expected.count), Equal):
        return Fault("swapped-roles", str(claimed), f"it has as many numbers, but its sides are swapped: {name} is {expected}")
    wrong = next(f"{one} where {two} belongs" for one, two in zip(claimed.sides, expected.sides, strict=True) if one != two)
    return Fault("wrong-role", str(claimed), f"it has {wrong}")
