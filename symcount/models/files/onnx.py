"""ONNX: the initializers of the graph and of the graphs in it, by name and shape; neither their numbers nor other files are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from symcount.errors import FileError, shown
from symcount.frameworks.built import BuiltWeight
from symcount.models.files.onnx_uses import INVENTED, OPERATIONS, Node, names_by_use
from symcount.models.files.protobuf import LONGEST, Message, message
from symcount.models.files.span import DAMAGED, Span
from symcount.models.files.tensors import MAX_NAME, MAX_SIDES, Tensors, about_numbers, few_enough, tensor

MODEL_GRAPH, MODEL_PRODUCER, MODEL_FUNCTION = 7, 2, 25
GRAPH_NODE, GRAPH_INITIALIZER, GRAPH_SPARSE = 1, 5, 15
NODE_INPUT, NODE_OUTPUT, NODE_NAME, NODE_OPERATION, NODE_ATTRIBUTE, FUNCTION_NODE = 1, 2, 3, 4, 5, 7
ATTRIBUTE_NAME, ATTRIBUTE_NUMBER, ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS = 1, 3, 6, 11
TENSOR_SIDES, TENSOR_TYPE, TENSOR_NAME, TENSOR_RAW, TENSOR_PLACE = 1, 2, 8, 9, 14
TENSOR_NUMBERS = (4, 5, 6, 7, 10, 11)
SPARSE_VALUES, SPARSE_SIDES = 1, 3

EXTERNAL = 1

TYPES = {
    1: ("float32", 32), 2: ("uint8", 8), 3: ("int8", 8), 4: ("uint16", 16), 5: ("int16", 16), 6: ("int32", 32), 7: ("int64", 64), 8: ("text", 0),
    9: ("bool", 8), 10: ("float16", 16), 11: ("float64", 64), 12: ("uint32", 32), 13: ("uint64", 64), 14: ("complex64", 64), 15: ("complex128", 128),
    16: ("bfloat16", 16), 17: ("float8", 8), 18: ("float8", 8), 19: ("float8", 8), 20: ("float8", 8), 21: ("uint4", 4), 22: ("int4", 4), 23: ("float4", 4),
    24: ("float8", 8), 25: ("uint2", 2), 26: ("int2", 2),
}  # fmt: skip
"""The types of numbers: their usual name and how many bits one takes."""

MAX_DEPTH = 50
"""Graphs in graphs."""

MAX_NODES, MAX_INPUTS = 50_000, 5
"""Nodes that tell of layers, and their inputs, as many as are looked at."""


@dataclass(slots=True)
class _Found:
    """The initializers and the nodes of the outermost graph found so far."""

    weights: dict[str, BuiltWeight] = field(default_factory=dict)
    types: list[str] = field(default_factory=list)
    nodes: list[Node] = field(default_factory=list)
    outside: int = 0
    labels: dict[str, int] = field(default_factory=dict)

    def label(self, name: str) -> str:
        """The name of a node with graphs in it, and a number behind it where others have the same or none: names of nodes are optional."""
        label = name
        while label in self.labels:
            self.labels[name] += 1
            label = f"{name}_{self.labels[name]}"
        self.labels[label] = 1
        return label


def looks_like_onnx(head: bytes) -> bool:
    """Whether a file begins with a version of the format, below a hundred, as a field."""
    return head[:1] == b"\x08" and 0 < head[1] < 100 if len(head) > 1 else False


def read_onnx(file: Span) -> Tensors:
    """The initializers of a model. Constants in nodes are no parameters; whole numbers of 64 bits and texts are none either.

    Errors: `FileError` for a damaged file, names that stand in it twice, and graphs in graphs without end.
    """
    found, producer, has_graph = _Found(), "", False
    for number, value in message(file).fields():
        if number == MODEL_PRODUCER and isinstance(value, Message):
            producer = value.text(MAX_NAME)
        elif number == MODEL_GRAPH and isinstance(value, Message):
            has_graph = True
            _read_graph(value, "", found, 0)
        elif number == MODEL_FUNCTION and isinstance(value, Message):
            _read_nodes(value.parts(FUNCTION_NODE), "", found, 0)
    if not has_graph:
        raise FileError("it has no graph", hint="it is damaged, or no ONNX model")
    kind = f"ONNX ({producer})" if producer.isprintable() and producer else "ONNX"
    return Tensors(kind, tuple(found.weights.values()), by_use=names_by_use(found.nodes, found.weights), notes=_notes(found))


def _read_graph(graph: Message, prefix: str, found: _Found, depth: int) -> None:
    if depth > MAX_DEPTH:
        raise FileError("it has graphs in graphs without end")
    for number, value in graph.fields():
        if not isinstance(value, Message):
            continue
        if number == GRAPH_INITIALIZER:
            _read_tensor(value, prefix, found)
        elif number == GRAPH_SPARSE:
            _read_sparse(value, prefix, found)
        elif number == GRAPH_NODE:
            _read_nodes(iter([value]), prefix, found, depth)


def _read_nodes(nodes: Iterator[Message], prefix: str, found: _Found, depth: int) -> None:
    """The graphs that nodes have as attributes: branches and the bodies of loops."""
    for one in nodes:
        node, inner = _node(one)
        if not depth and node.operation in OPERATIONS and len(found.nodes) < MAX_NODES:
            found.nodes.append(node)
        label = one.allowance.keep(found.label(f"{prefix}{node.name or 'node'}")) if inner else ""
        for place, graph in enumerate(inner):
            _read_graph(graph, f"{label}.{place}/", found, depth + 1)


def _node(body: Message) -> tuple[Node, list[Message]]:
    """A node, and the graphs in it."""
    name = operation = ""
    inputs: list[str] = []
    outputs: list[str] = []
    attributes: list[Message] = []
    for number, value in body.fields():
        if not isinstance(value, Message):
            continue
        if number == NODE_INPUT:
            inputs.append(value.text(MAX_NAME))
        elif number == NODE_OUTPUT:
            outputs.append(value.text(MAX_NAME))
        elif number == NODE_NAME:
            name = value.text(MAX_NAME)
        elif number == NODE_OPERATION:
            operation = value.text(MAX_NAME)
        elif number == NODE_ATTRIBUTE:
            attributes.append(value)
    is_turned, inner = _attributes(attributes) if attributes else (False, [])
    return Node(name, operation, inputs[:MAX_INPUTS], outputs[:1], is_turned), inner


def _attributes(attributes: list[Message]) -> tuple[bool, list[Message]]:
    """Whether a node turns its second input around, and the graphs in it."""
    is_turned = False
    inner: list[Message] = []
    for attribute in attributes:
        parts = list(attribute.fields())
        inner.extend(one for number, one in parts if number in (ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS) and isinstance(one, Message))
        is_turned = is_turned or ((ATTRIBUTE_NUMBER, 1) in parts and any(number == ATTRIBUTE_NAME and _is_text(one, b"transB") for number, one in parts))
    return is_turned, inner


def _is_text(value: int | Message, text: bytes) -> bool:
    return isinstance(value, Message) and len(value.file) == len(text) and value.file.head(len(text)) == text


def _read_tensor(initializer: Message, prefix: str, found: _Found, shape: list[int] | None = None) -> None:
    sides: list[int] = []
    name, kind, size, raw, is_outside = "", 0, 0, -1, False
    for number, value in initializer.fields():
        if number == TENSOR_SIDES:
            sides.extend(_sides(value))
        elif isinstance(value, int):
            kind, is_outside = (value if number == TENSOR_TYPE else kind), is_outside or (number == TENSOR_PLACE and value == EXTERNAL)
        elif number == TENSOR_NAME:
            name = value.text(MAX_NAME)
        elif number == TENSOR_RAW:
            raw = len(value.file)
        elif number in TENSOR_NUMBERS:
            size += len(value.file)
    weight = _weight(prefix + name, shape or sides, kind)
    if shape is None and not is_outside:
        _check_size(weight, TYPES[kind][1], raw, size)
    if weight.name in found.weights:
        raise FileError(f"{shown(weight.name)} stands in it twice", hint=DAMAGED)
    found.weights[weight.name] = weight
    found.types.append(TYPES[kind][0])
    found.outside += is_outside
    few_enough(len(found.weights))


def _sides(value: int | Message) -> list[int]:
    """One side, or several in one field; negative ones are written as two's complement."""
    if isinstance(value, Message) and len(value.file) > LONGEST * MAX_SIDES:
        raise FileError(f"a shape in it would be {len(value.file):,} bytes", hint=DAMAGED)
    found = value.numbers() if isinstance(value, Message) else [value]
    return [side - 2**64 if side >= 2**63 else side for side in found]


