"""What a verdict typesets is true: the sign is the verdict's, and the two sides, read back, stand to each other as it says."""

from __future__ import annotations

import re
from functools import cache

import pytest

import symcount as sc
from symcount.errors import SymcountError
from symcount.judging import report_html
from symcount.judging.verdict import Verdict
from tests.judging.collected import COLLECTED
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM

EQUAL, ABOUT, UNEQUAL, IN_DOUBT = "=", r"\approx", r"\neq", r"\overset{?}{=}"

SIGNS = {"correct": EQUAL, "approximate": ABOUT, "incorrect": UNEQUAL, "undecided": IN_DOUBT}

IN_HTML = {EQUAL: "=", ABOUT: "≈", UNEQUAL: "≠", IN_DOUBT: "≟"}

SIGN = re.compile(rf" ({'|'.join(map(re.escape, IN_HTML))}) ")

CLAIMS = [*EVERY_CLAIM, *COLLECTED]

SAMPLE = [*(claim for claim in CLAIMS if claim.verdict not in ("correct", "incorrect")), *CLAIMS[::4]]
"""Every approximation, and every fourth claim."""


@cache
def verdicts() -> list[Verdict]:
    """The verdicts on those that are a count."""
    return [verdict for claim in SAMPLE if (verdict := judged(claim)) and verdict.context]


def judged(claim: Published) -> Verdict | None:
    try:
        return claim.judged()
    except SymcountError:
        return None


def sides(equation: str) -> tuple[str, str, str]:
    """The left side, the one sign, the right side."""
    left, sign, right = SIGN.split(equation)
    return left, sign, right


def is_rounded(verdict: Verdict) -> bool:
    assert verdict.context
    return verdict.verdict == "correct" and verdict.context.claimed != verdict.context.true and not verdict.context.claimed.names


def reads_back(verdict: Verdict) -> bool:
    """Whether each size has one letter and each letter is one size, so that the letters alone tell whether the sides are equal."""
    assert verdict.context
    meanings = [str(meaning) for meaning in verdict.context.meanings.values()]
    is_in_letters = r"\text" not in verdict.equation and r"\mathrm" not in verdict.equation
    return is_in_letters and all(map(str.isidentifier, meanings)) and len({*meanings}) == len(meanings)


def test_the_sign_is_the_verdicts() -> None:
    assert {verdict.verdict for verdict in verdicts()} == SIGNS.keys()
    for verdict in verdicts():
        _, sign, _ = sides(verdict.equation)
        assert sign == (ABOUT if is_rounded(verdict) else SIGNS[verdict.verdict]), verdict.text


def test_the_page_has_the_sign_of_the_equation() -> None:
    for verdict in verdicts():
        assert f" {IN_HTML[sides(verdict.equation)[1]]} " in report_html.body(verdict), verdict.text


def test_the_sides_read_back_are_equal_only_where_the_sign_says_so() -> None:
    for verdict in filter(reads_back, verdicts()):
        left, sign, right = sides(verdict.equation)
        assert sign == IN_DOUBT or sc.prove(left, right, same_letters=True).equal == (sign == EQUAL), verdict.equation


@pytest.mark.parametrize("text, given, equation", [
    ("4457472", {}, r"4457472 \overset{?}{=} 4n(m + n + 1)"),
    ("4457472", {"units": 256, "input_dim": 4096}, "4457472 = 4457472"),
    ("4.46M", {"units": 256, "input_dim": 4096}, r"4460000 \approx 4457472"),
    ("4*(13*5 + 5*5 + 5) = 381", {"units": 5, "input_dim": 13}, r"381 \neq 380"),
    ("4*(13*5 + 5*5) = 380", {"units": 5, "input_dim": 13}, r"4 \cdot (13 \cdot 5 + 5 \cdot 5) \neq 380"),
    ("4*5 = 24", {}, r"4 \cdot 5 \neq 24"),
    ("embedding: 5*3 = 16\nlstm: 4*(13*5+5*5+5) = 380", {"units": 5, "input_dim": 13}, r"5 \cdot 3 \neq 16"),
    ("380 ≈ 4*5*18", {"units": 5, "input_dim": 13}, r"4 \cdot 5 \cdot 18 \approx 380"),
    ("4(nm+n^2+n) = 380", {}, r"380 \overset{?}{=} 4n(m + n + 1)"),
    ("4(nm+n^2+n) ≈ 4(nm+n^2)", {}, r"4(nm + n^{2}) \approx 4n(m + n + 1)"),
    ("4(nm+n^2+n) = 4nm + 4n^2", {}, r"4nm + 4n^{2} \neq 4n(m + n + 1)"),
    ("n^m", {}, r"n^{m} \neq 4n(m + n + 1)"),
])  # fmt: skip
def test_what_is_typeset(text: str, given: dict[str, int], equation: str) -> None:
    assert sc.check(text, "lstm", given=given).equation == equation
