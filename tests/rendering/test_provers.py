"""How each prover's language writes a tree, and that every name the words of sizes need can be held."""

from __future__ import annotations

import pytest

from symcount.algebra import Equal
from symcount.formula import Name, Number, Product, Sum
from symcount.reading import parse
from symcount.rendering.certificates import certificate
from symcount.rendering.clearing import cleared
from symcount.rendering.provers import PROVERS
from symcount.roles import ROLES, spellings
from tests.provers import accepted_by_coq, accepted_by_z3, runs

RESERVED = {word for prover in PROVERS.values() for word in prover.reserved}
WORDS = sorted({*ROLES, *RESERVED, *(word for word in spellings() if word.isascii() and word.isidentifier())})


@pytest.mark.parametrize(
    "text, infix, prefix",
    [
        ("4(nm + n^2)", "4 * (n * m + n^2)", "(* 4 (+ (* n m) (* n n)))"),
        ("n - m", "n - m", "(+ n (- m))"),
        ("-3n", "-3 * n", "(- (* 3 n))"),
        ("(n + 1)^2", "(n + 1)^2", "(let ((base (+ n 1))) (* base base))"),
        ("n^1 + m^0", "n + m^0", "(+ n 1)"),
        ("floor((n+1)/2)", "((n + 1) / 2)", "(div (+ n 1) 2)"),
        ("ceil(n/2)", "-((-n) / 2)", "(- (div (- n) 2))"),
    ],
)
def test_a_tree(text: str, infix: str, prefix: str) -> None:
    tree = cleared(parse(text).node).numerator
    assert [PROVERS[prover].write(tree) for prover in ("coq", "lean", "smt2")] == [infix, infix, prefix]


LEAN_KEYWORDS = (
    "abbrev assume at attribute axiom by calc catch class def deriving do elab else example forall for from have if in include inductive initialize "
    "instance lemma local macro match mut namespace nomatch noncomputable notation3 omit opaque open partial private protected public return scoped "
    "section show sorry structure suffices syntax termination_by then theorem this try universe unsafe variable where with "
)


@pytest.mark.parametrize("word", LEAN_KEYWORDS.split())
def test_a_keyword_of_lean_is_renamed(word: str) -> None:
    size, n = Name(word), Name("n")
    assert f" ({word}_1 n : ℤ)" in certificate("lean", Sum((size, n)), Sum((n, size)), Equal())


def doubled(prover: str) -> list[str]:
    """Certificates about all words that are names somewhere, and all that a prover keeps for itself, 40 at a time."""
    sums = [Sum(tuple(map(Name, WORDS[first : first + 40]))) for first in range(0, len(WORDS), 40)]
    return [certificate(prover, Product((Number(2), names)), Sum((names, names)), Equal()) for names in sums]


@runs("coqc")
def test_coq_can_hold_every_name() -> None:
    accepted_by_coq(doubled("coq"))


@runs("z3")
def test_z3_can_hold_every_name() -> None:
    for file in doubled("smt2"):
        accepted_by_z3(file)


@runs("coqc")
def test_no_remark_ends_a_comment_of_coq() -> None:
    remarks = ["closed *) here", "opened (* here", '(*) and *) and (**) and "', 'a " alone']
    accepted_by_coq([certificate("coq", Name("n"), Name("n"), Equal(), remarks=remarks)])
