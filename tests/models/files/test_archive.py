"""Zip archives: members by name, as Python writes them, and archives that are damaged or would unpack without end."""

from __future__ import annotations

import struct
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from symcount.errors import FileError
from symcount.models.files.archive import read_archive
from symcount.models.files.span import opened

TEXT = b"a configuration " * 100


def zipped(folder: Path, method: int = ZIP_DEFLATED, content: bytes = TEXT, wide: bool = False) -> bytes:
    path = folder / "made.zip"
    with ZipFile(path, "w", method) as archive, archive.open("config.json", "w", force_zip64=wide) as member:
        member.write(content)
    return path.read_bytes()


def member_of(folder: Path, content: bytes, name: str = "config.json", most: int = 10**6) -> bytes:
    path = folder / "read.zip"
    path.write_bytes(content)
    with opened(path) as file:
        return read_archive(file).read(name, most)


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED])
@pytest.mark.parametrize("wide", [False, True])
def test_members(tmp_path: Path, method: int, wide: bool) -> None:
    assert member_of(tmp_path, zipped(tmp_path, method, wide=wide)) == TEXT


def test_where_a_member_lies(tmp_path: Path) -> None:
    path = tmp_path / "stored.zip"
    path.write_bytes(zipped(tmp_path, ZIP_STORED))
    with opened(path) as file:
        assert read_archive(file).span("config.json").head(9999) == TEXT


def test_a_comment_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "with_comment.zip"
    path.write_bytes(zipped(tmp_path))
    with ZipFile(path, "a") as archive:
        archive.comment = b"PK" * 10_000
    assert member_of(tmp_path, path.read_bytes()) == TEXT


def directory_size(content: bytes, size: int) -> bytes:
    return content[:-10] + struct.pack("<L", size) + content[-6:]


def claimed_size(content: bytes, size: int) -> bytes:
    place = content.rindex(b"PK\1\2") + 24
    return content[:place] + struct.pack("<L", size) + content[place + 4 :]


def encrypted(content: bytes) -> bytes:
    place = content.rindex(b"PK\1\2") + 8
    return content[:place] + b"\1" + content[place + 1 :]


def twice(folder: Path) -> bytes:
    with ZipFile(folder / "twice.zip", "w") as archive:
        archive.writestr("config.json", TEXT)
        archive.writestr("config.jso2", TEXT)
    return (folder / "twice.zip").read_bytes().replace(b"config.jso2", b"config.json")


def test_faults(tmp_path: Path) -> None:
    good = zipped(tmp_path)
    faults = {
        "the directory at the end of the archive is missing": good[:-30],
        "it ends before byte": directory_size(good, 10**6),
        "the directory of the archive would be 4,000,000,000 bytes": directory_size(good, 4 * 10**9),
        "'config.json' in it would be 4,000,000,000 bytes; more than 1,000,000 are not read": claimed_size(good, 4 * 10**9),
        "'config.json' in it is not what was packed": claimed_size(good, 100),
        "'config.json' in it is packed in a way that is not read: encrypted": encrypted(good),
        "or by method 12": zipped(tmp_path, ZIP_BZIP2),
        "'config.json' stands twice in the archive": twice(tmp_path),
        "a member of the archive is not where its directory says": good.replace(b"PK\3\4", b"PK\3\5"),
        "'config.json' in it cannot be unpacked": good[:41] + b"\xff" * 8 + good[49:],
    }
    for message, content in faults.items():
        with pytest.raises(FileError) as error:
            member_of(tmp_path, content)
        assert message in str(error.value)


def test_a_bomb(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, content=bytes(64 * 2**20))
    assert len(bomb) < 80_000
    with pytest.raises(FileError, match="in it would be 67,108,864 bytes"):
        member_of(tmp_path, bomb)
    with pytest.raises(FileError, match="is not what was packed"):
        member_of(tmp_path, claimed_size(bomb, 1000))
