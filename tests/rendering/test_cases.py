"""Cases of residues: which there are, and what becomes of the floors in them."""

from __future__ import annotations

import pytest

from symcount.errors import InputError
from symcount.formula import Node
from symcount.reading import parse
from symcount.rendering.cases import residue_cases
from symcount.rendering.clearing import cleared
from symcount.rendering.text import written


def _sides(left: str, right: str) -> tuple[Node, Node]:
    return cleared(parse(left).node).numerator, cleared(parse(right).node).numerator


@pytest.mark.parametrize(
    "a, b, switches, cases",
    [
        ("floor(n/2)", "m", [], [({"n": "2*n"}, ["n"]), ({"n": "2*n + 1"}, ["n"])]),
        ("ceil(n/2)", "m", [], [({"n": "2*n"}, ["-n"]), ({"n": "2*n + 1"}, ["-n - 1"])]),
        ("floor(bias/2)", "0", ["bias"], []),
        ("floor(n/s)", "n", [], []),
        ("n", "m", [], []),
        ("floor(a/64)+floor(n/2)", "floor(a/64)+m", [], [({"n": "2*n"}, ["n"]), ({"n": "2*n + 1"}, ["n"])]),  # what both have needs no case
        ("floor(64*a/64)+floor((n+2)/2)", "floor(n/2)+a+1", [], []),
    ],
)
def test_the_cases(a: str, b: str, switches: list[str], cases: list[tuple[dict[str, str], list[str]]]) -> None:
    found = residue_cases(*_sides(a, b), switches)
    assert [({name: written(size) for name, size in case.sizes.items()}, [written(form) for form in case.forms]) for case in found] == cases


def test_floors_in_floors_divide_by_both() -> None:
    assert len(residue_cases(*_sides("floor((floor(n/2)+m)/3)", "n"), [])) == 6 * 3


@pytest.mark.parametrize(
    "a, said", [("n*floor(n/200)", "200 cases of residues in degree 2"), ("floor(a/64)+floor(b/64)+floor(c/64)", "262,144 cases of residues in degree 1")]
)
def test_too_many_cases_are_refused(a: str, said: str) -> None:
    with pytest.raises(InputError, match=f"does not decide {said}"):
        residue_cases(*_sides(a, "n"), [])
