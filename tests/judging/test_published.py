"""What published pages claim, judged: the verdict, what would make it right, the difference, and what is said of it."""

from __future__ import annotations

import pytest
import sympy

from symcount.roles import ROLES
from tests.judging.published import CLAIMS, Published
from tests.judging.published_wild import RIGHT, WRONG

EVERY_CLAIM = [*CLAIMS, *WRONG, *RIGHT]
WITH_LETTERS = [claim for claim in EVERY_CLAIM if claim.where and "timesteps" not in claim.where.values()]
WRONG_FORMULAS = [claim for claim in EVERY_CLAIM if claim.verdict == "incorrect" and not claim.weight and "=" not in claim.text]


def expression(text: object) -> sympy.Expr:
    """SymPy's own reading of a text in role names, as a witness from outside."""
    return sympy.sympify(str(text), locals={name: sympy.Symbol(name) for name in ROLES})


@pytest.mark.parametrize("claim", EVERY_CLAIM, ids=lambda claim: f"{claim.layer}: {claim.text[:50]}")
def test_published_claim(claim: Published) -> None:
    verdict = claim.judged()
    kinds = {fault.kind for fault in verdict.diagnosis}
    assert verdict.verdict == claim.verdict
    assert verdict.correct_when == claim.correct_when
    assert sympy.expand(expression(verdict.difference) - expression(claim.difference)) == 0
    assert set(claim.kinds) <= kinds
    assert not claim.any_kind or kinds & set(claim.any_kind)
    assert len(verdict.diagnosis) <= 4


@pytest.mark.parametrize("claim", WITH_LETTERS, ids=lambda claim: claim.text[:50])
def test_the_same_verdict_when_nobody_says_what_the_letters_mean(claim: Published) -> None:
    assert claim.judged(blind=True).verdict == claim.verdict


@pytest.mark.parametrize("claim", WRONG_FORMULAS, ids=lambda claim: claim.text[:50])
def test_a_witness_really_differs(claim: Published) -> None:
    verdict = claim.judged()
    assert verdict.witness
    sizes = dict(verdict.witness.sizes)
    values = [expression(side).subs(sizes) for side in (verdict.claimed, verdict.expected)]
    assert values == [verdict.witness.claimed, verdict.witness.expected]
    assert values[0] != values[1]
