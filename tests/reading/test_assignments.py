"""Assignments as they are typed for a command."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.reading.assignments import assignments, whole


@pytest.mark.parametrize(
    "text, found",
    [
        ("n=units", {"n": "units"}),
        ("n=units, m=input_dim", {"n": "units", "m": "input_dim"}),
        ("n=units,", {"n": "units"}),
        ("", {}),
        ("w=f(a,b),c=2", {"w": "f(a,b)", "c": "2"}),
        ("n=a=b", {"n": "a=b"}),
        ("n=units,n=units", {"n": "units"}),
    ],
)
def test_assignments(text: str, found: dict[str, str]) -> None:
    assert assignments(text) == found


@pytest.mark.parametrize("text", ["n", "=units", "n=", "n=units,m"])
def test_what_is_no_assignment(text: str) -> None:
    with pytest.raises(InputError, match="write name=value"):
        assignments(text)


@pytest.mark.parametrize(
    "text, number",
    [
        ("380", 380),
        ("4,457,472", 4457472),
        ("1_000", 1000),
        ("-5", -5),
        ("10^9", 10**9),
        ("10**9", 10**9),
        ("2·10^6", 2 * 10**6),
        ("1e6", 10**6),
        ("1M", 10**6),
        ("1_000_000", 10**6),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert whole("total", text) == number


@pytest.mark.parametrize("text", ["", "2.5", "n", "9" * 1001, "10^2000", "10^10^10", "2..3", "1 = 2", "≈ 5", "2*units", "two words"])
def test_what_is_no_whole_number(text: str) -> None:
    with pytest.raises(InputError, match="total is a whole number, not"):
        whole("total", text)
