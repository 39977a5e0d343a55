"""The wire format: fields by number, and what is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcount.errors import FileError
from symcount.models.files import protobuf
from symcount.models.files.protobuf import Message, message
from symcount.models.files.span import opened
from tests.models.files.written import entry, varint


def fields(folder: Path, content: bytes) -> list[tuple[int, int | bytes]]:
    path = folder / "message"
    path.write_bytes(content)
    with opened(path) as file:
        return [(number, value.file.head(99) if isinstance(value, Message) else value) for number, value in message(file).fields()]


def test_fields(tmp_path: Path) -> None:
    fixed = varint(9 << 3 | 5) + bytes(4) + varint(9 << 3 | 1) + bytes(8)
    assert fields(tmp_path, entry(1, 300) + fixed + entry(2, b"text") + entry(3, -1)) == [(1, 300), (2, b"text"), (3, 2**64 - 1)]


FAULTS = {
    "a number without end": (b"\x08" + b"\xff" * 20, "has no end"),
    "a field that is cut off": (entry(2, b"text")[:-1], "would end behind what it stands in"),
    "a kind that there is not": (varint(1 << 3 | 7), "of a kind that there is not"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    content, problem = FAULTS[kind]
    with pytest.raises(FileError, match=problem):
        fields(tmp_path, content)


def test_too_many_fields(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protobuf, "MAX_FIELDS", 5)
    with pytest.raises(FileError, match="more than 5 entries"):
        fields(tmp_path, entry(1, 1) * 6)
