"""`prove`: are two formulas equal, as written, under a renaming of their letters, or under what their letters mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from symcount.algebra import Different, Equal, Undecided, Value, compare, factor, find_renaming, symbol, value_of
from symcount.errors import TooLarge, placed_in
from symcount.judging.formulas import as_factor
from symcount.judging.question import assumed, declared
from symcount.judging.verdict import Witness
from symcount.reading import Formula, parse
from symcount.rendering import Result, listed, written
from symcount.roles import spelled, spellings

NO_ROLES: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class ProofStep:
    """One line of a derivation: the rule, the formula before and after."""

    rule: str
    before: str
    after: str

    def to_dict(self) -> dict[str, str]:
        return {"rule": self.rule, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Proof(Result):
    """Whether two formulas are equal, and what shows it.

    `equal` is None where it cannot be decided; `difference` and `witness` are those of the formulas before any renaming.
    """

    a: str
    b: str
    equal: bool | None
    equal_as_written: bool | None
    renaming: Mapping[str, str] | None
    steps: tuple[ProofStep, ...]
    difference: str
    witness: Witness | None
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "a": self.a,
            "b": self.b,
            "equal": self.equal,
            "equal_as_written": self.equal_as_written,
            "renaming": dict(self.renaming) if self.renaming else None,
            "steps": [step.to_dict() for step in self.steps],
            "difference": self.difference,
            "witness": self.witness.to_dict() if self.witness else None,
            "reason": self.reason,
        }

    def latex(self) -> str:
        """The two formulas, equal or not, in their authors' forms."""
        sign = "=" if self.equal and not self.renaming else r"\neq" if self.equal is False else r"\sim"
        return f" {sign} ".join(parse(side).latex() for side in (self.a, self.b))

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def prove(
    a: str,
    b: str,
    where_a: Mapping[str, str] | None = None,
    where_b: Mapping[str, str] | None = None,
    assume: Mapping[str, str] | None = None,
    same_letters: bool = False,
) -> Proof:
    """Decide whether two formulas are equal for all sizes.

    >>> proof = prove("4(nm+n+n²)", "4((n+m+1)·m)")
    >>> proof.equal_as_written, proof.equal, proof.renaming
    (False, True, {'n': 'm', 'm': 'n'})
    >>> proof.difference
    '4*(n - m)*(m + n + 1)'

    `where_a` and `where_b` say what the authors' letters mean; a letter with no meaning may be renamed unless `same_letters`;
    names that spell sizes never are. Errors: `FormulaError` for a text that cannot be read, `InputError` for an unknown size.
    """
    with placed_in(a):
        left = _Side(a, where_a or NO_ROLES)
        left_value = left.value(assume)
        left_written = left.as_written()
    with placed_in(b):
        right = _Side(b, where_b or NO_ROLES)
        right_value = right.value(assume)
        right_written = right.as_written()
    outcome = compare(left_value, right_value)
    renaming = None
    if isinstance(outcome, Different) and not same_letters:
        renaming = find_renaming(left_value, right_value, fixed=left.fixed | right.fixed)
    equal = True if renaming else _answer(outcome)
    return Proof(
        a=a,
        b=b,
        equal=equal,
        equal_as_written=_answer(compare(left_written, right_written)),
        renaming=renaming,
        steps=_steps(left, right, renaming or NO_ROLES, assume) if equal else (),
        difference=str(factor(left_value - right_value, left_value, right_value)),
        witness=Witness(outcome.witness, outcome.left, outcome.right) if isinstance(outcome, Different) else None,
        reason=outcome.reason if isinstance(outcome, Undecided) else "",
    )


class _Side:
    """One of the two formulas with what its letters mean."""

    def __init__(self, text: str, where: Mapping[str, str]) -> None:
        self.meanings = declared(where, None)
        self.formula: Formula = parse(text, [self.meanings])
        for name in self.formula.names:
            if name not in self.meanings and (meant := spellings().get(spelled(name))) and len(name) > 1:
                self.meanings[name] = symbol(meant[0])

    @property
    def fixed(self) -> frozenset[str]:
        """The names that mean a size: they are never renamed."""
        return frozenset(name for meaning in self.meanings.values() for name in meaning.names)

    def as_written(self) -> Value:
        """The formula in the author's own names."""
        return value_of(self.formula.node)

    def value(self, assume: Mapping[str, str] | None) -> Value:
        """The formula in sizes, the source's identities put in."""
        identities = assumed(assume or NO_ROLES, None)
        return value_of(self.formula.node, self.meanings).subs(identities).subs(identities)

    def renamed(self, renaming: Mapping[str, str]) -> str:
        """The written form with what the letters mean, or are renamed to."""
        return written(self.formula.node, {**renaming, **{name: as_factor(meaning) for name, meaning in self.meanings.items()}})


def _answer(outcome: Equal | Different | Undecided) -> bool | None:
    return None if isinstance(outcome, Undecided) else isinstance(outcome, Equal)


def _steps(left: _Side, right: _Side, renaming: Mapping[str, str], assume: Mapping[str, str] | None) -> tuple[ProofStep, ...]:
    """From the one written form to the other, by way of the form with all products multiplied out."""
    line = [
        ("", left.formula.text.strip()),
        ("meaning of the letters", left.renamed(renaming)),
        ("multiply out and collect like terms", _expanded(left.value(assume).subs({name: symbol(other) for name, other in renaming.items()}))),
        ("the same for the other formula, read backwards", right.renamed({})),
        ("the other author's letters", right.formula.text.strip()),
    ]
    pairs = zip(line, line[1:], strict=False)
    return tuple(ProofStep(rule, before, after) for (_, before), (rule, after) in pairs if before != after)


def _expanded(value: Value) -> str:
    """The expanded form, or the product form where that would have too many terms."""
    try:
        return value.expanded()
    except TooLarge:
        return str(value)


def _lines(proof: Proof) -> list[str]:
    a, b = (" ".join(text.split()) for text in (proof.a, proof.b))
    lines = [f"{a} and {b} {_said(proof)}."]
    if proof.difference != "0":
        before = "letter for letter they differ by" if proof.renaming else "difference"
        lines.append(f"    {before} {proof.difference}")
    if proof.witness:
        sizes = ", ".join(f"{name}={size}" for name, size in proof.witness.sizes.items())
        lines.append(f"    at {sizes}: {proof.witness.claimed} and {proof.witness.expected}")
    lines += [f"    {step.after}    ({step.rule})" for step in proof.steps]
    return lines


def _said(proof: Proof) -> str:
    if proof.renaming:
        return f"are equal when {listed([f'{name} is read as {other}' for name, other in proof.renaming.items() if name != other])}"
    if proof.equal is None:
        return f"are not decided: {proof.reason}"
    if not proof.equal:
        return "are different"
    return "are equal as written" if proof.equal_as_written else "are equal under what the letters mean"
