"""How right the answer to a published claim is, field by field: as the tests demand it, and as the page on accuracy counts it."""

from __future__ import annotations

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


def form_of(claim: Published) -> str:
    """What a claim is: a formula with letters, a calculation, a number alone, or a shape."""
    if claim.weight:
        return "shape"
    formula = parse(claim.text, [claim.where])
    return "formula" if formula.all_names else "calculation" if any(sign in claim.text for sign in "*×+xX·\\") else "number"


def score(claim: Published, *, blind: bool = False) -> dict[str, bool]:
    """Each field that the claim asks for, and whether the answer has it right."""
    try:
        verdict = claim.judged(blind=blind)
    except SymcountError:
        return {"read": False, "verdict": False}
    kinds = {fault.kind for fault in verdict.diagnosis}
    fields = {
        "read": True,
        "verdict": verdict.verdict == claim.verdict,
        "condition": verdict.correct_when == claim.correct_when,
        "difference": sympy.expand(expression(verdict.difference) - expression(claim.difference)) == 0,
        "diagnosis": set(claim.kinds) <= kinds and (not claim.any_kind or bool(kinds & set(claim.any_kind))) and len(kinds) <= 4,
    }
    return {**fields, "witness": witness_differs(verdict)} if claim.verdict == "incorrect" and form_of(claim) == "formula" else fields


def witness_differs(verdict: Verdict) -> bool:
    """Whether claim and truth, evaluated by SymPy at the witness, are what is said and differ."""
    if not verdict.witness:
        return False
    values = [expression(side).subs(dict(verdict.witness.sizes)) for side in (verdict.claimed, verdict.expected)]
    return values == [verdict.witness.claimed, verdict.witness.expected] and values[0] != values[1]


def expression(text: object) -> sympy.Expr:
    """SymPy's own reading of a text in role names, as a witness from outside."""
    return sympy.sympify(str(text), locals={name: sympy.Symbol(name) for name in ROLES})
