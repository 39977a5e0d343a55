"""A verdict as a colleague would say it: one sentence, then the reading, the true count and the smallest sizes where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcount.judging.verdict import Context, Verdict, Witness
from symcount.layers.convention import TEXTBOOK
from symcount.rendering import pretty

ADJECTIVES = {"dense"}
ACRONYMS = {"lstm", "gru", "rnn", "bert", "gpt2", "vit", "t5"}
SPELLED_WITH_A_VOWEL = "aefhilmnorsx"
WITHOUT_BIAS = " (use_bias=False)"
REMARKS = ("damaged-text", "convention")
SAID = {"correct": "is right", "approximate": "is right as an approximation", "incorrect": "is wrong", "undecided": "cannot be judged"}


def titled(layer: str) -> str:
    """A layer's name for a sentence, with its article.

    >>> titled("lstm"), titled("simple_rnn"), titled("dense")
    ('an LSTM', 'a simple RNN', 'a dense layer')
    """
    layer += " layer" if layer in ADJECTIVES else ""
    words = [word.upper() if word in ACRONYMS else word for word in layer.replace("_", " ").split(" ")]
    vowels = SPELLED_WITH_A_VOWEL if words[0].isupper() else "aeiou"
    return f"{'an' if words[0][0].lower() in vowels else 'a'} {' '.join(words)}"


def report(verdict: Verdict) -> str:
    """The lines that the terminal shows."""
    lines = [_sentence(verdict), *_faults(verdict)]
    if verdict.context:
        lines += [*_reading(verdict, verdict.context), *_notes(verdict), *_true_count(verdict.context), *_condition(verdict)]
        lines += _witness(verdict.witness, verdict.context.letters)
    else:
        lines += _notes(verdict)
    return "\n".join(lines)


def _sentence(verdict: Verdict) -> str:
    text = " ".join(verdict.text.split())
    about = f" for {titled(verdict.layer)}" if verdict.layer else ""
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
    if verdict.correct_when:
        conditions = [f"{name} = {value}{WITHOUT_BIAS if (name, value) == ('bias', 0) else ''}" for name, value in verdict.correct_when.items()]
        yield _line("right only if", ", ".join(conditions))


def _witness(witness: Witness | None, letters: Mapping[str, str]) -> Iterator[str]:
    if witness:
        sizes = ", ".join(f"{letters.get(name, name)}={size}" for name, size in witness.sizes.items())
        yield _line(f"at {sizes}", f"{witness.claimed} instead of {witness.expected}")


def _line(label: str, text: str) -> str:
    return f"    {label:<15}  {text}"
