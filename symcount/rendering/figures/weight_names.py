"""Names of weights that go together, as one label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symcount.rendering.text import listed

PARTS = re.compile(r"([._/])")


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
    return listed(names) if len(names) < 4 else f"{names[0]}, {names[1]} and {len(names) - 2} more"
