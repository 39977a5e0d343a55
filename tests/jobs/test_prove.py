"""`prove`: equal as written, under a renaming, under what the letters mean, different, or not decided."""

from __future__ import annotations

import re
from dataclasses import FrozenInstanceError
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import pytest
import sympy
from hypothesis import given, settings
from hypothesis import strategies as st

import symcount as sc
from symcount.errors import FormulaError, InputError
from symcount.rendering import html
from tests.judging.arithmetic import value_at
from tests.latex import compiles_latex, fits_a_page

PAIR = ("4(nm+n+n²)", "4((n+m+1)·m)")
KEYS = {"equal", "equal_as_written", "renaming", "steps", "difference", "witness"}


@pytest.mark.parametrize(
    "a, b, arguments, equal, as_written, renaming",
    [
        (*PAIR, {}, True, False, {"n": "m", "m": "n"}),
        ("(a+b+c+d+e+f)^20", "(a+b+c+d+e+f)^19*(a+b+c+d+e+g)", {}, False, False, None),
        (*PAIR, {"same_letters": True}, False, False, None),
        (*PAIR, {"where_a": {"n": "units", "m": "input_dim"}, "where_b": {"m": "units", "n": "input_dim"}}, True, False, None),
        (*PAIR, {"where_a": {"n": "units", "m": "input_dim"}, "where_b": {"n": "units", "m": "input_dim"}}, False, False, None),
        ("4(nm+n+n²)", "4n(n+m+1)", {}, True, True, None),
        ("4(ab+a)", "4p(q+1)", {}, True, False, {"a": "p", "b": "q"}),
        ("units*input_dim", "input_dim*units", {}, True, True, None),
        ("units", "input_dim", {}, False, False, None),
        ("units*n", "units*m", {}, True, False, {"n": "m", "units": "units"}),
        ("2*d_model*d_ff", "8*d_model^2", {"assume": {"d_ff": "4*d_model"}}, True, False, None),
        ("2*d_model*d_ff", "8*d_model^2", {}, False, False, None),
        ("12", "3*4", {}, True, True, None),
        ("n/2", "0.5n", {}, True, True, None),
        ("(a+b+c+d)^60", "((a+b+c+d)^30)^2", {}, True, True, None),
        ("(a+b+c+d)^60", "(a+b+c+d)^59", {}, False, False, None),
        ("floor(n/2)", "floor(m/2)", {}, True, False, {"n": "m"}),
        ("4nm", "nm*4", {}, True, False, None),
        ("V*d*L", "Vd*L", {}, True, False, None),
        ("h*d", "hd", {}, True, False, None),
        ("nm*4", "nm*4", {}, True, True, None),
        ("nm*4", "4nm", {"where_a": {"nm": "units"}}, False, False, None),
        ("ceil(n/floor((n-k)/s))", "floor((n-1)/floor((n-k)/s))+1", {"same_letters": True}, False, False, None),
        ("tied^2*V", "tied*V", {}, True, True, None),
        ("(1-tied)*tied", "0", {}, True, True, None),
        ("floor(tied/2)", "0", {}, True, True, None),
        ("2^tied", "1+tied", {}, True, True, None),
        ("floor((2n+tied)/2)", "n", {}, True, True, None),
        ("n^tied", "1+tied*(n-1)", {}, True, True, None),
        ("n^tied", "n", {}, False, False, None),
        ("floor(n/2)", "n/2", {}, False, False, None),
        ("floor((n+1)/2)", "ceil(n/2)", {}, True, True, None),
        ("n^m", "n^m", {}, True, True, None),
    ],
)
def test_a_pair(a: str, b: str, arguments: dict[str, Any], equal: bool | None, as_written: bool | None, renaming: dict[str, str] | None) -> None:
    proof = sc.prove(a, b, **arguments)
    assert (proof.equal, proof.equal_as_written) == (equal, as_written)
    moved = {name: other for name, other in (proof.renaming or {}).items() if name != other}
    assert moved == {name: other for name, other in (renaming or {}).items() if name != other}


def test_the_flagship_pair() -> None:
    proof = sc.prove(*PAIR)
    assert proof.difference == "4*(n - m)*(m + n + 1)"
    assert proof.witness
    assert proof.witness.to_dict() == {"sizes": {"m": 1, "n": 2}, "claimed": 32, "expected": 16}
    assert "are equal when" in str(proof)
    assert "letter for letter they differ by 4·(n - m)·(m + n + 1)" in str(proof)


