"""A derivation as text: one form of a formula below the other, each with the rule that gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from symcount.algebra.steps import RENAME, Place, Step
from symcount.rendering.text import in_lines, written


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One line of a derivation: the rule, the formula before and after, where in it, and the smaller steps that it bundles."""

    rule: str
    """What was done, in words: `common factor`."""
    before: str
    """The formula before, as text."""
    after: str
    """The formula after it."""
    place: Place = ()
    """Where in the formula it was done."""
    substeps: tuple[Rewriting, ...] = ()
    """The smaller steps of which it is made."""

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        return {
            "rule": self.rule,
            "before": self.before,
            "after": self.after,
            "place": list(self.place),
            "substeps": [step.to_dict() for step in self.substeps],
        }


def rewritings(steps: Sequence[Step]) -> tuple[Rewriting, ...]:
    """Steps as text that reads back; one that shows nothing new, since only signs or brackets change, is left out.

    >>> from symcount.formula import Name, Number, Power, Product
    >>> n = Name("n")
    >>> rewritings([Step("combine powers", Product((n, n)), Power(n, Number(2)))])
    (Rewriting(rule='combine powers', before='n*n', after='n**2', place=(), substeps=()),)
    """
    lines = (Rewriting(step.rule, written(step.before), written(step.after), step.place, rewritings(step.substeps)) for step in steps)
    return tuple(line for line in lines if line.before != line.after)


def derivation_lines(steps: Sequence[Rewriting]) -> list[str]:
    """A derivation for the terminal: each form below the one before, its rule behind it.

    >>> print(*derivation_lines([Rewriting("combine powers", "n*n", "n**2")]), sep="\\n")
    n*n
      = n**2    (combine powers)
    """
    start = in_lines(steps[0].before) if steps else []
    return start + [line for step in steps for line in _step_lines(step)]


def _step_lines(step: Rewriting) -> list[str]:
    *lines, last = in_lines(step.after, f"  {'~' if step.rule == RENAME else '='} ", "    ")
    return [*lines, f"{last}    ({step.rule})"]
