"""Every constructor that is mapped is drawn."""

from __future__ import annotations

import pytest

from symcount.frameworks.from_config import TABLES, framework
from tests.frameworks.drawn import DRAWN


@pytest.mark.parametrize("name", TABLES)
def test_every_constructor_is_drawn(name: str) -> None:
    assert DRAWN[name].keys() == framework(name).constructors.keys()
