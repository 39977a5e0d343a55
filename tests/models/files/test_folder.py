"""Folders: the tensors in them, else the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcount.errors import FileError
from symcount.models.files import read
from tests.models.files.written import gguf, safetensors

ONE, OTHER = safetensors({"fc.weight": (5, 13)}), safetensors({"fc.weight": (7, 13)})


def test_tensors_come_before_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "gpt2"}')
    (tmp_path / "model.safetensors").write_bytes(ONE)
    (tmp_path / "model.fp16.safetensors").write_bytes(OTHER)
    (tmp_path / "README.md").write_text("a model")
    model = read(tmp_path)
    assert (model.name, model.total) == (tmp_path.name, 65)


def test_one_file_of_another_name(tmp_path: Path) -> None:
    (tmp_path / "small.gguf").write_bytes(gguf({"a": (2, 3)}))
    assert read(str(tmp_path)).total == 6


def test_the_configuration_where_there_are_no_tensors(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "gpt2", "n_layer": 6, "architectures": ["GPT2LMHeadModel"]}')
    assert read(tmp_path).total == read(tmp_path / "config.json").total == 81_912_576


def test_faults(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no model in this folder"):
        read(tmp_path)
    (tmp_path / "saved_model.pb").touch()
    with pytest.raises(FileError, match="it is a SavedModel of TensorFlow"):
        read(tmp_path)
    for name in ("a.safetensors", "b.safetensors"):
        (tmp_path / name).write_bytes(ONE)
    with pytest.raises(FileError, match=r"it has 2 files that end in \.safetensors; give the path of one of them"):
        read(tmp_path)


def test_a_link_out_of_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "outside.safetensors").write_bytes(ONE)
    (folder / "model.safetensors").symlink_to(tmp_path / "outside.safetensors")
    with pytest.raises(FileError, match=r"'model\.safetensors' lies outside of its folder"):
        read(folder)
