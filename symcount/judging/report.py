"""A verdict as a colleague would say it: one sentence, then the reading, the true count and the smallest sizes where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcount.judging.verdict import Context, Verdict, Witness
from symcount.layers import find
from symcount.layers.convention import TEXTBOOK
from symcount.reading import parse
from symcount.rendering import listed, pretty
from symcount.roles import ROLES

SPELLED_WITH_A_VOWEL = "AEFHILMNORSX"
WITHOUT_BIAS = " (use_bias=False)"
MOST_NAMED = 5
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
    lines = [_sentence(verdict), *_faults(verdict)]
    if verdict.context:
        lines += [*_reading(verdict, verdict.context), *_notes(verdict), *_true_count(verdict.context), *_condition(verdict), *_candidates(verdict)]
        lines += _relative_error(verdict, verdict.context.letters)
        lines += _witness(verdict.witness, verdict.context.letters)
    else:
        lines += _notes(verdict)
    return "\n".join(lines)


def _sentence(verdict: Verdict) -> str:
    text = " ".join(verdict.text.split())
    about = f" for {with_article(find(verdict.layer).title)}" if verdict.layer else ""
    start = f"{text} {SAID[verdict.verdict]}{about}{_convention(verdict.context)}"
    if len(verdict.diagnosis) == 1 and verdict.diagnosis[0].kind not in REMARKS:
        return f"{start}: {verdict.diagnosis[0].message}."
    return f"{start}{':' if verdict.diagnosis else '.'}"


def _convention(context: Context | None) -> str:
    return "" if context is None or context.convention == TEXTBOOK.title else f" as {context.convention} counts it"


def _faults(verdict: Verdict) -> Iterator[str]:
    if len(verdict.diagnosis) > 1 or any(fault.kind in REMARKS for fault in verdict.diagnosis):
        yield from (f"    - {fault.message}" for fault in verdict.diagnosis)


def _reading(verdict: Verdict, context: Context) -> Iterator[str]:
    meant = {name: size for name, size in verdict.reading.items() if name != size}
    if meant:
        inferred = any(name not in context.declared for name in meant)
        yield f"    {', '.join(f'{name} = {size}' for name, size in meant.items())}{' (inferred)' if inferred else ''}"


def _notes(verdict: Verdict) -> Iterator[str]:
    yield from (_line("note", note) for note in verdict.notes)


def _true_count(context: Context) -> Iterator[str]:
    number = context.true.constant
    yield _line("true count", pretty(context.usual, context.letters) + ("" if number is None else f" = {number}"))


def _condition(verdict: Verdict) -> Iterator[str]:
    if verdict.correct_when and verdict.verdict == "incorrect":
        conditions = [f"{name} = {value}{WITHOUT_BIAS if (name, value) == ('bias', 0) else ''}" for name, value in verdict.correct_when.items()]
        yield _line("right only if", ", ".join(conditions))


def _candidates(verdict: Verdict) -> Iterator[str]:
    """Other layers that it is right for too."""
    if verdict.is_right and len(verdict.candidates) > 1:
        yield _line("also right for", listed(verdict.candidates[1:MOST_NAMED]))


def _relative_error(verdict: Verdict, letters: Mapping[str, str]) -> Iterator[str]:
    """Of an approximation: of what is wrong, a fault says it where it tells anything."""
    if verdict.verdict == "approximate" and verdict.relative_error:
        error = verdict.relative_error
        yield _line("relative error", error if "%" in error else pretty(parse(error, [ROLES]).value(), letters))


def _witness(witness: Witness | None, letters: Mapping[str, str]) -> Iterator[str]:
    if witness and witness.sizes:
        sizes = ", ".join(f"{letters.get(name, name)}={size}" for name, size in witness.sizes.items())
        yield _line(f"at {sizes}", f"{witness.claimed} instead of {witness.expected}")


def _line(label: str, text: str) -> str:
    return f"    {label:<15}  {text}"
