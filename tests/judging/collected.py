"""Claims that were collected, and their right answers worked out, by people who had not seen the program: code, lectures and posts in sixteen languages.

One JSON object a line: the text as published, its layer, source and language, what its page says of letters and sizes, and the right answer.
`open` lists what the program does not get right today; a test demands that the list is true.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.judging.published import Published


@dataclass(frozen=True, kw_only=True, eq=False)
class Collected(Published):
    """A claim with the place and language it was found in."""

    source: str
    language: str
    open: tuple[str, ...] = ()


def _claim(line: str) -> Collected:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in json.loads(line).items()}
    return Collected(**fields)


COLLECTED = list(map(_claim, Path(__file__).with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()))
