"""A formula that was copied with its own source: `n2+kn+nmn^2 + kn + nm`, as KaTeX hands it over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcount.formula import Span
from symcount.reading.characters import plain_characters, raised

_LONGEST = 1_000
_COMMAND = re.compile(r"\\times(?![A-Za-z])|\\cdot(?![A-Za-z])|\\[A-Za-z]+\*?|\\.", re.DOTALL)
_TYPOGRAPHY = re.compile(r"[\s{}^_$]")
_SIGNS = {"\\times": "×", "\\cdot": "·"}
_NOTHING = "\0"
"""Fills the place of typography."""

_SOURCE = re.compile(r"[\\^_{]")
_SPACED = re.compile(r"(?:\b[A-Za-z]\s){3}")
_OPERATOR = re.compile(r"[+*×·=/-]")
_ANY_OPERATOR = re.compile(r"[+*=/-]|\\[ct]")  # each copy has one
_LABEL_ENDS = re.compile(r"[:=]\s*|(?<=[^\x00-\x7f\s])(?=[\x00-\x7f])|\s+")


def copies(text: str) -> tuple[Span, Span] | None:
    """Where the label before a formula that stands twice or three times running ends, and where its best copy stands.

    >>> text = "n2+kn+nmn^2 + kn + nm"
    >>> [text[slice(*span)] for span in copies(text)]
    ['', 'n^2 + kn + nm']
    """
    if len(text) > _LONGEST or not (_SOURCE.search(text) or _SPACED.search(text)) or (text.isascii() and len(_ANY_OPERATOR.findall(text)) < 2):
        return None
    bare, places = _bare(text)
    for start in _starts(text):
        first = next((at for at, place in enumerate(places) if place >= start), len(places))
        if found := _best_copy(text, bare[first:], places[first:]):
            return (0, start), found
    return None


def _bare(text: str) -> tuple[str, list[int]]:
    """The text less its typography, and where each character stands."""
    signs = _COMMAND.sub(lambda mark: _SIGNS.get(mark.group(), "").ljust(len(mark.group()), _NOTHING), plain_characters(text))
    blanked = raised(_TYPOGRAPHY.sub(_NOTHING, signs))
    return blanked.replace(_NOTHING, ""), [place for place, character in enumerate(blanked) if character != _NOTHING]


def _starts(text: str) -> Iterator[int]:
    """Where a formula may begin: at the front, and behind each end of a label."""
    yield 0
    for end in _LABEL_ENDS.finditer(text):
        if _OPERATOR.search(text[: end.start()]):
            return
        yield end.end()


def _best_copy(text: str, bare: str, places: list[int]) -> Span | None:
    """The copy in LaTeX, else the last; None where the text is no repetition of a formula in different writings."""
    for count in (3, 2):
        length, rest = divmod(len(bare), count)
        if rest or not length or bare != bare[:length] * count or not _OPERATOR.search(bare[:length]):
            continue
        ends = [places[length * number - 1] + 1 for number in range(1, count)]
        spans = list(zip([places[0], *ends], [*ends, len(text)], strict=True))
        writings = [_writing(text[slice(*span)]) for span in spans]
        raised_or_lowered = any(text[slice(*span)].lstrip(" {}")[:1] in ("^", "_") for span in spans)
        if len(set(writings)) > 1 and not raised_or_lowered:
            return spans[writings.index(max(writings))]
    return None


def _writing(copy: str) -> int:
    """How well a copy is written: as source, plainly, or letter by letter."""
    return 2 if _SOURCE.search(copy) else 0 if _SPACED.search(copy) else 1
