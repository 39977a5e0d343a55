"""The judgement of a claim about a layer: a formula for all sizes, or a number at the sizes that the author states."""

from __future__ import annotations

from dataclasses import replace

from symcount.formula import names_in
from symcount.judging.claim import claim_of
from symcount.judging.formulas import judge_formula
from symcount.judging.numbers import judge_number
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Verdict
from symcount.reading import Formula, repairs


def judge(formula: Formula, question: Question, approximate: bool = False) -> Verdict:
    """Judge a claim as it is written, or as its damaged text must have been: a repair is taken only if the claim then balances."""
    as_written = _judge_as_written(formula, question, approximate)
    if as_written.verdict == "correct":
        return as_written
    for repaired in repairs(formula):
        verdict = _judge_as_written(repaired, question, approximate)
        if verdict.verdict == "correct" or (verdict.correct_when and not as_written.correct_when):
            damage = Fault("damaged-text", repaired.text, repaired.repaired)
            return replace(verdict, text=formula.text, diagnosis=(damage, *verdict.diagnosis))
    return as_written


def _judge_as_written(formula: Formula, question: Question, approximate: bool) -> Verdict:
    claim = claim_of(formula, approximate)
    expected = question.total((), put_in=True)
    if names_in(claim.final.node) or (claim.formula and expected.constant is None):
        return judge_formula(formula, claim, question)
    return judge_number(formula, claim, question, expected)
