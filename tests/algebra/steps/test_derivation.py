"""Derivations: from one form to another as a textbook does it, every step of them checked."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Value, as_size, factor
from symcount.algebra.steps import Step, derivation
from symcount.algebra.steps.derivation import KERNEL
from symcount.errors import SymcountError
from symcount.formula import Node
from symcount.layers import CATALOGUE, Layer
from symcount.reading import parse
from symcount.rendering import written
from symcount.rendering.tree import expanded_tree, tree_of
from tests.algebra.steps.test_flat import tree
from tests.algebra.values import values
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM

MOST_STEPS = 12


def check(steps: tuple[Step, ...], start: Node, end: Node) -> None:
    """Whether steps lead from one formula to another, each changes something, and the kernel agrees with each."""
    assert len(steps) <= MOST_STEPS
    assert (steps[0].before, steps[-1].after) == (start, end) if steps else start == end
    assert all(one.after == two.before for one, two in pairwise(steps))
    for step in steps:
        assert step.holds, step
        assert step.before != step.after
        if step.substeps:
            assert all(one.after == two.before for one, two in pairwise(step.substeps))


@pytest.mark.parametrize(
    "start, end, rules",
    [
        ("4*((m+n+1)*n)", "4*(n*m+n+n^2)", ["distribute", "combine powers", "order"]),
        ("4*(n*m+n+n^2)", "4*((m+n+1)*n)", ["order", "common factor"]),
        ("4*n*m+4*n^2+4*n", "4*n*(m+n+1)", ["common factor"]),
        ("n*(m+1)", "m*n+n", ["distribute", "order"]),
        ("(a+b)^2", "a^2+2*a*b+b^2", ["power of a sum", "distribute", "combine powers", "collect like terms"]),
        ("a^2+2*a*b+b^2", "(a+b)^2", ["split like terms", "common factor", "write as a power"]),
        ("(a-b)*(a+b)", "a^2-b^2", ["distribute", "combine powers", "collect like terms"]),
        ("3*3*c*f + f", "9*c*f + f", ["multiply numbers and signs"]),
        ("n*m*3", "3*m*n", ["order"]),
        ("(n)*((m))", "n*m", ["drop brackets"]),
        ("n*m", "n*m", []),
        ("floor(n/2)+ceil(n/2)", "n", ["exact arithmetic"]),
        ("(n+m)*(n+m)", "(m+n)^2", ["order", "write as a power"]),
        ("(a+b)^3", "a^3+3*a^2*b+3*a*b^2+b^3", ["power of a sum", "distribute", "combine powers", "collect like terms"]),
        ("(a+b)^8*c", "c*(a+b)^7*a+c*(a+b)^7*b", ["exact arithmetic"]),
        ("tied^2*V", "tied*V", ["is 0 or 1"]),
        ("(2-tied)*tied", "tied", ["distribute", "combine powers", "is 0 or 1", "collect like terms"]),
        ("(4*tied)^3/(4*tied)^2", "4*tied", ["cancel"]),
        ("V", "1*V", ["write as a product"]),
        ("0*n", "0", ["multiply numbers and signs"]),
        ("n/1", "n", ["multiply numbers and signs"]),
        ("n*(-m)", "-n*m", ["multiply numbers and signs"]),
        ("-(-n)", "n", ["multiply numbers and signs"]),
        ("n-(-m)", "n+m", ["multiply numbers and signs"]),
        ("2*3*n+n*n", "6*n+n^2", ["combine powers"]),
        ("n^3*n^(-2)", "n", ["combine powers"]),
        ("n^0", "1", ["combine powers"]),
        ("n^(-1)", "1/n", ["write as a fraction"]),
        ("n^k*n", "n^(k+1)", ["combine powers"]),
        ("2^n/2", "2^(n-1)", ["combine powers"]),
        ("n^k*n^m/m", "n^(k+m)/m", ["combine powers"]),
        ("(n^k)^2", "n^(2*k)", ["combine powers"]),
        ("((n+1)^2)^3", "(n+1)^6", ["combine powers"]),
        ("(n+1)^3/(n+1)^2", "n+1", ["cancel"]),
        ("(n+1)^300/(n+1)^299", "n+1", ["cancel"]),
        ("(n+1)^(-2)*(n+1)^3", "n+1", ["cancel"]),
        ("n*(n+1)/(1+n)", "n", ["cancel"]),
        ("4*(n+m)*n/(2*(m+n))", "2*n", ["cancel"]),
        ("(n+m)^2*k/(n+m)", "n*k+m*k", ["cancel", "distribute"]),
        ("(n+m)^2*k/(n+m)+2*(a+b)^2", "k*(n+m)+2*(a^2+2*a*b+b^2)", ["cancel", "power of a sum", "distribute", "combine powers", "collect like terms", "order"]),
        ("a*(2*n+2*m)+b*(2*n+2*m)+c*(2*n+2*m)", "2*c*(n+m)+2*b*(n+m)+2*a*(n+m)", ["common factor", "order"]),
        ("2*3*4", "24", ["multiply numbers and signs"]),
        ("24", "2*3*4", ["write as a product"]),
        ("k*(c*h*w/g+1)", "c*h*k*w/g+k", ["distribute", "write as a fraction", "order"]),
        ("0.1*n", "n/10", ["write as a fraction"]),
        ("n/10", "0.1*n", ["take the fraction apart"]),
        ("n*m/n", "m", ["cancel"]),
        ("m", "n*m/n", ["multiply above and below"]),
        ("0.5*n+0.5*m", "(n+m)/2", ["write as a fraction", "common factor"]),
        ("(n^2-1)/(n-1)", "n+1", ["exact arithmetic"]),
        ("floor((n+2)/2)", "floor(n/2)+1", ["exact arithmetic"]),
        ("floor((n+n)*m/k)", "floor(2*n*m/k)", ["collect like terms"]),
        ("2*(a+b+c+d)^60", "2*((a+b+c+d)^30)^2", ["write as a product"]),
        ("(x+y)*(n*(m+1)+k)", "(x+y)*(n*m+n+k)", ["distribute"]),
    ],
)
def test_the_rules_used(start: str, end: str, rules: list[str]) -> None:
    one, other = tree(start), tree(end)
    steps = derivation(one, other)
    check(steps, one, other)
    assert [step.rule for step in steps] == rules


def test_what_both_share_is_left_alone() -> None:
    steps = derivation(tree("(x+y)*(n*(m+1)+k)"), tree("(x+y)*(n*m+n+k)"))
    assert [written(step.after) for step in steps] == ["(x + y)*(n*m + n + k)"]
    assert steps[0].place == (1, 0)


def test_a_bundle_has_its_steps() -> None:
    (common,) = derivation(tree("4*n*m+4*n^2+4*n"), tree("4*n*(m+n+1)"))
    assert [(step.rule, written(step.after)) for step in common.substeps] == [
        ("write as a product", "4*n*m + 4*n*n + 4*n"),
        ("common factor", "4*n*(m + n + 1)"),
    ]


@pytest.mark.parametrize("claim", [claim for claim in EVERY_CLAIM if claim.verdict == "correct" and not claim.weight], ids=lambda claim: claim.text[:40])
def test_published_formulas_lead_to_the_layers(claim: Published) -> None:
    verdict = claim.judged()
    assert verdict.claimed
    assert verdict.expected
    if not parse(verdict.claimed).names:
        return
    start, end = tree(verdict.claimed), tree(verdict.expected)
    steps = derivation(start, end)
    check(steps, start, end)
    assert KERNEL not in [step.rule for step in steps] or "/" in verdict.expected or "floor" in verdict.expected


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_every_layer_multiplied_out_and_back(layer: Layer) -> None:
    total = as_size(layer.total)
    start, end = tree_of(total), expanded_tree(total)
    check(derivation(start, end), start, end)
    check(derivation(end, start), end, start)


@given(values)
def test_random_formulas(value: Value) -> None:
    try:
        forms = [tree_of(value), expanded_tree(value), tree_of(factor(value))]
        for start in forms:
            for end in forms:
                check(derivation(start, end), start, end)
    except SymcountError:
        return


def test_brackets_in_many_brackets_are_left_to_the_kernel() -> None:
    text = "(1+" * 2_000 + "n" + ")" * 2_000
    (step,) = derivation(tree(text), tree("n + 2000"))
    assert step.rule == KERNEL


@given(st.permutations(["n*m", "n**2", "3*n", "k"]))
def test_terms_in_any_order(terms: list[str]) -> None:
    start, end = tree("n*m + n**2 + 3*n + k"), tree(" + ".join(terms))
    assert {step.rule for step in derivation(start, end)} <= {"order"}
