"""Which side of a chain is the claim, and which sides come after an ≈."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symcount.algebra import Rational
from symcount.errors import FormulaError, TooLarge
from symcount.formula import Name, Node, Number, Rounding, Sum, names_in, postorder
from symcount.reading import Formula

WITHIN = Fraction(1, 10)
"""How far a number may be from the true count where the text says ≈."""


COUNTED_WHOLE = frozenset(["param", "params", "parameters", "Params", "Parameters", "num_params", "n_params", "total_params", "total", "count"])
"""Words for the count itself, of which a side may say something: `params/2 = …`."""

_COUNTED_FIRST = re.compile(r"[0-9][0-9.,]*\s*[^\W\d_]{2}")

MOST_SIDES, MOST_PARTS = 1_000, 20_000
"""Sides that a claim may have, and numbers, names, operators and brackets in them: nobody writes so many, and each is looked at many times."""

MOST_NAMES = 1_000
"""Different names that a claim may have: each may mean any size."""

MOST_ROUNDED = 100
"""Floors and ceilings that a claim may have: what they round is compared at many sizes."""


def apart(one: Rational, other: Rational) -> Fraction:
    """How far two numbers are from each other."""
    return abs(Fraction(one) - other)


def rounds_to(true: Rational | None, number: Rational, unit: Rational | None, loosely: bool = False) -> bool:
    """Whether a true count is a stated number, or rounds to it (after ≈, within one unit of the last digit)."""
    if true is None:
        return False
    is_near = unit is not None and apart(true, number) * (1 if loosely else 2) <= unit <= abs(Fraction(true))  # 1M says nothing of 550
    return true == number or (is_near and number != 0)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a chain that states something: what is written, how it is joined, the unit of its last digit if it is rounded."""

    node: Node
    text: str
    relation: str
    unit: int | None

    @property
    def has_number(self) -> bool:
        """Whether a number stands in it."""
        return any(isinstance(node, Number) for node in postorder(self.node))

    def follows(self, side: Side, before: Rational, number: Rational) -> bool:
        """Whether its number may stand behind the one of another side: equal, rounded or less rounded, after ≈ about as much, or with more added to it."""
        about = self.relation == "≈"
        return (
            self._runs_on_from(before)
            or (side.unit is not None and rounds_to(number, before, side.unit, loosely=about))
            or rounds_to(before, number, self.unit, loosely=about)
            or (about and apart(before, number) <= WITHIN * abs(Fraction(before)))
        )

    def _runs_on_from(self, before: Rational) -> bool:
        """Whether it is the number before, said to count one thing, and others: `24×512 = 12,288 weights + 512 biases`."""
        first = self.node.terms[0] if isinstance(self.node, Sum) else None
        return isinstance(first, Number) and first.value == before and _COUNTED_FIRST.match(self.text) is not None


@dataclass(frozen=True, slots=True)
class Claim:
    """The sides that state a count: `exact` ones, of which the last is the claim, and `rough` ones behind an ≈.

    `says_about` tells that the text itself, or the caller, takes the claim for an approximation.
    """

    exact: tuple[Side, ...]
    rough: tuple[Side, ...]
    says_about: bool
    earlier: tuple[tuple[Side, ...], ...] = ()
    """The statements before, in which others are computed: `kernel: 4*3*5 = 60`."""

    @property
    def place(self) -> int:
        """Which side is the claim: the last exact one, a rounded one only where nothing more exact is stated."""
        return max((place for place, side in enumerate(self.exact) if side.unit is None), default=len(self.exact) - 1)

    @property
    def final(self) -> Side:
        """The claim."""
        return self.exact[self.place]

    @property
    def tolerance(self) -> Rational:
        """How far the true count may be from a number that is rounded: half a unit of its last digit, after ≈ a whole one."""
        unit = self.final.unit or 0
        return unit if self.says_about else Fraction(unit, 2)

    @property
    def sides(self) -> tuple[Side, ...]:
        """All that is stated, in order."""
        return (*self.exact, *self.rough)

    @property
    def formula(self) -> Side | None:
        """The last exact side with names in it."""
        return next((side for side in reversed(self.exact) if names_in(side.node)), None)


def claim_of(formula: Formula, is_size: Callable[[str], bool], approximate: bool = False) -> Claim:
    """The claim of a chain: the last formula or number before the first ≈ that has one on its left; of `name ≈ x`, x.

    Of several statements, the last one is the claim. `is_size` tells the names that certainly are sizes.

    Errors: `FormulaError` when nothing is stated, `TooLarge` for what nobody writes.
    """
    stated: list[Side] = []
    earlier: list[tuple[Side, ...]] = []
    begins = False
    for link in formula.links:
        begins = begins or link.relation == ";"
        if link.node is not None:
            if begins:
                earlier, stated = [*earlier, tuple(stated)], []
            begins = False
            stated.append(Side(link.node, link.text, link.relation, link.unit))
    if not stated:
        raise FormulaError("there is no formula or number in it", text=formula.text, column=0, hint="write the count, such as 4*(n*m + n^2 + n)")
    _check_length(stated)
    while len(stated) > 1 and _names_parts(stated[0], stated[1], is_size):
        del stated[0]
    about = [place for place, side in enumerate(stated) if side.relation == "≈"]
    end = next((place for place in about if place > 0), len(stated))
    return Claim(tuple(stated[:end]), tuple(stated[end:]), approximate or bool(about), tuple(earlier))


def _check_length(sides: list[Side]) -> None:
    nodes = [node for side in sides for node in postorder(side.node)]
    limited = (
        ("sides", len(sides), MOST_SIDES),
        ("numbers, names, operators and brackets", len(nodes), MOST_PARTS),
        ("different names", len({node.name for node in nodes if isinstance(node, Name)}), MOST_NAMES),
        ("floors and ceilings", sum(isinstance(node, Rounding) for node in nodes), MOST_ROUNDED),
    )
    for what, count, most in limited:
        if count > most:
            raise TooLarge(f"a claim of more than {most:,} {what} is not judged, and this one has {count:,}: check it in parts")


def _names_parts(side: Side, following: Side, is_size: Callable[[str], bool]) -> bool:
    """Whether a side, without a number, names the parts that the one behind it counts: `N_attn + N_ffn` before `12d^2`."""
    names, others = names_in(side.node), names_in(following.node)
    if side.has_number or (not COUNTED_WHOLE.isdisjoint(names) and not isinstance(side.node, Name)):
        return False
    return bool(others) and all(len(name) > 1 and name not in others and not is_size(name) for name in names)
