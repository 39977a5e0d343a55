"""A lost bracket: mended where one place for it makes the sides agree, refused elsewhere."""

from __future__ import annotations

import pytest

from symcount.errors import FormulaError
from symcount.reading import parse
from tests.reading.trees import plain


@pytest.mark.parametrize(
    "text, expected, damage",
    [
        ("(3*3*3+1*64 = 1792", "(3*3*3 + 1)*64", "a lost ) behind 1"),
        ("3*3*3+1)*64 = 1792", "(3*3*3 + 1)*64", "a lost ( before 3"),
        ("1792 = [3*3*3+1*64", "(3*3*3 + 1)*64", "a lost ] behind 1"),
        ("4*(4097*256+256^2 = 4457472", "4*(4097*256 + 256^2)", "a lost ) behind 2"),
        ("(n+m*n = n*m + n^2", "(n + m)*n", "a lost ) behind m"),
        ("((4+1)*5 = 25", "((4 + 1))*5", "a lost ) behind )"),  # two places, one meaning
    ],
)
def test_mended(text: str, expected: str, damage: str) -> None:
    formula = parse(text)
    assert plain(formula.node) == expected
    assert formula.damage == (damage,)


@pytest.mark.parametrize(
    "text", ["(3*3*3+1*64 = 1793", "4(nm+n^2", "(2*3*4 = 24 = 4*(2*3", "(1+1*1*1 = 2", "n)^9999999 = (n^2)", "(输入数据维度+1* 神经元个数"]
)
def test_left_as_it_is(text: str) -> None:
    with pytest.raises(FormulaError, match="bracket"):
        parse(text)
