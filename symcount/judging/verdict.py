"""The answer to `check`: a frozen value that prints as a colleague's sentence and serialises as the interface promises."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Literal

from symcount.algebra import Rational, Value
from symcount.formula import Node, names_in
from symcount.rendering import Result, latex, plain
from symcount.rendering.latex_lines import UNDECIDED
from symcount.rendering.latex_names import settable, size_symbols, written_symbols
from symcount.rendering.tree import tree_of

Kind = Literal[
    "missing-bias", "missing-term", "extra-term", "missing-factor", "extra-factor", "swapped-roles", "wrong-role", "arithmetic-slip",
    "damaged-text", "lower-order-terms", "missing-embedding", "missing-norm", "tied-weights", "convention",
]  # fmt: skip
"""What can go wrong; `damaged-text` and `convention` are remarks, also of right claims and of what is not decided."""

Answer = Literal["correct", "approximate", "incorrect", "undecided"]

SIGNS: Mapping[Answer, str] = {"correct": "=", "approximate": r"\approx", "incorrect": r"\neq", "undecided": UNDECIDED}
"""How the claim stands to the true count in LaTeX."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that went wrong: its kind, the term or name it is about, and a sentence."""

    kind: Kind
    """What went wrong, in one of the fixed words: `missing-bias`, `wrong-role` …"""
    term: str
    """What it is about: a term, a name or a piece of the text."""
    message: str
    """The sentence that says it, in the author's letters."""

    def to_dict(self) -> dict[str, str]:
        """Itself as plain Python values."""
        return {"kind": self.kind, "term": self.term, "message": self.message}


@dataclass(frozen=True, slots=True)
class Step:
    """One side of a chain: what is written, its value if it can be known, and whether it agrees with the side before."""

    text: str
    """The side as it is written."""
    relation: str
    """How it is joined to the side before: "=", "≈", or nothing for the first."""
    value: Rational | None
    """Its number, None where sizes are not known or it is a formula."""
    holds: bool | None
    """Whether it agrees with the side before; None where that cannot be told."""

    @property
    def is_slip(self) -> bool:
        """Whether it is said to equal the side before, or nearly, and does not."""
        return self.holds is False

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        return {"text": self.text, "relation": self.relation, "value": plain(self.value), "holds": self.holds}


@dataclass(frozen=True, slots=True)
class Witness:
    """The smallest sizes at which a formula and the true count differ, and both values there."""

    sizes: Mapping[str, int]
    """The sizes by their names."""
    claimed: Rational
    """What the claim gives there."""
    expected: Rational
    """What the layer has there."""

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        return {"sizes": dict(self.sizes), "claimed": plain(self.claimed), "expected": plain(self.expected)}


