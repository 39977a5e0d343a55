"""The rules: what each makes of a piece, and that none changes its value."""

from __future__ import annotations

import pytest
from hypothesis import given

from symcount.algebra import Equal, compare, value_of
from symcount.algebra.steps.flat import flat
from symcount.algebra.steps.rules import RULES, Rule
from symcount.errors import SymcountError
from symcount.formula import Node
from symcount.rendering import written
from tests.algebra.steps.test_flat import tree
from tests.rendering.trees import trees

BY_NAME = {rule.name: [other for other in RULES if other.name == rule.name] for rule in RULES}


@pytest.mark.parametrize(
    "rule, before, after",
    [
        ("power of a sum", "(a+b)^2", "(a + b)*(a + b)"),
        ("power of a sum", "(2*(a+b))^2", "2**2*(a + b)**2"),
        ("power of a sum", "(a+b)^40", None),
        ("power of a sum", "a^2", None),
        ("distribute", "4*(n+m+1)*m", "4*n*m + 4*m*m + 4*m"),
        ("distribute", "(n-1)*3", "3*n - 3"),
        ("distribute", "-(n-m)", "-n + m"),
        ("distribute", "(n+m)/k", "n/k + m/k"),
        ("distribute", "(n+m)/(k+1)", None),
        ("distribute", "4*n*m", None),
        ("combine powers", "3*n*4*n", "12*n**2"),
        ("cancel", "n*m/n", "m"),
        ("cancel", "4*n/2", "2*n"),
        ("cancel", "n^3*m/(m*n)", "n**2"),
        ("cancel", "n*m/(2*k)", None),
        ("write as a fraction", "0.1*n", "n/10"),
        ("write as a fraction", "n*(m/2)", "n*m/2"),
        ("write as a fraction", "m*n^(-2)", "m/n**2"),
        ("write as a fraction", "n^(-2)", "1/n**2"),
        ("write as a fraction", "0.5*n*n", None),
        ("write as a fraction", "n/2*m/3", None),
        ("write as a fraction", "n*m", None),
        ("combine powers", "0.5*n*n", "n**2/2"),
        ("multiply numbers and signs", "0*n", "0"),
        ("multiply numbers and signs", "2*3*n", "6*n"),
        ("multiply numbers and signs", "3*n*4*n", None),
        ("multiply numbers and signs", "n*(-m)", "-n*m"),
        ("multiply numbers and signs", "n*m", None),
        ("combine powers", "n^3*n^(-2)", "n"),
        ("combine powers", "n^0", "1"),
        ("combine powers", "-n^k*n*m", "-n**(k + 1)*m"),
        ("combine powers", "n*m/n^(k+1)", "n**(-k)*m"),
        ("combine powers", "(n^k)^2", "n**(2*k)"),
        ("combine powers", "n^k*m", None),
        ("is 0 or 1", "tied^3", "tied"),
        ("is 0 or 1", "bias^3", None),
        ("is 0 or 1", "2^tied", None),
        ("cancel", "(n+1)^3/(n+1)^2", "n + 1"),
        ("cancel", "n*(n+1)/(1+n)", "n"),
        ("cancel", "n*(n+2)/(1+n)", None),
        ("combine powers", "m*n", None),
        ("combine powers", "2*n**2", None),
        ("collect like terms", "3*n + m + 4*n", "7*n + m"),
        ("collect like terms", "n*m - m*n", "0"),
        ("collect like terms", "n + m", None),
    ],
)
def test_a_rule(rule: str, before: str, after: str | None) -> None:
    plain = flat(tree(before))
    rewritten = next((piece for one in BY_NAME[rule] if (piece := one.apply(plain))), None)
    assert (rewritten and written(rewritten)) == after


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@given(formula=trees)
def test_no_rule_changes_a_value(rule: Rule, formula: Node) -> None:
    plain = flat(formula)
    rewritten = rule.apply(plain)
    if rewritten is None:
        return
    try:
        assert isinstance(compare(value_of(plain), value_of(rewritten)), Equal)
    except SymcountError:
        return
