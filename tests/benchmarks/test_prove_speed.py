"""How long a proof takes from two texts never seen before, beside math-verify's reading and verifying of the same; nothing is asserted on time."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from random import Random
from time import perf_counter
from typing import Any

import symcount as sc
from tests.benchmarks.conftest import Note

PAIRS = 200
LETTERS = "abcdghjkmnpqrstuvwxyz"
SHAPES = (
    ("{k}*({x}*{y} + {x}^2 + {x})", "{k}*{x}*({y} + {x} + 1)"),
    ("{k}*(({x} + {y} + 1)*{y})", "{k}*({x}*{y} + {y} + {y}^2)"),
    ("{z}*({k}*{x}*{y} + 1)", "{k}*{x}*{y}*{z} + {z}"),
    ("{k}*{x}^2 + {k}*{x} + {j}*{x}*{y} + {x} + {y}", "{x}*({k}*{x} + {k} + {j}*{y} + 1) + {y}"),
    ("({x} + {y} + {z})^2 + {k}*({x} + {y}) + {j}*{z} + {k}", "{x}^2 + {y}^2 + {z}^2 + 2*{x}*{y} + 2*{x}*{z} + 2*{y}*{z} + {k}*{x} + {k}*{y} + {j}*{z} + {k}"),
)
"""Two forms of a formula of three to ten terms."""


def pairs(seed: int) -> list[tuple[str, str]]:
    """Pairs of texts in other letters and numbers each."""
    random = Random(seed)
    made = []
    for place in range(PAIRS):
        x, y, z = random.sample(LETTERS, 3)
        numbers = {"k": random.randint(2, 999), "j": random.randint(2, 999)}
        made.append(tuple(form.format(x=x, y=y, z=z, **numbers) for form in SHAPES[place % len(SHAPES)]))
    return made  # type: ignore[return-value]


def by_symcount(a: str, b: str) -> bool | None:
    return sc.prove(a, b).equal


def by_math_verify(a: str, b: str) -> bool:
    from math_verify import parse, verify

    return bool(verify(parse(f"${a}$"), parse(f"${b}$")))


def seconds(ask: Callable[[str, str], object], texts: list[tuple[str, str]]) -> list[float]:
    """How long each pair takes."""
    taken = []
    for a, b in texts:
        start = perf_counter()
        ask(a, b)
        taken.append(perf_counter() - start)
    return taken


def test_proofs_of_new_texts(benchmark: Any, note: Note) -> None:
    """Pairs of texts never seen before."""
    benchmark.group = f"{PAIRS} pairs of texts never seen before, of three to ten terms: equal or not"
    assert all(by_symcount(a, b) for a, b in pairs(1))
    note("a proof", benchmark.pedantic(seconds, (by_symcount, pairs(2)), rounds=1))
    note("a proof with its steps", seconds(lambda a, b: sc.prove(a, b).steps, pairs(3)))
    if find_spec("math_verify"):
        by_math_verify("x + 1", "1 + x")
        note("by math-verify: both read and compared", seconds(by_math_verify, pairs(4)), peer=True)
