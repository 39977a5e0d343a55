"""`figures.error`: how far an approximation is from the true count, over one size."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symcount.algebra import Value, sign_runs
from symcount.errors import InputError, shown
from symcount.jobs.check import check
from symcount.jobs.figures.asked import Given, from_to, in_a_title, sized_layers
from symcount.jobs.figures.sampled import by_factors
from symcount.judging.question import assumed, role_of
from symcount.judging.report import with_article
from symcount.layers import Layer, find
from symcount.reading import parse
from symcount.rendering import listed, pretty
from symcount.rendering.figures.error import Error, Limit

LIMITS = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
"""How small an error may be asked to be."""

MOST_TIMES = 10**100
"""How many times the true count a claim may be that is drawn."""


def error(text: str, layer: str | Layer, /, *, where: Mapping[str, str] | None = None, assume: Mapping[str, str] | None = None, **sizes: Given) -> Error:
    """Draw the relative error of an approximation over the size that is given as a range.

    >>> print(error("12Ld²", "encoder_layer", d_model=range(64, 4097), num_layers=12, where={"L": "num_layers"}, assume={"d_ff": "4*d_model"}))
    12Ld² for an encoder layer: relative error over d_model = 64 … 4096, num_layers = 12
        claimed 144·d_model², true 12·d_model·(12·d_model + 13)
        -1.66 % at d_model = 64 and -0.0264 % at d_model = 4096
        below 10 % at all sizes
        below 1 % from d_model = 108 on
        below 0.1 % from d_model = 1083 on
        L = num_layers, d = d_model
        Ld read as L·d

    `where` says what the author's letters mean and `assume` what the source takes sizes to be, both as in `check`; what is not said is inferred.
    Errors: `FormulaError` for a text that cannot be read, `InputError` for an unknown layer or size, where not exactly one size is a range, and for
    a letter that is none of the sizes.
    """
    definition = find(layer)
    identities = assumed(assume or {}, definition)
    given = {name: size for name, size in sizes.items() if role_of(name, definition) not in identities}
    put_in = {name: str(value) for name, value in identities.items()}
    (asked,), varied = sized_layers([definition], {**put_in, **given}, ranges=1)
    ((name, size),) = varied.items()
    verdict = check(text, definition, where=where, assume=assume, approximate=True)
    if verdict.claimed is None:
        raise InputError(f"{shown(text)} says no count: write a formula, such as 12*L*d^2")
    claimed = parse(verdict.claimed).value().subs(asked.sized.sizes)
    if missing := sorted(claimed.names - {name}):
        numbers = "it as a number" if len(missing) == 1 else "them as numbers"
        raise InputError(f"the formula has {listed(missing)}: give {numbers}, or say in where what its letters mean")
    true = asked.total
    points = by_factors(size)
    limits = tuple(Limit(share, _below(claimed, true, share, name, size)) for share in LIMITS)
    if any(abs(Fraction(claimed.at({name: point}))) > MOST_TIMES * true.at({name: point}) for point in points):
        raise InputError(f"the claim is too large to be drawn: it is more than 10^{len(str(MOST_TIMES)) - 1} times the true count")
    errors = tuple(Fraction(claimed.at({name: point})) / Fraction(true.at({name: point})) - 1 for point in points)
    title = ", ".join([f"{text.strip()} for {with_article(asked.label)}: relative error over {from_to(name, size)}", *in_a_title(sizes, [name])])
    return Error(title, pretty(claimed), pretty(true), name, tuple(points), errors, limits, verdict.reading or {}, verdict.notes)


def _below(claimed: Value, true: Value, share: Fraction, name: str, size: range) -> int | None:
    """The first size from which on the error is below a share of the true count."""
    difference = claimed - true
    last = sign_runs(difference * difference - true * true * share * share, name, size)[-1]
    return last.first if last.sign < 0 else None
