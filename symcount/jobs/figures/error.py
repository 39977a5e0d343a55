"""`figures.error`: how far an approximation is from the true count, over one size."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from symcount.algebra import Value, sign_runs
from symcount.errors import InputError, placed_in
from symcount.jobs.figures.asked import Given, sized_layers, titled
from symcount.jobs.figures.sampled import sampled
from symcount.judging.choice import best_reading
from symcount.judging.claim import claim_of
from symcount.judging.meanings import spelled_size
from symcount.judging.question import Question, assumed, declared, role_of
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
    Errors: `FormulaError` for a text that cannot be read, `InputError` for an unknown layer or size, where not exactly one size is a range, for
    a size that is given and assumed, and for a letter that is none of the sizes; `NotDivisible` for a range with sizes that do not divide,
    `TooLarge` for a rounded count over very many sizes.
    """
    definition = find(layer)
    question = Question(definition, declared(where or {}, definition), assume=assumed(assume or {}, definition))
    _refuse_assumed(sizes, question)
    (asked,), varied = sized_layers([definition], {**{name: str(value) for name, value in question.assume.items()}, **sizes}, ranges=1)
    ((name, size),) = varied.items()
    claimed, reading, notes = _claimed(text, question)
    claimed, true = claimed.subs(asked.sized.sizes), asked.total
    _refuse_open(claimed.names - {name})
    points = tuple(sampled(size, is_logarithmic=size[0] > 0))
    limits = tuple(Limit(share, _below(claimed, true, share, name, size)) for share in LIMITS)
    if any(abs(Fraction(claimed.at({name: point}))) > MOST_TIMES * true.at({name: point}) for point in points):
        raise InputError(f"the claim is too large to be drawn: it is more than 10^{len(str(MOST_TIMES)) - 1} times the true count")
    errors = tuple(Fraction(claimed.at({name: point})) / Fraction(true.at({name: point})) - 1 for point in points)
    title = titled(f"{text.strip()} for {with_article(asked.label)}: relative error", varied, sizes)
    return Error(title, pretty(claimed), pretty(true), name, points, errors, limits, reading, notes)


def _refuse_assumed(sizes: Iterable[str], question: Question) -> None:
    """Refuse a size that is given and assumed."""
    for name in sizes:
        for own in question.layer.own_sizes(role_of(name, question.layer)):
            if own in question.assume:
                raise InputError(f"{name} is given, and assumed to be {question.assume[own]}: say one of them")


def _claimed(text: str, question: Question) -> tuple[Value, dict[str, str], tuple[str, ...]]:
    """What a text claims, in sizes; what its letters mean, and every guess made."""
    with placed_in(text):
        formula = parse(text, [question.where, (*question.layer.sizes, *question.layer.spellings)])
        claim = claim_of(formula, lambda name: name in question.where or spelled_size(name, question.layer) is not None, approximate=True)
        read = best_reading(claim.formula or claim.final, question)
    absent = [f"{letter} does not stand in the text" for letter in question.where if letter not in formula.all_names]
    reading = {letter: str(meaning) for letter, meaning in read.meanings.items()}
    return read.claimed, reading, (*formula.notes, *([read.note] if read.note else []), *absent)


def _refuse_open(names: Collection[str]) -> None:
    """Refuse a formula that has other sizes than the one that goes through a range."""
    if names:
        numbers = "it as a number" if len(names) == 1 else "them as numbers"
        raise InputError(f"the formula has {listed(sorted(names))}: give {numbers}, or say in where what its letters mean")


def _below(claimed: Value, true: Value, share: Fraction, name: str, size: range) -> int | None:
    """The first size from which on the error is below a share of the true count."""
    difference = claimed - true
    last = sign_runs(difference * difference - true * true * share * share, name, size)[-1]
    return last.first if last.sign < 0 else None
