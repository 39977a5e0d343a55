"""`simplify`: a formula after substitution, its forms and its value."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.errors import SymcountError

KEYS = {"simplified", "expanded", "factored", "value", "latex", "steps"}


@pytest.mark.parametrize(
    "formula, put_in, simplified, expanded, factored, value",
    [
        ("4(nm+n^2+n)", {}, "4*n*(m + n + 1)", "4*m*n + 4*n**2 + 4*n", "4*n*(m + n + 1)", None),
        ("4(nm+n^2+n)", {"m": "n"}, "8*n**2 + 4*n", "8*n**2 + 4*n", "4*n*(2*n + 1)", None),
        ("4(nm+n^2+n)", {"n": 256, "m": 4096}, "4457472", "4457472", "4457472", 4457472),
        ("4(nm+n^2+n)", {"n": "m", "m": "n"}, "4*m*(m + n + 1)", "4*m**2 + 4*m*n + 4*m", "4*m*(m + n + 1)", None),
        ("a + a", {}, "2*a", "2*a", "2*a", None),
        ("a - a", {}, "0", "0", "0", 0),
        ("tied^2*n + tied*n", {}, "2*n*tied", "2*n*tied", "2*n*tied", None),
        ("n/2", {"n": 3}, "3/2", "3/2", "3/2", "3/2"),
        ("(a+b)^2 - (a-b)^2", {}, "4*a*b", "4*a*b", "4*a*b", None),
        ("(a+b+c+d)^60", {}, "(a + b + c + d)**60", None, "(a + b + c + d)**60", None),
    ],
)
def test_the_forms_of_a_formula(formula: str, put_in: dict[str, Any], simplified: str, expanded: str | None, factored: str, value: object) -> None:
    forms = sc.simplify(formula, **put_in).to_dict()
    assert (forms["simplified"], forms["expanded"], forms["factored"], forms["value"]) == (simplified, expanded, factored, value)


@pytest.mark.parametrize(
    "formula, put_in", [("4(nm+n^2+n)", {}), ("4(nm+n^2+n)", {"n": 3}), ("n/3", {"n": 1}), ("(a+b+c+d)^60", {}), ("floor(n/2)", {}), ("2^n", {})]
)
def test_the_keys_of_the_interface(formula: str, put_in: dict[str, Any]) -> None:
    found = sc.simplify(formula, **put_in)
    assert set(found.to_dict()) >= KEYS
    assert json.loads(found.to_json()) == found.to_dict()
    assert found._repr_latex_().count("{") == found._repr_latex_().count("}")
    with pytest.raises(FrozenInstanceError):
        found.value = found.factored  # type: ignore[misc]


def test_steps_lead_from_the_authors_form_to_the_factored_one() -> None:
    steps = sc.simplify("4(nm+n^2+n)", m="n").steps
    assert [step.rule for step in steps] == ["put in", "combine powers", "collect like terms", "common factor"]
    assert (steps[0].before, steps[-1].after) == ("4*(n*m + n**2 + n)", "4*n*(2*n + 1)")
    assert all(one.after == two.before for one, two in pairwise(steps))


def test_the_kernel_checks_every_step() -> None:
    put_in, *others = sc.simplify("4(nm+n^2+n)", m="2*n").derivation
    assert list(put_in.meanings) == ["m"]
    assert others
    assert all(step.holds for step in (put_in, *others))


@pytest.mark.parametrize(
    "formula, put_in, printed",
    [
        ("4(nm+n^2+n)", {"n": 256, "m": 4096}, "4*(256*4096 + 256**2 + 256) = 4457472"),
        ("(a+b+c+d)^60", {}, "expanded     too long: it may have more than 1000 terms"),
        ("nm", {}, "note         nm read as n·m"),
    ],
)
def test_what_is_printed(formula: str, put_in: dict[str, Any], printed: str) -> None:
    assert printed in str(sc.simplify(formula, **put_in))


@pytest.mark.parametrize(
    "formula, put_in, message",
    [
        ("4(nm", {}, "this bracket is never closed"),
        ("n/(m-3)", {"m": 3}, "division by zero"),
        ("n", {"n": "2*(h"}, "this bracket is never closed"),
        ("n", {"n": "__import__('os')"}, "a name that begins with an underscore has no place here"),
        ("n^m", {"n": 9, "m": "9^9^9"}, "this would need a number of more than 14,000 bits"),
    ],
)
def test_refusals(formula: str, put_in: dict[str, Any], message: str) -> None:
    with pytest.raises(SymcountError) as refused:
        sc.simplify(formula, **put_in)
    assert message in str(refused.value)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 50))
def test_the_value_is_that_of_the_formula(a: int, b: int, c: int) -> None:
    assert sc.simplify("(a + b)^2/c - a*(b + 1)", a=a, b=b, c=c).value.constant == Fraction((a + b) ** 2, c) - a * (b + 1)


def test_names_of_several_words_read_back() -> None:
    assert sc.simplify("n_{i-1}*(4+n)").simplified == "n_i_1*(n + 4)"
    assert sc.simplify("# of filters * 2").expanded == "2*_of_filters"
