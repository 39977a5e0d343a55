"""Files with some bytes changed, cut out or put in: each is read or refused, within two seconds and 200 MB, and nothing else happens."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symcount.errors import SymcountError
from symcount.models.files import read
from tests.fuzz.limits import limits
from tests.models.files.recorded import FOLDER

EXAMPLES = 10 * int(os.environ.get("SYMCOUNT_EXAMPLES", "3"))
MOST = 200 * 2**20

PADDING = 40
"""Bytes at the end of a file that may be nothing."""

FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix not in (".py", ".json") and path.is_file())

NUMBERS = st.sampled_from([b"\xff" * 8, b"\0" * 8, b"\xff" * 7 + b"\x7f", (2**33).to_bytes(8, "little"), b"\xff" * 4])
CHANGES = st.lists(
    st.tuples(st.floats(0, 1), st.booleans(), st.integers(0, 100) | st.just(0), NUMBERS | st.binary(max_size=8)),
    min_size=1,
    max_size=6,
)
"""A place, whether it is near the beginning, how many bytes to take out there, and which to put in."""


def changed(content: bytes, changes: list[tuple[float, bool, int, bytes]]) -> bytes:
    for fraction, is_near, length, new in changes:
        place = int(fraction * min(len(content), 300 if is_near else len(content)))
        content = content[:place] + new + content[place + (length or len(new)) :]
    return content


@pytest.mark.parametrize("name", FILES)
def test_changed_files(tmp_path: Path, name: str) -> None:
    original = (FOLDER / name).read_bytes()
    path = tmp_path / name

    @settings(max_examples=EXAMPLES, database=None, suppress_health_check=list(HealthCheck))
    @given(changes=CHANGES)
    def is_read_or_refused(changes: list[tuple[float, bool, int, bytes]]) -> None:
        path.write_bytes(changed(original, changes))
        with suppress(SymcountError), limits(MOST):
            read(path)

    is_read_or_refused()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("name", FILES)
def test_files_that_are_cut_off(tmp_path: Path, name: str) -> None:
    """Of the formats that say where they end, no beginning of a file is a file."""
    original = (FOLDER / name).read_bytes()
    path = tmp_path / name
    for part in range(12):
        path.write_bytes(original[: 1 + part * (len(original) - PADDING) // 11])
        with pytest.raises(SymcountError), limits(MOST):
            read(path)
