"""The sizes that only whole models have."""

from __future__ import annotations

from symcount.models.families.names import OWN_SIZES, meaning
from symcount.roles import ROLES


def test_they_are_no_roles() -> None:
    assert not OWN_SIZES.keys() & ROLES.keys()


def test_each_has_a_meaning() -> None:
    assert all(meaning(name) for name in OWN_SIZES)
