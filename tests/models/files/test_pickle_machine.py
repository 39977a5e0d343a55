"""Pickles without Python: what is built of them, and what is refused before anything happens."""

from __future__ import annotations

import pickle
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symcount.errors import FileError
from symcount.models.files import pickle_machine
from symcount.models.files.pickle_machine import Machine

SIMPLE = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(max_size=300) | st.binary(max_size=300)
VALUES = st.recursive(
    SIMPLE, lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(-1000, 1000), inner), max_leaves=20
)


def run(data: bytes) -> Any:
    return Machine(data, lambda module, name: f"{module}.{name}", lambda *call: call, lambda identity: ("stored", identity)).run()


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@settings(max_examples=30)
@given(value=VALUES)
def test_it_builds_what_python_builds(protocol: int, value: Any) -> None:
    data = pickle.dumps(value, protocol)
    if protocol > 2 or not (b"_codecs" in data or b"__builtin__" in data):  # the oldest has bytes as a call
        assert run(data) == value


def test_names_and_calls_are_the_askers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(b"\x80\x02cbuiltins\nprint\nX\x02\x00\x00\x00hi\x85R.") == ("builtins.print", ("hi",))
    assert capsys.readouterr().out == ""


FAULTS = {
    "cut off": b"\x80\x02]q",
    "nothing on the stack": b"\x80\x02R.",
    "no mark": b"\x80\x02t.",
    "an unknown instruction": b"\x80\x02\xff.",
    "an instruction that calls": b"\x80\x02(cposix\nsystem\no.",
    "a memo that is not there": b"\x80\x02j\xff\xff\xff\x7f.",
    "a text longer than the file": b"\x80\x02X\xff\xff\xff\x7fa.",
    "a number of two billion bytes": b"\x80\x02\x8b\xff\xff\xff\x7fa.",
    "a text of negative length": b"\x80\x02T\xff\xff\xff\xff.",
    "no UTF-8": b"\x80\x02X\x01\x00\x00\x00\xff.",
    "a name that is no text": b"\x80\x04KaKb\x93.",
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(kind: str) -> None:
    with pytest.raises(FileError, match="its pickle"):
        run(FAULTS[kind])


def test_a_memo_far_out_takes_no_memory() -> None:
    assert run(b"\x80\x02]r\xff\xff\xff\x7f.") == []


def test_keys_that_take_without_end_to_compare_are_left_out() -> None:
    tuples = b")" + b"q\x00h\x00\x86" * 60
    assert run(b"\x80\x02}" + tuples + b"K\x05s.") == {}


def test_too_many_instructions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pickle_machine, "MAX_STEPS", 100)
    with pytest.raises(FileError, match="more than 100 instructions"):
        run(b"\x80\x02" + b"]" * 200 + b".")
