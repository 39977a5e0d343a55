"""Relatives of the LSTM and the GRU: with peepholes, projections and norms, or with fewer gates."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.definition import Size, Weight, layer, part
from symcount.layers.normalization import gain_and_shift
from symcount.layers.recurrent import LSTM_GATES, WITHOUT_EFFECT, recurrent_weights

PEEPHOLES = ("input gate", "forget gate", "output gate")


def peephole_weights(units: Size) -> Weight:
    """The gates look at the cell's state, each unit at its own."""
    return Weight("peepholes", (units,), each=PEEPHOLES, meaning="weights of the cell's state")


@layer(
    aliases=("PeepholeLSTMCell",),
    source="Gers, Schraudolph & Schmidhuber 2002, JMLR 3",
    without_effect=WITHOUT_EFFECT,
)
def peephole_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM whose three gates also see the cell's state, each unit its own."""
    return [*recurrent_weights(units, input_dim, bias, LSTM_GATES), peephole_weights(units)]


@layer(
    aliases=("LSTMP",),
    source="Sak, Senior & Beaufays 2014, arXiv 1402.1128, section 2; torch.nn.LSTM(proj_size)",
    without_effect=WITHOUT_EFFECT,
)
def projected_lstm(units: Size, input_dim: Size, projection_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM whose output is projected to a narrower one, which is what the gates see of the last step."""
    return [
        Weight("kernel", (input_dim, units), each=LSTM_GATES, meaning="weights of the inputs"),
        Weight("recurrent_kernel", (projection_dim, units), each=LSTM_GATES, meaning="weights of the last outputs"),
        Weight("bias", (units,), each=LSTM_GATES, copies=bias, kind="bias", meaning="bias vector"),
        Weight("projection", (units, projection_dim), meaning="from the cells to the outputs"),
    ]


@layer(aliases=("CIFG", "CoupledInputForgetGate"), source="Greff et al. 2015, arXiv 1503.04069", without_effect=WITHOUT_EFFECT)
def coupled_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM whose forget gate is one less the input gate: two gates and a candidate."""
    return recurrent_weights(units, input_dim, bias, ("input gate", "candidate", "output gate"))


@layer(aliases=("LayerNormLSTMCell",), source="Ba et al. 2016, arXiv 1607.06450, supplementary material", without_effect=WITHOUT_EFFECT)
def layer_norm_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM that normalises what its gates get from the input, what they get from the last output, and the cell's state."""
    return [
        *recurrent_weights(units, input_dim, bias, LSTM_GATES),
        *part("input_norm", gain_and_shift(4 * units, 1)),
        *part("recurrent_norm", gain_and_shift(4 * units, 1)),
        *part("state_norm", gain_and_shift(units, 1)),
    ]


@layer(source="Neil, Pfeiffer & Liu 2016, arXiv 1610.09513", without_effect=WITHOUT_EFFECT)
def phased_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """LSTM with a time gate: each unit has a period, a phase and the part of the period in which it is open."""
    clock = Weight("clock", (units,), each=("period", "phase", "open ratio"), meaning="rhythm of the time gate")
    return [*recurrent_weights(units, input_dim, bias, LSTM_GATES), clock]


@layer(aliases=("MGU", "MGUCell"), source="Zhou et al. 2016, arXiv 1603.09420; flax.linen.MGUCell", without_effect=WITHOUT_EFFECT)
def minimal_gated_unit(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Minimal gated unit: one gate, and a candidate."""
    return recurrent_weights(units, input_dim, bias, ("forget gate", "candidate"))


@layer(source="van der Westhuizen & Lasenby 2018, arXiv 1804.04849", without_effect=WITHOUT_EFFECT)
def janet(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """JANET, just another network: an LSTM with the forget gate alone, and a candidate."""
    return recurrent_weights(units, input_dim, bias, ("forget gate", "candidate"))


@layer(aliases=("LiGRU",), source="Ravanelli et al. 2018, arXiv 1803.10225", without_effect=WITHOUT_EFFECT)
def light_gru(units: Size, input_dim: Size) -> Iterable[Weight]:
    """Light GRU: an update gate and a candidate whose inputs are batch-normalised, so that they need no bias."""
    gates = ("update gate", "candidate")
    return [*recurrent_weights(units, input_dim, 0, gates)[:2], *part("norm", gain_and_shift(2 * units, 1))]


@layer(source="Feng et al. 2024, arXiv 2410.01201", without_effect=WITHOUT_EFFECT)
def min_gru(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Minimal GRU: an update gate and a candidate that see the input only, so that all steps are computed at once."""
    return affine_weights(units, input_dim, bias, ("update gate", "candidate"))


@layer(source="Feng et al. 2024, arXiv 2410.01201", without_effect=WITHOUT_EFFECT)
def min_lstm(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Minimal LSTM: input and forget gates and a candidate that see the input only, so that all steps are computed at once."""
    return affine_weights(units, input_dim, bias, ("input gate", "forget gate", "candidate"))


@layer(source="Lei et al. 2017, arXiv 1709.02755", without_effect=WITHOUT_EFFECT)
def sru(units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Simple recurrent unit of inputs as wide as its state: a candidate and two gates, which see the state of their own unit only."""
    return [
        Weight("kernel", (units, units), each=("candidate", "forget gate", "reset gate"), meaning="weights of the inputs"),
        Weight("v", (units,), each=("forget gate", "reset gate"), meaning="weights of the last state"),
        Weight("bias", (units,), each=("forget gate", "reset gate"), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(source="Bradbury et al. 2016, arXiv 1611.01576 (fo-pooling)", without_effect=WITHOUT_EFFECT)
def qrnn(units: Size, input_dim: Size, kernel_size: Size, bias: Size = 1) -> Iterable[Weight]:
    """Quasi-recurrent layer: a convolution in time gives the candidate and the forget and output gates; pooling has no weights."""
    gates = ("candidate", "forget gate", "output gate")
    return affine_weights(units, kernel_size * input_dim, bias, gates)


@layer(aliases=("IndRNNCell",), source="Li et al. 2018, arXiv 1803.04831", without_effect=WITHOUT_EFFECT)
def indrnn(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Independently recurrent layer: each unit sees its own last output only."""
    return [*affine_weights(units, input_dim, bias), Weight("recurrent_kernel", (units,), meaning="weight of the unit's own last output")]


@layer(aliases=("NASCell",), source="Zoph & Le 2016, arXiv 1611.01578; tf.contrib.rnn.NASCell", without_effect=WITHOUT_EFFECT)
def nas_cell(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """The recurrent cell that a search found: eight maps of the input and eight of the last output, joined as a tree."""
    return recurrent_weights(units, input_dim, bias, tuple(f"node {place}" for place in range(1, 9)))
