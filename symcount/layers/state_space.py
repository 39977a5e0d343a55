"""State-space layers."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight


@layer(
    title="Mamba mixer",
    aliases=("MambaMixer", "mamba_block"),
    source="Gu & Dao 2023, arXiv 2312.00752; https://github.com/state-spaces/mamba",
    without_effect=("time steps", "batch size", "dt_min", "dt_max", "activation"),
    inputs=shape("batch_size timesteps d_model"),
    outputs=shape("batch_size timesteps d_model"),
    equation=(
        r"[x_t; z_t] = W_{\mathrm{in}} u_t, \quad \hat x_t = \mathrm{SiLU}(\mathrm{conv1d}(x)_t)",
        r"[\delta_t; B_t; C_t] = W_x \hat x_t, \quad \Delta_t = \mathrm{softplus}(W_\Delta \delta_t + b_\Delta)",
        r"\bar A_t = \exp(\Delta_t A), \quad \bar B_t = \Delta_t B_t, \quad A = -\exp(A_{\log})",
        r"h_t = \bar A_t \odot h_{t-1} + \bar B_t \hat x_t",
        r"y_t = C_t h_t + D \odot \hat x_t",
        r"o_t = W_{\mathrm{out}} (y_t \odot \mathrm{SiLU}(z_t))",
    ),
)
def mamba(d_model: Size, expansion: Size, state_dim: Size, conv_width: Size, dt_rank: Size) -> Iterable[Weight]:
    """Mamba's mixer: up to twice the inner width, a depthwise convolution, a selective state space, and back; without its norm."""
    inner = expansion * d_model
    return [
        Weight("in_proj", (d_model, inner), each=("inputs", "gate"), meaning="from the model to the inner width"),
        Weight("conv1d.kernel", (conv_width, inner), meaning="kernel of each channel alone"),
        Weight("conv1d.bias", (inner,), kind="bias", meaning="bias of the convolution"),
        Weight("x_proj", (inner, dt_rank + 2 * state_dim), meaning="from the inputs to time step, B and C"),
        Weight("dt_proj.kernel", (dt_rank, inner), meaning="from the rank to the time step of each channel"),
        Weight("dt_proj.bias", (inner,), kind="bias", meaning="bias of the time steps"),
        Weight("A_log", (inner, state_dim), meaning="decay of each state"),
        Weight("D", (inner,), meaning="weight of the direct way of each channel"),
        Weight("out_proj", (inner, d_model), meaning="back to the model"),
    ]
