"""`prove`: are two formulas equal, as written, under a renaming of their letters, or under what their letters mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from symcount.algebra import (
    Different,
    Equal,
    Switch,
    Undecided,
    Value,
    compare,
    factor,
    find_renaming,
    in_one_number,
    number,
    product,
    switches,
    symbol,
    value_of,
)
from symcount.algebra.steps import RENAME, Step, derivation, replace_names
from symcount.errors import FormulaError, InputError, TooLarge, absent, placed_in, shown
from symcount.formula import Name, Node, names_in
from symcount.judging.question import assumed, declared
from symcount.judging.verdict import Witness
from symcount.reading import Formula, normal_name, parse
from symcount.rendering import Result, Rewriting, derivation_lines, html, html_math, html_parts, in_safe_names, listed, pretty, rewritings, written
from symcount.rendering import latex as latex_of
from symcount.rendering.calculator import CalculatorPage
from symcount.rendering.certificates import certificate
from symcount.rendering.latex_lines import UNDECIDED
from symcount.rendering.latex_names import settable, written_symbols
from symcount.rendering.tree import tree_of
from symcount.roles import spelled, spellings

NOTHING: Mapping[str, str] = {}

PUT_IN = "meaning of the letters"

_TAIL = re.compile(r"\s*[,;]\s*\w")
"""What goes on behind a formula: a definition, words."""

SIGNS = {True: "=", False: r"\neq", None: UNDECIDED}
"""How two formulas stand to each other in LaTeX: equal, different, not decided."""


@dataclass(frozen=True)
class Meant:
    """One of the two formulas, with what its letters mean and the value that it then has."""

    formula: Formula
    meanings: Mapping[str, Value]
    identities: Mapping[str, Value]
    value: Value

    @property
    def fixed(self) -> frozenset[str]:
        """The sizes that its letters mean: they are never renamed."""
        return frozenset(name for meaning in self.meanings.values() for name in meaning.names)

    @property
    def value_as_written(self) -> Value:
        """Its value in the author's own names."""
        return _with_switches(value_of(self.formula.node)) if self.meanings else self.value

    @property
    def tree(self) -> Node:
        """The author's form with what the letters mean and what is assumed in their places."""
        return self.put_in[-1].after if self.put_in else self.formula.node

    @cached_property
    def put_in(self) -> tuple[Step, ...]:
        """The steps from the author's form to that one."""
        return tuple(_replacing(self.formula.node, [(PUT_IN, _trees(self.meanings)), *[("what is assumed", _trees(self.identities))] * len(self.identities)]))


