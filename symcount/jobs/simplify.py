"""`simplify`: a formula after substitution, at its shortest, multiplied out, factored, and its value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symcount.algebra import Value, factor, term_bound
from symcount.algebra.steps import Step, derivation, replace_names
from symcount.errors import absent
from symcount.formula import Node, names_in
from symcount.reading import Formula, normal_name, operands, parse
from symcount.rendering import Result, Rewriting, html, html_math, html_parts, in_safe_names, plain, rewritings, written
from symcount.rendering import latex as latex_of
from symcount.rendering.latex_names import settable, written_symbols
from symcount.rendering.tree import tree_of

LONGEST = 1000
"""Terms that an expanded form may have."""


@dataclass(frozen=True)
class Simplified(Result):
    """A formula as written, with what was put in, and its forms; `expanded` is None where it would have too many terms.

    >>> found = simplify("4(nm + n^2 + n)", m="2n")
    >>> found.simplified, found.expanded
    ('4*n*(3*n + 1)', '12*n**2 + 4*n')
    """

    formula: Formula
    """The formula as it was read."""
    put_in: Mapping[str, Node]
    """What was put in for its names."""
    value: Value
    """Its exact value: a polynomial, or a number once all sizes are put in."""
    factored: Value
    """The same as a product."""
    expanded: str | None
    """The same multiplied out, as text."""

    @property
    def substituted(self) -> Node:
        """The author's form with what was put in."""
        return replace_names(self.formula.node, self.put_in)

    @property
    def simplified(self) -> str:
        """The shortest of the forms."""
        return min((str(in_safe_names(self.value)), self.product, *([self.expanded] if self.expanded else [])), key=len)

    @property
    def product(self) -> str:
        """The factored form as text."""
        return str(in_safe_names(self.factored))

    def latex(self) -> str:
        """The factored form as LaTeX."""
        return settable(self._math())

    def _math(self) -> str:
        return latex_of.value(self.factored)

    @property
    def steps(self) -> tuple[Rewriting, ...]:
        """From the author's form to the factored one."""
        return rewritings(self.derivation)

    @cached_property
    def derivation(self) -> tuple[Step, ...]:
        """The same as formulas, which the kernel can check."""
        put_in = [Step("put in", self.formula.node, self.substituted, meanings=self.put_in)] if self.put_in else []
        return (*put_in, *derivation(self.substituted, tree_of(self.factored)))

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "formula": self.formula.text,
            "simplified": self.simplified,
            "expanded": self.expanded,
            "factored": self.product,
            "value": plain(self.value.constant),
            "latex": self._math(),
            "steps": [step.to_dict() for step in self.steps],
            "notes": list(self.formula.remarks),
        }

    def __str__(self) -> str:
        notes = [f"{'note':<12} {note}" for note in self.formula.remarks]
        if self.value.constant is not None:
            return "\n".join([f"{written(self.substituted)} = {self.value}", *notes])
        return "\n".join([*(f"{label:<12} {text}" for label, text in self._forms), *notes])

    @property
    def _forms(self) -> list[tuple[str, str]]:
        """The forms with their names."""
        expanded = self.expanded or f"too long: it may have more than {LONGEST} terms"
        return [("simplified", self.simplified), ("expanded", expanded), ("factored", self.product)]

    def _repr_html_(self) -> str:
        names = names_in(self.substituted)
        letters = written_symbols([*names, *names_in(tree_of(self.factored))], {})
        shortest = latex_of.typeset(tree_of(self.factored), letters)
        equation = f"{latex_of.typeset(self.substituted, letters)} = {shortest}"
        forms = [] if self.value.constant is not None else [(label, html.code(text)) for label, text in self._forms]
        notes = [("note", note) for note in self.formula.remarks]
        return html.block(html.formula(html_math.math(equation)), html_parts.facts([*forms, *notes]), html_parts.derivation(self.derivation))


def simplify(formula: str, /, **put_in: int | str) -> Simplified:
    """Put sizes or expressions into a formula and bring it to its shortest form.

    >>> print(simplify("4(nm + n^2 + n)", m="n"))
    simplified   8*n**2 + 4*n
    expanded     8*n**2 + 4*n
    factored     4*n*(2*n + 1)
    note         nm read as n·m
    >>> simplify("4(nm + n^2 + n)", n=256, m=4096).value.constant
    4457472

    `formula` is read as by `parse`; `put_in` gives its names whole numbers, or expressions as text.

    Errors: `FormulaError` for a formula or an expression that cannot be read, or that divides by zero.
    """
    read = parse(formula, [put_in])
    for name in put_in:
        if normal_name(name) not in read.names:
            raise absent(name, read.names)
    value = read.subs(**put_in).value()
    return Simplified(read, operands(put_in), value, factor(value), _expanded(value))


def _expanded(value: Value) -> str | None:
    return in_safe_names(value).expanded() if term_bound(value) <= LONGEST else None
