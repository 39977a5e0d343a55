"""PyTorch's files, without PyTorch: the model's part is found, what is shared is seen, and nothing is run."""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED

import pytest

from symcount.errors import FileError
from symcount.models.files.tensors import Tensors
from symcount.models.files.torch_pickle import LEGACY
from tests.models.files.written import SYSTEM, pickled, pickled_tensor, pickled_text, read_bytes, shapes, torch_archive

LINEAR = {"fc.weight": pickled_tensor("0", (5, 13)), "fc.bias": pickled_tensor("1", (5,))}
SIZES = {"0": 260, "1": 20}


def read_archive(folder: Path, content: bytes, storages: dict[str, int], **options: int) -> Tensors:
    torch_archive(folder / "made.pt", content, storages, **options)
    return read_bytes(folder, (folder / "made.pt").read_bytes(), "model.pt")


def legacy(content: bytes, storages: dict[str, int], keys: bytes | None = None) -> bytes:
    """A file as torch.save wrote it before 1.6."""
    listed = b"](" + b"".join(map(pickled_text, storages)) + b"e" if keys is None else keys
    head = LEGACY + b"\x80\x02M\xe9\x03." + b"\x80\x02}." + b"\x80\x02" + content + b"." + b"\x80\x02" + listed + b"."
    return head + b"".join(struct.pack("<q", size // 4) + bytes(size) for size in storages.values())


def test_names_and_shapes(tmp_path: Path) -> None:
    found = read_archive(tmp_path, pickled(LINEAR), SIZES)
    assert found.kind == "PyTorch"
    assert shapes(found) == {"fc.weight": (5, 13), "fc.bias": (5,)}


def test_the_older_format(tmp_path: Path) -> None:
    assert shapes(read_bytes(tmp_path, legacy(pickled(LINEAR), SIZES))) == {"fc.weight": (5, 13), "fc.bias": (5,)}


def test_shared_numbers(tmp_path: Path) -> None:
    tied = {"wte": pickled_tensor("0", (5, 13)), "head": pickled_tensor("0", (5, 13)), "turned": pickled_tensor("0", (13, 5), (1, 13))}
    assert read_archive(tmp_path, pickled(tied), {"0": 260}).shared == {"head": "wte", "turned": "wte"}


def test_other_places_of_a_storage_are_not_shared(tmp_path: Path) -> None:
    halves = {"a": pickled_tensor("0", (5,), length=10), "b": pickled_tensor("0", (5,), length=10, offset=5), "c": pickled_tensor("0", (2,), length=10)}
    assert read_archive(tmp_path, pickled(halves), {"0": 40}).shared == {}


STEPS = pickled({"state": pickled({"step": pickled_tensor("1", ())})})
EPOCH = pickled_text("3")
CHECKPOINTS = {
    "a state dictionary": (LINEAR, list(LINEAR), ()),
    "beside an optimizer": (
        {"epoch": EPOCH, "state_dict": pickled(LINEAR), "optimizer": STEPS}, list(LINEAR), ("read: state_dict; not read: epoch, optimizer",)
    ),
    "under model": ({"model": pickled(LINEAR), "ema": pickled(LINEAR)}, list(LINEAR), ("read: model; not read: ema",)),
    "in several parts": ({"encoder": pickled(LINEAR), "optimizer_state": STEPS}, ["encoder.fc.weight", "encoder.fc.bias"], ("not read: optimizer_state",)),
    "an optimizer alone": ({"optimizer": STEPS}, ["optimizer.state.step"], ()),
}  # fmt: skip


@pytest.mark.parametrize("kind", CHECKPOINTS)
def test_the_models_part(tmp_path: Path, kind: str) -> None:
    content, names, notes = CHECKPOINTS[kind]
    found = read_archive(tmp_path, pickled(content), {"0": 260, "1": 20})
    assert list(shapes(found)) == names
    assert found.notes == notes


def test_names_that_a_note_tells_of(tmp_path: Path) -> None:
    """They are as long as may be, and could steer a terminal."""
    content = pickled({"model": pickled(LINEAR), "\x1b[2J": EPOCH, "a" * 1000: EPOCH})
    (note,) = read_archive(tmp_path, content, SIZES).notes
    assert note == f"read: model; not read: '\\x1b[2J', '{'a' * 60}…'"


def test_whole_numbers(tmp_path: Path) -> None:
    found = read_archive(tmp_path, pickled({"steps": pickled_tensor("0", (), storage="LongStorage")}), {"0": 8})
    assert [(weight.trainable, weight.is_buffer) for weight in found.weights] == [(False, True)]


CODE = SYSTEM[2:-1]
SELF = b"}q\x00X\x01\x00\x00\x00ah\x00s"
FAULTS: dict[str, tuple[bytes, dict[str, int], str]] = {
    "a command": (CODE, {}, "it names 'posix.system', which is no tensor; nothing of it was run"),
    "a command in a state dictionary": (pickled({"a": CODE}), {}, "it names 'posix.system'"),
    "getattr": (b"cbuiltins\ngetattr\n.", {}, "it names 'builtins.getattr'"),
    "a module": (b"c__main__\nNet\n)\x81}b", {}, "it names '__main__.Net', which is no tensor"),
    "a tensor that calls": (b"ctorch._utils\n_rebuild_tensor_v2\n" + CODE + b"\x85R", {}, "it names 'posix.system'"),
    "no tensors": (pickled({"a": b"N"}), {}, "it holds no tensors"),
    "itself": (SELF, {}, "it holds no tensors"),
    "numbers that are missing": (pickled(LINEAR), {"0": 260}, "20 bytes of numbers are missing in it (storage '1')"),
    "numbers that are too few": (pickled(LINEAR), {"0": 260, "1": 19}, "20 bytes of numbers are missing"),
    "a shape larger than its storage": (pickled({"a": pickled_tensor("0", (10**6, 10**6), length=4)}), {"0": 16}, "said to lie in 4 numbers"),
    "a stretched number": (pickled({"a": pickled_tensor("0", (2**40, 2**40), (0, 0), 1)}), {"0": 4}, "no model has so many numbers"),
    "a negative side": (pickled({"a": pickled_tensor("0", (-2, -3), length=6)}), {"0": 24}, "a tensor in it is made of"),
    "a negative place": (pickled({"a": pickled_tensor("0", (2,), offset=-1)}), {"0": 8}, "a tensor in it is made of"),
    "a long name": (pickled({"a" * 10**6: pickled_tensor("0", (2,))}), {"0": 8}, "a tensor's name is a short text"),
    "calls in calls": (b"ctorch._tensor\n_rebuild_from_type_v2\nq\x00)" + b"q\x010h\x00Nh\x01\x87" * 20_000 + b"R", {}, "a tensor in it is made of"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.chdir(tmp_path)
    content, storages, message = FAULTS[kind]
    with pytest.raises(FileError) as error:
        read_archive(tmp_path, content, storages)
    assert message in str(error.value)
    with pytest.raises(FileError):
        read_bytes(tmp_path, legacy(content, storages))
    assert {path.name for path in tmp_path.iterdir()} == {"made.pt", "model.pt", "model"}


def test_faults_of_the_older_format(tmp_path: Path) -> None:
    good = legacy(pickled(LINEAR), SIZES)
    faults = {
        "it ends before byte": good[:-1],
        "the numbers of 1 tensors are missing in it": legacy(pickled(LINEAR), {"0": 260}),
        "not as many as its tensors need": legacy(pickled(LINEAR), {"0": 260, "1": 24}),
        "it has no list of where its numbers are": legacy(pickled(LINEAR), SIZES, b"}"),
    }
    for message, content in faults.items():
        with pytest.raises(FileError) as error:
            read_bytes(tmp_path, content)
        assert message in str(error.value)


def test_a_packed_pickle_without_end(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"'archive/data\.pkl' in it would be 41,943,043 bytes"):
        read_archive(tmp_path, b"]" * 40 * 2**20, {}, compression=ZIP_DEFLATED)


def test_a_program(tmp_path: Path) -> None:
    from zipfile import ZipFile

    torch_archive(tmp_path / "made.pt", pickled(LINEAR), SIZES)
    with ZipFile(tmp_path / "made.pt", "a") as archive:
        archive.writestr("archive/constants.pkl", b"")
    with pytest.raises(FileError, match="it is a TorchScript program"):
        read_bytes(tmp_path, (tmp_path / "made.pt").read_bytes())
