"""Names of weights and layers as labels: those that go together as one, long ones by what they differ in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symcount.rendering.text import listed

PARTS = re.compile(r"([._/])")


def without_shared(names: Sequence[str]) -> list[str]:
    """Names without the parts that all of them begin and end with.

    >>> without_shared(["encoder.layer_1.kernel", "encoder.layer_2.kernel"]), without_shared(["encoder.kernel"])
    (['…_1.…', '…_2.…'], ['encoder.kernel'])
    """
    if len(set(names)) < 2:
        return list(names)
    parted = [PARTS.split(name) for name in names]
    first = _alike(parted)
    last = min(_alike([parts[::-1] for parts in parted]), min(map(len, parted)) - first - 1)
    return [_between(parts, first, len(parts) - last) for parts in parted]


def _alike(parted: Sequence[Sequence[str]]) -> int:
    """With how many parts all of them begin: names, each with the sign after it."""
    shortest = min(map(len, parted))
    alike = next((place for place in range(shortest) if len({parts[place] for parts in parted}) > 1), shortest)
    return alike - alike % 2


def _between(parts: Sequence[str], first: int, end: int) -> str:
    """The parts from a place to another, with the signs that part them from the others."""
    before = f"…{parts[first - 1]}" if first else ""
    after = f"{parts[end]}…" if end < len(parts) else ""
    return f"{before}{''.join(parts[first:end])}{after}"


def together(names: Sequence[str]) -> str:
    """Several names as one, by what they differ in.

    >>> together(["attention.query.kernel", "attention.key.kernel", "attention.value.kernel"])
    'attention.(query, key, value).kernel'
    >>> together(["W0", "W1"]), together(["forward_kernel", "backward_kernel"])
    ('W0 and W1', '(forward, backward)_kernel')
    """
    parted = [PARTS.split(name) for name in names]
    different = [place for place, parts in enumerate(zip(*parted, strict=False)) if len(set(parts)) > 1]
    if len(names) > 1 and len(set(map(len, parted))) == 1 and len(parted[0]) > 1 and len(different) == 1:
        middle = ", ".join(parts[different[0]] for parts in parted)
        return "".join([*parted[0][: different[0]], f"({middle})", *parted[0][different[0] + 1 :]])
    return listed(names) if len(names) < 4 else f"{names[0]} and {len(names) - 1} more"
