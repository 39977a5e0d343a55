"""Words that lead in: each has its relation, and is read so in a text."""

from __future__ import annotations

import pytest

from symcount.reading import parse
from symcount.reading.leading import ABOUT, BEFORE_DIGITS, COPULAS, GLUED, OPENERS, RELATION_WORDS


def relations(text: str) -> list[str]:
    return [link.relation for link in parse(text).links]


@pytest.mark.parametrize("word", sorted(COPULAS))
def test_copulas(word: str) -> None:
    assert relations(f"The count {word} 781") == ["", "="]


@pytest.mark.parametrize("word", sorted(OPENERS))
def test_openers(word: str) -> None:
    assert relations(f"{word} 781")[-1] == "="


@pytest.mark.parametrize("word", sorted(ABOUT))
def test_about(word: str) -> None:
    assert relations(f"{word} 781")[-1] == "≈"


@pytest.mark.parametrize("word", sorted(BEFORE_DIGITS))
def test_signs_before_digits(word: str) -> None:
    assert relations(f"参数量{word}781")[-1] == GLUED[word]


@pytest.mark.parametrize("word", sorted(RELATION_WORDS))
def test_words_between_sides(word: str) -> None:
    assert relations(f"784x30{word}23,520") == ["", "="]
