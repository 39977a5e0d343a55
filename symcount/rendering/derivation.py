"""A derivation: one form of a formula after the other, each with the rule that gives it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Rewriting:
    """One line of a derivation: the rule, the formula before and after."""

    rule: str
    before: str
    after: str

    def to_dict(self) -> dict[str, str]:
        return {"rule": self.rule, "before": self.before, "after": self.after}


def derivation(start: str, forms: Iterable[tuple[str, str]]) -> tuple[Rewriting, ...]:
    """The steps from a formula through its forms, each given with its rule; a form that changes nothing is no step.

    >>> derivation("2*n*n", [("combine the powers", "2*n**2"), ("factor", "2*n**2")])
    (Rewriting(rule='combine the powers', before='2*n*n', after='2*n**2'),)
    """
    steps = (Rewriting(rule, before, after) for (_, before), (rule, after) in pairwise([("", start), *forms]))
    return tuple(step for step in steps if step.before != step.after)


def derivation_lines(steps: Sequence[Rewriting]) -> list[str]:
    """A derivation for the terminal: each form below the one before, its rule behind it.

    >>> print(*derivation_lines(derivation("n*n", [("combine the powers", "n**2")])), sep="\\n")
    n*n
      = n**2    (combine the powers)
    """
    return [steps[0].before, *(f"  = {step.after}    ({step.rule})" for step in steps)] if steps else []
