"""How long a verdict takes without a layer, once the catalogue is indexed; nothing is asserted on time."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc

ROUNDS = 100

CLAIMS: dict[str, tuple[str, dict[str, int]]] = {
    "as the textbook has it": ("4(pq + p^2 + p)", {}),
    "under another switch": ("4(pq + p^2)", {}),
    "under an identity": ("12d^2 + 13d", {}),
    "a whole model": ("Vd + sd + L(12d^2 + 13d) + 2d", {}),
    "a number with sizes": ("4457472", {"units": 256, "input_dim": 4096}),
    "fits none": ("12Ld^2 + Vd", {}),
}


@pytest.mark.parametrize("kind", CLAIMS)
def test_check_without_a_layer(benchmark: Any, kind: str) -> None:
    benchmark.group = "a claim about any layer"
    text, given = CLAIMS[kind]
    sc.check(text, given=given)
    verdict = benchmark.pedantic(sc.check, args=(text,), kwargs={"given": given}, rounds=ROUNDS)
    assert verdict.candidates
