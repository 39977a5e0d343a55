"""Keras' .keras archives: the configuration explains the layers; where it does not suffice, the tensors are counted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from symcount.errors import FileError
from symcount.models.files import read
from symcount.models.files.reader import tensors_of
from tests.models.files.recorded import FOLDER, expected
from tests.models.files.written import shapes


def rewritten(folder: Path, config: Any, weights: int | None = ZIP_STORED) -> Path:
    """The recorded archive with another configuration, its tensors packed otherwise or left out."""
    path = folder / "changed.keras"
    with ZipFile(FOLDER / "model.keras") as old, ZipFile(path, "w") as new:
        for name in old.namelist():
            if name == "config.json":
                new.writestr(name, config if isinstance(config, bytes) else json.dumps(config))
            elif name != "model.weights.h5":
                new.writestr(name, old.read(name))
            elif weights is not None:
                new.writestr(name, old.read(name), weights)
    return path


def recorded_config() -> Any:
    with ZipFile(FOLDER / "model.keras") as archive:
        return json.loads(archive.read("config.json"))


def test_tensors_and_configuration() -> None:
    found = tensors_of(FOLDER / "model.keras")
    assert found.kind == "Keras .keras"
    assert shapes(found) == expected()["model.keras"]
    model = read(FOLDER / "model.keras")
    assert (model.kind, model.total, model.trainable) == ("Keras .keras", 232, 222)
    assert [part.name for part in model.parts] == ["lstm", "batch_normalization", "dense"]


def test_the_configuration_alone(tmp_path: Path) -> None:
    assert read(rewritten(tmp_path, recorded_config(), weights=None)).total == 232


def test_a_layer_of_somebodys_own(tmp_path: Path) -> None:
    config = recorded_config()
    config["config"]["layers"][1]["class_name"] = "MyLayer"
    model = read(rewritten(tmp_path, config))
    assert model.total == 232


def test_a_configuration_of_another_model(tmp_path: Path) -> None:
    config = recorded_config()
    config["config"]["layers"][1]["config"]["units"] = 6
    model = read(rewritten(tmp_path, config))
    assert model.total == 232
    assert any("configuration" in note for note in model.notes)


@pytest.mark.parametrize(
    "config, weights, message",
    [
        ({"no": "class"}, ZIP_STORED, "its config.json has no class_name, but ['no']"),
        (b"[" * 100_000, ZIP_STORED, "brackets inside brackets"),
        ({"class_name": "Sequential"}, ZIP_DEFLATED, "'model.weights.h5' is packed in it, where it must not be"),
    ],
)
def test_faults(tmp_path: Path, config: Any, weights: int, message: str) -> None:
    with pytest.raises(FileError) as error:
        read(rewritten(tmp_path, config, weights))
    assert message in str(error.value)
