"""The languages of provers: how Coq, SMT-LIB and Lean write whole numbers, and a complete file for one statement about them."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from symcount.formula import Name, Negative, Node, Number, Power, Product, Quotient, Sum, fold
from symcount.rendering.notation import POWER, PRODUCT, Notation, Piece


@dataclass(frozen=True, slots=True)
class Case:
    """Sizes as multiples and residues, each multiple under the size's own name, and what then becomes of the floors."""

    sizes: Mapping[str, Node]
    forms: Sequence[Node]
    floors: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Statement:
    """Two formulas, equal for all sizes or different at the witness, in names that the prover can hold.

    Nothing is divided but inside floors. `least` is the smallest number that each size may be, where that matters; `hypotheses` names
    what is known of a size; the difference of the two sides is `cofactors`, each times the square of its switch less the switch;
    `floors` are pairs of a floor and another form of it; `cases` together are all sizes.
    """

    left: Node
    right: Node
    sizes: tuple[str, ...]
    least: Mapping[str, int] = field(default_factory=dict)
    cofactors: Mapping[str, Node] = field(default_factory=dict)
    hypotheses: Mapping[str, str] = field(default_factory=dict)
    floors: Sequence[tuple[Node, Node]] = ()
    cases: Sequence[Case] = ()
    witness: Mapping[str, int] | None = None
    comment: tuple[str, ...] = ()


class Prover(Notation):
    """A prover: its name for people, the words that are no names in it, and how a file says a statement."""

    title: str
    reserved: frozenset[str]

    @abstractmethod
    def file(self, statement: Statement) -> str:
        """A complete file, which the prover accepts without more."""

    def name(self, name: str) -> str:
        return name

    def times(self, sign: str, left: Node, right: Node) -> str:
        return " * "

    def power(self, base: str, exponent: Piece, node: Power) -> str:
        return f"{base}^{self.held(exponent, POWER)}"

    def brackets(self, text: str, kind: str) -> str:
        return f"({text})"

    def rounding(self, text: str, up: bool) -> str:
        return f"({text})"  # a quotient of whole numbers is rounded down there

    def quotient(self, numerator: Piece, denominator: Piece, bar: bool) -> Piece:
        return Piece(f"{self.held(numerator, PRODUCT)} / {self.held(denominator, POWER)}", PRODUCT)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _no_delimiters(comment: str) -> str:
    """A comment of Coq's, in which quotation marks open a text, and brackets with a star open and close another comment."""
    return re.sub(r"(?<=\()(?=\*)|(?<=\*)(?=\))", " ", comment).replace('"', "'")


class Coq(Prover):
    title = "Coq"
    reserved = _words(
        "Axiom CoFixpoint Definition Fixpoint Hypothesis IF Parameter Prop SProp Set Theorem Type Variable Z as at by cofix discriminated do else "
        "end exists exists2 fix for forall formulas_are_different formulas_are_equal fun if in let match mod quot rem return then using where with"
    )

    def file(self, statement: Statement) -> str:
        head = [f"(* {_no_delimiters(line)} *)" for line in statement.comment]
        imports = ["Require Import ZArith.", "Open Scope Z_scope.", ""]
        body = self._equal(statement) if statement.witness is None else self._different(statement)
        return _lines(head, imports, body)

    def _equal(self, statement: Statement) -> list[str]:
        forall = f" forall {' '.join(statement.sizes)} : Z," if statement.sizes else ""
        known = [f"  {hypothesis} ->" for hypothesis in self._known(statement)]
        intros = [f"  intros {' '.join([*statement.sizes, *statement.hypotheses.values()])}."] if statement.sizes else []
        ring = f"ring [{' '.join(statement.hypotheses[switch] for switch in statement.cofactors)}]" if statement.cofactors else "ring"
        claim = f"  {self.write(statement.left)} = {self.write(statement.right)}."
        return [f"Theorem formulas_are_equal :{forall}", *known, claim, "Proof.", *intros, f"  {ring}.", "Qed."]

    def _known(self, statement: Statement) -> list[str]:
        return [f"{size} * {size} = {size}" if size in statement.cofactors else f"{statement.least[size]} <= {size}" for size in statement.hypotheses]

    def _different(self, statement: Statement) -> list[str]:
        lets = [f"  let {size} := {value} in" for size, value in (statement.witness or {}).items()]
        claim = f"  {self.write(statement.left)} <> {self.write(statement.right)}."
        return ["Theorem formulas_are_different :", *lets, claim, "Proof.", "  vm_compute; discriminate.", "Qed."]


