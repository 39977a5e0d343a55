"""The judgement of a claim about a layer: a formula for all sizes, or a number at the sizes that the author states."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from symcount.algebra import value_of
from symcount.formula import names_in
from symcount.judging.assigned import with_assigned
from symcount.judging.claim import Claim, Side, claim_of
from symcount.judging.differences import MAX_FAULTS
from symcount.judging.formulas import judge_formula
from symcount.judging.meanings import spelled_size
from symcount.judging.numbers import judge_number
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Verdict
from symcount.reading import Formula, repairs


def judge(formula: Formula, question: Question, approximate: bool = False) -> Verdict:
    """Judge a claim as it is written, or as its damaged text must have been.

    A repair is taken only if the claim then balances: for the layer as it is, or with another value of its switches.
    """
    as_written = _judge_as_written(formula, question, approximate)
    if as_written.verdict != "correct":
        for repaired in repairs(formula, question.given.values()):
            verdict = _judge_as_written(repaired, question, approximate)
            balances = verdict.verdict != "incorrect" and verdict.difference == "0"
            if balances or (verdict.correct_when and not as_written.correct_when):
                return replace(_said_to_be_damaged(verdict, repaired), text=formula.text)
    return _said_to_be_damaged(as_written, formula)


def _said_to_be_damaged(verdict: Verdict, formula: Formula) -> Verdict:
    """The verdict with what was damaged in the text, and read as it must have been."""
    if not formula.repaired:
        return verdict
    damage = Fault("damaged-text", formula.text, formula.repaired)
    return replace(verdict, diagnosis=(damage, *verdict.diagnosis)[:MAX_FAULTS])


def _judge_as_written(formula: Formula, question: Question, approximate: bool) -> Verdict:
    claim = claim_of(formula, lambda name: name in question.where or spelled_size(name, question.layer) is not None, approximate)
    if not formula.assigned:
        return _judge_claim(formula, claim, question)
    verdicts = (_judge_claim(formula, claim, asked) for asked in with_assigned(claim, formula.assigned, question))
    first = next(verdicts)
    return first if first.is_right else next((verdict for verdict in verdicts if verdict.is_right), first)


def _judge_claim(formula: Formula, claim: Claim, question: Question) -> Verdict:
    expected = question.total((), put_in=True)
    if names_in(claim.final.node) or (claim.formula and expected.constant is None):
        finding = judge_formula(claim, question)
    else:
        finding = judge_number(claim, question, expected)
    return _with_earlier_slips(claim, finding.verdict(formula, question))


def _slip(before: Side, after: Side) -> Fault | None:
    """What is wrong with a calculation, if it has numbers alone."""
    one, other = value_of(before.node).constant, value_of(after.node).constant
    if one is None or other is None or after.follows(before, one, other):
        return None
    return Fault("arithmetic-slip", after.text, f"{before.text} is {one}, not {after.text}")


def _with_earlier_slips(claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, where a calculation in an earlier statement is wrong: `kernel: 4*3*5 = 61`."""
    found = [(slip, before, after) for statement in claim.earlier for before, after in pairwise(statement) if (slip := _slip(before, after))]
    if not found:
        return verdict
    slips, before, after = [slip for slip, _, _ in found], *found[0][1:]
    diagnosis = (*slips, *verdict.diagnosis)[:MAX_FAULTS]
    if not (verdict.is_right and verdict.context):
        return replace(verdict, diagnosis=diagnosis)
    return replace(verdict, verdict="incorrect", diagnosis=diagnosis, context=replace(verdict.context, turns_on=(before.node, after.node)))
