"""ONNX: initializers wherever they stand, and files that are damaged or hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcount.errors import FileError
from tests.models.files.written import entry, onnx, onnx_tensor, read_bytes, shapes

WEIGHT = onnx_tensor("fc.weight", (5, 13))
OUTSIDE = entry(1, 1000) + entry(1, 1000) + entry(2, 1) + entry(8, b"big") + entry(14, 1) + entry(13, entry(1, b"location") + entry(2, b"../../etc/passwd"))


def node(name: str, *graphs: bytes) -> bytes:
    return entry(3, name.encode()) + b"".join(entry(5, entry(6, graph)) for graph in graphs)


def test_names_and_shapes(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, onnx(WEIGHT, onnx_tensor("fc.bias", (5,)), onnx_tensor("axes", (2,), 7, bytes(16))))
    assert found.kind == "ONNX (test)"
    assert shapes(found) == {"fc.weight": (5, 13), "fc.bias": (5,), "axes": (2,)}
    assert [weight.is_buffer for weight in found.weights] == [False, False, True]


def test_sides_in_one_field(tmp_path: Path) -> None:
    packed = entry(1, b"\x05\x0d") + entry(2, 1) + entry(8, b"a") + entry(9, bytes(260))
    assert shapes(read_bytes(tmp_path, onnx(packed))) == {"a": (5, 13)}


def test_other_files_are_not_opened(tmp_path: Path) -> None:
    found = read_bytes(tmp_path, onnx(OUTSIDE))
    assert shapes(found) == {"big": (1000, 1000)}
    assert found.notes == ("the numbers of 1 tensor lie in other files, which are not opened",)


def test_graphs_in_graphs(tmp_path: Path) -> None:
    branches = node("if", entry(5, WEIGHT), entry(5, WEIGHT))
    assert set(shapes(read_bytes(tmp_path, onnx(WEIGHT, nodes=[branches])))) == {"fc.weight", "if.0/fc.weight", "if.1/fc.weight"}


def test_graphs_of_nodes_without_a_name(tmp_path: Path) -> None:
    """Names of nodes are optional, and graphs beside each other may have the same names in them."""
    nodes = [node("", entry(5, WEIGHT)), node("node_2", entry(5, WEIGHT)), node("", entry(5, WEIGHT)), node("node_2", entry(5, WEIGHT))]
    found = shapes(read_bytes(tmp_path, onnx(nodes=nodes)))
    assert list(found) == ["node.0/fc.weight", "node_2.0/fc.weight", "node_3.0/fc.weight", "node_2_2.0/fc.weight"]


def sparse(sides: bytes) -> bytes:
    """A model with a sparse tensor, its sides in one field."""
    return entry(1, 9) + entry(7, entry(15, entry(1, entry(2, 1) + entry(8, b"a")) + entry(3, sides)))


def test_a_sparse_tensor(tmp_path: Path) -> None:
    assert shapes(read_bytes(tmp_path, sparse(b"\x05\x0d"))) == {"a": (5, 13)}


def test_constants_are_no_parameters(tmp_path: Path) -> None:
    constant = entry(4, b"Constant") + entry(5, entry(1, b"value") + entry(5, onnx_tensor("k", (9,))))
    found = read_bytes(tmp_path, onnx(onnx_tensor("val_7", ()), onnx_tensor("scale", ()), nodes=[constant]))
    assert [(weight.name, weight.is_buffer) for weight in found.weights] == [("val_7", True), ("scale", False)]


def test_a_cycle_of_nodes_is_no_concern(tmp_path: Path) -> None:
    cycle = [entry(1, b"a") + entry(2, b"b"), entry(1, b"b") + entry(2, b"a")]
    assert shapes(read_bytes(tmp_path, onnx(WEIGHT, nodes=cycle))) == {"fc.weight": (5, 13)}


def deep(levels: int) -> bytes:
    graph = entry(5, WEIGHT)
    for _ in range(levels):
        graph = entry(1, node("if", graph))
    return entry(1, 9) + entry(7, graph)


FAULTS = {
    "no graph": (entry(1, 9), "it has no graph"),
    "cut off": (onnx(WEIGHT)[:-1], "would end behind what it stands in"),
    "graphs without end": (deep(2_000), "graphs in graphs without end"),
    "a negative side": (onnx(onnx_tensor("a", (-2, -3), raw=bytes(24))), "the sides of 'a' are whole numbers from 0 on, not -2"),
    "a huge side": (onnx(onnx_tensor("a", (2**62, 3), raw=bytes(24))), "no model has so many numbers"),
    "numbers that are missing": (onnx(onnx_tensor("a", (10**6, 10**6), raw=b"")), "'a' of shape [1000000, 1000000] has no such numbers in it"),
    "no numbers": (onnx(entry(1, 9) + entry(2, 1) + entry(8, b"a")), "'a' of shape [9] has no such numbers in it"),
    "a name twice": (onnx(WEIGHT, WEIGHT), "'fc.weight' stands in it twice"),
    "a long name": (onnx(onnx_tensor("a" * 10**6, (2,))), "a name in it would be 1,000,000 bytes"),
    "no UTF-8": (onnx(entry(8, b"\xff")), "a text in it is no UTF-8"),
    "an unknown type": (onnx(onnx_tensor("a", (2,), 99)), "numbers that are not known: type 99"),
    "sides of more bytes than any": (onnx(entry(1, b"\1" * 641) + entry(2, 1) + entry(8, b"a")), "a shape in it would be 641 bytes"),
    "as many of a sparse tensor": (sparse(b"\1" * 641), "a shape in it would be 641 bytes"),
    "many sides": (onnx(onnx_tensor("a", (1,) * 65)), "'a' has 65 sides"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_faults(tmp_path: Path, kind: str) -> None:
    content, message = FAULTS[kind]
    with pytest.raises(FileError) as error:
        read_bytes(tmp_path, content, "model.onnx")
    assert message in str(error.value)