@pytest.mark.parametrize("a, b", [PAIR, ("x+y", "x*y"), ("n^m", "n"), ("(a+b+c+d)^60", "(a+b+c+d)^59"), ("floor((n+1)/2)", "ceil(n/2)"), ("n/2", "n/3")])
def test_the_keys_of_the_interface(a: str, b: str) -> None:
    proof = sc.prove(a, b)
    assert set(proof.to_dict()) >= KEYS
    assert all(set(step) == {"rule", "before", "after", "place", "substeps"} for step in proof.to_dict()["steps"])
    assert proof._repr_latex_().count("{") == proof._repr_latex_().count("}")
    assert f"{html.code(a)} and {html.code(b)}" in proof._repr_html_()
    with pytest.raises(FrozenInstanceError):
        proof.equal = True  # type: ignore[misc]


@pytest.mark.parametrize(
    "b, where_b, legend",
    [
        ("4(nm+n²+n)", {}, [r"\text{where } n \text{ is units and } m \text{ is input dim}"]),
        (
            "4(nm+m²+m)",
            {"m": "units", "n": "input_dim"},
            [
                r"\text{where on the left } n \text{ is units and } m \text{ is input dim}",
                r"\text{and on the right } m \text{ is units and } n \text{ is input dim}",
            ],
        ),
    ],
)
def test_latex_says_what_the_letters_mean(b: str, where_b: dict[str, str], legend: list[str]) -> None:
    said = sc.prove("4n(n+m+1)", b, {"n": "units", "m": "input_dim"}, where_b).latex()
    assert re.split(r" \\quad | \\\\ & ", said.removesuffix(r" \end{aligned}"))[1:] == legend


def test_steps_lead_from_the_one_to_the_other() -> None:
    steps = sc.prove("4n(m+1)", "4ab+4a").steps
    assert [step.rule for step in steps] == ["rename the letters", "distribute"]
    assert all(one.after == two.before for one, two in pairwise(steps))
    assert (steps[0].before, steps[-1].after) == ("4*n*(m + 1)", "4*a*b + 4*a")


@pytest.mark.parametrize(
    "a, b, equal",
    [("tied^2*n", "tied*n", True), ("(2-tied)*tied", "tied", True), ("2*tied", "tied", False), ("bias^2", "bias", False), ("t^2", "t", False)],
)
def test_a_switch_is_its_own_square(a: str, b: str, equal: bool) -> None:
    assert sc.prove(a, b).equal is equal


def test_what_shows_a_proof_to_others_speaks_of_what_was_put_in() -> None:
    proof = sc.prove("d_ff*d", "4d^2", where_a={"d": "d_model"}, where_b={"d": "d_model"}, assume={"d_ff": "4*d_model"})
    first = "In the first formula, d_ff*d, one reads d_ff as 4*d_model and d as d_model."
    assert first in str(proof.in_one_number()).splitlines()
    assert f"-- {first}" in proof.certificate("lean").splitlines()
    assert "    (4 * d_model * d_model : ℤ) = 4 * d_model^2 := by" in proof.certificate("lean").splitlines()


def test_a_derivation_as_latex() -> None:
    assert sc.prove(*PAIR).derivation_latex().splitlines() == [
        "% nm read as n·m",
        r"\begin{align*}",
        r"4(nm + n + n^{2}) &\sim 4(mn + m + m^{2}) && \text{rename the letters} \\",
        r" &= 4(nm + m^{2} + m) && \text{order} \\",
        r" &= 4((n + m + 1) \cdot m) && \text{common factor}",
        r"\end{align*}",
    ]
    assert sc.prove("n", "n+1").derivation_latex() == "\\begin{align*}\n& n \\neq n + 1\n\\end{align*}"


@pytest.mark.parametrize(
    "a, b, shown",
    [
        ("2*alpha", "2*α", r"2 \cdot \mathrm{alpha} \sim 2 \cdot \alpha"),
        ("alpha*n", "n*alpha", r"\alpha \cdot n = n \cdot \alpha"),
        ("α + 1", "2 + alpha", r"\alpha + 1 \neq 2 + \mathrm{alpha}"),
    ],
)
def test_letters_that_are_different_look_different_in_both(a: str, b: str, shown: str) -> None:
    proof = sc.prove(a, b, same_letters="1" in a)
    assert proof.latex() == shown
    assert all(side in proof.derivation_latex() for side in re.split(r" \\(?:sim|neq) | = ", shown))


