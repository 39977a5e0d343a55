"""Relatives of the LSTM and the GRU: with peepholes, projections and norms, or with fewer or more gates."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.definition import layer
from symcount.layers.recurrent import LSTM_EQUATIONS, LSTM_GATES, SEQUENCE, UNITS, WITHOUT_EFFECT, outputs_of_width, recurrent_kernels, recurrent_weights
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight

PEEPHOLES = ("input gate", "forget gate", "output gate")


def peephole_weights(units: Size, gates: tuple[str, ...] = PEEPHOLES, copies: Size = 1) -> Weight:
    """The gates look at the cell's state, each unit at its own."""
    return Weight("peepholes", (units,), each=gates, copies=copies, meaning="weights of the cell's state")


def norm_weights(name: str, units: Size, gates: tuple[str, ...] = ()) -> list[Weight]:
    """The gains and shifts of a normalisation inside a cell, which are there with or without biases."""
    return [
        Weight(f"{name}_gain", (units,), each=gates, kind="norm", meaning=f"gains of the norm of the {name}"),
        Weight(f"{name}_shift", (units,), each=gates, kind="norm", meaning=f"shifts of the norm of the {name}"),
    ]


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
        *recurrent_kernels(units, input_dim, projection_dim, LSTM_GATES),
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


@layer(
    title="coupled input-forget gate LSTM",
    aliases=("CIFG", "CoupledInputForgetGateLSTMCell", "cifg_lstm"),
    source="Greff et al. 2015, arXiv 1503.04069, the variant CIFG of section II; with peepholes = 1 as in the paper",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"z_t = \tanh(W_z x_t + R_z y_{t-1} + b_z)",
        r"i_t = \sigma(W_i x_t + R_i y_{t-1} + p_i \odot c_{t-1} + b_i)",
        r"f_t = 1 - i_t",
        r"c_t = f_t \odot c_{t-1} + i_t \odot z_t",
        r"o_t = \sigma(W_o x_t + R_o y_{t-1} + p_o \odot c_t + b_o)",
        r"y_t = o_t \odot \tanh(c_t)",
    ),
)
def coupled_lstm(units: Size, input_dim: Size, peepholes: Size = 0, bias: Size = 1) -> Iterable[Weight]:
    """LSTM that forgets as much as it lets in: one gate for both, and an output gate."""
    return [
        *recurrent_weights(units, input_dim, bias, ("input and forget gate", "candidate", "output gate")),
        peephole_weights(units, ("input and forget gate", "output gate"), peepholes),
    ]


@layer(
    title="LSTM with layer normalisation",
    aliases=("LayerNormLSTM", "LayerNormLSTMCell", "layer_normalized_lstm"),
    source="Ba, Kiros & Hinton 2016, arXiv 1607.06450, supplementary material, LSTM",
    without_effect=(*WITHOUT_EFFECT, "epsilon"),
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"(f_t, i_t, o_t, g_t) = \mathrm{LN}(W_h h_{t-1}; \alpha_1, \beta_1) + \mathrm{LN}(W_x x_t; \alpha_2, \beta_2) + b",
        r"c_t = \sigma(f_t) \odot c_{t-1} + \sigma(i_t) \odot \tanh(g_t)",
        r"h_t = \sigma(o_t) \odot \tanh(\mathrm{LN}(c_t; \alpha_3, \beta_3))",
    ),
)
def layer_norm_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM that normalises its map of the inputs, its map of the last outputs, and the state it shows."""
    return [
        *recurrent_weights(units, input_dim, bias, LSTM_GATES),
        *norm_weights("inputs", units, LSTM_GATES),
        *norm_weights("outputs", units, LSTM_GATES),
        *norm_weights("state", units),
    ]


@layer(
    title="phased LSTM",
    aliases=("PLSTM", "PhasedLSTMCell"),
    source="Neil, Pfeiffer & Liu 2016, arXiv 1610.09513, section 2; with peepholes = 1 as in its equations",
    without_effect=(*WITHOUT_EFFECT, "leak", "times of the inputs"),
    inputs={"x": SEQUENCE, "times": shape("batch_size timesteps")},
    outputs=UNITS,
    equation=(
        r"i_t = \sigma(x_t W_{xi} + h_{t-1} W_{hi} + w_{ci} \odot c_{t-1} + b_i)",
        r"f_t = \sigma(x_t W_{xf} + h_{t-1} W_{hf} + w_{cf} \odot c_{t-1} + b_f)",
        r"\tilde c_t = f_t \odot c_{t-1} + i_t \odot \tanh(x_t W_{xc} + h_{t-1} W_{hc} + b_c)",
        r"o_t = \sigma(x_t W_{xo} + h_{t-1} W_{ho} + w_{co} \odot \tilde c_t + b_o)",
        r"\phi_t = \frac{(t - s) \bmod \tau}{\tau}",
        r"k_t = \begin{cases} 2 \phi_t / r_{on} & \phi_t < r_{on} / 2 \\ 2 - 2 \phi_t / r_{on} & \phi_t < r_{on} \\ \alpha \phi_t & \text{else} \end{cases}",
        r"c_t = k_t \odot \tilde c_t + (1 - k_t) \odot c_{t-1}",
        r"h_t = k_t \odot o_t \odot \tanh(\tilde c_t) + (1 - k_t) \odot h_{t-1}",
    ),
)
def phased_lstm(units: Size, input_dim: Size, peepholes: Size = 0, bias: Size = 1) -> Iterable[Weight]:
    """LSTM with a further gate that time opens: each unit has a rhythm of its own, and keeps its state in between."""
    return [
        *recurrent_weights(units, input_dim, bias, LSTM_GATES),
        peephole_weights(units, copies=peepholes),
        Weight("time_gate", (units,), each=("period", "phase shift", "ratio open"), meaning="rhythm of each unit"),
    ]


@layer(
    title="JANET",
    aliases=("JANETCell", "forget_gate_lstm"),
    source="van der Westhuizen & Lasenby 2018, arXiv 1804.04849, section 3",
    without_effect=(*WITHOUT_EFFECT, "beta", "chrono initialisation"),
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"s_t = U_f h_{t-1} + W_f x_t + b_f",
        r"\tilde c_t = \tanh(U_c h_{t-1} + W_c x_t + b_c)",
        r"c_t = \sigma(s_t) \odot c_{t-1} + (1 - \sigma(s_t - \beta)) \odot \tilde c_t",
        r"h_t = c_t",
    ),
)
def janet(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM with nothing but its forget gate ("just another network")."""
    return recurrent_weights(units, input_dim, bias, ("forget gate", "candidate"))


