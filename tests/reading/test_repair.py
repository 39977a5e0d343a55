"""Repairs of damaged text: proposals, each with what was changed."""

from __future__ import annotations

import pytest

from symcount.reading import parse, repairs


@pytest.mark.parametrize(
    "text, repaired, damage",
    [
        ("712832+32 ⇒ 28704", "7*128*32+32 ⇒ 28704", "712832 read as 7*128*32"),
        ("28704 = 712832+32", "28704 = 7*128*32+32", "712832 read as 7*128*32"),
        ("896 = (3\n33+1)32", "896 = (3\n3*3+1)32", "33 read as 3*3"),
        ("n2+kn+nm", "n^2+kn+nm", "n2 read as n^2"),
        ("n2 + n2*n", "n^2 + n^2*n", "n2 read as n^2"),
        ("n 2 + n m + k n", "n^2 + n m + k n", "n 2 read as n^2"),
        ("28 = 16 (a * a) + 12 (b * a)", "28 = 16 + 12 = a * a + b * a", "the brackets behind the numbers"),
    ],
)
def test_repairs(text: str, repaired: str, damage: str) -> None:
    found = next(repairs(parse(text)))
    assert found.text == repaired
    assert found.repaired.startswith(f"damaged text: {damage}")


@pytest.mark.parametrize("text", ["4*(n*m + n^2)", "4*512 = 2048", "712832+32", "c1*c2", "3*3 = 10", "4(mn+m +m)", "29 = 16 (a * a) + 12 (b * a)", "12 = n2"])
def test_nothing_to_repair(text: str) -> None:
    assert list(repairs(parse(text))) == []


def test_a_repair_knows_the_names_that_were_known() -> None:
    formula = parse("n2 + nk + n", [["nk"]])
    assert next(repairs(formula)).names == ("n", "nk")


def test_what_is_damaged_but_read_says_so() -> None:
    assert parse("(3\n3+1)").repaired == "damaged text: a lost product sign between 3 and 3"
    assert parse("n*m").repaired == ""
