"""The judgement of a formula: equal to the layer's for all sizes, under a reading of its letters, or different somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.algebra import Different, Equal, Undecided, Value, compare, symbol, value_of
from symcount.formula import names_in
from symcount.judging.choice import LONGEST, Read, best_reading, correct_when, plain
from symcount.judging.claim import COUNTED_WHOLE, Claim, Side
from symcount.judging.differences import Diagnosis, leads, relative_error
from symcount.judging.finding import Finding, slip_of
from symcount.judging.meanings import spelled_size
from symcount.judging.question import Question, put_in
from symcount.judging.verdict import Answer, Fault, Step, Witness
from symcount.rendering import written
from symcount.roles import ROLES

Outcome = Equal | Different | Undecided


def judge_formula(claim: Claim, question: Question) -> Finding:
    """What is found of a claim with letters in it."""
    side = claim.formula or claim.final
    read = best_reading(side, question)
    question = question.with_numbers(read.claimed.names) if read.has_numbers else question
    outcome = read.outcome
    steps = tuple(_steps(claim, read, question))
    slips = [Fault("arithmetic-slip", step.text, f"{step.text} does not equal the side before it") for step in steps if step.is_slip]
    is_equal = isinstance(outcome, Equal)
    rough = _rougher(claim, read, question) if is_equal and not slips else None
    rougher = _in_sizes(rough, read, question) if rough else None
    unchecked = _unchecked(claim, read, question)
    answer = _answer(outcome, read, claim, bool(slips), rougher, unchecked)
    is_wrong = isinstance(outcome, Different) and answer == "incorrect"
    condition = correct_when(read, question) if is_wrong and not read.is_long else None
    faults = slips + (
        _faults(outcome, read, question, condition, unchecked) if rougher is None else list(Diagnosis(rougher, question, letters=read.letters).faults())
    )
    about = read.claimed if rougher is None else rougher
    in_doubt = rough or unchecked
    turns_on = slip_of(claim.sides, steps) or ((in_doubt.node,) if in_doubt else ())
    is_leading = is_wrong and not read.is_long and leads(read.claimed, read.expected)
    return Finding(
        answer=answer,
        written=_claimed(side, read),
        claimed=read.claimed,
        true=read.expected,
        usual=read.expected,
        meanings=read.meanings,
        letters=read.letters,
        node=side.node,
        difference="0" if is_equal else read.difference,
        condition=plain(condition) if condition else None,
        faults=faults,
        steps=steps,
        witness=Witness(outcome.witness, outcome.left, outcome.right) if isinstance(outcome, Different) else None,
        relative_error=relative_error(about, read.expected, question.given) if answer == "approximate" or is_leading else None,
        notes=(read.note,) if read.note else (),
        turns_on=turns_on if is_equal else (),
    )


def _rougher(claim: Claim, read: Read, question: Question) -> Side | None:
    """What a right formula is said to be about, where that is another formula: `4*d^2 + 4*d ≈ 4*d^2`."""
    values = ((side, _in_sizes(side, read, question)) for side in claim.rough if names_in(side.node))
    return next((side for side, value in values if value.names and value != read.claimed), None)


def _in_sizes(side: Side, read: Read, question: Question) -> Value:
    """What a side says; a word for the count itself, `params/2 = …`, is the true count, and one that the formula has not is the size that it spells."""
    counts = {name: read.expected for name in names_in(side.node) if name in COUNTED_WHOLE}
    spelt = {name: symbol(size) for name in names_in(side.node) if (size := spelled_size(name, question.layer))}
    return question.identified(value_of(side.node, {**spelt, **counts, **question.where, **read.meanings}))


def _answer(outcome: Outcome, read: Read, claim: Claim, has_slips: bool, rougher: Value | None, unchecked: Side | None) -> Answer:
    if isinstance(outcome, Equal):
        return "incorrect" if has_slips else "undecided" if unchecked else "approximate" if rougher is not None else "correct"
    if isinstance(outcome, Undecided):
        return "undecided"
    return "approximate" if claim.says_about and leads(read.claimed, read.expected) else "incorrect"


def _faults(outcome: Outcome, read: Read, question: Question, condition: dict[str, Value] | None, unchecked: Side | None) -> list[Fault]:
    if isinstance(outcome, Equal):
        message = "not decided: the formula is right, but whether it is {} depends on what the text does not state"
        return [Fault("convention", unchecked.text, message.format(unchecked.text))] if unchecked else []
    if isinstance(outcome, Undecided):
        return [Fault("convention", str(read.claimed), f"not decided: {outcome.reason}")]
    if read.is_long:
        return [Fault("extra-term", str(read.claimed), f"it may have more than {LONGEST} terms when multiplied out, and no layer's count has so many")]
    return list(Diagnosis(read.claimed, question, condition, read.letters).faults())


def _unchecked(claim: Claim, read: Read, question: Question) -> Side | None:
    """A number beside a formula, at sizes that nobody states; or a multiple of what nobody knows: `2*N = 4n(n+m+1)`."""
    is_number = read.claimed.subs(question.given).constant is not None
    for side in claim.sides:
        names = _in_sizes(side, read, question).names
        if side.has_number and not names.intersection(ROLES) and not (is_number and not names):
            return side
    return None


def _claimed(side: Side, read: Read) -> str:
    """The author's form in the names of sizes; the kernel's form where the source's identities were put in."""
    if value_of(side.node, read.meanings) != read.claimed:
        return str(read.claimed)
    return written(put_in(side.node, read.meanings))


def _steps(claim: Claim, read: Read, question: Question) -> Iterator[Step]:
    """Each side, its value at the stated sizes, and whether it equals the side before."""
    sides = [(side, _in_sizes(side, read, question)) for side in claim.sides] if len(claim.sides) > 1 else []
    for place, (side, value) in enumerate(sides):
        holds = _holds(sides[place - 1], (side, value), question) if place else None
        yield Step(side.text, side.relation, value.subs(question.given).constant, holds)


def _holds(one_before: tuple[Side, Value], this: tuple[Side, Value], question: Question) -> bool | None:
    (side_before, before), (side, value) = one_before, this
    one, other = before.subs(question.given), value.subs(question.given)
    if one.constant is not None and other.constant is not None:
        return side.follows(side_before, one.constant, other.constant)
    outcome = compare(one, other)
    if isinstance(outcome, Different):
        return (side.relation == "≈" and _is_about(before, value, question)) or (None if _only_names_parts(before, value) else False)
    return True if isinstance(outcome, Equal) else None


def _is_about(exact: Value, rough: Value, question: Question) -> bool:
    """Whether the leading terms of a formula are those of another; what is a part of a size is smaller: head_dim where num_heads = d_model/head_dim."""
    if leads(exact, rough):
        return True
    parts = {str(part): whole * symbol(str(part)) / symbol(name) for name, whole in question.assume.items() for part, power in whole.monomial if power == -1}
    return bool(parts) and leads(exact.subs(parts), rough.subs(parts))


def _only_names_parts(*sides: Value) -> bool:
    """Whether a side is a number, or written in names that mean no size: `N = N_attention + N_mlp`."""
    return any(not side.names.intersection(ROLES) for side in sides)
