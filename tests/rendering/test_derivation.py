"""Derivations as text: each step changes what is shown, and says by which rule."""

from __future__ import annotations

from symcount.algebra.steps import Step
from symcount.formula import Group, Name, Number, Power, Product
from symcount.rendering import Rewriting, derivation_lines, rewritings

N = Name("n")
SQUARE = Power(N, Number(2))


def test_steps_as_text() -> None:
    combine = Step("combine powers", Product((N, N)), SQUARE, (0,))
    (line,) = rewritings([Step("distribute", Product((N, N)), SQUARE, (), (combine,))])
    inner = {"rule": "combine powers", "before": "n*n", "after": "n**2", "place": [0], "substeps": []}
    assert line.to_dict() == {"rule": "distribute", "before": "n*n", "after": "n**2", "place": [], "substeps": [inner]}


def test_a_step_that_shows_nothing_new_is_left_out() -> None:
    dot, nothing = Product((N, N), ("·",)), Product((N, N), ("",))
    assert rewritings([Step("drop brackets", dot, nothing), Step("drop brackets", Group(N), N)]) == (Rewriting("drop brackets", "(n)", "n"),)


def test_lines() -> None:
    assert derivation_lines([Rewriting("first", "a", "b"), Rewriting("second", "b", "c")]) == ["a", "  = b    (first)", "  = c    (second)"]
    assert derivation_lines([]) == []
