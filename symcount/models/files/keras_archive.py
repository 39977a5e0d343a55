"""Keras' .keras archives: the configuration, and the tensors in the HDF5 file beside it."""

from __future__ import annotations

from dataclasses import replace

from symcount.models.files.archive import Archive
from symcount.models.files.json_text import MAX_BYTES
from symcount.models.files.keras_h5 import config_in, read_keras_h5
from symcount.models.files.tensors import Tensors

CONFIGURATION, WEIGHTS = "config.json", "model.weights.h5"


def is_keras_archive(archive: Archive) -> bool:
    """Whether it has the two members that all have."""
    return CONFIGURATION in archive.members and "metadata.json" in archive.members


def read_keras_archive(archive: Archive) -> Tensors:
    """The configuration and the tensors, neither of which is unpacked further than to see shapes.

    Errors: `FileError` for what is damaged.
    """
    config = config_in(archive.read(CONFIGURATION, MAX_BYTES), "its config.json")
    if WEIGHTS not in archive.members:
        return Tensors("Keras .keras", config=config)
    return replace(read_keras_h5(archive.span(WEIGHTS)), kind="Keras .keras", config=config)