class Lean(Prover):
    title = "Lean"
    reserved = _words(
        "Prop Sort Type abbrev admit alias assert assert_not_exists assume at attribute axiom binder_predicate break builtin_initialize by calc "
        "catch class coinductive constant continue dbg_trace declare_syntax_cat decreasing_by def default_instance deriving do elab elab_rules else "
        "end example exists export extends finally for forall formulas_are_different formulas_are_equal from fun generalizing have haveI hiding if "
        "import in include inductive infix infixl infixr initialize instance irreducible_def leading_parser lemma let letI local macro macro_rules "
        "match matches meta module mut mutual namespace nat_lit no_index nofun nomatch noncomputable nonrec notation notation3 obtain omit only "
        "opaque open partial postfix prefix prelude private protected public register_simp_attr renaming repeat return run_cmd scoped section set "
        "set_option show simproc sorry structure suffices syntax termination_by then theorem this trailing_parser try unif_hint universe unless "
        "unsafe until using variable variables where while with"
    )

    def file(self, statement: Statement) -> str:
        head = [f"-- {line}" for line in statement.comment]
        body = self._equal(statement) if statement.witness is None else self._different(statement)
        return _lines(head, ["import Mathlib", ""], body)

    def _equal(self, statement: Statement) -> list[str]:
        sizes = f" ({' '.join(statement.sizes)} : ℤ)" if statement.sizes else ""
        known = "".join(f" ({name} : {self._known(statement, size)})" for size, name in statement.hypotheses.items())
        used = {size: cofactor for size, cofactor in statement.cofactors.items() if cofactor != Number(0)}
        combination = " + ".join(f"({self.write(cofactor)}) * {statement.hypotheses[size]}" for size, cofactor in used.items())
        tactic = f"linear_combination {combination}" if combination else "ring"
        return [f"theorem formulas_are_equal{sizes}{known} :", f"    {self._claim(statement, '=')} := by", f"  {tactic}"]

    def _known(self, statement: Statement, size: str) -> str:
        return f"{size} * {size} = {size}" if size in statement.cofactors else f"{statement.least[size]} ≤ {size}"

    def _claim(self, statement: Statement, sign: str) -> str:
        return f"({self.write(statement.left)} : ℤ) {sign} {self.write(statement.right)}"

    def _different(self, statement: Statement) -> list[str]:
        numbers = Lean({size: str(value) for size, value in (statement.witness or {}).items()})
        return ["theorem formulas_are_different :", f"    {numbers._claim(statement, '≠')} := by", "  norm_num"]


class SmtLib(Prover):
    title = "SMT-LIB"
    reserved = _words(
        "Array BINARY Bool DECIMAL HEXADECIMAL Int NUMERAL Real STRING String abs and as assert distinct div equal exists exit false forall is_int ite let "
        "match mod not or par pi pop push rem reset select store to_int to_real true xor"
    )

    def file(self, statement: Statement) -> str:
        head = [f"; {line}" for line in statement.comment]
        logic = ["(set-logic QF_NIA)", "(set-info :status unsat)"]
        sizes = [line for size in statement.sizes for line in (f"(declare-const {size} Int)", f"(assert {self._known(statement, size)})")]
        cases = [self._cases(*map(self.write, pair)) for pair in statement.floors]
        equation = f"(= {self.write(statement.left)}\n     {self.write(statement.right)})"
        claim = f"(assert\n  (not\n    {equation}))" if statement.witness is None else f"(assert\n    {equation})"
        if statement.cases:
            claim = self._differ_in_a_case(statement.cases, equation)
        return _lines(head, logic, sizes, cases, [claim, "(check-sat)"])

    def _known(self, statement: Statement, size: str) -> str:
        if statement.witness is not None:
            return f"(= {size} {statement.witness[size]})"
        if size in statement.cofactors:
            return f"(or (= {size} 0) (= {size} 1))"
        is_multiple = any(size in case.sizes for case in statement.cases)  # of less than a whole divisor, it is 0
        return f"(>= {size} {0 if is_multiple else statement.least[size]})"

    def _cases(self, left: str, right: str) -> str:
        return f"(assert {_compared(left, right)})"

    def _differ_in_a_case(self, cases: Sequence[Case], equation: str) -> str:
        """That the equation does not hold in one of the cases, each with its residues put in."""
        names = dict.fromkeys(name for case in cases for name in case.sizes)
        equal = f"(define-fun equal ({' '.join(f'({name} Int)' for name in names)}) Bool\n    {equation})"
        return "\n".join(
            [
                "; Case by case, a size is put in as a multiple and a residue; its letter then counts the multiples.",
                equal,
                "(assert (or",
                *(self._case(case) for case in cases),
                "))",
            ]
        )

    def _case(self, case: Case) -> str:
        sizes = " ".join(f"({name} {self.write(size)})" for name, size in case.sizes.items())
        forms = [_compared(f"(let ({sizes}) {self.write(floor)})", self.write(form)) for floor, form in zip(case.floors, case.forms, strict=True)]
        return f"  (and {' '.join(forms)} (not (equal {' '.join(map(self.write, case.sizes.values()))})))"

    def write(self, root: Node) -> str:
        return fold(root, _prefixed)


def _compared(left: str, right: str) -> str:
    """What holds of any two numbers; a solver that tries the cases one by one finds that the outer two are none."""
    return f"(or (< {left} {right}) (= {left} {right}) (> {left} {right}))"


def _prefixed(node: Node, parts: list[str]) -> str:
    """A node with its operation in front."""
    match node:
        case Number(value):
            return str(value) if value >= 0 else f"(- {-value})"
        case Name(name):
            return name
        case Sum():
            return f"(+ {' '.join(parts)})"
        case Negative():
            return f"(- {parts[0]})"
        case Product():
            return f"(* {' '.join(parts)})"
        case Quotient():
            return f"(div {parts[0]} {parts[1]})"
        case Power(base, Number(int(exponent))):
            return _repeated(base, parts[0], exponent)
        case _:
            return parts[0]


def _repeated(base: Node, text: str, times: int) -> str:
    """A power: the language has none with whole numbers."""
    if times < 2:
        return text if times else "1"
    if isinstance(base, Name | Number):
        return f"(* {' '.join([text] * times)})"
    return f"(let ((base {text})) (* {' '.join(['base'] * times)}))"


def _lines(*parts: list[str]) -> str:
    return "\n".join([line for part in parts for line in part]) + "\n"


PROVERS: Mapping[str, Prover] = {"coq": Coq(), "smt2": SmtLib(), "lean": Lean()}
