"""Which layer an initializer of ONNX belongs to, by the nodes that use it: names alone do not tell, since converters make many of them up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from symcount.frameworks.built import BuiltWeight

ROLES: Mapping[str, Mapping[int, str]] = {
    "Conv": {1: "weight", 2: "bias"},
    "Gemm": {1: "kernel", 2: "bias"},
    "MatMul": {1: "kernel"},
    "BatchNormalization": {1: "weight", 2: "bias", 3: "running_mean", 4: "running_var"},
    "LayerNormalization": {1: "weight", 2: "bias"},
    "Gather": {0: "embeddings"},
}
"""What the inputs of a node are to its layer. A dense layer's kernel has the inputs first, unless the node turns it around."""

OPERATIONS = frozenset({*ROLES, "Add"})
"""What nodes do that tell of layers."""

TURNED = {"kernel": "weight"}
INVENTED = re.compile(r"val_\d+|onnx::\w+|\d+|const\w*")
"""Names that a converter makes up, for constants and for weights that it has turned around."""


@dataclass(frozen=True, slots=True)
class Node:
    """An operation: its name, what it does, and the names of what enters and leaves it; `is_turned` if it turns its second input around."""

    name: str
    operation: str
    inputs: Sequence[str]
    outputs: Sequence[str]
    is_turned: bool = False


def names_by_use(nodes: Iterable[Node], initializers: Mapping[str, BuiltWeight]) -> dict[str, str]:
    """Initializers by their layer and what they are to it, as PyTorch or Keras would name them; those that no layer uses are left out.

    >>> nodes = [Node("/fc/MatMul", "MatMul", ["x", "onnx::MatMul_7"], ["y"]), Node("/fc/Add", "Add", ["fc.bias", "y"], ["z"])]
    >>> names_by_use(nodes, {"onnx::MatMul_7": BuiltWeight("onnx::MatMul_7", (4, 3)), "fc.bias": BuiltWeight("fc.bias", (3,))})
    {'onnx::MatMul_7': 'fc.kernel', 'fc.bias': 'fc.bias'}
    """
    found: dict[str, str] = {}
    taken = set(initializers)
    for node, uses in _with_uses(list(nodes), initializers):
        names = [name for name in uses.values() if name not in found]
        layer = next((name.rpartition(".")[0] for name in names if "." in name and not INVENTED.fullmatch(name)), node.name.strip("/"))
        for role, name in uses.items():
            by_use = f"{layer}.{role}" if layer else name
            if name not in found and (by_use == name or by_use not in taken):
                taken.add(by_use)
                found[name] = by_use
    return found


def _with_uses(nodes: list[Node], initializers: Mapping[str, BuiltWeight]) -> Iterator[tuple[Node, dict[str, str]]]:
    """The nodes that are layers, and what their initializers are to them: a sum behind a product adds its bias."""
    sums = {name: node for node in nodes if node.operation == "Add" for name in node.inputs}
    for node in nodes:
        uses = {
            TURNED.get(role, role) if node.is_turned else role: node.inputs[place]
            for place, role in ROLES.get(node.operation, {}).items()
            if place < len(node.inputs) and node.inputs[place] in initializers
        }
        if node.operation == "MatMul" and uses:
            added = [name for output in node.outputs if output in sums for name in sums[output].inputs]
            uses.update([("bias", name) for name in added if name in initializers and len(initializers[name].shape) == 1])
        if uses:
            yield node, uses