@dataclass(frozen=True, slots=True)
class Context:
    """What a verdict was found with, for the sentences: the claim, the true count, the author's letter for each size, what was declared.

    Of a formula also the author's form, and what its letters mean. A right claim's verdict may turn on another side of the text: on what it is
    said to be about, on what is in doubt, or on two that are not equal.
    """

    claimed: Value
    true: Value
    usual: Value
    letters: Mapping[str, str]
    declared: Collection[str]
    convention: str
    node: Node | None = None
    meanings: Mapping[str, Value] = field(default_factory=dict)
    turns_on: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Verdict(Result):
    """The judgement of one published count; prints as the terminal shows it.

    >>> from symcount import check
    >>> verdict = check("4(nm+n^2)", "lstm")
    >>> verdict.verdict, verdict.difference, verdict.correct_when
    ('incorrect', '-4*units', {'bias': 0})
    >>> verdict.diagnosis[0].kind, verdict.witness.sizes
    ('missing-bias', {'input_dim': 1, 'units': 1})
    """

    text: str
    """The claim as it was given."""
    verdict: Answer
    """"correct", "approximate", "incorrect" or "undecided"."""
    layer: str | None = None
    """The layer it was judged for, by its name in the catalogue; None where none fits."""
    candidates: tuple[str, ...] = ()
    """Without a layer: those that it equals, best known first."""
    claimed: str | None = None
    """The formula as it was read, in names of sizes."""
    expected: str | None = None
    """The layer's formula, in names of sizes."""
    reading: Mapping[str, str] = field(default_factory=dict)
    """Each of the author's letters with the size that it means."""
    difference: str | Rational | None = None
    """Claimed less expected: a formula, or a number of parameters; `"0"` where they are equal."""
    correct_when: Mapping[str, int | str] | None = None
    """The switches or sizes with which it would be right: `{"bias": 0}`."""
    diagnosis: tuple[Fault, ...] = ()
    """What went wrong, the most telling first; at most four."""
    steps: tuple[Step, ...] = ()
    """The sides of a chain of equations."""
    witness: Witness | None = None
    """The smallest sizes at which a wrong formula and the true count differ."""
    relative_error: str | None = None
    """How far an approximation is from the true count: a formula, or percent."""
    notes: tuple[str, ...] = ()
    """Every guess that reading it took, and what was taken from the text."""
    context: Context | None = field(default=None, repr=False, compare=False)
    find_conventions: Callable[[], Mapping[str, Mapping[str, str]]] = field(default=dict, repr=False, compare=False)

    @property
    def conventions(self) -> Mapping[str, Mapping[str, str]]:
        """The frameworks whose default differs from the textbook: looked up when asked for, since few ask."""
        return self.find_conventions()

    @property
    def is_right(self) -> bool:
        """Whether the claim may stand as it is."""
        return self.verdict in ("correct", "approximate")

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "text": self.text,
            "verdict": self.verdict,
            "layer": self.layer,
            "candidates": list(self.candidates),
            "claimed": self.claimed,
            "expected": self.expected,
            "reading": dict(self.reading),
            "difference": plain(self.difference),
            "correct_when": dict(self.correct_when) if self.correct_when else None,
            "diagnosis": [fault.to_dict() for fault in self.diagnosis],
            "steps": [step.to_dict() for step in self.steps],
            "witness": self.witness.to_dict() if self.witness else None,
            "relative_error": self.relative_error,
            "conventions": {name: dict(entry) for name, entry in self.conventions.items()},
            "notes": list(self.notes),
        }

    def latex(self) -> str:
        """The claim in the author's form and the true count in the author's letters, the sign between them the verdict's, and what the letters mean.

        Of a right claim beside a slip, the sides that are not equal; of an approximation of a right claim, that.
        """
        return settable(self._math())

    def _math(self) -> str:
        if self.context is None:
            return rf"\text{{{latex.text(self.text)}}}"
        symbols, equation = self._equation(self.context)
        sides = self.context.turns_on
        seen = {*chain.from_iterable(map(names_in, sides)), *(self.context.letters.values() if len(sides) < 2 else ())}
        meanings = {name: meaning for name, meaning in self.context.meanings.items() if name in seen or not sides}
        return latex.with_legends(equation, latex.legend(meanings, symbols=symbols))

    @property
    def equation(self) -> str:
        """The claim beside the true count as LaTeX; of what could not be read as a count, nothing."""
        return self._equation(self.context)[1] if self.context else ""

    def _equation(self, context: Context) -> tuple[dict[str, str], str]:
        """The author's letters as LaTeX, and the equation in them."""
        claimed, *others = context.turns_on or (context.node or tree_of(context.claimed),)
        symbols = written_symbols(chain(*map(names_in, (claimed, *others)), context.meanings), {})
        left, true = f"{latex.typeset(claimed, symbols)} {self._sign(context)}", tree_of(context.true)
        if others:
            return symbols, f"{left} {latex.typeset(others[0], symbols)}"
        named = {size: symbols[name] for size, name in context.letters.items() if name in symbols}
        sizes = size_symbols([name for name in names_in(true) if name not in named], {}, beside=symbols)
        return symbols, f"{left} {latex.typeset(true, sizes | named)}"

    def _sign(self, context: Context) -> str:
        """How the two sides stand to each other; a number that the true count rounds to is only about that."""
        numbers = context.claimed.constant, context.true.constant
        is_rounded = self.verdict == "correct" and None not in numbers and numbers[0] != numbers[1]
        return SIGNS["approximate" if is_rounded else self.verdict]

    def _repr_html_(self) -> str:
        from symcount.judging.report_html import page

        return page(self)

    def __str__(self) -> str:
        from symcount.judging.report import report

        return report(self)
