"""HDF5 as h5py writes it, in the older and the newer form: arrays by their first name, links that lead elsewhere left out, damage said."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from symcount.errors import FileError
from symcount.models.files.hdf5 import Item, read_hdf5
from symcount.models.files.span import opened
from tests.models.files.recorded import FOLDER, expected

FORMS = ["groups.h5", "groups_latest.h5"]


def items(path: Path) -> list[Item]:
    with opened(path) as file:
        return list(read_hdf5(file))


@pytest.mark.parametrize("name", FORMS)
def test_arrays(name: str) -> None:
    found = {item.path: item for item in items(FOLDER / name) if item.shape is not None}
    assert {path: item.shape for path, item in found.items()} == expected()[name]
    assert {item.numbers for item in found.values()} == {"", "int64"}


@pytest.mark.parametrize("name", FORMS)
def test_texts_beside_them(name: str) -> None:
    assert items(FOLDER / name)[0].attributes == {"text": "a text", "texts": ["one", "two"], "number": None}


def test_a_form_that_is_not_read() -> None:
    with pytest.raises(FileError, match="stored in a form that is not read here; write it again with h5py's usual settings"):
        items(FOLDER / "many_latest.h5")


def changed(folder: Path, old: bytes, new: bytes, name: str = FORMS[0]) -> Path:
    path = folder / "changed.h5"
    content = (FOLDER / name).read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    return path


FAULTS = {
    "an unknown version": (b"\n\x1a\n\0", b"\n\x1a\n\x09", "it is HDF5 of version 9"),
    "short places": (b"\x08\x08\0\x04", b"\x04\x04\0\x04", "its places are not numbers of eight bytes"),
    "no tree": (b"TREE", b"tree", "the members of a group in it are not where they should be"),
    "no names": (b"HEAP", b"heap", "the names of a group in it are not where they should be"),
    "no heap": (b"GCOL", b"gcol", "a text in it is not where it should be"),
    "a name with a slash": (b"array0", b"arr/y0", "a name in it is 'arr/y0'"),
    "no UTF-8": (b"array0", b"arr\xffy0", "a text in it is no UTF-8"),
    "a huge shape": (struct.pack("<2Q", 2, 3) * 2, struct.pack("<2Q", 2**40, 3) * 2, "a tensor of 13,194,139,533,312 bytes has 24"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    old, new, message = FAULTS[kind]
    with pytest.raises(FileError) as error:
        items(changed(tmp_path, old, new))
    assert message in str(error.value)


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "cut.h5"
    path.write_bytes((FOLDER / FORMS[0]).read_bytes()[:-8])
    with pytest.raises(FileError, match="it should be"):
        items(path)


def test_a_group_in_itself(tmp_path: Path) -> None:
    """The tree of a group leads to itself."""
    content = bytearray((FOLDER / FORMS[0]).read_bytes())
    tree = content.index(b"TREE")
    assert content[tree + 6] == 1
    content[tree + 32 : tree + 40] = struct.pack("<Q", tree)
    path = tmp_path / "cycle.h5"
    path.write_bytes(content)
    with pytest.raises(FileError, match="a group in it contains itself"):
        items(path)
