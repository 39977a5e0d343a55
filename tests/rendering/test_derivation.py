"""Derivations: each step changes something, and says by which rule."""

from __future__ import annotations

from symcount.rendering import Rewriting, derivation, derivation_lines


def test_a_form_that_changes_nothing_is_no_step() -> None:
    steps = derivation("n*n", [("rename", "n*n"), ("combine the powers", "n**2"), ("factor", "n**2")])
    assert steps == (Rewriting("combine the powers", "n*n", "n**2"),)
    assert steps[0].to_dict() == {"rule": "combine the powers", "before": "n*n", "after": "n**2"}


def test_the_steps_hang_together() -> None:
    steps = derivation("a", [("first", "b"), ("nothing", "b"), ("second", "c")])
    assert [(step.before, step.after) for step in steps] == [("a", "b"), ("b", "c")]
    assert derivation_lines(steps) == ["a", "  = b    (first)", "  = c    (second)"]


def test_no_steps_no_lines() -> None:
    assert derivation_lines(derivation("n", [("factor", "n")])) == []
