"""`figures.error`: how far an approximation is from the true count, over one size."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symcount.algebra import Value, sign_runs
from symcount.errors import InputError
from symcount.jobs.check import check
from symcount.jobs.figures.asked import Given, from_to, in_a_title, sized_layers
from symcount.jobs.figures.sampled import by_factors
from symcount.judging.question import assumed, role_of
from symcount.layers import Layer, find
from symcount.reading import parse
from symcount.rendering import listed, pretty
from symcount.rendering.figures.error import Error, Limit

LIMITS = (Fraction(1, 10), Fraction(1, 100), Fraction(1, 1000))
"""How small an error may be asked to be."""


def error(
    text: str, layer: str | Layer, /, *, where: Mapping[str, str] | None = None, assume: Mapping[str, str] | None = None, **sizes: Given
) -> Error:
    """Draw the relative error of an approximation over the size that is given as a range.

    >>> print(error("12Ld²", "encoder_layer", d_model=range(64, 4097), num_layers=12, where={"L": "num_layers"}, assume={"d_ff": "4*d_model"}))
    12Ld² for 12 encoder layers

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
    at_sizes = {own: asked.sized.sizes[own] for own in asked.sized.sizes}
    claimed = parse(verdict.claimed).value().subs({**at_sizes})
    if unknown := sorted(claimed.names - {name}):
        raise InputError(f"say what {listed(unknown)} of the formula means: where={{{unknown[0]!r}: 'a size of {definition.name}'}}, and give that size")
    true = asked.total
    points = by_factors(size)
    limits = tuple(Limit(share, _below(claimed, true, share, name, size)) for share in LIMITS)
    errors = tuple(Fraction(claimed.at({name: point})) / Fraction(true.at({name: point})) - 1 for point in points)
    title = ", ".join([f"{text} for the {asked.label}: relative error over {from_to(name, size)}", *in_a_title(sizes, [name])])
    return Error(title, pretty(claimed), pretty(true), name, tuple(points), errors, limits, verdict.notes)


def _below(claimed: Value, true: Value, share: Fraction, name: str, size: range) -> int | None:
    """The first size from which on the error is below a share of the true count."""
    difference = claimed - true
    last = sign_runs(difference * difference - true * true * share * share, name, size)[-1]
    return last.first if last.sign < 0 else None
