"""How long a verdict takes without a layer, once the catalogue is indexed; nothing is asserted on time."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc

ROUNDS = 100

CLAIMS: dict[str, tuple[str, dict[str, int]]] = {
    "right for a layer of the textbook": ("4(pq + p^2 + p)", {}),
    "right under another switch": ("4(pq + p^2)", {}),
    "right under an identity": ("12d^2 + 13d", {}),
    "right for a whole model, without saying that d_ff is 4·d": ("Vd + sd + L(12d^2 + 13d) + 2d", {}),
    "a number with its sizes": ("4457472", {"units": 256, "input_dim": 4096}),
    "right for no layer": ("12Ld^2 + Vd", {}),
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_check_without_a_layer(benchmark: Any, kind: str) -> None:
    """A claim that is"""
    benchmark.group = "a claim where nobody says which layer, seen before"
    text, given = CLAIMS[kind]
    sc.check(text, given=given)
    verdict = benchmark.pedantic(sc.check, args=(text,), kwargs={"given": given}, rounds=ROUNDS)
    assert verdict.candidates
