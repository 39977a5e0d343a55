"""What may be read of one file altogether: entries and texts are counted."""

from __future__ import annotations

import pytest

from symcount.errors import FileError
from symcount.models.files import allowance
from symcount.models.files.allowance import Allowance


def test_entries() -> None:
    left = Allowance(3)
    left.spend(2)
    left.spend()
    with pytest.raises(FileError, match="it has more than 3 entries"):
        left.spend()


def test_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """They count as they lie in memory: one wide character widens all of a text."""
    monkeypatch.setattr(allowance, "MAX_TEXTS", 1_000)
    assert Allowance(0).text(b"a" * 800) == "a" * 800
    with pytest.raises(FileError, match="its names and texts take more than 1,000 bytes"):
        Allowance(0).text(b"a" * 800 + "\U0001f600".encode())


def test_no_text() -> None:
    with pytest.raises(FileError, match="a text in it is no UTF-8"):
        Allowance(0).text(b"\xff")
