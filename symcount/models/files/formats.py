"""Which format a file has, by its first bytes; its name is asked only where these do not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from symcount.errors import FileError
from symcount.models.files import archive, gguf, hdf5, json_text, onnx, safetensors, torch_pickle
from symcount.models.files.keras_archive import is_keras_archive, read_keras_archive
from symcount.models.files.keras_h5 import read_keras_h5
from symcount.models.files.span import Span
from symcount.models.files.tensors import Tensors

KNOWN = ".safetensors (and its index), .pt, .pth, .bin, .gguf, .onnx, .keras, .h5 and config.json are read"
HEAD = 512

ELSEWHERE = {
    (0, b"\x93NUMPY"): "it is an array of NumPy, not a model",
    (0, b"\x1f\x8b"): "it is packed with gzip: unpack it first",
    (257, b"ustar"): "it is a tar archive: unpack it first, or save it again with a PyTorch of today",
    (0, b"version https://git-lfs"): "it is a pointer of Git LFS, not the file: fetch it with git lfs pull",
    (0, b"<!DOCTYPE"): "it is a web page, not a model: the download went wrong",
    (0, b"<html"): "it is a web page, not a model: the download went wrong",
}
"""What lies about beside models and is none, by what stands in it at a place."""

BY_NAME: dict[str, Callable[[Span], Tensors]] = {
    ".safetensors": safetensors.read_safetensors,
    ".gguf": gguf.read_gguf,
    ".onnx": onnx.read_onnx,
    ".h5": read_keras_h5,
    ".hdf5": read_keras_h5,
}
"""The readers that say what is wrong with a file of that name whose first bytes are wrong."""


def read_tensors(file: Span, name: str) -> Tensors:
    """What a file tells of a model. Errors: `FileError` for a file of no known format, and one that is damaged."""
    head = file.head(HEAD)
    if head.startswith(archive.SIGNATURE):
        return _read_archive(file)
    for begins, reader in _by_content(head):
        if begins:
            return reader(file)
    for (place, begin), what in ELSEWHERE.items():
        if head.startswith(begin, place):
            raise FileError(what)
    suffix = Path(name).suffix.lower()
    if suffix in BY_NAME:
        return BY_NAME[suffix](file)
    raise FileError("it is of no format that is known here", hint=KNOWN)


def _by_content(head: bytes) -> tuple[tuple[bool, Callable[[Span], Tensors]], ...]:
    return (
        (head.startswith(gguf.SIGNATURE), gguf.read_gguf),
        (head.startswith(hdf5.SIGNATURE), read_keras_h5),
        (head.startswith(torch_pickle.LEGACY), torch_pickle.read_legacy_torch),
        (safetensors.looks_like_safetensors(head), safetensors.read_safetensors),
        (head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{", _read_configuration),
        (onnx.looks_like_onnx(head), onnx.read_onnx),
        (head[:1] == b"\x80", _refuse_pickle),
    )


def _read_archive(file: Span) -> Tensors:
    members = archive.read_archive(file)
    if is_keras_archive(members):
        return read_keras_archive(members)
    if torch_pickle.is_torch_archive(members):
        return torch_pickle.read_torch_archive(members)
    raise FileError("it is a zip archive, but no model of Keras or PyTorch", hint=KNOWN)


def _read_configuration(file: Span) -> Tensors:
    """A JSON file: the configuration of a model."""
    if len(file) > json_text.MAX_BYTES:
        raise FileError(f"it is a JSON text of {len(file):,} bytes; more than {json_text.MAX_BYTES:,} are not read")
    return Tensors("configuration", config=json_text.json_object(file.take(0, len(file)), "it"))


def _refuse_pickle(_file: Span) -> Tensors:
    raise FileError("it is a pickle that torch.save did not write; nothing of it was run", hint="save the tensors with torch.save or as .safetensors")
