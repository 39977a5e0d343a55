"""Coq and z3 accept the certificates of random identities, of random differences and of the catalogue's layers."""

from __future__ import annotations

import os
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import symcount as sc
from symcount.algebra import Different, Equal, Switch, Value, compare, factor, switch, value_of
from symcount.errors import InputError
from symcount.formula import Group, Name, Node, Number, Product, Quotient, Rounding, Sum
from symcount.layers import CATALOGUE
from symcount.rendering.certificates import certificate
from symcount.rendering.tree import expanded_tree, tree_of
from tests.algebra.values import trees
from tests.provers import accepted_by_coq, accepted_by_z3, runs

EXAMPLES = int(os.environ.get("SYMCOUNT_EXAMPLES", "5"))
often = settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])

FORMS = (tree_of, expanded_tree, lambda value: tree_of(factor(value)))
PUBLISHED = [
    ("4(nm+n+n²)", "4((n+m+1)·m)"),
    ("(u_i + u_b)b", "u(i+1)b"),
    ("n(n+1)/2", "0.5n^2 + n/2"),
    ("(n^2-1)/(n-1)", "n+1"),
    ("(2-tied)^3*tied*n", "tied*n"),
    ("floor((n+2p-k)/s)+1", "floor((n+2p-k+s)/s)"),
    ("ceil(n/s)", "floor((n-1)/s)+1"),
    ("floor(floor(n/a)/c)", "floor(n/(ac))"),
    ("ceil(V/64)*64*d", "64*d*ceil(V/64)"),
    ("ceil((n-k+1)/s)", "floor((n-k)/s)+1"),
    ("floor((n+2p-d*(k-1)-1)/(s+1)+1)", "ceil((n+2p-d*(k-1))/(s+1))"),
    ("n^tied", "n^tied"),
    ("n^tied", "1+tied*(n-1)"),
    ("(n/m)^tied*(n+1)", "(n+1)*(m/n)^(0-tied)"),
    ("2^(3tied)*n", "n + 7*tied*n"),
    ("(n+1)^(2-tied)", "(n+1)^2*(1-tied) + (n+1)*tied"),
]
DECIDED_BY_RESIDUES = [
    ("64*ceil(V/64)", "64*floor((V+63)/64)"),
    ("d*ceil(V/128)", "d*floor((V+127)/128)"),
    ("floor(n^2/4)", "floor(n/2)*floor((n+1)/2)"),
    ("base*floor(n^2/4)/3", "base*floor(n/2)*floor((n+1)/2)/3"),
    ("floor(n/2)+floor((n+1)/2)", "n"),
    ("floor(n/100)", "floor(n/200)+floor((n+100)/200)"),
    ("ceil(n/8)^3", "floor((n+7)/8)^3"),
    ("m*ceil(n/8)*floor((m+7)/8)", "m*ceil(m/8)*floor((n+7)/8)"),
    ("floor(a/64)+floor(b/64)+floor(c/64)+floor(n/2)+floor((n+1)/2)", "floor(a/64)+floor(b/64)+floor(c/64)+n"),
    ("m*floor((a+64)/64)+m*(floor(n/2)+floor((n+1)/2))", "m*floor(a/64)+m+m*n"),
    ("floor(a/16)+floor((a+8)/16)+floor(b/16)+floor((b+8)/16)", "floor(a/8)+floor(b/8)"),
    ("floor(n/2)*floor((n+1)/2)*floor(m^2/4)", "floor(m/2)*floor((m+1)/2)*floor(n^2/4)"),
]

Pair = tuple[Node, Node, Value, Value]


def _pair(tree: Node, form: int, switched: bool) -> tuple[Node, Node, tuple[str, ...]]:
    """A tree and another form of it, perhaps only equal where c is 0 or 1."""
    switches = ("c",) if switched else ()
    return tree, FORMS[form](value_of(tree, {name: switch(name) for name in switches})), switches


identities = st.builds(_pair, trees, st.integers(0, len(FORMS) - 1), st.booleans())


def _strided(size: Node, stride: Node, whole: Node) -> tuple[Node, Node]:
    """The floor of a quotient, with a multiple of the divisor inside and outside."""
    inside = Rounding(Quotient(Group(Sum((size, Product((whole, stride))))), stride))
    return inside, Sum((Rounding(Quotient(size, stride)), whole))


def _ceiling(size: Node, stride: Node) -> tuple[Node, Node]:
    """A ceiling, and the floor that it is."""
    below = Rounding(Quotient(Group(Sum((size, Number(-1)))), stride))
    return Rounding(Quotient(size, stride), up=True), Sum((below, Number(1)))


letters = st.sampled_from("ab").map(Name)
numbers = st.integers(1, 9).map(Number)
sizes = st.one_of(letters, st.builds(lambda a, b: Sum((a, b)), letters, numbers))
brackets = st.builds(Group, sizes)
stride = st.just(Name("s"))
floors = st.one_of(st.builds(_strided, brackets, stride | numbers, letters | numbers), st.builds(_ceiling, brackets, stride))