@dataclass(frozen=True)
class Proof(Result):
    """Whether two formulas are equal, and what shows it.

    >>> proof = prove("4(nm+n+n²)", "4((n+m+1)·m)")
    >>> proof.equal, proof.renaming, [step.rule for step in proof.steps]
    (True, {'m': 'n', 'n': 'm'}, ['rename the letters', 'order', 'common factor'])

    `equal` is None where it cannot be decided, for the `reason`; `renaming` maps letters of the first formula to letters of the
    second; `difference` and `witness` are those of the formulas before any renaming. Steps are worked out when they are asked for.
    """

    a: Meant = field(repr=False)
    b: Meant = field(repr=False)
    outcome: Equal | Different | Undecided = field(repr=False)
    equal: bool | None
    """Whether they are equal, as they are written or renamed; None where it is not decided."""
    equal_as_written: bool | None
    """Whether they are equal where a letter means the same in both."""
    renaming: dict[str, str] | None
    """Which letter of the first is which of the second, if that makes them equal."""
    reason: str = ""
    """Why it is not decided, if it is not."""

    @property
    def witness(self) -> Witness | None:
        """The smallest sizes at which the two differ before any renaming."""
        return Witness(self.outcome.witness, self.outcome.left, self.outcome.right) if isinstance(self.outcome, Different) else None

    @property
    def difference(self) -> str:
        """The first formula less the second, factored where a reader would."""
        if self._difference is None:
            return f"{in_safe_names(self.a.value)} - ({in_safe_names(self.b.value)})"
        return str(in_safe_names(self._difference))

    @cached_property
    def _difference(self) -> Value | None:
        """The difference, or None where it would have too many terms."""
        if isinstance(self.outcome, Equal):
            return number(0)
        try:
            return factor(self.a.value - self.b.value, self.a.value, self.b.value)
        except TooLarge:
            return None

    @property
    def _letters(self) -> dict[str, Node]:
        return {name: Name(other) for name, other in (self.renaming or {}).items() if name != other}

    @property
    def _trees(self) -> tuple[Node, Node]:
        """The two formulas in the same names: with what their letters mean, or are renamed to."""
        return replace_names(self.a.tree, self._letters), self.b.tree

    @property
    def steps(self) -> tuple[Rewriting, ...]:
        """From the one written form to the other, each step with its rule; none if they differ."""
        return rewritings(self.derivation)

    @cached_property
    def derivation(self) -> tuple[Step, ...]:
        """The same as formulas, which the kernel can check: what the letters mean is put in on the way there, and taken out at the end."""
        if not self.equal:
            return ()
        if self.equal_as_written and not self.renaming:
            return derivation(self.a.formula.node, self.b.formula.node)
        renamed = _replacing(self.a.tree, [(RENAME, self._letters)])
        start, end = self._trees
        back = [Step(step.rule, step.after, step.before, meanings=step.meanings) for step in reversed(self.b.put_in)]
        return (*self.a.put_in, *renamed, *derivation(start, end), *back)

    def certificate(self, prover: str) -> str:
        """A complete file that `coq`, `smt2` (any SMT solver) or `lean` accepts by itself: that the two are equal, or differ at the witness.

        Errors: `InputError` where nothing is decided or the prover cannot be told, `TooLarge` for what is too long for it.
        """
        if self.equal is None:
            raise InputError(f"there is no certificate of what is not decided: {self.reason}")
        switches = [str(name) for name in self.a.value.names | self.b.value.names if type(name) is Switch]
        outcome = self.outcome if isinstance(self.outcome, Different) and not self.equal else Equal()
        return certificate(prover, *self._trees, outcome, switches, _read_as(self))

    def in_one_number(self) -> CalculatorPage:
        """A proof for a calculator: a point of powers of ten at which the digits of the values are the coefficients.

        Errors: `InputError` for what is no polynomial with whole coefficients from 0, `TooLarge` for values of more than 400 digits.
        """
        renaming = {name: symbol(other) for name, other in (self.renaming or {}).items()}
        names = list(dict.fromkeys(chain(*map(names_in, self._trees))))
        page = in_one_number(self.a.value.subs(renaming), self.b.value, names)
        left, right = map(written, self._trees)
        return CalculatorPage(left, right, page, tuple(_read_as(self)))

    def latex(self) -> str:
        """The two formulas, equal, different or not decided, in their authors' forms, and what the letters of each mean.

        Errors: `InputError` for letters that pdflatex cannot set.
        """
        return settable(self._math())

    def _math(self) -> str:
        sign = r"\sim" if self.renaming else SIGNS[self.equal]
        left, right = (side.formula.typeset(self._symbols) for side in (self.a, self.b))
        return latex_of.with_legends(f"{left} {sign} {right}", *self._legends())

    def derivation_latex(self) -> str:
        """The steps as lines with their reasons, in the authors' letters where they stand; of formulas that differ, the two alone.

        What was guessed in reading stands before them as comments.
        """
        lines = settable(latex_of.derivation(self.derivation, self._symbols)) if self.derivation else latex_of.display(self.latex())
        return "\n".join([*(f"% {note}" for note in self._notes), lines])

    @cached_property
    def _symbols(self) -> dict[str, str]:
        """The letter of each name, the same in both formulas and in what lies between."""
        trees = [tree for step in self.derivation for tree in (step.before, step.after)]
        return written_symbols(chain(self.a.formula.all_names, self.b.formula.all_names, self.a.meanings, self.b.meanings, *map(names_in, trees)), {})

    def _legends(self) -> list[str]:
        """What the letters mean: once for both where no letter means two things."""
        a, b = self.a.meanings, self.b.meanings
        if all(a[name] == b[name] for name in a.keys() & b.keys()):
            return [latex_of.legend({**a, **b}, symbols=self._symbols)]
        return [latex_of.legend(a, "where on the left", self._symbols), latex_of.legend(b, "and on the right", self._symbols)]

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "a": self.a.formula.text,
            "b": self.b.formula.text,
            "equal": self.equal,
            "equal_as_written": self.equal_as_written,
            "renaming": self.renaming,
            "steps": [step.to_dict() for step in self.steps],
            "difference": self.difference,
            "witness": self.witness.to_dict() if self.witness else None,
            "reason": self.reason,
            "notes": [*self.a.formula.remarks, *self.b.formula.remarks],
        }

    @property
    def _notes(self) -> list[str]:
        """What was guessed in reading the two texts, each guess in one line."""
        return list(dict.fromkeys(" ".join(note.split()) for side in (self.a, self.b) for note in side.formula.remarks))

    def __str__(self) -> str:
        a, b = self._texts
        lines = [f"{a} and {b} {_said(self)}.", *(f"    note: {note}" for note in self._notes)]
        lines += [f"    {label}{said}" for label, said in self._facts()]
        return "\n".join([*lines, *(f"    {line}" for line in derivation_lines(self.steps))])

    @property
    def _texts(self) -> tuple[str, str]:
        """The two formulas as given, each in one line."""
        a, b = (" ".join(side.formula.text.split()) for side in (self.a, self.b))
        return a, b

    def _facts(self) -> Iterator[tuple[str, str]]:
        """By what they differ, and where."""
        if isinstance(self.outcome, Different):
            label = "letter for letter they differ by" if self.renaming or self.equal is None else "they differ by"
            yield f"{label} ", self.difference if self._difference is None else pretty(self._difference)
        if self.witness and self.witness.sizes:
            sizes = ", ".join(f"{name}={size}" for name, size in self.witness.sizes.items())
            yield f"at {sizes}: ", f"{self.witness.claimed} and {self.witness.expected}"

    def _repr_html_(self) -> str:
        a, b = self._texts
        sentence = html.joined(html.code(a), " and ", html.code(b), f" {_said(self)}.")
        notes = (("note", note) for note in self._notes)
        facts = html_parts.facts([*notes, *((label.rstrip(": "), said) for label, said in self._facts())])
        return html.block(html.paragraph(sentence), html.formula(html_math.math(self._math())), facts, html_parts.derivation(self.derivation, self._symbols))


