"""The list of layers."""

from __future__ import annotations

import json

from symcount.jobs.catalogue import catalogue
from symcount.layers import CATALOGUE


def test_every_layer_has_a_line() -> None:
    lines = str(catalogue()).splitlines()
    assert [line.split()[0] for line in lines] == list(CATALOGUE)


def test_json_has_the_keys_of_the_interface() -> None:
    entries = json.loads(catalogue().to_json())
    assert [entry["name"] for entry in entries] == list(CATALOGUE)
    assert all(set(entry) == {"name", "formula", "family", "sizes"} for entry in entries)
