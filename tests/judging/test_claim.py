"""Which side of a chain is the claim."""

from __future__ import annotations

import pytest

from symcount.judging.claim import claim_of
from symcount.reading import parse


def is_size(name: str) -> bool:
    return name in ("n", "m")


@pytest.mark.parametrize(
    "text, final, exact, rough, says_about",
    [
        ("4nm", "4nm", 1, 0, False),
        ("params = 4nm", "4nm", 1, 0, False),
        ("4*3*2 = 12*2 = 24", "24", 3, 0, False),
        ("24 = 4*3*2", "4*3*2", 2, 0, False),
        ("1000*64 ⇒ 64000", "64000", 2, 0, False),
        ("params ≈ 24M", "24M", 1, 0, True),
        ("4*5 = 20 ≈ 0.02K", "20", 2, 1, True),
        ("~24", "24", 1, 0, True),
        ("N_attn + N_ffn = 4nm", "4nm", 1, 0, False),
        ("N = N_attn + N_ffn ≈ 4nm", "4nm", 1, 0, True),
        ("4*500000 + 8*500000 = 2M + 4M ≈ 6M", "4*500000 + 8*500000", 2, 1, True),
        ("4nm + m ≈ 4nm", "4nm + m", 1, 1, True),
    ],
)
def test_the_claim_of_a_chain(text: str, final: str, exact: int, rough: int, says_about: bool) -> None:
    claim = claim_of(parse(text), is_size)
    assert claim.final.text.strip(" ~") == final
    assert (len(claim.exact), len(claim.rough), claim.says_about) == (exact, rough, says_about)
    assert claim.sides == (*claim.exact, *claim.rough)


def test_the_caller_may_say_about() -> None:
    assert claim_of(parse("4nm"), is_size, approximate=True).says_about


@pytest.mark.parametrize("text, formula", [("4(nm+n) = 24", "4(nm+n)"), ("24", None), ("n = 2n = 24", "2n")])
def test_the_last_side_with_names(text: str, formula: str | None) -> None:
    side = claim_of(parse(text), is_size).formula
    assert (side and side.text) == formula


def test_a_rounded_number_knows_its_unit() -> None:
    assert [claim_of(parse(text), is_size).final.unit for text in ("0.59M", "590848")] == [10_000, None]
