"""A folder as it is downloaded or saved by Hugging Face's libraries: tensors in one file or several, and a configuration beside them."""

from __future__ import annotations

import os
from pathlib import Path

from symcount.errors import FileError
from symcount.models.files.sharded import is_index, read_file, read_sharded, within
from symcount.models.files.tensors import Tensors

USUAL = (
    "model.safetensors.index.json", "model.safetensors", "diffusion_pytorch_model.safetensors.index.json", "diffusion_pytorch_model.safetensors",
    "pytorch_model.bin.index.json", "pytorch_model.bin", "adapter_model.safetensors", "adapter_model.bin",
)  # fmt: skip
"""Where the tensors are, best first."""

ENDINGS = (".safetensors.index.json", ".safetensors", ".gguf", ".keras", ".h5", ".onnx", ".pt", ".pth", ".ckpt", ".bin")
"""How other files of tensors are called, best first."""

CONFIGURATION = "config.json"
MAX_FILES = 10_000


def read_folder(folder: Path) -> Tensors:
    """The tensors of the files in a folder; where there are none, its configuration.

    Errors: `FileError` for a folder without a model, one with several, and files that cannot be read.
    """
    names = _names(folder)
    usual = next((name for name in USUAL if name in names), None)
    if usual:
        return _read(folder, usual)
    for ending in ENDINGS:
        found = [name for name in names if name.endswith(ending)]
        if len(found) > 1:
            raise FileError(f"it has {len(found):,} files that end in {ending}", hint="give the path of one of them")
        if found:
            return _read(folder, found[0])
    if CONFIGURATION in names:
        return _read(folder, CONFIGURATION)
    if "saved_model.pb" in names:
        raise FileError("it is a SavedModel of TensorFlow, which is not read", hint="save the model as .keras or .h5")
    raise FileError("there is no model in this folder", hint="a file of tensors or a config.json is looked for")


def _names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for _, entry in zip(range(MAX_FILES), entries, strict=False)]
    except OSError as error:
        raise FileError(f"its files cannot be listed: {error.strerror}") from error
    return sorted(names)


def _read(folder: Path, name: str) -> Tensors:
    found = read_file(within(folder, name))
    return read_sharded(found.config or {}, folder) if is_index(found.config) else found