@pytest.mark.parametrize("a, b", [("(-1)^(2n)", "1"), ("2^n*3^n", "6^m"), ("floor(n/400)+floor((n+200)/400)", "floor(n/200)")])
def test_latex_does_not_say_different_of_what_is_not_decided(a: str, b: str) -> None:
    proof = sc.prove(a, b)
    assert proof.equal is None
    for said in (proof.latex(), proof.derivation_latex(), proof._repr_latex_()):
        assert r"\overset{?}{=}" in said
        assert r"\neq" not in said


@pytest.mark.parametrize("a, b", [("层", "2层"), ("层*2", "层+层")])
def test_what_pdflatex_cannot_set_is_refused_and_shown_in_a_notebook(a: str, b: str) -> None:
    proof = sc.prove(a, b, same_letters=True)
    for latex in (proof.latex, proof.derivation_latex, proof.a.formula.latex):
        with pytest.raises(InputError, match="cannot set '层'"):
            latex()
    assert r"\text{层}" in proof._repr_latex_()
    assert proof.a.formula.to_dict()["latex"]


def test_a_greek_letter_that_looks_latin_needs_another() -> None:
    with pytest.raises(InputError, match=r"cannot set 'Α': .* one Greek letter that looks like none of them"):
        sc.prove("A*Α", "Α*A").latex()


@compiles_latex
def test_every_proof_fits_a_page(tmp_path: Path) -> None:
    words = "num_units*num_inputs*num_heads*num_layers*num_experts*head_dim*vocabulary_size"
    sums = "(a+b+c+d)(e+f+g+h)(i+j+k+l)(m+n+o+p)(q+r+s+t)"
    proofs = [
        sc.prove(words, "*".join(reversed(words.split("*")))),
        sc.prove(words, words + "^2"),
        sc.prove(sums, sums + "^2"),
        sc.prove("units*(input_dim+1)", "hidden_size*input_size + hidden_size"),
        sc.prove("4n(n+m+1)", "4(nm+m²+m)", where_a={"n": "units", "m": "input_dim"}, where_b={"n": "input_dim", "m": "units"}),
        sc.prove("(-1)^(2n)", "1"),
        sc.prove("(a+b)(c+d)(e+f)(g+h)", str(sc.simplify("(a+b)(c+d)(e+f)(g+h)").expanded)),
    ]
    fits_a_page([f"${proof.latex()}$" for proof in proofs] + [proof.derivation_latex() for proof in proofs], tmp_path)


@pytest.mark.parametrize(
    "a, b",
    [
        ("floor((n+2*p-k)/s)+1", "floor((n+2*p-k+s)/s)"),
        ("ceil(n/s)", "floor((n-1)/s)+1"),
        ("floor(n/2)+floor((n+1)/2)", "n"),
        ("ceil(n/2)", "floor((n-1)/2)+1"),
        ("64*ceil(V/64)", "64*floor((V+63)/64)"),
        ("floor(floor(n/a)/c)", "floor(n/(a*c))"),
        ("ceil(ceil(n/a)/c)", "ceil(n/(a*c))"),
        ("floor((n*s+k)/s)", "n + floor(k/s)"),
        ("ceil((n-k+1)/s)", "floor((n-k)/s)+1"),
        ("floor((n+2p-d*(k-1)-1)/s+1)", "ceil((n+2p-d*(k-1))/s)"),
        ("(floor(n/3)+floor((n+1)/3)+floor((n+2)/3)+m+k+h)^12", "(n+m+k+h)^12"),
    ],
)
def test_identities_of_floors(a: str, b: str) -> None:
    proof = sc.prove(a, b)
    assert proof.equal
    assert [step.rule for step in proof.steps] == ["exact arithmetic"]


@pytest.mark.parametrize("a, b", [("floor(n/s)*s", "n"), ("ceil(V/64)*64", "V + 63"), ("floor(n/2)+floor(m/2)", "floor((n+m)/2)")])
def test_what_is_no_identity_of_floors_is_refuted(a: str, b: str) -> None:
    assert sc.prove(a, b, same_letters=True).witness


