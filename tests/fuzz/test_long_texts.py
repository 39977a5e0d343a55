"""Long chains, deep brackets, many names: each is answered or refused within the limits, with a layer and without."""

from __future__ import annotations

from contextlib import suppress

import pytest

import symcount as sc
from symcount.errors import SymcountError
from tests.fuzz.limits import limits

MOST = 100_000
"""Characters that are read at most."""

TEXTS = {
    "20,000 equal numbers": "=".join(["1"] * 20_000),
    "20,000 equal names": "=".join("abcdefgh"[place % 8] for place in range(20_000)),
    "20,000 different names": "=".join(f"a{place}" for place in range(15_800)),
    "20,000 approximations": " ≈ ".join(["1"] * 20_000),
    "20,000 labels": ": ".join(["fc"] * 20_000) + " = 1",
    "lines that state a size": "\n".join(["a = 1"] * 16_000) + "\na = ",
    "lines with labels": "\n".join(f"fc{place}: 12*3 = 36" for place in range(5_000)),
    "sizes behind a formula": "4n where " + ", ".join(["n = 3"] * 14_000),
    "deep brackets": "(" * 49_999 + "n" + ")" * 49_999,
    "brackets never closed": "(" * MOST,
    "brackets never opened": ")" * MOST,
    "deep calls": "f(" * 33_000 + "1" + ")" * 33_000,
    "deep LaTeX groups": r"\left(" * 7_000 + "n" + r"\right)" * 7_000,
    "deep powers": "n^{" * 24_000 + "2" + "}" * 24_000,
    "a tower of powers": "2^" * 49_000 + "2",
    "a sum of many names": "+".join(f"n{place}" for place in range(15_000)),
    "a product of many names": "*".join(f"n{place}" for place in range(15_000)),
    "a product of 900 names": "*".join(f"n{place}" for place in range(900)),
    "many different denominators": "+".join(f"1/(n+{place})" for place in range(3_000)),
    "a layer without biases, often": "no bias " * 12_498,
    "无偏置, often": "无偏置" * 33_331,
    "many floors": " + ".join(f"floor((n+{place})/{place + 2})" for place in range(2_000)),
    "calculations in brackets": "+".join(["2*(1+1=2)"] * 9_000),
    "copies of a formula": "n^2n^2" * 16_000,
    "a long number": "1" * MOST,
    "one letter": "n" * MOST,
    "blanks": "1" + " " * (MOST - 2) + "1",
    "accents": "n" + "\u0301" * (MOST - 1),
}


@pytest.mark.fuzz
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_long_texts(text: str) -> None:
    assert len(text) <= MOST
    for layer in ("lstm", None):
        with suppress(SymcountError), limits():
            assert str(sc.check(text, layer))
