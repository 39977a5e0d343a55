"""How right the answer to a published claim is, field by field: as the tests demand it, and as the page on accuracy counts it."""

from __future__ import annotations

from functools import cache

import sympy

from symcount.errors import SymcountError
from symcount.judging.verdict import Verdict
from symcount.reading import parse
from symcount.roles import ROLES
from tests.judging.published import CLAIMS, Published
from tests.judging.published_transformers import TRANSFORMERS
from tests.judging.published_wild import RIGHT, WRONG

EVERY_CLAIM = [*CLAIMS, *WRONG, *RIGHT, *TRANSFORMERS]
FIELDS = ("read", "verdict", "condition", "difference", "diagnosis", "witness")
FORMS = ("formula", "calculation", "number", "shape")

MOST_KINDS = 3
"""Kinds of fault that an answer to a wrong claim names at most, beside that it drops lower terms: who names all of them has said nothing."""

REMARKS = {"damaged-text", "convention", "lower-order-terms"}
"""What may be said of a right claim, too."""


def form_of(claim: Published) -> str:
    """What a claim is: a formula with letters, a calculation, a number alone, or a shape."""
    if claim.weight:
        return "shape"
    try:
        formula = parse(claim.text, [claim.where])
    except SymcountError:
        return "formula"
    return "formula" if formula.all_names else "calculation" if any(sign in claim.text for sign in "*×+xX·\\") else "number"


@cache
def score(claim: Published, *, blind: bool = False) -> dict[str, bool]:
    """Each field that the claim asks for, and whether the answer has it right; of a verdict that is only fair, nothing more is asked."""
    try:
        verdict = claim.judged(blind=blind)
    except SymcountError:
        return {"read": False, "verdict": False}
    fields = {"read": True, "verdict": verdict.verdict in (claim.verdict, *claim.fair)}
    if verdict.verdict != claim.verdict:
        return fields
    if claim.verdict in ("correct", "incorrect") and claim.weight is None:
        fields["difference"] = any(_is_same(verdict.difference, one, claim) for one in (claim.difference, *claim.fair_differences))
    kinds = {fault.kind for fault in verdict.diagnosis}
    if claim.verdict == "incorrect":
        fields["condition"] = verdict.correct_when == claim.correct_when if claim.correct_when else not {"bias", "tied"} & set(verdict.correct_when or ())
        fields["diagnosis"] = (
            set(claim.kinds) <= kinds
            and (not claim.any_kind or bool(kinds & set(claim.any_kind)))
            and 1 <= len(kinds - {"lower-order-terms"} or kinds) <= MOST_KINDS
        )
        if form_of(claim) == "formula":
            fields["witness"] = witness_differs(verdict)
    else:
        fields["diagnosis"] = set(claim.kinds) <= kinds <= {*claim.kinds, *claim.any_kind} | REMARKS
    return fields


def _is_same(answer: object, expected: str, claim: Published) -> bool:
    """Whether two differences are one, once the source's identities and sizes are put into both."""
    if answer is None:
        return False
    difference = expression(answer) - expression(expected)
    for _ in claim.assume:  # one identity may speak of another
        difference = difference.subs({sympy.Symbol(size): expression(value) for size, value in claim.assume.items()}, simultaneous=True)
    return bool(sympy.simplify(difference.subs({sympy.Symbol(size): number for size, number in claim.given.items()})) == 0)


def witness_differs(verdict: Verdict) -> bool:
    """Whether claim and truth, evaluated by SymPy at the witness, are what is said and differ."""
    if not verdict.witness:
        return False
    values = [expression(side).subs(dict(verdict.witness.sizes)) for side in (verdict.claimed, verdict.expected)]
    return values == [verdict.witness.claimed, verdict.witness.expected] and values[0] != values[1]


def expression(text: object) -> sympy.Expr:
    """SymPy's own reading of a text in role names, as a witness from outside."""
    return sympy.sympify(str(text), locals={name: sympy.Symbol(name) for name in (*ROLES, "S", "N", "E", "I", "O", "Q")})