def certified(prover: str, pairs: Iterable[tuple[Node, Node, tuple[str, ...]]]) -> list[str]:
    """The certificates of those pairs that have one."""
    files, refused = [], []
    for left, right, switches in pairs:
        try:
            files.append(certificate(prover, left, right, Equal(), switches))
        except InputError as error:
            refused.append(str(error))
    assert all("cancel what may be zero" in message for message in refused)
    return files


def refuted(prover: str, pairs: Iterable[tuple[Node, Node]]) -> list[str]:
    """Certificates that these differ, where they do."""
    outcomes = [(left, right, compare(value_of(left), value_of(right))) for left, right in pairs]
    return [certificate(prover, left, right, outcome) for left, right, outcome in outcomes if isinstance(outcome, Different)]


def of_layers(prover: str) -> list[str]:
    """That each layer's factored and expanded count are equal."""
    totals = [layer.total for layer in CATALOGUE.values()]
    switches = [tuple(name for name in total.names if type(name) is Switch) for total in totals]
    return [certificate(prover, tree_of(total), expanded_tree(total), Equal(), names) for total, names in zip(totals, switches, strict=True)]


@runs("coqc")
@often
@given(st.lists(identities, min_size=10, max_size=10))
def test_coq_accepts_identities(pairs: list[tuple[Node, Node, tuple[str, ...]]]) -> None:
    accepted_by_coq(certified("coq", pairs))


@runs("coqc")
@often
@given(st.lists(st.tuples(trees, trees), min_size=10, max_size=10))
def test_coq_accepts_differences(pairs: list[tuple[Node, Node]]) -> None:
    accepted_by_coq(refuted("coq", pairs))


@runs("coqc")
def test_coq_accepts_every_layer() -> None:
    accepted_by_coq(of_layers("coq"))


@runs("z3")
@settings(often, max_examples=10 * EXAMPLES)
@given(identities)
def test_z3_accepts_an_identity(pair: tuple[Node, Node, tuple[str, ...]]) -> None:
    for file in certified("smt2", [pair]):
        accepted_by_z3(file)


@runs("z3")
@settings(often, max_examples=10 * EXAMPLES)
@given(trees, trees)
def test_z3_accepts_a_difference(left: Node, right: Node) -> None:
    for file in refuted("smt2", [(left, right)]):
        accepted_by_z3(file)


@runs("z3")
@settings(often, max_examples=10 * EXAMPLES)
@given(floors, trees)
def test_z3_accepts_an_identity_of_floors(pair: tuple[Node, Node], times: Node) -> None:
    left, right = (Product((Group(times), Group(side))) for side in pair)
    for file in certified("smt2", [(left, right, ())]):
        accepted_by_z3(file)


@runs("z3")
def test_z3_accepts_every_layer() -> None:
    for file in of_layers("smt2"):
        accepted_by_z3(file)


@runs("z3")
@pytest.mark.parametrize("a, b", PUBLISHED)
def test_z3_accepts_what_was_proved(a: str, b: str) -> None:
    accepted_by_z3(sc.prove(a, b).certificate("smt2"))


@runs("z3")
@pytest.mark.parametrize("a, b", DECIDED_BY_RESIDUES)
def test_z3_accepts_what_residues_decide(a: str, b: str) -> None:
    accepted_by_z3(sc.prove(a, b, same_letters=True).certificate("smt2"))


@runs("coqc")
def test_coq_accepts_what_was_proved() -> None:
    accepted_by_coq([sc.prove(a, b).certificate("coq") for a, b in PUBLISHED if "floor" not in a + b])


@runs("coqc")
@pytest.mark.parametrize("same_letters", [True, False])
def test_a_file_is_accepted_alone(same_letters: bool) -> None:
    accepted_by_coq([sc.prove("4(nm+n+n²)", "4((n+m+1)·m)", same_letters=same_letters).certificate("coq")])


@runs("coqc")
def test_coq_refuses_a_false_equation() -> None:
    false = sc.prove("n(m+1)", "nm+n").certificate("coq").replace("n * m + n", "n * m + 2 * n")
    with pytest.raises(AssertionError):
        accepted_by_coq([false])


@runs("z3")
def test_z3_refuses_a_false_equation() -> None:
    false = sc.prove("n(m+1)", "nm+n").certificate("smt2").replace("(+ (* n m) n)", "(+ (* n m) n n)")
    with pytest.raises(AssertionError):
        accepted_by_z3(false)


@runs("z3")
def test_z3_refuses_a_false_equation_in_cases() -> None:
    false = sc.prove("floor(n^2/4)", "floor(n/2)*floor((n+1)/2)").certificate("smt2").replace("(div (+ n 1) 2)", "(div (+ n 2) 2)")
    with pytest.raises(AssertionError, match="sat"):
        accepted_by_z3(false)
