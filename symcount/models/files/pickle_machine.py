"""Pickles without Python: a machine that builds dictionaries, lists and numbers, and asks for the meaning of every name.

Nothing is imported or called. Python's own unpickler, restricted to some names, still takes memory without end for a few bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from symcount.errors import FileError, shown
from symcount.models.files.span import DAMAGED

MAX_STEPS = 800_000
"""Instructions of a pickle; a tensor takes about forty."""

MAX_INTEGER = 16
"""Bytes of a whole number."""

MAX_KEY = 2**31
"""Whole numbers under which something may stand: larger ones can be chosen so that a dictionary takes without end to fill."""

Meaning = Callable[[str, str], Any]
Call = Callable[[Any, Any], Any]
Stored = Callable[[Any], Any]


@dataclass(slots=True)
class Machine:
    """Runs one pickle after the other from some bytes.

    `named` tells what a name of a module means, `called` what it gives for arguments, `stored` what stands outside of the pickle.
    """

    data: bytes
    named: Meaning
    called: Call
    stored: Stored
    place: int = 0
    stack: list[Any] = field(default_factory=list)
    marks: list[int] = field(default_factory=list)
    memo: dict[int, Any] = field(default_factory=dict)
    steps: int = 0

    def run(self) -> Any:
        """What the pickle at this place holds; the next begins behind it.

        Errors: `FileError` for a pickle that is damaged, has an instruction that no model needs, or too many.
        """
        self.stack, self.marks, self.memo = [], [], {}
        data, instructions = self.data, INSTRUCTIONS
        try:
            for step in range(self.steps, MAX_STEPS):
                code = data[self.place]
                self.place += 1
                if code == STOP:
                    self.steps = step
                    return self.stack.pop()
                instructions[code](self)
        except (IndexError, TypeError, AttributeError, UnicodeDecodeError, struct.error) as error:
            raise FileError(f"its pickle is damaged near byte {self.place:,}", hint=DAMAGED) from error
        except KeyError as error:
            raise FileError(f"its pickle has at byte {self.place:,} an instruction or a number of its own that no model needs", hint=DAMAGED) from error
        raise FileError(f"its pickle has more than {MAX_STEPS:,} instructions; more are not read")

    def number(self, form: struct.Struct) -> Any:
        """The number at this place."""
        place = self.place
        self.place += form.size
        return form.unpack_from(self.data, place)[0]

    def bytes(self, length: int) -> bytes:
        """The bytes at this place."""
        begin, self.place = self.place, self.place + length
        if length < 0 or self.place > len(self.data):
            raise IndexError
        return self.data[begin : self.place]

    def line(self) -> str:
        """The text up to the end of the line."""
        end = self.data.find(b"\n", self.place, self.place + 500)
        if end < 0:
            raise IndexError
        begin, self.place = self.place, end + 1
        return self.data[begin:end].decode("utf-8")

    def since_mark(self) -> list[Any]:
        """What was put on the stack since the last mark, taken from it."""
        mark = self.marks.pop()
        found = self.stack[mark:]
        del self.stack[mark:]
        return found

    def last(self, count: int) -> list[Any]:
        """The last values of the stack, taken from it."""
        if len(self.stack) < count:
            raise IndexError
        found = self.stack[len(self.stack) - count :]
        del self.stack[len(self.stack) - count :]
        return found


Instruction = Callable[[Machine], object]
INSTRUCTIONS: dict[int, Instruction] = {}
STOP = ord(".")


def _instruction(*codes: bytes) -> Callable[[Instruction], Instruction]:
    def enter(function: Instruction) -> Instruction:
        INSTRUCTIONS.update({code[0]: function for code in codes})
        return function

    return enter


def _constant(code: bytes, value: Any) -> None:
    INSTRUCTIONS[code[0]] = lambda machine: machine.stack.append(value)


def _number(code: bytes, form: str) -> None:
    packed = struct.Struct(form)
    INSTRUCTIONS[code[0]] = lambda machine: machine.stack.append(machine.number(packed))


def _text(code: bytes, form: str, as_text: bool) -> None:
    packed = struct.Struct(form)

    def put(machine: Machine) -> None:
        found = machine.bytes(machine.number(packed))
        machine.stack.append(found.decode("utf-8", "surrogatepass") if as_text else found)

    INSTRUCTIONS[code[0]] = put


def _whole_number(code: bytes, form: str) -> None:
    packed = struct.Struct(form)

    def put(machine: Machine) -> None:
        length = machine.number(packed)
        if length > MAX_INTEGER:
            raise KeyError(length)
        machine.stack.append(int.from_bytes(machine.bytes(length), "little", signed=True))

    INSTRUCTIONS[code[0]] = put


def _put(code: bytes, form: str) -> None:
    packed = struct.Struct(form)

    def put(machine: Machine) -> None:
        machine.memo[machine.number(packed)] = machine.stack[-1]

    INSTRUCTIONS[code[0]] = put


def _get(code: bytes, form: str) -> None:
    packed = struct.Struct(form)
    INSTRUCTIONS[code[0]] = lambda machine: machine.stack.append(machine.memo[machine.number(packed)])


def _tuple(code: bytes, length: int) -> None:
    INSTRUCTIONS[code[0]] = lambda machine: machine.stack.append(tuple(machine.last(length)))


for _code, _value in ((b"N", None), (b"\x88", True), (b"\x89", False), (b")", ())):
    _constant(_code, _value)
for _code, _form in ((b"K", "<B"), (b"M", "<H"), (b"J", "<i"), (b"G", ">d")):
    _number(_code, _form)
for _code, _form, _as_text in (
    (b"X", "<L", True), (b"\x8c", "<B", True), (b"\x8d", "<Q", True), (b"U", "<B", True), (b"T", "<i", True),
    (b"B", "<L", False), (b"C", "<B", False), (b"\x8e", "<Q", False), (b"\x96", "<Q", False),
):  # fmt: skip
    _text(_code, _form, _as_text)
for _code, _form in ((b"\x8a", "<B"), (b"\x8b", "<i")):
    _whole_number(_code, _form)
for _code, _form in ((b"q", "<B"), (b"r", "<L")):
    _put(_code, _form)
for _code, _form in ((b"h", "<B"), (b"j", "<L")):
    _get(_code, _form)
for _code, _length in ((b"\x85", 1), (b"\x86", 2), (b"\x87", 3)):
    _tuple(_code, _length)


@_instruction(b"\x80", b"\x95")
def _frame(machine: Machine) -> None:
    """The protocol, or how long the next stretch is: neither matters here."""
    machine.place += 1 if machine.data[machine.place - 1] == 0x80 else 8


@_instruction(b"(")
def _mark(machine: Machine) -> None:
    machine.marks.append(len(machine.stack))


@_instruction(b"t")
def _tuple_since_mark(machine: Machine) -> None:
    machine.stack.append(tuple(machine.since_mark()))


@_instruction(b"l", b"\x91")
def _list_since_mark(machine: Machine) -> None:
    machine.stack.append(machine.since_mark())


@_instruction(b"d")
def _dictionary_since_mark(machine: Machine) -> None:
    found = machine.since_mark()
    machine.stack.append({})
    _set(machine, found)


@_instruction(b"}")
def _dictionary(machine: Machine) -> None:
    machine.stack.append({})


@_instruction(b"]", b"\x8f")
def _list(machine: Machine) -> None:
    """A list; a set too, since nothing in it is a model's."""
    machine.stack.append([])


