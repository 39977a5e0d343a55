"""The families against what transformers really built; transformers is not needed."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.models.families import FAMILIES, from_config
from symcount.models.model import Model
from tests.models.families.recorded import digest, rows

ROWS = rows()


def named(row: dict[str, Any]) -> str:
    """A row by its architecture."""
    name: str = row["config"]["architectures"][0]
    return name


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_what_is_said_to_be_built_was_built(row: dict[str, Any]) -> None:
    """The totals, and the name and shape of every weight."""
    model = from_config(row["config"])
    assert (model.total, model.trainable) == (row["total"], row["trainable"])
    assert weights_digest(model) == row["weights"]


def weights_digest(model: Model) -> str:
    """The digest of a model's weights, those that are tied under each of their names."""
    found = [(f"{part.name}.{one.name}", one.shape, one.trainable) for part in model.parts for one in part.weights]
    return digest(found, [part.copies for part in model.parts for _ in part.weights])


def test_every_family_is_recorded_with_every_architecture() -> None:
    recorded = {(row["config"]["model_type"], row["config"]["architectures"][0]) for row in ROWS}
    assert recorded == {(name, architecture) for name in FAMILIES for architecture in FAMILIES[name].architectures}
