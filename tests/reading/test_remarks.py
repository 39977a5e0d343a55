"""Brackets behind the terms of a sum."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, expected",
    [
        ("4nm (input) + 4n² (recurrent) + 4n (bias)", "4*n*m + 4*n^2 + 4*n"),
        ("4nm [W] + 4n² [U] + 4n [b]", "4*n*m + 4*n^2 + 4*n"),
        ("2n (m) + 3n (m + 1)", "2*n*(m) + 3*n*(m + 1)"),  # not behind every term words alone
        ("2n (m) + 3n (m)", "2*n*(m) + 3*n*(m)"),  # a letter that is used twice
        ("n (m) + n (k)", "n*(m) + n*(k)"),
    ],
)
def test_labels_of_terms(text: str, expected: str) -> None:
    assert plain(parse(text).node) == expected
