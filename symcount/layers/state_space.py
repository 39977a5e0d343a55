"""State-space layers."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import layer
from symcount.layers.weight import Size, Weight


@layer(
    title="Mamba mixer",
    aliases=("MambaMixer", "mamba_block"),
    source="Gu & Dao 2023, arXiv 2312.00752; https://github.com/state-spaces/mamba",
    without_effect=("time steps", "batch size", "dt_min", "dt_max", "activation"),
)
def mamba(d_model: Size, expansion: Size, state_dim: Size, conv_width: Size, dt_rank: Size) -> Iterable[Weight]:
    """Mamba's mixer: up to twice the inner width, a depthwise convolution, a selective state space, and back; without its norm."""
    inner = expansion * d_model
    return [
        Weight("in_proj", (d_model, 2 * inner), meaning="from the model to the inputs and their gate"),
        Weight("conv1d.kernel", (conv_width, inner), meaning="kernel of each channel alone"),
        Weight("conv1d.bias", (inner,), kind="bias", meaning="bias of the convolution"),
        Weight("x_proj", (inner, dt_rank + 2 * state_dim), meaning="from the inputs to time step, B and C"),
        Weight("dt_proj.kernel", (dt_rank, inner), meaning="from the rank to the time step of each channel"),
        Weight("dt_proj.bias", (inner,), kind="bias", meaning="bias of the time steps"),
        Weight("A_log", (inner, state_dim), meaning="decay of each state"),
        Weight("D", (inner,), meaning="weight of the direct way of each channel"),
        Weight("out_proj", (inner, d_model), meaning="back to the model"),
    ]
