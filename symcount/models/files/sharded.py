"""Models in several files: an index names the file of each tensor, and the files lie beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.faults import about
from symcount.models.files.formats import read_tensors
from symcount.models.files.span import opened
from symcount.models.files.tensors import Tensors, few_enough

MAX_FILES = 2_000
MAX_NAMED = 5
"""Missing files and tensors that a message names."""


def is_index(config: Mapping[str, Any] | None) -> bool:
    """Whether a JSON object is the index of a model in several files."""
    return config is not None and isinstance(config.get("weight_map"), dict)


def read_sharded(index: Mapping[str, Any], folder: Path) -> Tensors:
    """The tensors of all files that an index names.

    Errors: `FileError` for files that are missing or lie elsewhere, and tensors that are not where the index says.
    """
    places: Mapping[str, Any] = index["weight_map"]
    few_enough(len(places))
    names = list(dict.fromkeys(name for name in places.values() if isinstance(name, str)))
    if len(names) > MAX_FILES or not all(isinstance(name, str) for name in places.values()):
        raise FileError(f"its weight_map names a file for each tensor, at most {MAX_FILES:,} files")
    missing = [name for name in names if not within(folder, name).is_file()]
    if missing:
        raise FileError(f"{len(missing):,} of the {len(names):,} files that it names are missing: {_some(missing)}", hint="download them into its folder")
    shards = list(_shards(places, names, folder))
    found = {weight.name: weight for shard in shards for weight in shard.weights}
    kinds = ", ".join(dict.fromkeys(shard.kind for shard in shards))
    notes = tuple(dict.fromkeys(note for shard in shards for note in shard.notes))
    shared = {name: first for shard in shards for name, first in shard.shared.items()}
    ordered = [found[tensor] for tensor in places] + [weight for name, weight in found.items() if name not in places]
    return Tensors(f"{kinds} in {len(names):,} files", tuple(ordered), shared, notes=notes)


def _shards(places: Mapping[str, str], names: Sequence[str], folder: Path) -> Iterator[Tensors]:
    """File after file; the first that has not what the index says, or with which there are too many tensors, is the last."""
    expected: dict[str, list[str]] = {}
    for tensor, name in places.items():
        expected.setdefault(name, []).append(tensor)
    seen: set[str] = set()
    for name in names:
        shard = read_file(within(folder, name))
        own = {weight.name for weight in shard.weights}
        absent = [tensor for tensor in expected[name] if tensor not in own]
        twice = sorted(own & seen)
        if absent or twice:
            raise FileError(f"its files do not have each tensor once, where it says: {_some(absent or twice)}", hint="download them again")
        seen |= own
        few_enough(len(seen))
        yield replace(shard, config=None)


def read_file(path: Path) -> Tensors:
    """What one file tells. Errors: `FileError`, with its name."""
    with about(path), opened(path) as file:
        return read_tensors(file, path.name)


def within(folder: Path, name: str) -> Path:
    """A file beside another by its name.

    A symbolic link may not lead out of the folder, save into the store of the Hugging Face cache that the folder is a view of.
    Errors: `FileError` for a name that leads elsewhere.
    """
    path = folder / name
    if name.isprintable() and not PurePosixPath(name).is_absolute() and ".." not in path.parts[len(folder.parts) :] and "\\" not in name:
        here = folder.resolve()
        allowed = [here, here.parent.parent / "blobs"] if here.parent.name == "snapshots" else [here]
        try:
            if any(path.resolve().is_relative_to(root) for root in allowed):
                return path
        except (OSError, RuntimeError) as error:
            raise FileError(f"{shown(name)} is a link that leads nowhere") from error
    raise FileError(f"{shown(name)} lies outside of its folder", hint="only files of the folder itself are opened")


def _some(names: list[str]) -> str:
    return ", ".join(shown(name) for name in names[:MAX_NAMED]) + (f" and {len(names) - MAX_NAMED:,} more" if len(names) > MAX_NAMED else "")
