"""A verdict as a colleague would say it: one sentence, then the reading, the true count and the smallest sizes where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from symcount.judging.verdict import Context, Verdict, Witness
from symcount.layers import find
from symcount.layers.convention import TEXTBOOK
from symcount.reading import parse
from symcount.rendering import listed, pretty
from symcount.roles import ROLES

SPELLED_WITH_A_VOWEL = "AEFHILMNORSX"
WITHOUT_BIAS = " (use_bias=False)"
MOST_NAMED = 5
Fact = tuple[str, str]
"""A label, empty before the reading, and what it says."""

REMARKS = ("damaged-text", "convention")
SAID = {"correct": "is right", "approximate": "is right as an approximation", "incorrect": "is wrong", "undecided": "cannot be judged"}


def with_article(title: str) -> str:
    """A title behind its article, as it is spoken.

    >>> with_article("LSTM"), with_article("simple RNN"), with_article("embedding")
    ('an LSTM', 'a simple RNN', 'an embedding')
    """
    vowels = SPELLED_WITH_A_VOWEL if title[:2].isupper() else "AEIOUaeiou"
    return f"{'an' if title[0] in vowels else 'a'} {title}"


def report(verdict: Verdict) -> str:
    """The lines that the terminal shows."""
    faults = (f"    - {fault}" for fault in faults_apart(verdict))
    return "\n".join([sentence(verdict), *faults, *(_line(label, text) for label, text in facts(verdict))])


def facts(verdict: Verdict) -> Iterator[Fact]:
    """What stands below the sentence: labels, and what they say."""
    context = verdict.context
    if context is None:
        yield from _notes(verdict)
        return
    yield from chain(_reading(verdict, context), _notes(verdict), _true_count(context), _condition(verdict), _candidates(verdict))
    yield from _relative_error(verdict, context.letters)
    yield from _witness(verdict.witness, context.letters)


def sentence(verdict: Verdict) -> str:
    """The judgement in one sentence."""
    return " ".join([" ".join(verdict.text.split()), judgement(verdict)])


def judgement(verdict: Verdict) -> str:
    """What the sentence says of the text."""
    about = f" for {with_article(find(verdict.layer).title)}" if verdict.layer else ""
    said = f"{SAID[verdict.verdict]}{about}{_convention(verdict.context)}"
    if len(verdict.diagnosis) == 1 and verdict.diagnosis[0].kind not in REMARKS:
        return f"{said}: {verdict.diagnosis[0].message}."
    return f"{said}{':' if verdict.diagnosis else '.'}"


def faults_apart(verdict: Verdict) -> list[str]:
    """What went wrong, a line each, where the sentence does not hold it."""
    is_apart = len(verdict.diagnosis) > 1 or any(fault.kind in REMARKS for fault in verdict.diagnosis)
    return [fault.message for fault in verdict.diagnosis] if is_apart else []


def _convention(context: Context | None) -> str:
    return "" if context is None or context.convention == TEXTBOOK.title else f" as {context.convention} counts it"


def _reading(verdict: Verdict, context: Context) -> Iterator[Fact]:
    meant = {name: size for name, size in verdict.reading.items() if name != size}
    if meant:
        inferred = any(name not in context.declared for name in meant)
        yield "", f"{', '.join(f'{name} = {size}' for name, size in meant.items())}{' (inferred)' if inferred else ''}"


def _notes(verdict: Verdict) -> Iterator[Fact]:
    yield from (("note", note) for note in verdict.notes)


def _true_count(context: Context) -> Iterator[Fact]:
    number = context.true.constant
    yield "true count", pretty(context.usual, context.letters) + ("" if number is None else f" = {number}")


def _condition(verdict: Verdict) -> Iterator[Fact]:
    if verdict.correct_when and verdict.verdict == "incorrect":
        conditions = [f"{name} = {value}{WITHOUT_BIAS if (name, value) == ('bias', 0) else ''}" for name, value in verdict.correct_when.items()]
        yield "right only if", ", ".join(conditions)


def _candidates(verdict: Verdict) -> Iterator[Fact]:
    """Other layers that it is right for too."""
    if verdict.is_right and len(verdict.candidates) > 1:
        yield "also right for", listed(verdict.candidates[1:MOST_NAMED])


def _relative_error(verdict: Verdict, letters: Mapping[str, str]) -> Iterator[Fact]:
    """Of an approximation: of what is wrong, a fault says it where it tells anything."""
    if verdict.verdict == "approximate" and verdict.relative_error:
        error = verdict.relative_error
        yield "relative error", error if "%" in error else pretty(parse(error, [ROLES]).value(), letters)


def _witness(witness: Witness | None, letters: Mapping[str, str]) -> Iterator[Fact]:
    if witness and witness.sizes:
        sizes = ", ".join(f"{letters.get(name, name)}={size}" for name, size in witness.sizes.items())
        yield f"at {sizes}", f"{witness.claimed} instead of {witness.expected}"


def _line(label: str, text: str) -> str:
    return f"    {label:<15}  {text}" if label else f"    {text}"
