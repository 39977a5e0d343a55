"""The kernel: exact values of sizes, their equality, factors and renaming, and the bridge to SymPy."""

from symcount.algebra.cases import Case, growing_cases
from symcount.algebra.closest import greatest_below, least_above
from symcount.algebra.division import divide
from symcount.algebra.equality import Different, Equal, Undecided, compare
from symcount.algebra.expansion import term_bound
from symcount.algebra.factoring import factor
from symcount.algebra.growing import Growing, Work, greatest_size
from symcount.algebra.one_number import OneNumber, in_one_number
from symcount.algebra.polynomial import MAX_BITS, MAX_TERMS, Polynomial, Switch
from symcount.algebra.powers import SymbolicPower
from symcount.algebra.primes import divisors, is_prime
from symcount.algebra.renaming import Fingerprint, find_renaming, fingerprint
from symcount.algebra.rounding import Rounded, ceil, floor
from symcount.algebra.sign_runs import Run, sign_runs
from symcount.algebra.signs import is_positive
from symcount.algebra.sizes import ceil_div, floor_div, quotient
from symcount.algebra.sympy_bridge import from_sympy, node_to_sympy, sympy_symbol, to_sympy
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value, as_size, number, of_terms, product, switch, symbol, total
from symcount.algebra.whole_solutions import Equation, whole_solutions
from symcount.algebra.written import switches, value_of

__all__ = [
    "MAX_BITS",
    "MAX_TERMS",
    "Case",
    "Different",
    "Equal",
    "Equation",
    "Fingerprint",
    "Growing",
    "Monomial",
    "OneNumber",
    "Polynomial",
    "Rational",
    "Rounded",
    "Run",
    "Switch",
    "SymbolicPower",
    "Undecided",
    "Value",
    "Work",
    "as_size",
    "ceil",
    "ceil_div",
    "compare",
    "divide",
    "divisors",
    "factor",
    "find_renaming",
    "fingerprint",
    "floor",
    "floor_div",
    "from_sympy",
    "greatest_below",
    "greatest_size",
    "growing_cases",
    "in_one_number",
    "is_positive",
    "is_prime",
    "least_above",
    "node_to_sympy",
    "number",
    "of_terms",
    "product",
    "quotient",
    "sign_runs",
    "switch",
    "switches",
    "symbol",
    "sympy_symbol",
    "term_bound",
    "to_sympy",
    "total",
    "value_of",
    "whole_solutions",
]
