"""The format of a file is seen by its content; a name helps only to say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcount.errors import FileError
from tests.models.files.recorded import FOLDER, expected
from tests.models.files.written import read_bytes, safetensors, shapes, with_header

SINGLE = sorted(set(expected()) - {"groups.h5", "groups_latest.h5"})


@pytest.mark.parametrize("name", SINGLE)
def test_what_the_real_libraries_wrote(tmp_path: Path, name: str) -> None:
    assert shapes(read_bytes(tmp_path, (FOLDER / name).read_bytes(), "file")) == expected()[name]


def test_a_header_of_the_length_of_a_bracket(tmp_path: Path) -> None:
    """The length of a safetensors header may be the number of the character with which JSON begins."""
    header = b'{"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}'.ljust(ord("{"))
    content = with_header(header, 24)
    assert content[:1] == b"{"
    assert shapes(read_bytes(tmp_path, content)) == {"a": (2, 3)}


KNOWN = "it is of no format that is known here; .safetensors (and its index)"
FAULTS = {
    "a text": (b"import torch", "model", KNOWN),
    "one byte": (b"\x08", "model", KNOWN),
    "an array": (b"\x93NUMPY\x01\x00", "model.npy", "it is an array of NumPy"),
    "a pointer": (b"version https://git-lfs.github.com/spec/v1\n", "model.safetensors", "it is a pointer of Git LFS, not the file: fetch it with git lfs pull"),
    "a web page": (b"<!DOCTYPE html><html>", "pytorch_model.bin", "it is a web page, not a model"),
    "a tar archive": (b"a" * 257 + b"ustar", "model.tar", "it is a tar archive: unpack it first"),
    "packed": (b"\x1f\x8b\x08", "model.pt.gz", "it is packed with gzip"),
    "another pickle": (b"\x80\x04\x95\x00", "model.pkl", "it is a pickle that torch.save did not write; nothing of it was run"),
    "a damaged beginning": (b"\xff" + safetensors({"a": (2,)})[1:], "model.safetensors", "its header would be"),
    "zeros": (bytes(100), "model.safetensors", "its header is no JSON"),
    "another archive": (b"PK\5\6" + bytes(18), "model.zip", KNOWN),
    "JSON that is no configuration": (b"[1]", "config.json", KNOWN),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    content, name, message = FAULTS[kind]
    with pytest.raises(FileError) as error:
        read_bytes(tmp_path, content, name)
    assert message in str(error.value)


def test_an_archive_of_something_else(tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "made.zip", "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(FileError, match="it is a zip archive, but no model of Keras or PyTorch"):
        read_bytes(tmp_path, (tmp_path / "made.zip").read_bytes())
