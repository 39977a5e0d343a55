"""Layers of ONNX by the nodes that use their tensors."""

from __future__ import annotations

from pathlib import Path

import pytest

from symcount.frameworks.built import BuiltWeight
from symcount.models.files import read
from symcount.models.files.onnx_uses import Node, names_by_use
from tests.models.files.recorded import FOLDER
from tests.models.files.written import entry, onnx, onnx_tensor

PRODUCT = Node("/fc/MatMul", "MatMul", ["x", "onnx::MatMul_7"], ["y"])
BATCH_NORM = ["x", "g", "b", "m", "v"]

CASES: dict[str, tuple[list[Node], dict[str, tuple[int, ...]], dict[str, str]]] = {
    "a product alone": ([PRODUCT], {"onnx::MatMul_7": (4, 3)}, {"onnx::MatMul_7": "fc/MatMul.kernel"}),
    "a product and its bias": (
        [PRODUCT, Node("", "Add", ["fc.bias", "y"], ["z"])],
        {"onnx::MatMul_7": (4, 3), "fc.bias": (3,)},
        {"onnx::MatMul_7": "fc.kernel", "fc.bias": "fc.bias"},
    ),
    "a sum with something else": ([PRODUCT, Node("", "Add", ["table", "y"], ["z"])], {"table": (5, 3)}, {}),
    "turned around": ([Node("g", "Gemm", ["x", "w", "c"], ["y"], is_turned=True)], {"w": (3, 4), "c": (3,)}, {"w": "g.weight", "c": "g.bias"}),
    "not turned around": ([Node("g", "Gemm", ["x", "w"], ["y"])], {"w": (4, 3)}, {"w": "g.kernel"}),
    "a batch norm": (
        [Node("n", "BatchNormalization", BATCH_NORM, ["y"])],
        dict.fromkeys(BATCH_NORM[1:], (3,)),
        {"g": "n.weight", "b": "n.bias", "m": "n.running_mean", "v": "n.running_var"},
    ),
    "two layers with one tensor": ([Node("a", "Conv", ["x", "w"], ["y"]), Node("b", "Conv", ["y", "w"], ["z"])], {"w": (3, 3, 1)}, {"w": "a.weight"}),
    "a name that is taken": ([Node("a", "Conv", ["x", "w"], ["y"])], {"w": (3, 3, 1), "a.weight": (3,)}, {}),
    "no layer": ([Node("r", "Reshape", ["x", "shape"], ["y"])], {"shape": (2,)}, {}),
    "a cycle": ([Node("a", "Add", ["y", "y"], ["y"]), Node("m", "MatMul", ["y", "w"], ["y"])], {"w": (3, 3)}, {"w": "m.kernel"}),
}  # fmt: skip


@pytest.mark.parametrize("kind", CASES)
def test_names_by_use(kind: str) -> None:
    nodes, shapes, expected = CASES[kind]
    assert names_by_use(nodes, {name: BuiltWeight(name, shape) for name, shape in shapes.items()}) == expected


def test_layers_of_an_export() -> None:
    parts = read(FOLDER / "exported.onnx").parts
    assert [str(part.layer and part.layer.layer.name) for part in parts] == ["conv1d", "conv1d"]


def test_tensors_keep_their_own_names(tmp_path: Path) -> None:
    def node(operation: str, *inputs: str, output: str) -> bytes:
        return b"".join(entry(1, name.encode()) for name in inputs) + entry(2, output.encode()) + entry(4, operation.encode())

    product, added = node("MatMul", "x", "onnx::MatMul_7", output="y"), node("Add", "fc.bias", "y", output="z")
    initializers = [onnx_tensor("onnx::MatMul_7", (13, 5)), onnx_tensor("fc.bias", (5,))]
    (tmp_path / "model.onnx").write_bytes(onnx(*initializers, nodes=[product, added]))
    (part,) = read(tmp_path / "model.onnx").parts
    assert (part.name, str(part.layer)) == ("fc", "dense(units=5, input_dim=13, bias=1): 70")
    assert sorted(weight.name for weight in part.weights) == ["fc.bias", "onnx::MatMul_7"]
