"""Published totals of models, and how a configuration is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models.families import FILES, from_config

ROWS: list[dict[str, Any]] = [json.loads(line) for line in (Path(__file__).parent / "published.jsonl").read_text(encoding="utf-8").splitlines()]


def published(file: str) -> pytest.MarkDecorator:
    """The models of the families in a file: configuration, total, source."""
    rows = [row for row in ROWS if row["config"]["model_type"] in FILES[file].split()]
    return pytest.mark.parametrize("row", rows, ids=[row["model"] for row in rows])


def total(model_type: str, architecture: str | None = None, **config: Any) -> Any:
    """The total of a configuration."""
    head = {"architectures": [architecture]} if architecture else {}
    return from_config({"model_type": model_type, **head, **config}).total


def refusal(config: Any) -> str:
    """What is said where a configuration is refused."""
    with pytest.raises(InputError) as error:
        from_config(config)
    return str(error.value)
