"""How long the published claims take: texts never seen before, and seen before, with a layer and without; nothing is asserted on time.

The peer in the same run is math-verify, on the texts that it can read; where it is not installed, nothing stands beside.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from time import perf_counter
from typing import Any

import symcount as sc
from symcount.errors import SymcountError
from tests.benchmarks.conftest import Note
from tests.judging.collected import COLLECTED
from tests.judging.published import Published

CLAIMS = [claim for claim in COLLECTED if claim.weight is None]


def of_its_layer(claim: Published) -> object:
    return claim.asked(claim.where)


def of_any_layer(claim: Published) -> object:
    return sc.check(claim.text, where=claim.where, given=claim.given, assume=claim.assume)


def by_math_verify(claim: Published) -> object:
    """The text read, and whether it equals itself; None where nothing is read."""
    from math_verify import parse, verify

    read = parse(f"${claim.text}$")
    return verify(read, read) if read else None


def seconds(ask: Callable[[Published], object], claims: Sequence[Published]) -> dict[str, float]:
    """How long each answer takes, of those that are answered."""
    taken = {}
    for claim in claims:
        start = perf_counter()
        with suppress(SymcountError):
            if ask(claim) is not None:
                taken[claim.text] = perf_counter() - start
    return taken


def test_published_claims(benchmark: Any, note: Note) -> None:
    """The published claims of the tests."""
    benchmark.group = "published claims"
    sc.check("4(pq + p^2 + p)", "lstm")
    sc.check("4(pq + p^2 + p)")
    claims = CLAIMS if benchmark.enabled else CLAIMS[::20]
    cold = seconds(of_its_layer, claims)
    warm = benchmark.pedantic(seconds, (of_its_layer, claims), rounds=1)
    assert len(warm) == len(cold)
    note(f"{len(cold)} claims never seen before, with their layers", list(cold.values()))
    note("the same, seen before", list(warm.values()))
    note("the same, where nobody says which layer, never seen so", list(seconds(of_any_layer, claims).values()))
    note("the same, where nobody says which layer, seen before", list(seconds(of_any_layer, claims).values()))
    if find_spec("math_verify") and (peer := seconds(by_math_verify, claims)):
        note(f"by math-verify, of the {len(peer)} texts that it reads: each compared with itself", list(peer.values()), peer=True)