@_instruction(b"a")
def _append(machine: Machine) -> None:
    _extend(machine, machine.last(1))


@_instruction(b"e", b"\x90")
def _append_since_mark(machine: Machine) -> None:
    _extend(machine, machine.since_mark())


def _extend(machine: Machine, values: list[Any]) -> None:
    if isinstance(machine.stack[-1], list):
        machine.stack[-1].extend(values)


@_instruction(b"s")
def _set_item(machine: Machine) -> None:
    _set(machine, machine.last(2))


@_instruction(b"u")
def _set_items(machine: Machine) -> None:
    _set(machine, machine.since_mark())


def _set(machine: Machine, values: list[Any]) -> None:
    """Enter names and values; what has no simple name is no model's, and may take without end to compare."""
    target = machine.stack[-1]
    if isinstance(target, dict):
        for key, value in zip(values[::2], values[1::2], strict=False):
            if isinstance(key, str) or key is None or (isinstance(key, int) and abs(key) < MAX_KEY):
                target[key] = value


@_instruction(b"\x94")
def _memoize(machine: Machine) -> None:
    machine.memo[len(machine.memo)] = machine.stack[-1]


@_instruction(b"0")
def _pop(machine: Machine) -> None:
    machine.stack.pop()


@_instruction(b"c")
def _name(machine: Machine) -> None:
    machine.stack.append(machine.named(machine.line(), machine.line()))


@_instruction(b"\x93")
def _name_on_stack(machine: Machine) -> None:
    module, name = machine.last(2)
    if not (isinstance(module, str) and isinstance(name, str)):
        raise FileError(f"its pickle names {shown(name)}, which is no text", hint=DAMAGED)
    machine.stack.append(machine.named(module, name))


@_instruction(b"R", b"\x81")
def _call(machine: Machine) -> None:
    function, arguments = machine.last(2)
    machine.stack.append(machine.called(function, arguments))


@_instruction(b"b")
def _build(machine: Machine) -> None:
    """What is put into an object that is no dictionary: nothing of a model."""
    machine.last(1)


@_instruction(b"Q")
def _stored(machine: Machine) -> None:
    machine.stack.append(machine.stored(machine.stack.pop()))
