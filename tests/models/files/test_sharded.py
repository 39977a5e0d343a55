"""Models in several files: all are beside the index, and each tensor is where the index says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symcount.errors import FileError
from symcount.models.files import read, tensors
from symcount.models.files.reader import tensors_of
from tests.models.files.written import safetensors, shapes

FIRST, SECOND = "model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"
PLACES = {"a.weight": FIRST, "b.weight": SECOND, "a.bias": FIRST}


def index(folder: Path, places: Any) -> Path:
    (folder / FIRST).write_bytes(safetensors({"a.bias": (5,), "a.weight": (5, 13)}))
    (folder / SECOND).write_bytes(safetensors({"b.weight": (3, 5)}))
    path = folder / "model.safetensors.index.json"
    path.write_text(json.dumps({"metadata": {"total_size": 320}, "weight_map": places}))
    return path


def test_all_files_in_the_order_of_the_index(tmp_path: Path) -> None:
    found = tensors_of(index(tmp_path, PLACES))
    assert found.kind == "safetensors in 2 files"
    assert list(shapes(found).items()) == [("a.weight", (5, 13)), ("b.weight", (3, 5)), ("a.bias", (5,))]
    assert read(tmp_path / "model.safetensors.index.json").total == 85


def test_a_view_of_the_hugging_face_cache(tmp_path: Path) -> None:
    """There, a folder holds links into the store beside it."""
    blobs, snapshot = tmp_path / "blobs", tmp_path / "snapshots" / "revision"
    blobs.mkdir()
    snapshot.mkdir(parents=True)
    index(blobs, PLACES)
    for file in blobs.iterdir():
        (snapshot / file.name).symlink_to(f"../../blobs/{file.name}")
    assert read(snapshot).total == 85


MISSING = PLACES | {"c": "model-3.safetensors", "d": "model-4.safetensors"}
FAULTS: dict[str, tuple[Any, str]] = {
    "missing files": (MISSING, "2 of the 4 files that it names are missing: 'model-3.safetensors', 'model-4.safetensors'"),
    "a tensor that is not there": (PLACES | {"c": FIRST}, "its files do not have each tensor once, where it says: 'c'"),
    "a tensor in the other file": (PLACES | {"b.weight": FIRST}, "where it says: 'b.weight'"),
    "a folder above": (PLACES | {"c": "../secret.safetensors"}, "'../secret.safetensors' lies outside of its folder"),
    "another place": (PLACES | {"c": "/etc/passwd"}, "'/etc/passwd' lies outside of its folder"),
    "a link that leads out": (PLACES | {"c": "link.safetensors"}, "'link.safetensors' lies outside of its folder"),
    "a link to itself": (PLACES | {"c": "loop.safetensors"}, "'loop.safetensors'"),
    "a name that cannot be printed": (PLACES | {"c": "a\nb"}, "lies outside of its folder"),
    "no texts": ({"a.weight": 3}, "its weight_map names a file for each tensor"),
    "too many files": ({str(number): f"{number}.bin" for number in range(3000)}, "at most 2,000 files"),
    "itself": (PLACES | {"c": "model.safetensors.index.json"}, "where it says: 'c'"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    places, message = FAULTS[kind]
    folder = tmp_path / "model"
    folder.mkdir()
    (tmp_path / "secret.safetensors").write_bytes(safetensors({"c": (2,)}))
    (folder / "link.safetensors").symlink_to("../secret.safetensors")
    (folder / "loop.safetensors").symlink_to("loop.safetensors")
    with pytest.raises(FileError) as error:
        read(index(folder, places))
    assert message in str(error.value)
    assert "model.safetensors.index.json" in str(error.value)


def test_tensors_of_all_files_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files behind those that have too many are not opened."""
    monkeypatch.setattr(tensors, "MAX_TENSORS", 3)
    path = index(tmp_path, {"a.weight": FIRST, "b.weight": SECOND, "c": "third.safetensors"})
    (tmp_path / SECOND).write_bytes(safetensors({"b.weight": (3, 5), "b.bias": (3,)}))
    (tmp_path / "third.safetensors").write_bytes(b"damaged")
    with pytest.raises(FileError, match="it has 4 tensors, more than the 3 that are read"):
        read(path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = index(tmp_path, PLACES)
    (tmp_path / SECOND).write_bytes(safetensors({"b.weight": (3, 5)})[:-1])
    with pytest.raises(FileError, match=SECOND):
        read(path)
