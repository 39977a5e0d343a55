"""A verdict as a colleague would say it: one sentence, then the reading, the true count and the smallest sizes where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from symcount.algebra import Value
from symcount.judging.question import Question
from symcount.judging.verdict import Verdict, Witness
from symcount.rendering import pretty

ACRONYMS = {"lstm", "gru", "rnn", "bert", "gpt2", "vit", "t5"}
SPELLED_WITH_A_VOWEL = "aefhilmnorsx"
REMARKS = ("damaged-text", "convention")
SAID = {"correct": "is right", "approximate": "is right as an approximation", "incorrect": "is wrong", "undecided": "cannot be judged"}


def titled(layer: str) -> str:
    """A layer's name for a sentence, with its article.

    >>> titled("lstm"), titled("simple_rnn"), titled("embedding")
    ('an LSTM', 'a simple RNN', 'an embedding')
    """
    words = [word.upper() if word in ACRONYMS else word for word in layer.split("_")]
    vowels = SPELLED_WITH_A_VOWEL if words[0].isupper() else "aeiou"
    return f"{'an' if words[0][0].lower() in vowels else 'a'} {' '.join(words)}"


def reported(verdict: Verdict, question: Question, true: Value, letters: Mapping[str, str]) -> Verdict:
    """The verdict with the lines that the terminal shows; `true` is the right count, `letters` the author's, by size."""
    lines = [
        _sentence(verdict, question),
        *_faults(verdict),
        *_reading(verdict, question),
        *(_line("note", note) for note in verdict.notes),
        *_true_count(question, true, letters),
        *_condition(verdict),
        *_witness(verdict.witness, letters),
    ]
    return replace(verdict, report=tuple(lines))


def _sentence(verdict: Verdict, question: Question) -> str:
    text = " ".join(verdict.text.split())
    start = f"{text} {SAID[verdict.verdict]} for {titled(question.layer.name)}{_convention(question)}"
    faults = [fault for fault in verdict.diagnosis if fault.kind not in REMARKS]
    if len(faults) == 1 == len(verdict.diagnosis):
        return f"{start}: {faults[0].message}."
    return f"{start}{':' if verdict.diagnosis else '.'}"


def _convention(question: Question) -> str:
    return "" if question.convention.name == "textbook" else f" as {question.convention.name} counts"


def _faults(verdict: Verdict) -> Iterator[str]:
    if len(verdict.diagnosis) > 1 or any(fault.kind in REMARKS for fault in verdict.diagnosis):
        yield from (f"    - {fault.message}" for fault in verdict.diagnosis)


def _reading(verdict: Verdict, question: Question) -> Iterator[str]:
    meant = [f"{name} = {size}" for name, size in verdict.reading.items() if name != size]
    guessed = [name for name in verdict.reading if name not in question.where and name != verdict.reading[name]]
    if meant:
        yield f"    {', '.join(meant)}{' (inferred)' if guessed else ''}"


def _true_count(question: Question, true: Value, letters: Mapping[str, str]) -> Iterator[str]:
    formula = pretty(question.total(()), letters) if true.constant is not None else pretty(true, letters)
    yield _line("true count", formula if true.constant is None else f"{formula} = {true}")


def _condition(verdict: Verdict) -> Iterator[str]:
    if verdict.correct_when:
        conditions = [f"{name} = {value}{' (use_bias=False)' if (name, value) == ('bias', 0) else ''}" for name, value in verdict.correct_when.items()]
        yield _line("right only if", ", ".join(conditions))


def _witness(witness: Witness | None, letters: Mapping[str, str]) -> Iterator[str]:
    if witness:
        sizes = ", ".join(f"{letters.get(name, name)}={size}" for name, size in witness.sizes.items())
        yield _line(f"at {sizes}", f"{witness.claimed} instead of {witness.expected}")


def _line(label: str, text: str) -> str:
    return f"    {label:<15} {text}"
