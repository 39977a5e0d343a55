"""A live model has a part for each module that owns tensors, in order."""

from __future__ import annotations

from symcount.models.live import model_of


def test_an_empty_model_has_no_parts() -> None:
    assert model_of({"params": {}}).parts == ()
