"""What transformers really built, written by `record.py` and `varied.py` beside it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from hashlib import md5
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "families.jsonl"
VARIED = Path(__file__).parent / "varied.jsonl"

Weight = tuple[str, tuple[Any, ...], bool]
"""A name, a shape, and whether it is trained."""


def rows() -> list[dict[str, Any]]:
    """Each configuration with its total, what of it is trained, and the digest of its weights."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def varied() -> dict[str, dict[str, Any]]:
    """By its `model_type`, a configuration of each family, and the changes of it that change the count."""
    lines = map(json.loads, VARIED.read_text(encoding="utf-8").splitlines())
    return {line["base"]["model_type"]: line for line in lines}


def digest(weights: Iterable[Weight], times: Iterable[Any] | None = None) -> str:
    """A short word that tells whether names, shapes and numbers of weights agree; tied weights stand under each of their names.

    The numbers of layers are left out of the names, and the experts of a layer are counted one by one.
    """
    found: Counter[Weight] = Counter()
    for (name, shape, is_trained), count in zip(weights, times or iter(lambda: 1, 0), strict=False):
        name = re.sub(r"\.\d+(?=\.)", ".*", name).strip(".").replace("..", ".")
        is_stacked = times is None and ".experts." in name
        found[name, shape[1:] if is_stacked else shape, is_trained] += shape[0] if is_stacked else count
    return md5(repr(sorted(found.items())).encode()).hexdigest()[:8]
