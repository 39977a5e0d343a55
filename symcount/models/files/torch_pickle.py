"""PyTorch's files of tensors (.pt, .pth, .bin, .ckpt): the zip archives of today and what `torch.save` wrote before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from struct import Struct
from typing import Any

from symcount.errors import MAX_SHOWN, FileError, shown
from symcount.models.files.allowance import Allowance
from symcount.models.files.archive import Archive
from symcount.models.files.pickle_machine import Machine
from symcount.models.files.span import DAMAGED, Span
from symcount.models.files.tensors import MAX_NAME, MAX_TENSORS, Tensors, about_numbers, tensor
from symcount.models.files.torch_values import Storage, Stored, called, named, stored

LEGACY = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
"""A pickle of the number with which `torch.save` began its files up to PyTorch 1.5."""

MAX_PICKLE = 32 * 2**20
HEAD = 4 * 2**20
LENGTH = Struct("<q")

MODEL_NAMES = ("state_dict", "model_state_dict", "model", "module", "net", "network", "weights", "params", "model_state", "generator")
"""Where a checkpoint keeps the model, beside what trained it; the first that holds tensors is read."""

OTHER_NAMES = re.compile(r"optim|lr_sched|scheduler|scaler|(model_?)?ema\b|rng|callbacks|loops|amp\b|grad", re.IGNORECASE)
"""Parts of a checkpoint that are no model."""

MAX_DEPTH = 12
MAX_TOLD = 8
"""Parts that a note names."""

Placed = tuple[tuple[str, ...], Stored]


def is_torch_archive(archive: Archive) -> bool:
    """Whether it is a zip archive of `torch.save`."""
    return _pickle_name(archive) is not None


def read_torch_archive(archive: Archive) -> Tensors:
    """The tensors of a zip archive. Errors: `FileError` for what is damaged, and a pickle with anything but tensors in it."""
    name = _pickle_name(archive)
    if name is None:
        raise FileError("there is no data.pkl in it")
    if f"{name.removesuffix('data.pkl')}constants.pkl" in archive.members:
        raise FileError("it is a TorchScript program, not its tensors", hint="load it with torch.jit.load and save its state_dict()")
    storages: dict[str, Storage] = {}
    content = Machine(archive.read(name, MAX_PICKLE), named, called, _kept_in(storages)).run()
    for storage in storages.values():
        member = archive.members.get(f"{name.removesuffix('data.pkl')}data/{storage.key}")
        if member is None or member.size < storage.size:
            raise FileError(f"{storage.size:,} bytes of numbers are missing in it (storage {shown(storage.key)})", hint=DAMAGED)
        archive.file.part(member.place, member.packed)
    return _tensors_in(content)


def read_legacy_torch(file: Span) -> Tensors:
    """The tensors of a file in the format before PyTorch 1.6. Errors: as for an archive."""
    storages: dict[str, Storage] = {}
    machine = Machine(file.head(HEAD), named, called, _kept_in(storages))
    for _ in ("the magic number", "the version of the format", "the machine that wrote it"):
        machine.run()
    content = machine.run()
    keys = machine.run()
    if not isinstance(keys, list) or len(keys) > MAX_TENSORS or not all(isinstance(key, str) for key in keys):
        raise FileError("it has no list of where its numbers are", hint=DAMAGED)
    place = machine.place
    for key in keys:
        (length,) = file.unpack(LENGTH, place)
        storage = storages.pop(key, None)
        if storage is None or length != storage.length:
            raise FileError(f"its numbers {shown(key)} are {length:,}, not as many as its tensors need", hint=DAMAGED)
        file.part(place + LENGTH.size, storage.size)
        place += LENGTH.size + storage.size
    if storages:
        raise FileError(f"the numbers of {len(storages):,} tensors are missing in it", hint=DAMAGED)
    return _tensors_in(content)


def _pickle_name(archive: Archive) -> str | None:
    """The pickle, in the one folder that the archive has."""
    return next((name for name in archive.members if name.endswith("data.pkl") and name.count("/") <= 1), None)


def _kept_in(storages: dict[str, Storage]) -> Any:
    """Reads storages, and keeps the largest claim on each."""

    def keep(identity: Any) -> Storage:
        found = stored(identity)
        if found.key not in storages or storages[found.key].size < found.size:
            storages[found.key] = found
        return found

    return keep


def _tensors_in(content: Any) -> Tensors:
    """The tensors of the model's part, the same numbers under several names once."""
    placed, note = _models_part(content, list(_walked(content)))
    if not placed:
        raise FileError("it holds no tensors", hint="save the tensors alone: torch.save(model.state_dict(), path)")
    keep = Allowance(MAX_TENSORS).keep  # a few names in a pickle make many paths
    weights = [tensor(keep(_joined(path)), one.shape, one.numbers, trainable=one.trainable) for path, one in placed]
    first: dict[object, str] = {}
    shared: dict[str, str] = {}
    for weight, (_, one) in zip(weights, placed, strict=True):
        if one.identity is not None and first.setdefault(one.identity, weight.name) != weight.name:
            shared[weight.name] = first[one.identity]
    return Tensors("PyTorch", tuple(weights), shared, notes=(*note, *about_numbers(one.numbers for _, one in placed)))


