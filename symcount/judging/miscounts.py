"""What went wrong in a number: its calculation read back as a formula, or else the weights and factors that make the difference."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations

from symcount.algebra import Rational, Value
from symcount.formula import Number, postorder
from symcount.judging.claim import Claim
from symcount.judging.differences import MISSING, Diagnosis, phrase
from symcount.judging.lifting import lifts
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Kind
from symcount.layers import Weight
from symcount.roles import ROLES

MOST_WEIGHTS = 3
LARGEST_FACTOR = 12


def miscounts(claim: Claim, question: Question, number: Rational, true: Rational, condition: Mapping[str, int] | None) -> list[Fault]:
    """Why a number is not the true count."""
    if condition:
        return list(Diagnosis(_with(condition, question), question, condition).faults())
    lifted = _as_formula(claim, question)
    if lifted is not None:
        return list(Diagnosis(lifted, question).faults())
    return _of_weights(number - true, question) or _of_factor(number, true, question) or [_off(number - true)]


def _with(condition: Mapping[str, int], question: Question) -> Value:
    """The layer's formula with other values of its switches: what the number really counts."""
    (name, value), *_ = condition.items()
    return question.with_size(name, value).total(())


def _as_formula(claim: Claim, question: Question) -> Value | None:
    """The most detailed calculation as a formula in sizes, in the way that comes nearest to the truth."""
    side = max(claim.exact, key=lambda side: sum(isinstance(node, Number) for node in postorder(side.node)))
    sizes = {name: size for name, size in question.given.items() if not ROLES[name].values}
    found = [value for value in lifts(side.node, sizes) if value.names]
    return min(found, key=lambda value: ((value - question.total(value.names)).term_count, -len(value.names)), default=None)


def _of_weights(away: Rational, question: Question) -> list[Fault]:
    """The fewest weights whose counts make the difference."""
    weights = [weight for weight in question.expected((), put_in=True).weights if weight.trainable]
    for many in range(1, MOST_WEIGHTS + 1):
        for chosen in combinations(weights, many):
            if sum(weight.count for weight in chosen) == abs(away):
                return [_of_weight(weight, is_missing=away < 0) for weight in chosen]
    return []


def _of_weight(weight: Weight, *, is_missing: bool) -> Fault:
    if is_missing:
        return Fault(MISSING[weight.kind], str(weight.count), f"it lacks {weight.count}: {phrase(weight)}")
    return Fault("extra-term", str(weight.count), f"it counts {weight.count} once more: {phrase(weight)}")


def _of_factor(number: Rational, true: Rational, question: Question) -> list[Fault]:
    """A stated size, or a small number, by which the claim is too large or too small."""
    ratio = Fraction(number) / true
    kind: Kind = "extra-factor" if ratio > 1 else "missing-factor"
    factor = ratio if ratio > 1 or not ratio else 1 / ratio
    words = f"it is too {'large' if ratio > 1 else 'small'} by the factor"
    name = next((name for name, size in question.given.items() if size == factor), None)
    if name is not None:
        return [Fault(kind, name, f"{words} {name} = {question.given[name]}, {ROLES[name].meaning}")]
    return [Fault(kind, str(factor), f"{words} {factor}")] if factor in range(2, LARGEST_FACTOR + 1) else []


def _off(away: Rational) -> Fault:
    if away < 0:
        return Fault("missing-term", str(-away), f"it is {-away} too few; no weight and no factor explains it")
    return Fault("extra-term", str(away), f"it is {away} too many; no weight and no factor explains it")
