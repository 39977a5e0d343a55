"""The page of a proof in one number: what to put in, what comes out, why it is a proof, the coefficients."""

from __future__ import annotations

import json

import pytest

import symcount as sc
from tests.latex import braces_balance

EQUAL = """\
In reading: nm read as n·m.
In the first formula, 4*(n*m + n + n**2), one reads m as n and n as m.
Put m = 10^3 and n = 10^9 into both formulas:
    4*(m*n + m + m**2)  4,000,004,004,000
    4*((n + m + 1)*m)   4,000,004,004,000
The numbers are the same, and so are the formulas. This is a proof:
  - multiplied out, both are sums of products of sizes, with whole coefficients and no minus sign;
  - at size 1 they are at most 12: no coefficient is higher, and each has room in three digits;
  - they have at most m to the power 2 and n to the power 1: no two products of sizes meet in the same digits.
So the digits, three at a time from the right, are the coefficients:
    of   at     both
    m    10^3   4
    m²   10^6   4
    m·n  10^12  4"""


def test_the_page_of_two_equal_formulas() -> None:
    assert str(sc.prove("4(nm+n+n²)", "4((n+m+1)·m)").in_one_number()) == EQUAL


def test_the_page_of_two_different_formulas_shows_which_coefficients_differ() -> None:
    page = sc.prove("4(nm+n+n²)", "4n(n+m)", same_letters=True).in_one_number()
    assert "The numbers differ, and so do the formulas." in str(page)
    rows = [line.split() for line in str(page).splitlines()[-4:]]
    assert rows == [["of", "at", "first", "second"], ["n", "10^3", "4", "0"], ["n²", "10^6", "4", "4"], ["m·n", "10^12", "4", "4"]]


def test_numbers_alone() -> None:
    page = str(sc.prove("3*4", "12").in_one_number())
    assert page.startswith("Compute both:\n")
    assert "power" not in page


@pytest.mark.parametrize("pair", [("5", "5"), ("2", "3"), ("0", "0"), ("n", "n")])
def test_the_last_reason_ends_its_sentence(pair: tuple[str, str]) -> None:
    reasons = [line for line in str(sc.prove(*pair).in_one_number()).splitlines() if line.startswith("  - ")]
    assert [line[-1] for line in reasons] == [*";" * (len(reasons) - 1), "."]


@pytest.mark.parametrize("pair", [("0*n", "0"), ("0", "0")])
def test_nothing_at_all_has_no_table(pair: tuple[str, str]) -> None:
    lines = str(sc.prove(*pair).in_one_number()).splitlines()
    assert lines[-1] == "So the digits, three at a time from the right, are the coefficients, and all are 0."


def test_as_json_and_as_latex() -> None:
    page = sc.prove("4(nm+n²)", "4n(n+m)").in_one_number()
    assert json.loads(page.to_json()) == {
        "point": {"n": 10**3, "m": 10**9},
        "values": [4_000_004_000_000] * 2,
        "digits": 3,
        "highest": 8,
        "degrees": {"n": 2, "m": 1},
        "terms": [{"term": "n²", "coefficients": [4, 4]}, {"term": "m·n", "coefficients": [4, 4]}],
    }
    assert page.latex() == r"n = 10^{3},\; m = 10^{9} \colon\quad 4{,}000{,}004{,}000{,}000 = 4{,}000{,}004{,}000{,}000"
    assert braces_balance(page.latex())
