"""The judgement of a number, alone or at the end of a calculation, at the sizes that the author states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from symcount.algebra import Rational, Value, as_size, value_of
from symcount.formula import names_in
from symcount.judging.choice import best_reading, meaning_of
from symcount.judging.claim import WITHIN, Claim, Side, apart, rounds_to
from symcount.judging.differences import Diagnosis, relative_error
from symcount.judging.finding import Finding, slip_of
from symcount.judging.meanings import readings, spelled_size
from symcount.judging.miscounts import as_leading_formula, miscounts
from symcount.judging.question import Question
from symcount.judging.verdict import Answer, Fault, Step, Witness
from symcount.rendering import written
from symcount.roles import ROLES


def judge_number(claim: Claim, question: Question, expected: Value) -> Finding:
    """What is found of a number; `expected` is the true count as far as the stated sizes settle it."""
    meanings = _meanings(claim, question, expected)
    steps = tuple(_steps(claim, question, meanings))
    final = _final(claim, steps)
    number, true = steps[final].value, expected.constant
    slips = [Fault("arithmetic-slip", step.text, _slip(step, before)) for before, step in pairwise(steps) if step.is_slip]
    agrees = number is not None and rounds_to(true, number, claim.exact[final].unit, claim.says_about)
    unsettled = _unsettled(claim, question, meanings, steps, number) if agrees and not slips else None
    rougher = _rougher(claim, steps) if agrees and not slips else None
    answer = "approximate" if rougher else "undecided" if unsettled else _answer(agrees, number, expected, bool(slips), claim, question)
    is_right_before = bool(slips) and any(step.value == true for step in steps[: len(claim.exact)])  # only the result is wrong
    condition, faults = None, slips
    if number is not None and not agrees and not is_right_before:
        condition = _right_switch(number, question, stated=False) if answer == "incorrect" else None
        faults = [*slips, *_faults(claim, question, number, expected, condition, answer)]
    if answer == "undecided" and unsettled:
        faults = [
            Fault("convention", unsettled.text, f"not decided: the number is right, but whether {unsettled.text} is that number, the text does not settle")
        ]
    error = rougher[1] if rougher else number
    in_doubt = rougher[0] if rougher else unsettled
    slip = slip_of(claim.sides, steps) if agrees or true is None else ()
    return Finding(
        answer=answer,
        written=written(claim.exact[final].node, {name: str(meaning) for name, meaning in meanings.items()}),
        claimed=as_size(number or 0),
        true=expected,
        usual=question.total(()),
        meanings=meanings,
        letters={},
        difference=_difference(agrees, number, expected),
        condition=condition,
        faults=faults,
        steps=steps,
        witness=None if agrees else _witness(number, expected, question),
        relative_error=relative_error(as_size(error), expected, question.given) if answer == "approximate" and error is not None else None,
        turns_on=(in_doubt.node,) if in_doubt else slip,
    )


def _final(claim: Claim, steps: Sequence[Step]) -> int:
    """The place of the claim: a rounded number that does not follow from the calculation before it is what is claimed."""
    last = len(claim.exact) - 1
    return last if any(step.is_slip for step in steps[claim.place + 1 : last + 1]) else claim.place


def _rougher(claim: Claim, steps: Sequence[Step]) -> tuple[Side, Rational] | None:
    """The side that a right number is said to be about, and its number, where that is not the same one rounded: `7,087,872 ≈ 12 × 768²`."""
    rough = ((side, step.value) for side, step in zip(claim.rough, steps[len(claim.exact) :], strict=True) if side.unit is None)
    return next(((side, number) for side, number in rough if number is not None and number != steps[claim.place].value), None)


def _answer(agrees: bool, number: Rational | None, expected: Value, has_slips: bool, claim: Claim, question: Question) -> Answer:
    if has_slips:
        return "incorrect"
    if agrees:
        return "correct"
    true = expected.constant
    if number is None or true is None:
        return "approximate" if claim.says_about and as_leading_formula(claim, question) is not None else "undecided"
    return "approximate" if claim.says_about and apart(number, true) <= WITHIN * true else "incorrect"


def _difference(agrees: bool, number: Rational | None, expected: Value) -> str | Rational | None:
    if agrees:
        return "0"
    if number is None:
        return None
    return number - expected.constant if expected.constant is not None else str(number - expected)


def _witness(number: Rational | None, expected: Value, question: Question) -> Witness | None:
    """The stated sizes, where the number and the true count differ."""
    if number is None or expected.constant is None:
        return None
    return Witness({name: question.given[name] for name in sorted(question.total(()).names & question.given.keys())}, number, expected.constant)


def _slip(step: Step, before: Step) -> str:
    for one, other in ((before, step), (step, before)):
        if re.sub(r"\D", "", other.text) == str(other.value):
            return f"{one.text} is {one.value}, not {other.text}"
    return f"{before.text} is {before.value}, but {step.text} is {step.value}"


# -- values --------------------------------------------------------------------------------------------------------


def _meanings(claim: Claim, question: Question, expected: Value) -> dict[str, Value]:
    """What the letters of a chain that ends in a number mean: as in a formula, or as the stated sizes make it true."""
    side = claim.formula
    if side is None:
        return {}
    read = best_reading(side, question)
    if read.is_equal:
        return dict(read.meanings)
    names = names_in(side.node)
    written_value = value_of(side.node, question.where)
    for reading in readings([name for name in names if name not in question.where], question):
        meanings = {name: meaning_of(name, reading, question) for name in reading}
        if written_value.subs(meanings).subs(question.given).constant == expected.constant:
            return {**question.where, **meanings}
    return dict(read.meanings)


def _steps(claim: Claim, question: Question, meanings: Mapping[str, Value]) -> Iterator[Step]:
    """Each side with its number at the stated sizes, and whether it agrees with the side before."""
    numbers = [value_of(side.node, {**question.where, **meanings}).subs(question.given).constant for side in claim.sides]
    for place, (side, number) in enumerate(zip(claim.sides, numbers, strict=True)):
        before = numbers[place - 1] if place else None
        holds = None if before is None or number is None else side.follows(claim.sides[place - 1], before, number)
        yield Step(side.text, side.relation, number, holds)


def _unsettled(claim: Claim, question: Question, meanings: Mapping[str, Value], steps: Sequence[Step], number: Rational | None) -> Side | None:
    """A side before a right number that may be another one: it has names in it that are no sizes, or sizes that nobody states."""
    for side, step in zip(claim.exact, steps, strict=False):
        if step.value is None and not _names_parts(side, question):
            value = value_of(side.node, {**question.where, **meanings})
            if value.subs(question.numbers).constant != number and not _is_right_for_one(side, question):
                return side
    return None


def _names_parts(side: Side, question: Question) -> bool:
    """Whether a side only names the parts whose sum it is: `W + U + b`, `4*(weights + biases)`."""
    value = value_of(side.node)
    is_sum = value.degree == 1 and value.defined_at(dict.fromkeys(value.names, 0)) == 0
    return is_sum and all(spelled_size(name, question.layer) in (None, "bias") for name in names_in(side.node))


def _is_right_for_one(side: Side, question: Question) -> bool:
    """Whether a formula with one name that nobody knows is the layer's for one value of that: `g*(h*(h + i) + h)` with four gates."""
    names = [name for name in names_in(side.node) if name not in question.where]
    for reading in readings(names, question):
        value = value_of(side.node, {name: meaning_of(name, reading, question) for name in names_in(side.node)})
        unknown = value.names - ROLES.keys()
        if len(unknown) == 1:
            ratio = value / question.total(value.names)
            if not ratio.sums and ratio.names == unknown:
                return True
    return False


def _right_switch(number: Rational, question: Question, *, stated: bool) -> dict[str, int] | None:
    """The value of a switch, one that is stated or one that is not, or one group though more are stated, that would make the number right."""
    layer, given = question.layer, question.given
    tried = [(name, value) for name in layer.sizes if (name in given) == stated for value in layer.values_of(name)]
    tried += [(divisor, 1) for divisor in sorted(set(layer.multiples.values())) if divisor in given and not stated]
    return next(({name: value} for name, value in tried if question.with_size(name, value).total((), put_in=True).constant == number), None)


def _faults(claim: Claim, question: Question, number: Rational, expected: Value, condition: Mapping[str, int] | None, verdict: Answer) -> list[Fault]:
    if expected.constant is not None:
        return miscounts(claim, question, number, expected.constant, condition or _right_switch(number, question, stated=True))
    if verdict == "approximate":
        leading = as_leading_formula(claim, question)
        return list(Diagnosis(leading, question).faults()) if leading is not None else []
    missing = " and ".join(sorted(expected.names))
    return [Fault("convention", missing, f"not decided: the true count depends on {missing}, which the text does not state")]
