"""How long it takes to find all whole sizes of two unknowns, beside trying one size after the other, and beside SymPy's `diophantine`."""

from __future__ import annotations

from time import process_time
from typing import Any

import symcount as sc
from tests.benchmarks.conftest import Note

TOTALS = (4457472, 10**9, 963761198400, 999_983 * 999_979 + 1, 10**12)
"""Numbers with few and with very many divisors."""


def by_symcount(layer: str, total: int) -> int:
    return len(sc.solve(layer, total=total).to_dict()["solutions"])


def by_trying(total: int) -> int:
    """The pairs of an LSTM, one number of units after the other."""
    found, units = 0, 1
    while 4 * units * (units + 2) <= total:
        found += total % (4 * units) == 0 and total // (4 * units) > units + 1
        units += 1
    return found


def by_sympy(total: int) -> int:
    """The same by the solver of equations in whole numbers, in positive ones."""
    from sympy import symbols
    from sympy.solvers.diophantine import diophantine

    n, m = symbols("n m", integer=True)
    return sum(bool(one > 0) and bool(other > 0) for one, other in diophantine(4 * n * (n + m + 1) - total, syms=(n, m)))


def seconds(call: Any, *arguments: Any) -> float:
    """The processor's time, the least of three: the machine may have other work."""
    taken = []
    for _ in range(3):
        start = process_time()
        call(*arguments)
        taken.append(process_time() - start)
    return min(taken)


def test_two_unknowns(benchmark: Any, note: Note) -> None:
    """All whole sizes."""
    benchmark.group = "all whole sizes of two unknowns, in time of the processor"
    by_symcount("lstm", 380)
    assert by_symcount("lstm", TOTALS[0]) == by_trying(TOTALS[0]) == by_sympy(TOTALS[0]) == 18
    taken = benchmark.pedantic(lambda: [seconds(by_symcount, layer, total) for layer in ("lstm", "dense", "feed_forward") for total in TOTALS], rounds=1)
    note("an LSTM, a dense and a feed-forward layer with up to 10¹² parameters", taken)
    for total, peer, name in ((TOTALS[0], by_sympy, "SymPy's `diophantine`"), (TOTALS[3], by_trying, "trying every number of units")):
        group = f"all LSTMs with {total:,} parameters, in time of the processor"
        note("`sc.solve`", [seconds(by_symcount, "lstm", total)], group=group)
        note(name, [seconds(peer, total)], peer=True, group=group)
