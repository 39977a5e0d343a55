"""Which file a fault is in."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcount.errors import FileError
from symcount.models.files.faults import about


def test_the_innermost_file_is_named() -> None:
    with pytest.raises(FileError) as error, about(Path("index.json")), about(Path("shards") / "one.bin"):
        raise FileError("it is empty", hint="download it again")
    assert str(error.value) == "cannot read 'shards/one.bin': it is empty; download it again"


def test_a_long_path_is_named_by_its_end() -> None:
    with pytest.raises(FileError, match=r"cannot read 'model\.pt': it is empty"), about(Path("/".join(["folder"] * 30)) / "model.pt"):
        raise FileError("it is empty")


def test_a_name_that_cannot_be_printed() -> None:
    with pytest.raises(FileError, match=r"cannot read 'a\\udcff\\nb': it is empty"), about(Path("a\udcff\nb")):
        raise FileError("it is empty")
