"""The page of conventions: every size has its row, and numbers are those of the published claims."""

from __future__ import annotations

import pytest

from docs.generate.conventions import conventions_page, meanings_of_letters
from symcount.layers.convention import FRAMEWORKS
from symcount.roles import ROLES

PAGE = conventions_page()


@pytest.mark.parametrize("name", [role.name for role in ROLES.values() if role.spellings or role.letters])
def test_every_size_has_its_letters_and_words(name: str) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{name}` | $`"))
    assert [letter for letter in ROLES[name].letters if f"`{letter}`" not in row] == []
    assert [word for word in ROLES[name].spellings if f"`{word}`" not in PAGE] == []


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_is_there(framework: str) -> None:
    assert f"`{framework}`" in PAGE


def test_n_is_units_to_most_and_inputs_to_some() -> None:
    found = meanings_of_letters()["n"]
    assert found["units"] > found["input_dim"] > 0
    assert f"| `n` | `units` {found['units']}, " in PAGE
