"""Counts as they are published are read as their authors meant them."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from tests.reading.published_notations import PUBLISHED
from tests.reading.trees import plain


def sides(text: str) -> str:
    """The sides less the labels: each with its relation, ; where a new statement begins."""
    said = ""
    joint = ""
    for link in parse(text).links:
        joint = ";" if link.relation == ";" or (joint == ";" and not said.endswith(";")) else link.relation
        if link.node is not None:
            said += f"{f' {joint} ' if said else '≈ ' if joint == '≈' else ''}{plain(link.node)}"
            joint = ""
    return said


@pytest.mark.parametrize("text, expected", [row for rows in PUBLISHED.values() for row in rows])
def test_published_text(text: str, expected: str) -> None:
    assert sides(text) == expected
