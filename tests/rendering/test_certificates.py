"""Certificates: their form for every prover, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

import symcount as sc
from symcount.algebra import Different, Equal, compare, value_of
from symcount.errors import InputError, SymcountError
from symcount.formula import Node
from symcount.rendering.certificates import certificate
from symcount.rendering.provers import PROVERS
from tests.algebra.values import trees

COQ = """\
(* 4*(m*n + m + m**2) and 4*((n + m + 1)*m) are equal for all sizes. *)
(* In reading: nm read as n·m. *)
(* In the first formula, 4*(n*m + n + n**2), one reads m as n and n as m. *)
Require Import ZArith.
Open Scope Z_scope.

Theorem formulas_are_equal : forall m n : Z,
  4 * (m * n + m + m^2) = 4 * ((n + m + 1) * m).
Proof.
  intros m n.
  ring.
Qed.
"""

COQ_DIFFERENT = """\
(* 4*(n*m + n + n**2) and 4*((n + m + 1)*m) are different at n = 2 and m = 1. *)
(* In reading: nm read as n·m. *)
Require Import ZArith.
Open Scope Z_scope.

Theorem formulas_are_different :
  let n := 2 in
  let m := 1 in
  4 * (n * m + n + n^2) <> 4 * ((n + m + 1) * m).
Proof.
  vm_compute; discriminate.
Qed.
"""

SMT2 = """\
; n/2 + tied**2 and 0.5*n + tied are equal for all sizes.
; Both sides are multiplied by 2, so that nothing is divided.
; tied is 0 or 1.
(set-logic QF_NIA)
(set-info :status unsat)
(declare-const n Int)
(assert (>= n 1))
(declare-const tied Int)
(assert (or (= tied 0) (= tied 1)))
(assert
  (not
    (= (+ n (* (* tied tied) 2))
     (+ n (* tied 2)))))
(check-sat)
"""

LEAN = """\
-- n/2 + tied**2 and 0.5*n + tied are equal for all sizes.
-- Both sides are multiplied by 2, so that nothing is divided.
-- tied is 0 or 1.
import Mathlib

theorem formulas_are_equal (n tied : ℤ) (H_n : 1 ≤ n) (H_tied : tied * tied = tied) :
    (n + tied^2 * 2 : ℤ) = n + tied * 2 := by
  linear_combination (2) * H_tied
"""

PAIR = ("4(nm+n+n²)", "4((n+m+1)·m)")
HALVES = ("n/2 + tied^2", "0.5n + tied")


@pytest.mark.parametrize("pair, prover, text", [(PAIR, "coq", COQ), (HALVES, "smt2", SMT2), (HALVES, "lean", LEAN)])
def test_a_file(pair: tuple[str, str], prover: str, text: str) -> None:
    assert sc.prove(*pair).certificate(prover) == text


def test_a_refutation_states_the_witness() -> None:
    proof = sc.prove(*PAIR, same_letters=True)
    assert proof.certificate("coq") == COQ_DIFFERENT
    assert proof.certificate("smt2").endswith("(assert\n    (= (* 4 (+ (* n m) n (* n n)))\n     (* 4 (* (+ n m 1) m))))\n(check-sat)\n")
    assert "(assert (= n 2))" in proof.certificate("smt2")
    assert "    (4 * (2 * 1 + 2 + 2^2) : ℤ) ≠ 4 * ((2 + 1 + 1) * 1) := by\n  norm_num\n" in proof.certificate("lean")


@pytest.mark.parametrize(
    "a, b, prover, line",
    [
        ("tied^2*n", "tied*n", "coq", "  ring [H_tied]."),
        ("tied^2*n", "tied*n", "coq", "  tied * tied = tied ->"),
        ("(2-tied)^2", "4-3*tied", "lean", "  linear_combination (1) * H_tied"),
        ("1/(n-1)", "n/(n^2-n)", "coq", "(* Both sides are multiplied by n*(n - 1), so that nothing is divided; where this is zero, they have no value. *)"),
        ("n/(m+1)", "2n/(2m+2)", "lean", "theorem formulas_are_equal (n m : ℤ) (H_n : 1 ≤ n) (H_m : 1 ≤ m) :"),
        ("floor(n/2) + n", "n + floor(n/2)", "coq", "  (n / 2) + n = n + (n / 2)."),
        ("floor(n/2) + n", "n + floor(n/2)", "coq", "  1 <= n ->"),
        ("bias/2", "0.5*bias", "coq", "  0 <= bias ->"),
        ("ceil(n/s)", "floor((n-1)/s)+1", "smt2", "    (= (- (div (- n) s))"),
        ("α*β", "β*α", "lean", "-- α is written x."),
        ("at*in", "in*at", "coq", "(* at is written at_1. *)"),
        ("隐藏单元数*a", "a*隐藏单元数", "lean", "-- In the first formula, 隐藏单元数*a, one reads 隐藏单元数 as units."),
        ("n^m", "m^n", "coq", "  n <> m^2."),
    ],
)
def test_a_line(a: str, b: str, prover: str, line: str) -> None:
    assert line in sc.prove(a, b, same_letters=True).certificate(prover).splitlines()


@pytest.mark.parametrize(
    "a, b, prover, problem",
    [
        ("n^(m+1)", "n*n^m", "coq", "the exponent m \\+ 1 is not a whole number"),
        ("ceil(n/s)", "floor((n-1)/s)+1", "coq", "Coq multiplies out, and knows nothing about floors, which differ here: ask for smt2"),
        ("ceil(n/s)", "floor((n-1)/s)+1", "lean", "Lean multiplies out, and knows nothing about floors"),
        ("floor(n/400)+floor((n+200)/400)", "floor(n/200)", "smt2", "no certificate of what is not decided"),
        ("m*(floor(n/16)+floor((n+8)/16))*ceil(m/16)", "m*floor(n/8)*ceil(m/16)", "smt2", "does not decide 256 cases of residues in degree 3"),
        ("n/tied", "n", "smt2", "cancel what may be zero"),
        ("n(n-1)/(n-1)", "2n", "coq", "a denominator is zero where the two differ"),
        ("n", "n", "isabelle", "no prover is called 'isabelle'"),
        ("(a+b+c+d)^60", "((a+b+c+d)^30)^2", "coq", "too much for a prover"),
        ("n^1000", "(n^10)^100", "smt2", "a degree of 100"),
    ],
)
def test_what_is_refused(a: str, b: str, prover: str, problem: str) -> None:
    with pytest.raises(SymcountError, match=problem):
        sc.prove(a, b, same_letters=True).certificate(prover)


@given(trees, trees)
def test_no_certificate_of_a_false_equation(left: Node, right: Node) -> None:
    if isinstance(compare(value_of(left), value_of(right)), Different):
        for prover in PROVERS:
            with pytest.raises(SymcountError):
                certificate(prover, left, right, Equal())


def test_a_prover_is_a_word() -> None:
    wrong: Any = ["coq"]
    with pytest.raises(InputError, match=r"no prover is called \['coq'\]"):
        sc.prove("n", "n").certificate(wrong)