def test_what_differs_has_no_steps() -> None:
    assert sc.prove("n", "n+1").steps == ()


def test_a_renaming_that_nobody_finds_is_not_decided() -> None:
    random = Random(0)
    names = [f"x{place}" for place in range(60)]
    moved = dict(zip(names, random.sample(names, len(names)), strict=True))
    edges = [(names[place], names[(place + step) % 60]) for place in range(60) for step in (1, 30) if step == 1 or place < 30]
    left, right = " + ".join(f"{a}*{b}" for a, b in edges), " + ".join(f"{moved[a]}*{moved[b]}" for a, b in random.sample(edges, len(edges)))
    proof = sc.prove(left, right)
    assert proof.equal or (proof.equal is None and "a renaming was not excluded: finding a renaming would need more than" in proof.reason)


@pytest.mark.parametrize(
    "a, b",
    [
        ("(n^2-1)/(n-1)", "m+1"),
        ("floor(n/2)+floor((n+1)/2)", "m"),
        ("(a^3-b^3)/(a-b)", "c^2+c*d+d^2"),
        ("floor(k/3)+floor((k+1)/3)+floor((k+2)/3)", "q"),
        ("64*ceil(V/64)", "64*floor((W+63)/64)"),
        ("*".join(f"(a{place}+1)" for place in range(20)), "*".join(f"(b{place}+1)" for place in range(20))),
    ],
)
def test_a_renaming_is_found_in_whatever_form(a: str, b: str) -> None:
    proof = sc.prove(a, b)
    assert (proof.equal, bool(proof.renaming)) == (True, True)
    assert proof.derivation
    assert all(step.holds for step in proof.derivation)
    assert "are equal when" in str(proof)
    assert sc.prove(a, b, same_letters=True).equal is not True


def test_different_means_under_no_renaming() -> None:
    proof = sc.prove("2^n*3^n", "6^m")
    assert proof.equal is None
    assert "letter for letter they differ; a renaming was not excluded" in str(proof)
    assert proof.witness


def test_words_that_both_use_are_left_as_they_are() -> None:
    steps = sc.prove("n_layer*(12*d_model^2+13*d_model)", "12*n_layer*d_model^2+13*n_layer*d_model").steps
    assert [step.rule for step in steps] == ["distribute"]


def test_a_renaming_behind_meanings_stands_in_the_derivation() -> None:
    proof = sc.prove("hidden_size*n", "m*units")
    assert [step.rule for step in proof.derivation] == ["meaning of the letters", "rename the letters", "order"]
    assert r"&\sim \mathrm{units} \cdot m" in proof.derivation_latex()


def test_what_is_not_decided_says_why() -> None:
    proof = sc.prove("floor(n/400)+floor((n+200)/400)", "floor(n/200)")
    assert "floor((n + 200)/400)" in proof.reason
    assert "are not decided" in str(proof)


