"""A proof in one number as a page: what to put into a calculator, what it shows, and why that is a proof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from symcount.algebra.one_number import OneNumber
from symcount.algebra.text import Monomial
from symcount.algebra.value import Value
from symcount.rendering import html
from symcount.rendering.latex import name_as_math
from symcount.rendering.result import Result
from symcount.rendering.text import columns, listed, number_word, pretty, thousands


@dataclass(frozen=True)
class CalculatorPage(Result):
    """Two formulas as one puts them into a calculator, and the numbers that settle whether they are equal."""

    left: str
    """The first formula, as a calculator takes it."""
    right: str
    """The second one."""
    proof: OneNumber
    """The point, and the values there."""
    remarks: tuple[str, ...] = ()
    """What the letters mean there."""

    def latex(self) -> str:
        """The point and the values there."""
        point = [f"{name_as_math(name)} = 10^{{{power}}}" for name, power in self.proof.powers.items()]
        values = thousands(self.proof.left), "=" if self.proof.equal else r"\neq", thousands(self.proof.right)
        return r",\; ".join(point) + r" \colon\quad " + " ".join(values).replace(",", "{,}")

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "point": self.proof.point,
            "values": [self.proof.left, self.proof.right],
            "digits": self.proof.digits,
            "highest": self.proof.highest,
            "degrees": dict(self.proof.degrees),
            "terms": [{"term": term, "coefficients": coefficients} for term, _, coefficients in self._terms],
        }

    @property
    def _terms(self) -> list[tuple[str, int, list[int]]]:
        """Each product of powers that has digits, its place counted in digits from the right, and its coefficient in both values."""
        left, right = (self.proof.coefficients(value) for value in (self.proof.left, self.proof.right))
        terms = [(self._place(monomial), monomial) for monomial in {**left, **right}]
        return [(pretty(Value(1, monomial)), place, [left.get(monomial, 0), right.get(monomial, 0)]) for place, monomial in sorted(terms)]

    def _place(self, monomial: Monomial) -> int:
        return sum(self.proof.powers[name] * exponent for name, exponent in monomial)

    def __str__(self) -> str:
        table = columns(self._table) if self._table else ""
        return "\n".join([*self.remarks, self._head, *_indented(columns(self._values)), *self._reasons(), *_indented(table)])

    def _repr_html_(self) -> str:
        values = html.table(("", ""), [(html.code(formula), value) for formula, value in self._values], right=[1])
        claim, *reasons, so = self._reasons()
        said = [*map(html.paragraph, [*self.remarks, self._head]), values, html.paragraph(html.strong(claim))]
        reasons = [reason.removeprefix("  - ") for reason in reasons]
        table = html.table(self._table[0], self._table[1:], right=range(1, 4)) if self._table else ""
        return html.block(*said, html.bullets(reasons), html.paragraph(so), table)

    @property
    def _head(self) -> str:
        point = listed([f"{name} = 10^{power}" for name, power in self.proof.powers.items()])
        return f"Put {point} into both formulas:" if point else "Compute both:"

    @property
    def _values(self) -> list[tuple[str, str]]:
        return [(self.left, thousands(self.proof.left)), (self.right, thousands(self.proof.right))]

    def _reasons(self) -> list[str]:
        powers = listed([f"{name} to the power {degree}" for name, degree in self.proof.degrees.items()])
        digits = number_word(self.proof.digits)
        room = f"  - at size 1 they are at most {thousands(self.proof.highest)}: no coefficient is higher, and each has room in {digits} digits"
        return [
            f"The numbers {'are the same, and so are the formulas' if self.proof.equal else 'differ, and so do the formulas'}. This is a proof:",
            "  - multiplied out, both are sums of products of sizes, with whole coefficients and no minus sign;",
            *([f"{room};", f"  - they have at most {powers}: no two products of sizes meet in the same digits."] if powers else [f"{room}."]),
            f"So the digits, {digits} at a time from the right, are the coefficients{':' if self._terms else ', and all are 0.'}",
        ]

    @property
    def _table(self) -> list[list[str]]:
        """The products of sizes and their coefficients, below their headers; nothing where there are none."""
        if not self._terms:
            return []
        both = [[term, f"10^{place}", *map(thousands, coefficients[: 1 if self.proof.equal else 2])] for term, place, coefficients in self._terms]
        return [["of", "at", *(["both"] if self.proof.equal else ["first", "second"])], *both]


def _indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
