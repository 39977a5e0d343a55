"""What the frameworks really built, written by `tests/frameworks/record.py`: a line a configuration; and which arguments change a weight."""

from __future__ import annotations

import json
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import Any

from symcount.frameworks.from_config import TABLES
from tests.frameworks.cases import Case, Weight, outline

FOLDER = Path(__file__).parent
BUFFER, FROZEN = "buffer", "frozen"


@dataclass(frozen=True)
class Row:
    """A configuration, and the weights that its framework built."""

    case: Case
    weights: tuple[Weight, ...]

    def written(self) -> str:
        """Itself as a short line."""
        case = self.case
        more = {name: value for name, value in (("input", case.input_shape), ("variant", case.variant)) if value}
        weights = [[one.name, list(one.shape), *([BUFFER] if one.is_buffer else [] if one.trainable else [FROZEN])] for one in self.weights]
        return json.dumps({"layer": case.layer, "config": case.config, **more, "weights": weights}, separators=(",", ":"))

    @classmethod
    def read(cls, framework: str, row: dict[str, Any]) -> Row:
        """A row from its line."""
        weights = (Weight(name, tuple(shape), not state, BUFFER in state) for name, shape, *state in row["weights"])
        return cls(Case("flax" if framework == "linen" else framework, row["layer"], row["config"], row.get("input"), row.get("variant", "")), tuple(weights))

    def agrees(self) -> bool:
        """Whether the mapping says the same: shapes, what is trained, what is a buffer, and the totals."""
        mapped = self.case.mapped()
        trained, kept = (sum(prod(one.shape) for one in self.weights if one.trainable == state) for state in (True, False))
        return outline(mapped.weights) == outline(self.weights) and (mapped.trainable, mapped.non_trainable) == (trained, kept)

    def __str__(self) -> str:
        return f"{self.case.framework}.{self.case.layer} {json.dumps(self.case.config)}"


def rows(framework: str) -> list[Row]:
    """The rows of a framework."""
    _version, *lines = (FOLDER / f"{framework}.jsonl").read_text(encoding="utf-8").splitlines()
    return [Row.read(framework, json.loads(line)) for line in lines]


def measured_arguments() -> dict[str, dict[str, dict[str, bool | None]]]:
    """By framework, layer and argument, whether another value changes a weight; None where no other value could be tried."""
    found: dict[str, dict[str, dict[str, bool | None]]] = json.loads((FOLDER / "arguments.json").read_text(encoding="utf-8"))
    return found


def all_rows() -> list[Row]:
    """The rows of every framework."""
    return [row for framework in TABLES for row in rows(framework)]
