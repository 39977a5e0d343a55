"""Stretches of files: what is in them, and that nothing else is touched."""

from __future__ import annotations

import os
from pathlib import Path
from struct import Struct

import pytest

from symcount.errors import FileError
from symcount.models.files.span import opened


def test_a_stretch(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    with opened(path) as file:
        inner = file.part(2, 5)
        assert (len(inner), inner.take(1, 2), inner.head(99), inner.unpack(Struct("<c"), 4)) == (5, b"34", b"23456", (b"6",))
        for outside in (lambda: inner.take(4, 2), lambda: inner.take(-1, 1), lambda: inner.part(0, -1), lambda: inner.unpack(Struct("<Q"), 0)):
            with pytest.raises(FileError, match="it ends before byte"):
                outside()


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as file:
        file.truncate(10**12)
    with opened(path) as span:
        assert span.take(10**12 - 1, 1) == b"\0"


@pytest.mark.parametrize(
    "name, message",
    [("missing", "there is no such file"), ("folder", "it is no plain file"), ("pipe", "it is no plain file"), ("empty", "it is empty"), ("a\0b", "null byte")],
)
def test_faults(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty").touch()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileError, match=message), opened(tmp_path / name):
        pass
