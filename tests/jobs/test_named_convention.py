"""Conventions by their names: the textbook's where none is named."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.jobs.named_convention import named_convention
from symcount.layers import find
from symcount.layers.convention import FRAMEWORKS, TEXTBOOK


def test_none_is_the_textbook() -> None:
    assert named_convention(None, find("lstm")) is TEXTBOOK


@pytest.mark.parametrize("name", FRAMEWORKS)
def test_each_framework_has_its_own(name: str) -> None:
    assert named_convention(name, find("dense")).name == name


def test_a_framework_nobody_knows_is_refused() -> None:
    with pytest.raises(InputError, match="no framework is called 'kears'; did you mean 'keras'"):
        named_convention("kears", find("lstm"))