def prove(
    a: str,
    b: str,
    where_a: Mapping[str, str] = NOTHING,
    where_b: Mapping[str, str] = NOTHING,
    assume: Mapping[str, str] = NOTHING,
    same_letters: bool = False,
) -> Proof:
    """Decide whether two formulas, `a` and `b`, are equal for all sizes.

    >>> proof = prove("4(nm+n+n²)", "4((n+m+1)·m)")
    >>> proof.equal_as_written, proof.equal, proof.renaming
    (False, True, {'m': 'n', 'n': 'm'})
    >>> proof.difference
    '4*(n - m)*(m + n + 1)'

    `where_a` and `where_b` say what the authors' letters mean; a letter with no meaning may be renamed unless `same_letters`;
    names that spell sizes never are. `assume` gives identities between sizes (`{"d_ff": "4*d_model"}`).

    Errors: `FormulaError` for a text that cannot be read, `InputError` for an unknown size, for a size that cannot be, for a letter that
    does not stand in its formula, and where `same_letters` is neither True nor False.
    """
    if not isinstance(same_letters, bool):
        raise InputError(f"same_letters is True or False, not {shown(same_letters)}")
    formulas = _parsed(a, where_a), _parsed(b, where_b)
    words = [_spelled(formula) for formula in formulas]
    doubtful = _named_alike(words[0]) | _named_alike(words[1])
    products = [_products_of_letters(formulas[0], formulas[1], where_a), _products_of_letters(formulas[1], formulas[0], where_b)]
    left, right = (_meant(*one, assume, doubtful) for one in zip(formulas, words, products, (where_a, where_b), strict=True))
    outcome = compare(left.value, right.value)
    as_written = compare(left.value_as_written, right.value_as_written) if left.meanings or right.meanings else outcome
    renaming, reason = None, outcome.reason if isinstance(outcome, Undecided) else ""
    if not isinstance(outcome, Equal) and not same_letters:
        try:
            renaming = find_renaming(left.value, right.value, fixed=left.fixed | right.fixed)
        except TooLarge as error:
            reason = reason or f"letter for letter they differ; a renaming was not excluded: {error}"
    reason = "" if renaming else reason
    equal = True if renaming else None if reason else _answer(outcome)
    return Proof(left, right, outcome, equal, _answer(as_written), renaming, reason)


def _parsed(text: str, where: Mapping[str, str]) -> Formula:
    formula = parse(text, [declared(where, None)])
    _one_formula(formula)
    for name in where:
        if normal_name(name) not in formula.names:
            raise absent(name, formula.names)
    return formula


def _spelled(formula: Formula) -> dict[str, str]:
    """The names of a formula that spell a size, and the size that each spells first."""
    return {name: meant[0] for name in formula.names if len(name) > 1 and (meant := spellings().get(spelled(name)))}


