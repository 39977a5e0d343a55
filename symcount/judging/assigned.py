"""The sizes that a text itself states, `for n=256, m=4096, no bias`: as sizes of the layer that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice

from symcount.algebra import as_size
from symcount.errors import InputError
from symcount.formula import names_in
from symcount.judging.choice import best_reading
from symcount.judging.claim import Claim
from symcount.judging.meanings import readings, spelled_size
from symcount.judging.question import Question, stated
from symcount.roles import ROLES, spelled, spellings

MOST_READINGS = 6
"""Meanings of the letters that are tried where no formula tells what they mean."""


def with_assigned(claim: Claim, assigned: Mapping[str, int], question: Question) -> Iterator[Question]:
    """The question with the sizes that the text states; several, the most natural first, where its letters stand in no formula.

    Errors: `InputError` where the caller states another number for a size.
    """
    known = {name: size for name in assigned if (size := _size_of(name, question))}
    letters = [name for name in assigned if name not in known]
    asked = _stating(question, {size: assigned[name] for name, size in known.items()})
    named = [name for name in letters if claim.formula and name in names_in(claim.formula.node)]
    if claim.formula and named:
        meanings = best_reading(claim.formula, asked).meanings
        asked = _stating(asked, {str(meanings[name]): assigned[name] for name in named if meanings[name].is_name})
    rest = [name for name in letters if name not in named]
    for reading in islice(readings(rest, asked), MOST_READINGS) if rest else [{}]:
        yield _stating(asked, {size: assigned[name] for name, size in reading.items()})
    for name in named:  # 'g·n(m + n + 1), g = 4' has a letter that is no size, but the number of gates
        with_number = replace(question, where={**question.where, name: as_size(assigned[name])})
        yield next(with_assigned(claim, {other: number for other, number in assigned.items() if other != name}, with_number))


def sizes_by_name(assigned: Mapping[str, int], where: Mapping[str, str]) -> dict[str, int]:
    """The sizes whose names, or declared letters, a text gives numbers."""
    meant = {name: where.get(name) or next(iter(spellings().get(spelled(name), ())), "") for name in assigned if len(name) > 1 or name in where}
    return {size: assigned[name] for name, size in meant.items() if size in ROLES}


def _size_of(name: str, question: Question) -> str | None:
    if name in question.where:
        return str(question.where[name]) if question.where[name].is_name else None
    return spelled_size(name, question.layer)


def _stating(question: Question, sizes: Mapping[str, int]) -> Question:
    """The question with more sizes stated, as the layer calls them; names of no size are left out."""
    for name, size in stated({name: size for name, size in sizes.items() if name in ROLES}, question.layer).items():
        if question.given.get(name, size) != size:
            raise InputError(f"{name} is given as {question.given[name]}, and the text says {size}")
        question = question.with_size(name, size)
    return question
