"""What was found out about a claim, a number or a formula, and the verdict that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from symcount.algebra import Rational, Value
from symcount.formula import Node
from symcount.judging.claim import Side
from symcount.judging.differences import MAX_FAULTS, as_dropped
from symcount.judging.question import Question
from symcount.judging.verdict import Answer, Context, Fault, Step, Verdict, Witness
from symcount.reading import Formula


def slip_of(sides: Sequence[Side], steps: Sequence[Step]) -> tuple[Node, ...]:
    """The first two sides of a chain that are said to be equal and are not; nothing where all are."""
    pairs = pairwise(zip(sides, steps, strict=False))  # of a side alone there are no steps
    return next(((before.node, side.node) for (before, _), (side, step) in pairs if step.is_slip), ())


@dataclass(frozen=True, kw_only=True)
class Finding:
    """The answer to one claim and what led to it.

    `written` is the claim in the names of sizes, `claimed` its value, `true` the count at the sizes that are settled and `usual` the one for
    all sizes; `letters` gives the author's letter for each size, and `node` the author's form, where the claim is a formula. `turns_on` is what
    decides of a right claim, if anything else does.
    """

    answer: Answer
    written: str
    claimed: Value
    true: Value
    usual: Value
    meanings: Mapping[str, Value]
    letters: Mapping[str, str]
    node: Node | None = None
    difference: str | Rational | None
    condition: Mapping[str, int | str] | None
    faults: Sequence[Fault]
    steps: Sequence[Step]
    witness: Witness | None
    relative_error: str | None
    notes: tuple[str, ...] = ()
    turns_on: tuple[Node, ...] = ()

    def verdict(self, formula: Formula, question: Question) -> Verdict:
        """The verdict on a text that was asked about."""
        faults = as_dropped(list(self.faults)) if self.answer == "approximate" else self.faults
        return Verdict(
            text=formula.text,
            verdict=self.answer,
            layer=question.layer.name,
            claimed=self.written,
            expected=str(self.usual),
            reading={name: str(meaning) for name, meaning in self.meanings.items()},
            difference=self.difference,
            correct_when=self.condition,
            diagnosis=tuple(faults[:MAX_FAULTS]),
            steps=tuple(self.steps) if len(self.steps) > 1 else (),
            witness=self.witness if self.answer == "incorrect" else None,
            relative_error=self.relative_error,
            notes=(*formula.notes, *self.notes),
            context=self._context(question),
        )

    def _context(self, question: Question) -> Context:
        declared, convention = frozenset(question.where), question.convention.title
        meanings = self.meanings if self.node or self.turns_on else {}
        return Context(self.claimed, self.true, self.usual, self.letters, declared, convention, self.node, meanings, self.turns_on)