def _products_of_letters(formula: Formula, other: Formula, where: Mapping[str, str]) -> dict[str, Value]:
    """The names that are products where the other formula is in letters: `nm*4` beside `4*n*m`."""
    letters = {name for name in other.names if len(name) == 1}
    glued = [name for name in formula.names if len(name) > 1 and name not in other.names and name not in where and set(name) <= letters]
    return {name: product([symbol(letter) for letter in name]) for name in glued}


def _named_alike(meant: Mapping[str, str]) -> set[str]:
    """The names that spell the same size as another name of the formula: their author tells them apart, so that neither may mean it."""
    return {name for name, size in meant.items() if list(meant.values()).count(size) > 1}


def _meant(
    formula: Formula, words: Mapping[str, str], products: Mapping[str, Value], where: Mapping[str, str], assume: Mapping[str, str], doubtful: Collection[str]
) -> Meant:
    """A formula, its letters read as declared, its words as the sizes that they spell, or as products of letters."""
    spelled_sizes = {name: symbol(name if name in doubtful else size) for name, size in words.items()}
    stated = declared(where, None) if where else {}
    meanings = spelled_sizes | dict(products) | {name: meaning for name, meaning in stated.items() if name in formula.names}
    with placed_in(formula.text):
        value = value_of(formula.node, meanings)
    identities = assumed(assume, None)
    for _ in identities:
        value = value.subs(identities)
    return Meant(formula, meanings, identities, _with_switches(value))


def _with_switches(value: Value) -> Value:
    """A value in which the sizes that are 0 or 1 are known to be."""
    return value.subs(switches(value.names))


def _one_formula(formula: Formula) -> None:
    """Refuse an equation, of which its author must say which side is meant, and what stands beside a formula: it would go unproved."""
    stated = [link for link in formula.links if link.node is not None]
    if len(stated) > 1:
        hint = f"give {stated[0].text} alone, or prove {stated[0].text} and {stated[1].text} equal"
        raise FormulaError("this is an equation, not one formula", text=formula.text, column=stated[1].span[0], hint=hint)
    tail = _TAIL.match(formula.text, formula.links[-1].span[1])
    if tail or formula.assigned or formula.links[-1].relation == ";":
        hint = "give the formula alone; what its letters mean, --where-a and --where-b (in Python where_a and where_b) say"
        column = tail.end() - 1 if tail else 0
        raise FormulaError("only a formula can be proved, not what is said beside it", text=formula.text, column=column, hint=hint)


def _trees(meanings: Mapping[str, Value]) -> dict[str, Node]:
    return {name: tree_of(meaning) for name, meaning in meanings.items() if not (meaning.is_name and str(meaning) == name)}


def _replacing(start: Node, replacements: Iterable[tuple[str, Mapping[str, Node]]]) -> list[Step]:
    """The steps that put formulas in for names, less those that change nothing."""
    steps: list[Step] = []
    for rule, meanings in replacements:
        if not meanings.keys().isdisjoint(names_in(start)):
            before, start = start, replace_names(start, meanings)
            steps.append(Step(rule, before, start, meanings=meanings))
    return steps


def _answer(outcome: Equal | Different | Undecided) -> bool | None:
    return None if isinstance(outcome, Undecided) else isinstance(outcome, Equal)


def _read_as(proof: Proof) -> list[str]:
    """What was guessed in reading, and what was put in for the authors' letters, as sentences."""
    sentences = [f"In reading: {note}." for note in proof._notes]
    for which, side, renaming in (("first", proof.a, proof.renaming or {}), ("second", proof.b, NOTHING)):
        meant = {**side.meanings, **side.identities}
        used = {*side.formula.names, *(name for value in meant.values() for name in value.names)}
        read = {**{name: str(value) for name, value in meant.items() if name in used}, **renaming}
        changed = [f"{name} as {other}" for name, other in read.items() if name != other]
        sentences += [f"In the {which} formula, {written(side.formula.node)}, one reads {listed(changed)}."] if changed else []
    return sentences


def _said(proof: Proof) -> str:
    if proof.renaming:
        return f"are equal when {listed([f'{name} is read as {other}' for name, other in proof.renaming.items() if name != other])}"
    if proof.equal is None:
        return f"are not decided: {proof.reason}"
    if not proof.equal:
        return "are different"
    return "are equal as written" if proof.equal_as_written else "are equal under what the letters mean"
