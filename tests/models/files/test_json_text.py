"""JSON within limits: right texts as `json.loads` has them, wrong ones refused; what headers must not hold is in test_safetensors."""

from __future__ import annotations

import pytest

from symcount.errors import FileError
from symcount.models.files.json_text import json_object


def test_an_object() -> None:
    assert json_object(b'\xef\xbb\xbf{"a": [1, 2.5, "\xc3\xa9", null]}', "it") == {"a": [1, 2.5, "é", None]}


@pytest.mark.parametrize(
    "text, message",
    [
        (b"[1]", "it is a JSON object, not a list"),
        (b"", "it is no JSON that can be read"),
        (b'{"a": Infinity}', "Infinity is no number of JSON"),
        (b'{"a": 1, "a": 2}', "a name stands in it twice"),
        (b'{"a": ' + b"1" * 5000 + b"}", "it is no JSON that can be read"),
        (b'{"a": "' + "\u00e9".encode() * 5_000_000 + b'"}', "it is longer than any that is read"),
        (b'{"a": {' + b",".join(b'"%d":1' % name for name in range(200_000)) + b"}}", "more names in it than are read"),
    ],
)
def test_faults(text: bytes, message: str) -> None:
    with pytest.raises(FileError) as error:
        json_object(text, "it")
    assert message in str(error.value)


def test_a_name_twice_where_each_entry_has_one() -> None:
    assert json_object(b'{"m": "size", "a": {"size": 1}}', "it", each="size") == {"m": "size", "a": {"size": 1}}
    with pytest.raises(FileError, match="a name stands in it twice"):
        json_object(b'{"a": {"size": 1}, "a": {"size": 2}}', "it", each="size")
