"""The door: a model of any file, its parts explained, with what is shared counted once; bad paths are said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from symcount.errors import FileError, InputError
from symcount.models.files import read
from tests.fuzz.limits import limits
from tests.models.files.recorded import FOLDER, expected
from tests.models.files.written import read_bytes, safetensors

TOTALS = {
    "state.pt": (134, "PyTorch"),
    "legacy.pt": (134, "PyTorch"),
    "checkpoint.ckpt": (134, "PyTorch"),
    "model.safetensors": (70, "safetensors"),
    "model.gguf": (5 * 64 + 3 * 64, "GGUF (llama)"),
    "graph.onnx": (50, "ONNX"),
    "exported.onnx": (3 * 2 * 3 + 3 + 3, "ONNX (pytorch)"),
    "model.keras": (232, "Keras .keras"),
    "model.h5": (232, "Keras .h5"),
    "model.weights.h5": (232, "Keras .h5"),
}


@pytest.mark.parametrize("name", TOTALS)
def test_totals(name: str) -> None:
    model = read(FOLDER / name)
    assert (model.name, model.total, model.kind) == (name, *TOTALS[name])


@pytest.mark.parametrize("name", sorted(set(TOTALS) - {"model.keras", "model.h5"}))
def test_every_tensor_is_in_one_part(name: str) -> None:
    weights = [weight for part in read(FOLDER / name).parts for weight in part.weights]
    assert sorted((weight.name, weight.shape) for weight in weights) == sorted(expected()[name].items())


def test_layers_and_what_is_shared() -> None:
    parts = {part.name: part for part in read(FOLDER / "state.pt").parts}
    assert [str(part.layer and part.layer.layer.name) for part in parts.values()] == ["lstm", "batch_norm", "embedding", "dense"]
    assert (parts["head"].shared, parts["head"].count) == ({"head.weight": "embed.weight"}, 0)


def test_numbers_in_names_are_counted(tmp_path: Path) -> None:
    """safetensors sorts names by their letters; the model has its layers by number."""
    tensors = dict.fromkeys(("layers.0.weight", "layers.1.weight", "layers.10.weight", "layers.2.weight"), (2, 3))
    read_bytes(tmp_path, safetensors(tensors), "model.safetensors")
    assert [part.name for part in read(tmp_path / "model.safetensors").parts] == ["layers.0", "layers.1", "layers.2", "layers.10"]


def test_many_numbers_in_names(tmp_path: Path) -> None:
    """Sorting by them takes little more than the names do."""
    tensors = {"1.2.3.4.5.6.7.8.9." * 14 + f"{number:05}": (2,) for number in range(5_000)}
    read_bytes(tmp_path, safetensors(tensors), "model.safetensors")
    with limits(60 * 2**20):
        assert read(tmp_path / "model.safetensors").total == 10_000


@pytest.mark.parametrize("names", [["a.2", "a.10"], ["a1", "a.1"], ["a.01", "a.2"], ["a", "a.0"], ["a.0.b", "a.b"], ["1", "2", "10", "a"]])
def test_the_order_of_names(tmp_path: Path, names: list[str]) -> None:
    read_bytes(tmp_path, safetensors(dict.fromkeys(sorted(names), (2,))), "model.safetensors")
    assert [weight.name for part in read(tmp_path / "model.safetensors").parts for weight in part.weights] == names


@pytest.mark.parametrize("path", [None, 3, b"model.pt", ["model.pt"]])
def test_no_path(path: object) -> None:
    with pytest.raises(InputError, match="the path of a model is a text or a path"):
        read(path)  # type: ignore[arg-type]


@pytest.mark.parametrize("path", ["", "missing.pt", "a\0b", "/dev/null", "a" * 5000, "missing/folder/model.pt", "\udcff"])
def test_bad_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(FileError, match="cannot read"):
        read(path)


def test_a_configuration_of_nobody(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"name": "a model"}')
    with pytest.raises(FileError, match=r"config\.json': it is a JSON object, but no configuration of Keras or Hugging Face"):
        read(tmp_path / "config.json")


def test_what_its_configuration_would_have(tmp_path: Path) -> None:
    """A number in a note is written as those of the table."""
    with ZipFile(tmp_path / "model.keras", "w") as archive:
        with ZipFile(FOLDER / "model.keras") as whole:
            weights = whole.read("model.weights.h5")
        dense = {"class_name": "Dense", "config": {"units": 1000}, "build_config": {"input_shape": [None, 999]}}
        archive.writestr("config.json", json.dumps({"class_name": "Sequential", "config": {"layers": [dense]}}))
        archive.writestr("metadata.json", "{}")
        archive.writestr("model.weights.h5", weights)
    assert "its configuration would have 1,000,000 parameters" in read(tmp_path / "model.keras").notes


def test_no_library_is_imported() -> None:
    """Not even those that wrote the files."""
    program = (
        "import sys; from symcount.models.files import read\n"
        f"for name in {sorted(TOTALS)}: read('{FOLDER}/' + name)\n"
        "found = {'torch', 'keras', 'tensorflow', 'jax', 'flax', 'h5py', 'onnx', 'gguf', 'safetensors', 'numpy', 'sympy', 'pickle'} & set(sys.modules)\n"
        "sys.exit(str(sorted(found)) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
