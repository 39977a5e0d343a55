"""The order of axes, as Keras and PyTorch have it."""

from __future__ import annotations

import pytest

from symcount.frameworks import axis_orders
from symcount.layers import find


@pytest.mark.parametrize(
    "layer, orders",
    [
        (
            "conv2d",
            {
                "keras": "(batch_size, input_height, input_width, input_channels)",
                "torch": "(batch_size, input_channels, input_height, input_width)",
            },
        ),
        (
            "conv_lstm1d",
            {
                "keras": "(batch_size, timesteps, input_length, input_channels)",
                "torch": "(batch_size, timesteps, input_channels, input_length)",
            },
        ),
        ("dense", {"keras": "(batch_size, ..., input_dim)"}),
        ("graph_sage", {"keras": "(num_nodes, input_dim)"}),
        ("lstm", {"keras": "(batch_size, timesteps, input_dim)", "torch": "(timesteps, batch_size, input_dim)"}),
    ],
)
def test_what_enters(layer: str, orders: dict[str, str]) -> None:
    found = axis_orders([find(layer).inputs[""]])
    assert [str(shape) for _, (shape,) in found] == list(orders.values())
    assert all(name in frameworks for name, (frameworks, _) in zip(orders, found, strict=True))


def test_with_batch_first_pytorch_has_the_axes_as_keras_has_them() -> None:
    assert ["torch" in frameworks for frameworks, _ in axis_orders([find("lstm").inputs[""]])] == [True, True]
    assert ["torch" in frameworks for frameworks, _ in axis_orders([find("conv1d").inputs[""]])] == [False, True]


def test_what_leaves_has_the_order_of_what_enters() -> None:
    vit = find("vit")
    (_, (enters, leaves)) = axis_orders([vit.inputs[""], vit.outputs[""]])[1]
    assert (str(enters), str(leaves)) == ("(batch_size, input_channels, input_height, input_width)", "(batch_size, output_dim)")
