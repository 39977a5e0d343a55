"""How long files take to read, to recognise and to print, beside `json.loads` of the longest header; nothing is asserted on time."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from symcount.jobs.summary import summary
from symcount.models.files import read
from symcount.models.files.reader import tensors_of
from tests.models.files.written import gguf, onnx, onnx_tensor, pickled, pickled_tensor, safetensors, torch_archive

HUNDRED = {f"layers.{number}.weight": (512, 512) for number in range(100)}
MEGABYTE = 2**20


def header(tensors: int) -> bytes:
    """The header of as many tensors in sixteen bits."""
    entries = {
        f"model.layers.{number}.mlp.experts.{number % 64}.down_proj.weight": {
            "dtype": "BF16",
            "shape": [512, 512],
            "data_offsets": [number * MEGABYTE // 2, (number + 1) * MEGABYTE // 2],
        }
        for number in range(tensors)
    }
    return json.dumps(entries).encode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hundred matrices, 100 MB, in each format."""
    made = tmp_path_factory.mktemp("models")
    (made / "hundred.safetensors").write_bytes(safetensors(HUNDRED))
    (made / "hundred.gguf").write_bytes(gguf(HUNDRED))
    (made / "hundred.onnx").write_bytes(onnx(*(onnx_tensor(name, shape) for name, shape in HUNDRED.items())))
    keys = [str(number) for number in range(100)]
    content = pickled({name: pickled_tensor(key, shape) for key, (name, shape) in zip(keys, HUNDRED.items(), strict=True)})
    torch_archive(made / "hundred.pt", content, dict.fromkeys(keys, MEGABYTE))
    return made


@pytest.fixture
def many(benchmark: Any, tmp_path: Path) -> tuple[Path, int]:
    """A header alone, with numbers that take no place on the disk: of a hundred thousand tensors where time is taken, else of a thousand."""
    tensors = 100_000 if benchmark.enabled else 1_000
    path = tmp_path / "many.safetensors"
    with path.open("wb") as file:
        text = header(tensors)
        file.write(struct.pack("<Q", len(text)) + text)
        file.truncate(8 + len(text) + tensors * MEGABYTE // 2)
    return path, tensors


@pytest.mark.parametrize("ending", ["safetensors", "gguf", "onnx", "pt"])
def test_a_hundred_tensors(benchmark: Any, folder: Path, ending: str) -> None:
    """Names and shapes, without the numbers:"""
    benchmark.group = "a file of a hundred tensors, 100 MB"
    assert len(benchmark(tensors_of, folder / f"hundred.{ending}").weights) == 100


@pytest.mark.parametrize("ending", ["safetensors", "pt"])
def test_a_hundred_layers(benchmark: Any, folder: Path, ending: str) -> None:
    """The layers recognised, too:"""
    benchmark.group = "a file of a hundred tensors, 100 MB"
    assert benchmark(read, folder / f"hundred.{ending}").total == 100 * 512 * 512


def test_a_hundred_thousand_tensors(benchmark: Any, many: tuple[Path, int]) -> None:
    """Names and shapes."""
    path, tensors = many
    benchmark.group = "a file of a hundred thousand tensors"
    found = benchmark.pedantic(tensors_of, args=(path,), rounds=5)
    assert len(found.weights) == tensors


def test_layers_of_a_hundred_thousand_tensors(benchmark: Any, many: tuple[Path, int]) -> None:
    """The layers recognised, too."""
    path, tensors = many
    benchmark.group = "a file of a hundred thousand tensors"
    assert len(benchmark.pedantic(read, args=(path,), rounds=3).parts) == tensors


def test_a_printed_summary_of_a_hundred_thousand_tensors(benchmark: Any, many: tuple[Path, int]) -> None:
    """Every row printed."""
    path, tensors = many
    benchmark.group = "a file of a hundred thousand tensors"
    lines = benchmark.pedantic(lambda: str(summary(path)), rounds=3).splitlines()
    assert len(lines) > tensors  # no two rows differ in one number alone


def test_json_of_a_hundred_thousand_tensors(benchmark: Any, many: tuple[Path, int]) -> None:
    """`json.loads` of the file's header."""
    _, tensors = many
    benchmark.group = "a file of a hundred thousand tensors"
    benchmark.extra_info["peer"] = True
    assert len(benchmark.pedantic(json.loads, args=(header(tensors),), rounds=5)) == tensors
