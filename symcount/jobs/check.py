"""`check`: is a published parameter count right, and if not, what went wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from symcount.errors import InputError, placed_in
from symcount.frameworks import FRAMEWORKS, layouts
from symcount.frameworks import convention as convention_of
from symcount.judging.judge import judge
from symcount.judging.question import Question, assumed, declared, stated
from symcount.judging.search import most_likely
from symcount.judging.shapes import judge_shape
from symcount.judging.verdict import Verdict
from symcount.layers import CATALOGUE, Layer, find
from symcount.reading import parse, parse_shape


def check(
    text: str,
    layer: str | None = None,
    *,
    where: Mapping[str, str] | None = None,
    given: Mapping[str, int] | None = None,
    assume: Mapping[str, str] | None = None,
    convention: str | None = None,
    weight: str | None = None,
    approximate: bool = False,
) -> Verdict:
    """Judge one published formula, calculation or bare count.

    >>> print(check("4(nm+n^2)", "lstm"))
    4(nm+n^2) is wrong for an LSTM: it lacks 4·n: one bias vector for each of the four gates.
        n = units, m = input_dim (inferred)
        note            nm read as n·m
        true count      4·n·(m + n + 1)
        right only if   bias = 0 (use_bias=False)
        at m=1, n=1     8 instead of 12
    >>> check("4*(4097*256+256^2) = 4457472", "lstm", given={"units": 256, "input_dim": 4096}).verdict
    'correct'

    `where` says what the author's letters mean (sizes, or expressions in sizes), `given` the sizes stated, `assume` identities that
    the source uses, `convention` a framework whose defaults count, `weight` that the text is the shape of that weight.
    Without `layer`, every layer of the catalogue is tried. Errors: `FormulaError` for a text that cannot be read, `InputError` for
    an unknown layer, size, weight or framework and for what is not a size.
    """

    def question(definition: Layer) -> Question:
        return Question(
            definition,
            where=declared(where or {}, definition),
            given=stated(given or {}, definition),
            assume=assumed(assume or {}, definition),
            convention=convention_of(convention, definition),
        )

    with placed_in(text):
        if layer is None:
            if weight is not None:
                raise InputError(f"a shape is judged for one layer: say which layer's {weight} it is")
            return most_likely([_judged(text, question(definition), approximate) for definition in CATALOGUE.values()])
        if weight is not None:
            return _judged_shape(text, question(find(layer)), weight)
        return _judged(text, question(find(layer)), approximate)


def _judged(text: str, question: Question, approximate: bool) -> Verdict:
    formula = parse(text, [question.where, (*question.layer.sizes, *question.layer.spellings)])
    return replace(judge(formula, question, approximate), conventions=_conventions(question.layer))


def _judged_shape(text: str, question: Question, weight: str) -> Verdict:
    sides = parse_shape(text, [question.where, (*question.layer.sizes, *question.layer.spellings)])
    return judge_shape(text, sides, weight, question, layouts)


@cache
def _conventions(layer: Layer) -> dict[str, dict[str, str]]:
    """The frameworks whose default count differs from the textbook's."""
    textbook = Question(layer).total(())
    totals = {framework: Question(layer, convention=convention_of(framework, layer)).total(()) for framework in FRAMEWORKS}
    return {name: {"formula": str(total), "difference": str(total - textbook)} for name, total in totals.items() if total != textbook}