def _weight(name: str, sides: list[int], kind: int) -> BuiltWeight:
    """An initializer; what chooses or counts, a text, and a number alone without a name of its own are no parameters."""
    if kind not in TYPES:
        raise FileError(f"{shown(name)} is of numbers that are not known: type {kind:,}", hint=DAMAGED)
    numbers = TYPES[kind][0]
    weight = tensor(name, sides, numbers)
    is_constant = numbers == "text" or (not sides and INVENTED.fullmatch(name) is not None)
    return replace(weight, trainable=False, is_buffer=True) if is_constant else weight


def _check_size(weight: BuiltWeight, bits: int, raw: int, size: int) -> None:
    """Make sure that the numbers of a tensor are there."""
    count = weight.count
    assert isinstance(count, int)
    if (raw >= 0 and raw != -(-count * bits // 8)) or (raw < 0 and bits and size * 8 < count):
        raise FileError(f"{shown(weight.name)} of shape {shown(list(weight.shape))} has no such numbers in it", hint=DAMAGED)


def _read_sparse(sparse: Message, prefix: str, found: _Found) -> None:
    """A sparse tensor has the name of its values, and sides of its own."""
    sides: list[int] = []
    values = None
    for number, value in sparse.fields():
        if number == SPARSE_SIDES:
            sides.extend(_sides(value))
        elif number == SPARSE_VALUES and isinstance(value, Message):
            values = value
    if values is None:
        raise FileError("a sparse tensor of it has no values", hint=DAMAGED)
    _read_tensor(values, prefix, found, sides)


def _notes(found: _Found) -> tuple[str, ...]:
    invented = sum(INVENTED.fullmatch(weight.name.rpartition("/")[2]) is not None and not weight.is_buffer for weight in found.weights.values())
    outside = (f"the numbers of {_tensors(found.outside)} lie in other files, which are not opened",) if found.outside else ()
    unnamed = (f"{_tensors(invented)} with a name that the converter made up: a constant among them counts as a parameter",) if invented else ()
    return (*outside, *unnamed, *about_numbers(found.types))


def _tensors(count: int) -> str:
    return "1 tensor" if count == 1 else f"{count:,} tensors"
