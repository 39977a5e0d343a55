"""JSON from outside, within limits: its size and depth are looked at before anything is built of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from symcount.errors import FileError

MAX_BYTES = 32 * 2**20
MOST = {"[": 320_000, "{": 160_000, ",": 1_200_000, ":": 640_000}
"""What a header of 150,000 tensors has: two lists, an object, at most eight commas and four colons each."""

MOST_NAMES = 160_000
"""Names and their values in any other text, such as an index of as many tensors."""


def json_object(text: bytes, what: str, each: str = "") -> dict[str, Any]:
    """The JSON object that a part of a file holds; `what` is that part, and `each` a name that every entry of it is expected to have once.

    >>> json_object(b'{"a": 1}', "the header")
    {'a': 1}

    Errors: `FileError` for what is no JSON object, names something twice, has NaN, or is too long or deep.
    """
    if len(text) > MAX_BYTES // (1 if text.isascii() else 4):
        raise FileError(f"{what} is longer than any that is read: {len(text):,} bytes")
    try:
        found = _loaded(text.decode("utf-8-sig"), each)
    except UnicodeDecodeError as error:
        raise FileError(f"{what} is no UTF-8 text: byte {error.start:,} is none") from error
    except RecursionError as error:
        raise FileError(f"{what} has brackets inside brackets without end") from error
    except ValueError as error:
        raise FileError(f"{what} is no JSON that can be read: {error}") from error
    if not isinstance(found, dict):
        raise FileError(f"{what} is a JSON object, not a {type(found).__name__}")
    return found


def _loaded(text: str, each: str) -> Any:
    if any(text.count(sign) > most for sign, most in MOST.items()):
        raise ValueError("it has more in it than any that is read")
    if each:
        found = json.loads(text, parse_constant=_no_number)
        if text.count(f'"{each}"') == _count_of(each, found):
            return found  # no name stands in it twice; else a hook looks, which is slow
        del found
    if text.count(":") > MOST_NAMES:
        raise ValueError("it has more names in it than are read")
    return json.loads(text, parse_constant=_no_number, object_pairs_hook=_with_names_once)


def _count_of(name: str, found: Any) -> int:
    """How many entries have it."""
    return sum(isinstance(entry, dict) and name in entry for entry in found.values()) if isinstance(found, dict) else -1


def _with_names_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands in it twice")
    return found


def _no_number(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")
