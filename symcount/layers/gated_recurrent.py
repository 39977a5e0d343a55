"""Relatives of the LSTM and the GRU: with peepholes, projections and norms, or with fewer gates."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.definition import layer
from symcount.layers.recurrent import LSTM_EQUATIONS, LSTM_GATES, SEQUENCE, UNITS, WITHOUT_EFFECT, outputs_of_width, recurrent_weights
from symcount.layers.weight import Size, Weight

PEEPHOLES = ("input gate", "forget gate", "output gate")


def peephole_weights(units: Size) -> Weight:
    """The gates look at the cell's state, each unit at its own."""
    return Weight("peepholes", (units,), each=PEEPHOLES, meaning="weights of the cell's state")


@layer(
    title="peephole LSTM",
    aliases=("PeepholeLSTMCell",),
    source="Gers, Schraudolph & Schmidhuber 2002, JMLR 3",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"i_t = \sigma(W_i x_t + U_i h_{t-1} + p_i \odot c_{t-1} + b_i)",
        r"f_t = \sigma(W_f x_t + U_f h_{t-1} + p_f \odot c_{t-1} + b_f)",
        r"\tilde c_t = \tanh(W_c x_t + U_c h_{t-1} + b_c)",
        r"c_t = f_t \odot c_{t-1} + i_t \odot \tilde c_t",
        r"o_t = \sigma(W_o x_t + U_o h_{t-1} + p_o \odot c_t + b_o)",
        r"h_t = o_t \odot \tanh(c_t)",
    ),
)
def peephole_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM whose three gates also see the cell's state, each unit its own."""
    return [*recurrent_weights(units, input_dim, bias, LSTM_GATES), peephole_weights(units)]


@layer(
    title="projected LSTM",
    aliases=("LSTMP",),
    source="Sak, Senior & Beaufays 2014, arXiv 1402.1128, section 2; torch.nn.LSTM(proj_size)",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=outputs_of_width(symbol("projection_dim")),
    equation=(*LSTM_EQUATIONS[:-1], r"h_t = R(o_t \odot \tanh(c_t))"),
)
def projected_lstm(units: Size, input_dim: Size, projection_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM whose output is projected to a narrower one, which is what the gates see of the last step."""
    return [
        Weight("kernel", (input_dim, units), each=LSTM_GATES, meaning="weights of the inputs"),
        Weight("recurrent_kernel", (projection_dim, units), each=LSTM_GATES, meaning="weights of the last outputs"),
        Weight("bias", (units,), each=LSTM_GATES, copies=bias, kind="bias", meaning="bias vector"),
        Weight("projection", (units, projection_dim), meaning="from the cells to the outputs"),
    ]


@layer(
    aliases=("MGU", "MGUCell"),
    source="Zhou et al. 2016, arXiv 1603.09420; flax.linen.MGUCell",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"f_t = \sigma(W_f x_t + U_f h_{t-1} + b_f)",
        r"\tilde h_t = \tanh(W_h x_t + U_h (f_t \odot h_{t-1}) + b_h)",
        r"h_t = (1 - f_t) \odot h_{t-1} + f_t \odot \tilde h_t",
    ),
)
def minimal_gated_unit(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Minimal gated unit: one gate, and a candidate."""
    return recurrent_weights(units, input_dim, bias, ("forget gate", "candidate"))
