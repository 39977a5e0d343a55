"""What the pages of several answers share: a count with what its letters mean, a derivation, facts with their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from symcount.algebra.steps import RENAME, Step
from symcount.algebra.value import Value
from symcount.formula import names_in
from symcount.rendering import latex
from symcount.rendering.html import Markup, details, formula, joined, paragraph, table
from symcount.rendering.html_math import math
from symcount.rendering.latex_names import written_symbols
from symcount.rendering.text import pretty
from symcount.roles import ROLES

SIMILAR = r"\sim"

NOTHING: Mapping[str, Value] = {}


def count(value: Value, usual: Mapping[str, Value] = NOTHING) -> Markup:
    """A count, typeset, and what its letters mean; `usual` says what a size is that nobody gives.

    >>> from symcount.algebra.value import symbol
    >>> " is units" in count(2 * symbol("units"))
    True
    """
    return Markup(formula(math(latex.value(value))) + legend(latex.glyphs(value), usual))


def legend(symbols: Mapping[str, str], usual: Mapping[str, Value] = NOTHING) -> Markup:
    """What the letters of a formula mean, and what they are unless given; nothing of a name that stands there itself.

    >>> legend({"n": "n"})
    ''
    """
    unless_given = {name: f", {pretty(size)} unless given" for name, size in usual.items()}
    meanings = [joined(math(symbol), " is ", name, unless_given.get(name, "")) for name, symbol in symbols.items() if not _says_itself(symbol, name)]
    return paragraph(Markup(", ".join(meanings))) if meanings else Markup()


def _says_itself(symbol: str, name: str) -> bool:
    """Whether a reader sees the name; that of a size, which is typed as it is, in full."""
    seen = re.sub("<[^>]*>", "", math(symbol))
    return seen == name or (name not in ROLES and seen.replace("_", "") == name.replace("_", ""))


def facts(rows: Iterable[tuple[str, str]]) -> Markup:
    """Sentences behind their labels; nothing where there are none.

    >>> facts([])
    ''
    """
    lines = list(rows)
    return table(("", ""), lines) if lines else Markup()


def derivation(steps: Sequence[Step], symbols: Mapping[str, str] | None = None) -> Markup:
    """The steps below a label that opens them, each form with its rule; nothing where there are none.

    >>> derivation([])
    ''
    """
    if not steps:
        return Markup()
    letters = symbols or written_symbols(chain.from_iterable(names_in(form) for step in steps for form in (step.before, step.after)), {})
    forms = [(*(latex.typeset(form, letters) for form in (step.before, step.after)), step.rule) for step in steps]
    lines = [(math(f"{SIMILAR if rule == RENAME else '='} {after}"), rule) for before, after, rule in forms if before != after]
    return details("step by step", table(("", ""), [(math(forms[0][0]), ""), *lines]))