def _joined(path: tuple[str, ...]) -> str:
    """A name; of parts that are too long for one, as much as tells that."""
    return ".".join(part[: MAX_NAME + 1] for part in path)


def _models_part(content: Any, placed: list[Placed]) -> tuple[list[Placed], tuple[str, ...]]:
    """The tensors of the part of a checkpoint that is the model, and a note on what is not read."""
    if not isinstance(content, dict):
        return placed, ()
    parts = {path[0]: None for path, _ in placed if len(path) > 1}
    for name in MODEL_NAMES:
        if name in parts:
            inside = [(path[1:], one) for path, one in placed if len(path) > 1 and path[0] == name]
            return inside, (f"read: {name}; not read: {_some(other for other in content if other != name)}",) if len(content) > 1 else ()
    others = [name for name in parts if OTHER_NAMES.match(name)]
    rest = [(path, one) for path, one in placed if len(path) == 1 or path[0] not in others]
    return (rest, (f"not read: {_some(others)}",)) if rest and others else (placed, ())


def _some(names: Iterable[object]) -> str:
    told = [_plain(str(name)) for name in islice(names, MAX_TOLD + 1)]
    return ", ".join(told[:MAX_TOLD]) + (" …" if len(told) > MAX_TOLD else "")


def _plain(name: str) -> str:
    return name if name.isprintable() and len(name) <= MAX_SHOWN else shown(name)


def _walked(content: Any) -> Iterator[Placed]:
    """The tensors in dictionaries and lists, by the path to each; what contains itself is walked once.

    Errors: `FileError` for too many.
    """
    if isinstance(content, Stored):
        yield ("tensor",), content
    seen = {id(content)}
    found = 0
    waiting: list[tuple[tuple[str, ...], Iterator[tuple[object, Any]]]] = [((), _items(content))]
    while waiting:
        path, items = waiting[-1]
        for key, value in items:
            if found + len(seen) > MAX_TENSORS:
                raise FileError(f"it has more than {MAX_TENSORS:,} tensors, dictionaries and lists; more are not read")
            if isinstance(value, Stored):
                found += 1
                yield (*path, str(key)), value
            elif isinstance(value, (dict, list, tuple)) and len(path) < MAX_DEPTH and id(value) not in seen:
                seen.add(id(value))
                waiting.append(((*path, str(key)), _items(value)))
                break
        else:
            waiting.pop()


def _items(value: Any) -> Iterator[tuple[object, Any]]:
    return iter(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, (list, tuple)) else ())
