"""A written shape beside the true one: what its sides tell of the sizes, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from symcount.algebra import Equal, Value, compare, find_renaming, symbol, value_of
from symcount.errors import TooLarge
from symcount.formula import Node, names_in
from symcount.judging.verdict import Fault, Kind
from symcount.layers.shapes import Shape

Sides = Sequence[Node | None]
"""A shape as it is written; None where any size may stand."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the sizes: their numbers, and what the author's names mean."""

    sizes: Mapping[str, int]
    names: Mapping[str, Value]

    def value(self, side: Node) -> Value:
        """What a side says."""
        return value_of(side, self.names).subs(self.sizes)

    def and_told_by(self, sides: Sides, true: Sequence[Value]) -> Known:
        """What is known when a shape is read too: a number, or a name, in the place of a size that nobody stated is that size's.

        >>> from symcount.formula import Name, Number
        >>> told = Known({}, {}).and_told_by([None, Number(400), Name("h")], [symbol("batch_size"), symbol("timesteps"), symbol("units")])
        >>> told.sizes, {name: str(size) for name, size in told.names.items()}
        ({'timesteps': 400}, {'h': 'units'})
        """
        known = self
        for side, size in zip(sides, true, strict=True):
            if side is not None:
                known = known._and_told_by_side(side, size)
        return known

    def _and_told_by_side(self, side: Node, size: Value) -> Known:
        number, multiple = self.value(side).constant, multiple_of(size.subs(self.sizes))
        if isinstance(number, int) and multiple and number >= 1 and number % multiple[0] == 0:
            return Known({**self.sizes, multiple[1]: number // multiple[0]}, self.names)
        unknown = [name for name in names_in(side) if name not in self.names]
        if not unknown:
            return self
        return Known(self.sizes, {**self.names, **self._meanings(value_of(side, self.names), size, unknown)})

    def _meanings(self, value: Value, size: Value, unknown: Sequence[str]) -> dict[str, Value]:
        """What makes the side right of the names that nobody knows yet, where they can be renamed so."""
        try:
            renaming = find_renaming(value, size, fixed=value.names - set(unknown)) or {}
        except TooLarge:
            return {}
        return {name: symbol(meant) for name, meant in renaming.items() if name in unknown}


@dataclass(frozen=True, slots=True)
class Compared:
    """A written side beside the true one, as an expression in sizes and with the known ones put in; `agrees` is None where that is open."""

    place: int
    claimed: Value
    formula: Value
    true: Value
    agrees: bool | None


def compared(sides: Sides, true: Sequence[Value], known: Known) -> Iterator[Compared]:
    """Each side that claims anything beside the true one."""
    for place, (side, formula) in enumerate(zip(sides, true, strict=True), start=1):
        if side is not None:
            claimed, size = known.value(side), formula.subs(known.sizes)
            is_unknown = any(name not in known.names for name in names_in(side))
            yield Compared(place, claimed, formula, size, _agree(claimed, size, is_unknown))


def _agree(claimed: Value, size: Value, is_unknown: bool) -> bool | None:
    if isinstance(compare(claimed, size), Equal):
        return True
    if claimed.constant is not None and claimed.constant < 1:
        return False
    could_be = is_unknown or (claimed.constant is not None and size.constant is None and multiple_of(size) is None)
    return None if could_be else False


def multiple_of(value: Value) -> tuple[int, str] | None:
    """The whole number and the name whose product a value is.

    >>> multiple_of(2 * symbol("units")), multiple_of(symbol("units") + 1)
    ((2, 'units'), None)
    """
    if len(value.names) != 1:
        return None
    (name,) = value.names
    times = value.defined_at({name: 1})
    return (times, name) if isinstance(times, int) and times >= 1 and value == times * symbol(name) else None


def placed(shape: Shape, count: int) -> tuple[Value, ...] | None:
    """The shape with so many sides, `axis_1` and so on where it has any; None where it cannot have as many.

    >>> from symcount.layers.shapes import shape
    >>> print(*placed(shape("batch_size ... units"), 4))
    batch_size axis_1 axis_2 units
    """
    between = count - len(shape.sizes)
    if between < 0 or (between > 0 and ... not in shape.sides):
        return None
    axes = [symbol(f"axis_{place}") for place in range(1, between + 1)]
    return tuple(size for side in shape.sides for size in (axes if side is ... else [side]))


def ill_fitting(what: str, sides: int, true: Shape) -> Fault:
    """The fault of a shape that has another number of sides than the true one."""
    needed = len(true.sizes)
    kind: Kind = "missing-factor" if sides < needed else "extra-factor"
    return Fault(kind, what, f"it has {_counted(sides)}, but {what} has {_counted(needed)}{' or more' if ... in true.sides else ''}")


def _counted(sides: int) -> str:
    return f"{sides} side{'' if sides == 1 else 's'}"