@pytest.mark.parametrize(
    "a, b, where, error, message",
    [
        ("4(nm", "n", {}, FormulaError, "this bracket is never closed"),
        ("n", "", {}, FormulaError, "there is no text"),
        ("n/(m-m)", "n", {}, FormulaError, "division by zero"),
        ("n", "m", {"n": "unitz"}, InputError, "did you mean 'units'?"),
        ("4nm", "m", {"q": "units"}, InputError, "'q' does not stand in the formula; its names are n, m"),
        ("n", "m", {"n": "-1"}, InputError, "'n' stands for a size, a whole number, and -1 never is one"),
        ("units", "1", {"units": "0"}, InputError, "units is a whole number from 1, not 0"),
        ("hidden_size*n", "n", {"hidden_size": "0"}, InputError, "units is a whole number from 1, not 0"),
        ("tied", "2", {"tied": "2"}, InputError, "tied is 0 or 1, not 2"),
    ],
)
def test_refusals(a: str, b: str, where: dict[str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        sc.prove(a, b, where_a=where)
    assert message in str(refused.value)


# -- laws --------------------------------------------------------------------------------------------------------------

MONOMIALS = st.tuples(st.integers(-9, 9).filter(bool), st.integers(0, 2), st.integers(0, 2), st.integers(0, 2))
FORMULAS = st.lists(MONOMIALS, min_size=1, max_size=4).map(
    lambda terms: sum(c * sympy.Symbol("a") ** i * sympy.Symbol("b") ** j * sympy.Symbol("c") ** k for c, i, j, k in terms)
)


@given(FORMULAS, st.sampled_from([sympy.factor, sympy.expand, sympy.horner]), st.permutations("xyz"))
@settings(max_examples=60)
def test_a_rewriting_is_equal_and_a_renaming_is_found(formula: sympy.Expr, rewriting: Any, letters: list[str]) -> None:
    rewritten = rewriting(formula)
    assert sc.prove(str(formula), str(rewritten)).equal_as_written
    renamed = rewritten.subs(dict(zip(sympy.symbols("a b c"), sympy.symbols(letters), strict=True)), simultaneous=True)
    proof = sc.prove(str(formula), str(renamed))
    assert proof.equal
    assert sympy.expand(formula.subs({sympy.Symbol(one): sympy.Symbol(two) for one, two in (proof.renaming or {}).items()}, simultaneous=True) - renamed) == 0


@given(FORMULAS, FORMULAS)
@settings(max_examples=60)
def test_the_answer_agrees_with_sympy_and_a_witness_differs(one: sympy.Expr, other: sympy.Expr) -> None:
    proof = sc.prove(str(one), str(other), same_letters=True)
    assert proof.equal == (sympy.expand(one - other) == 0)
    if proof.witness:
        sizes = proof.witness.sizes
        values = value_at(str(one), sizes), value_at(str(other), sizes)
        assert values == (proof.witness.claimed, proof.witness.expected)
        assert values[0] - values[1] == value_at(proof.difference, sizes) != 0


def test_names_of_one_formula_are_different_sizes() -> None:
    assert sc.prove("hidden_size*output_size", "hidden_size^2").equal is False
    assert sc.prove("units*(input_dim+1)", "hidden_size*(input_size+1)").equal is True


@pytest.mark.parametrize("a, b", [("2^4000", "2^4001"), ("(a+b+c+d)^60*(e+f)^60", "(a+b+c+d)^60*(e+f)^61")])
def test_what_is_too_large_to_expand_is_still_told_apart(a: str, b: str) -> None:
    proof = sc.prove(a, b)
    assert (proof.equal, proof.witness is not None) == (False, True)
    assert str(proof)


def test_names_of_several_words_read_back() -> None:
    proof = sc.prove("n_{i-1}*(n_{i-1}+4) + 1", "n_{i-1}^2 + 4n_{i-1}")
    assert proof.difference == "1"
    steps = sc.prove("n_{i-1}*(m+4)", "n_{i-1}*m + 4n_{i-1}").steps
    assert steps[0].after == "n_i_1*m + 4*n_i_1"


@pytest.mark.parametrize("a, note", [("4n (the count)", "(the count) read as a remark"), ("2nm + 2mn", "nm read as n·m"), ("4n # a\tb", "# a b left out")])
def test_what_was_guessed_is_said_in_every_answer(a: str, note: str) -> None:
    proof = sc.prove(a, a)
    for answer in (str(proof), proof.derivation_latex(), proof.certificate("coq"), proof.certificate("smt2"), str(proof.in_one_number())):
        assert note in answer
    assert proof.derivation_latex().startswith("% ")


@pytest.mark.parametrize("tail, column", [(";import os", 2), ("; x = 3", 3), (", the count", 3), (", n = 2m", 3), ("; m", 3), ("*m with m=3", 0)])
def test_nothing_stands_behind_a_formula(tail: str, column: int) -> None:
    for pair in ((f"n{tail}", "n"), ("n", f"n{tail}")):
        with pytest.raises(FormulaError) as caught:
            sc.prove(*pair)
        assert caught.value.column == column


@compiles_latex
def test_a_wide_quotient_fits_a_page(tmp_path: Path) -> None:
    above, below = "+".join("abcdefghijklm"), "+".join([*"nopqrstuvwxyz", "aa1", "bb1", "cc1", "dd1"])
    pairs = [
        (f"(({above})/({below}))*n", f"n*({above})/({below})"),
        (f"k/({above})+k/({below})", f"k/({below})+k/({above})"),
        (f"({above})/2+n/({below})", f"n/({below})+({above})/2"),
    ]
    fits_a_page([sc.prove(a, b).derivation_latex() for a, b in pairs], tmp_path)
