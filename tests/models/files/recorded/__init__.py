"""Small files that the real libraries wrote, and the names and shapes that they read from them again; written by `tests/models/files/record.py`."""

from __future__ import annotations

import json
from pathlib import Path

FOLDER = Path(__file__).parent

Shapes = dict[str, tuple[int, ...]]


def expected() -> dict[str, Shapes]:
    """The tensors by file."""
    found = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
    return {file: {name: tuple(shape) for name, shape in tensors.items()} for file, tensors in found.items()}
