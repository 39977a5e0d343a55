"""Recurrent layers, by the ratio of their gates to their units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from symcount.models.explaining import Constructor
from symcount.models.recognition.grouping import Group

TORCH = {4: "LSTM", 3: "GRU", 1: "RNN"}
KERAS = {4: "LSTM", 3: "GRU", 1: "SimpleRNN"}
"""The layers by their number of gates."""


def recurrent(group: Group) -> Iterator[Constructor]:
    """PyTorch's layers on top of each other, in one direction or both, perhaps with projected outputs."""
    own = group.own
    is_projected = "weight_hr_l0" in own
    if not group.has(2, "weight_hh_l0", "weight_ih_l0", *(["weight_hr_l0"] if is_projected else [])):
        return
    rows, outputs = own["weight_hh_l0"]
    units = own["weight_hr_l0"][1] if is_projected else outputs
    depth = 1 + max(int(found[1]) for name in own if (found := re.search(r"_l(\d+)(_reverse)?$", name)))
    config = {"input_size": own["weight_ih_l0"][1], "hidden_size": units, "num_layers": depth, "bias": "bias_ih_l0" in own}
    both = {"bidirectional": "weight_hh_l0_reverse" in own}
    projected = {"proj_size": outputs} if is_projected else {}
    yield from (Constructor("torch", name, {**config, **both, **projected}) for name in _of(TORCH, rows, units))


def cell(group: Group) -> Iterator[Constructor]:
    """PyTorch's cells."""
    if group.has(2, "weight_hh", "weight_ih"):
        rows, units = group.own["weight_hh"]
        config = {"input_size": group.own["weight_ih"][1], "hidden_size": units, "bias": "bias_ih" in group.own}
        yield from (Constructor("torch", f"{name}Cell", config) for name in _of(TORCH, rows, units))


def keras_recurrent(group: Group) -> Iterator[Constructor]:
    """Keras' layers, with a bias for the inputs or, of a GRU, one for the last outputs too; two directions beside each other."""
    directions = [_inside(group.own, direction) for direction in ("forward", "backward")]
    if all(directions):
        for one, other in zip(*map(list, map(_one_direction, directions)), strict=False):
            layers = [{"layer": each.layer, "config": each.config} for each in (one, other)]
            yield Constructor("keras", "Bidirectional", {"layer": layers[0]}, one.inputs)
    else:
        yield from _one_direction(group.own)


def _inside(own: Mapping[str, tuple[int, ...]], direction: str) -> dict[str, tuple[int, ...]]:
    return {name.rpartition(".")[2]: shape for name, shape in own.items() if name.startswith(f"{direction}_")}


def _one_direction(own: Mapping[str, tuple[int, ...]]) -> Iterator[Constructor]:
    shapes = {name.rpartition(".")[2]: shape for name, shape in own.items()}
    kernel, again = shapes.get("kernel", ()), shapes.get("recurrent_kernel", ())
    if len(kernel) != 2 or len(again) != 2:
        return
    units, columns = again
    for name in _of(KERAS, columns, units):
        after = {"reset_after": len(shapes.get("bias", ())) == 2} if name == "GRU" else {}
        yield Constructor("keras", name, {"units": units, "use_bias": "bias" in shapes, **after}, ((None, None, kernel[0]),))


def _of(layers: Mapping[int, str], wide: int, units: int) -> list[str]:
    return [layers[wide // units]] if units and wide % units == 0 and wide // units in layers else []


FLAX = {"hg.kernel": "LSTMCell", "hn.kernel": "GRUCell", "dense_h.kernel": ""}
"""Flax' cells by a map that they have; one with all its gates side by side is known by their number."""


def flax_cell(group: Group) -> Iterator[Constructor]:
    """Flax' cells, their gates apart in linen and in nnx' LSTM, side by side in the others of nnx."""
    for name, layer in FLAX.items():
        if name in group.own and len(group.own[name]) == 2:
            units = group.own[name][0]
            width = next((shape[0] for own, shape in group.own.items() if own.startswith(("i", "dense_i")) and own.endswith("kernel") and len(shape) == 2), 1)
            sides = _of({4: "OptimizedLSTMCell", 3: "GRUCell", 1: "SimpleCell"}, group.own[name][1], units)
            if layer:
                yield Constructor("linen", layer, {"features": units}, ((None, width),))
            else:
                yield from (Constructor("flax", one, {"in_features": width, "hidden_features": units}) for one in sides)