@layer(
    title="light GRU",
    aliases=("LiGRU", "LiGRUCell"),
    source="Ravanelli et al. 2018, arXiv 1803.10225, section III, whose maps have no bias but the shift of their batch norm",
    without_effect=(*WITHOUT_EFFECT, "momentum", "epsilon"),
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"z_t = \sigma(\mathrm{BN}(W_z x_t) + U_z h_{t-1})",
        r"\tilde h_t = \mathrm{ReLU}(\mathrm{BN}(W_h x_t) + U_h h_{t-1})",
        r"h_t = z_t \odot h_{t-1} + (1 - z_t) \odot \tilde h_t",
    ),
)
def light_gru(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """GRU without the reset gate, whose map of the inputs has a batch norm instead of a bias."""
    gates = ("update gate", "candidate")
    return [
        *recurrent_kernels(units, input_dim, units, gates),
        Weight("gamma", (units,), each=gates, kind="norm", meaning="gains of the batch norm"),
        Weight("beta", (units,), each=gates, copies=bias, kind="bias", meaning="shifts of the batch norm"),
        Weight("moving_mean", (units,), each=gates, trainable=False, kind="norm", meaning="running means"),
        Weight("moving_variance", (units,), each=gates, trainable=False, kind="norm", meaning="running variances"),
    ]


@layer(
    title="NAS cell",
    aliases=("NASCell", "NASRNN", "NASLSTM"),
    source="Zoph & Le 2016, arXiv 1611.01578, section 4.2 and figure 8; without biases, as TensorFlow's contrib.rnn.NASCell where nothing is said",
    without_effect=WITHOUT_EFFECT,
    inputs=SEQUENCE,
    outputs=UNITS,
    equation=(
        r"a_k = W_k x_t, \quad u_k = U_k h_{t-1}, \quad k = 1, \dots, 8",
        r"l_1 = \tanh(\sigma(a_1 + u_1) \odot \mathrm{ReLU}(a_2 + u_2))",
        r"l_2 = \tanh(\sigma(a_3 + u_3) + \mathrm{ReLU}(a_4 \odot u_4))",
        r"l_3 = \tanh(\tanh(a_5 + u_5) \odot \sigma(a_6 + u_6))",
        r"l_4 = \sigma(\tanh(a_7 + u_7) + \sigma(a_8 + u_8))",
        r"c_t = \tanh(l_1 + c_{t-1}) \odot l_2",
        r"h_t = \tanh(c_t \odot \tanh(l_3 + l_4))",
    ),
)
def nas_cell(units: Size, input_dim: Size) -> Iterable[Weight]:
    """The recurrent cell that architecture search found: a tree with eight leaves, each fed by the input and the last output."""
    leaves = tuple(f"leaf {leaf}" for leaf in range(1, 9))
    return recurrent_kernels(units, input_dim, units, leaves)
