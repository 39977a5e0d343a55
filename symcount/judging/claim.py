"""Which side of a chain is the claim, and which sides come after an ≈."""

from __future__ import annotations

from dataclasses import dataclass

from symcount.errors import FormulaError
from symcount.formula import Node, names_in
from symcount.reading import Formula


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a chain that states something: what is written, how it is joined, the unit of its last digit if it is rounded."""

    node: Node
    text: str
    relation: str
    unit: int | None


@dataclass(frozen=True, slots=True)
class Claim:
    """The sides that state a count: `exact` ones, of which the last is the claim, and `rough` ones behind an ≈.

    `says_about` tells that the text itself, or the caller, takes the claim for an approximation.
    """

    exact: tuple[Side, ...]
    rough: tuple[Side, ...]
    says_about: bool

    @property
    def final(self) -> Side:
        """The claim."""
        return self.exact[-1]

    @property
    def sides(self) -> tuple[Side, ...]:
        """All that is stated, in order."""
        return (*self.exact, *self.rough)

    @property
    def formula(self) -> Side | None:
        """The last exact side with names in it."""
        return next((side for side in reversed(self.exact) if names_in(side.node)), None)


def claim_of(formula: Formula, approximate: bool = False) -> Claim:
    """The claim of a chain: the last formula or number before the first ≈ that has one on its left; of `name ≈ x`, x.

    Of several statements, the last one is the claim.

    Errors: `FormulaError` when nothing is stated.
    """
    stated: list[Side] = []
    begins = False
    for link in formula.links:
        begins = begins or link.relation == ";"
        if link.node is not None:
            stated = [] if begins else stated
            begins = False
            stated.append(Side(link.node, link.text, link.relation, link.unit))
    if not stated:
        raise FormulaError("there is no formula or number in it", text=formula.text, column=0, hint="write the count, such as 4*(n*m + n^2 + n)")
    about = [place for place, side in enumerate(stated) if side.relation == "≈"]
    end = next((place for place in about if place > 0), len(stated))
    return Claim(tuple(stated[:end]), tuple(stated[end:]), approximate or bool(about))
