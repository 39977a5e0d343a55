"""Prints the counts of literature_recurrent.py that implementations give when they are run.

    python tests/layers/record_literature_recurrent.py torch_packages mingru_keras

runs the functions that are named, since no environment holds all of these packages at once:

- tensorflow_contrib: Python 3.7, tensorflow 1.15.5, protobuf 3.20.3, numpy 1.18.5
- tensorflow_addons: Python 3.11, tensorflow-cpu 2.14.1, tensorflow-addons 0.22.0, numpy 1.26
- mxnet_gluon: Python 3.8, mxnet 1.9.1, numpy 1.23
- torch_packages: torch 2.13.0, torchrecurrent 0.2.5, sru 2.6.0, minGRU-pytorch 0.2.1
- speechbrain: torch 2.13.0, torchaudio 2.11.0, speechbrain 1.1.2
- torchvision: torch 2.13.0, torchvision 0.28.0
- mingru_keras: keras 3.15.1, mingru-keras 0.1.3
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any


def tensorflow_contrib() -> Iterator[tuple[str, str, int]]:
    """TensorFlow 1's contrib.rnn."""
    tf, rnn = import_module("tensorflow"), import_module("tensorflow.contrib.rnn")

    def count(cell: Callable[[], Any], input_dim: int, with_times: bool = False) -> int:
        with tf.Graph().as_default():
            built, inputs = cell(), tf.zeros((2, input_dim))
            built((tf.zeros((2, 1)), inputs) if with_times else inputs, built.zero_state(2, tf.float32))
            return sum(int(variable.shape.num_elements()) for variable in tf.compat.v1.trainable_variables())

    for units, input_dim, on in ((5, 7, 0), (11, 3, 1)):
        sizes = f"units={units} input_dim={input_dim}"

        def cell(kind: str, units: int = units, **settings: bool) -> Callable[[], Any]:
            return lambda: getattr(rnn, kind)(units, **settings)

        yield "coupled_lstm", f"{sizes} peepholes={on}", count(cell("CoupledInputForgetGateLSTMCell", use_peepholes=bool(on)), input_dim)
        # with use_peepholes this PhasedLSTMCell has whole matrices, where the paper and its authors' code have vectors
        yield "phased_lstm", f"{sizes} peepholes=0", count(cell("PhasedLSTMCell"), input_dim, with_times=True)
        yield "nas_cell", sizes, count(cell("NASCell"), input_dim)
        yield "ind_rnn", f"{sizes} bias=1", count(cell("IndRNNCell"), input_dim)


def tensorflow_addons() -> Iterator[tuple[str, str, int]]:
    """TensorFlow Addons."""
    addons = import_module("tensorflow_addons")
    for units, input_dim, bias in ((5, 7, 0), (11, 3, 1)):
        cell = addons.rnn.LayerNormLSTMCell(units, use_bias=bool(bias))
        cell.build((None, input_dim))
        yield "layer_norm_lstm", f"units={units} input_dim={input_dim} bias={bias}", cell.count_params()


def mxnet_gluon() -> Iterator[tuple[str, str, int]]:
    """MXNet's gluon.contrib.rnn, which has two bias vectors."""
    rnn = import_module("mxnet.gluon.contrib.rnn")
    for filters, input_channels, (depth, height, width) in ((5, 3, (3, 7, 9)), (4, 11, (5, 3, 1))):
        sizes = f"filters={filters} input_channels={input_channels} bias=2"
        for layer, kernel, names in (
            ("conv_gru1d", (width,), ("kernel_size",)),
            ("conv_gru2d", (height, width), ("kernel_height", "kernel_width")),
            ("conv_gru3d", (depth, height, width), ("kernel_depth", "kernel_height", "kernel_width")),
        ):
            image = tuple(10 + side for side in kernel)
            padding = tuple(side // 2 for side in kernel)
            cell = getattr(rnn, f"Conv{len(kernel)}DGRUCell")((input_channels, *image), filters, kernel, kernel, i2h_pad=padding)
            cell.initialize()
            count = sum(parameter.data().size for parameter in cell.collect_params().values())
            yield layer, " ".join([sizes, *(f"{name}={side}" for name, side in zip(names, kernel))]), count  # noqa: B905, since Python 3.8 has no strict


def torch_packages() -> Iterator[tuple[str, str, int]]:
    """Packages for PyTorch that hold one cell or many."""
    recurrent, units, mingru, minlstm = map(import_module, ("torchrecurrent", "sru", "minGRU_pytorch.minGRU", "minGRU_pytorch.minLSTM"))
    for hidden, inputs, bias in ((5, 7, 0), (11, 3, 2)):
        sizes = f"units={hidden} input_dim={inputs}"
        yield "ind_rnn", f"{sizes} bias={bias}", trained(recurrent.IndRNNCell(inputs, hidden, bias=bool(bias), recurrent_bias=bool(bias)))
        yield "nas_cell", sizes, trained(recurrent.NASCell(inputs, hidden, bias=False, recurrent_bias=False))
    yield "sru", "units=5 input_dim=5", trained(units.SRUCell(5, 5))
    yield "sru", "units=5 input_dim=7", trained(units.SRUCell(7, 5, has_skip_term=False))
    yield "sru", "units=11 input_dim=3 skip_projection=1", trained(units.SRUCell(3, 11))
    for dim, expansion in ((7, 3), (5, 2)):
        sizes = f"units={dim * expansion} input_dim={dim} bias=0"
        yield "min_gru", sizes, trained(mingru.minGRU(dim, expansion_factor=expansion, proj_out=False))
        yield "min_lstm", sizes, trained(minlstm.minLSTM(dim, expansion_factor=expansion, proj_out=False))


def speechbrain() -> Iterator[tuple[str, str, int]]:
    """SpeechBrain; its QRNN sees one input at a time."""
    rnn = import_module("speechbrain.nnet.RNN")
    for hidden, inputs, bias in ((5, 7, 0), (11, 3, 1)):
        sizes = f"units={hidden} input_dim={inputs}"
        yield "light_gru", f"{sizes} bias={bias}", trained(rnn.LiGRU(hidden, (2, 4, inputs), num_layers=1, bias=bool(bias)))
        yield "qrnn", f"{sizes} kernel_size=1", trained(rnn.QuasiRNNLayer(inputs, hidden, bidirectional=False))
        yield "qrnn_f", f"{sizes} kernel_size=1", trained(rnn.QuasiRNNLayer(inputs, hidden, bidirectional=False, output_gate=False))


def torchvision() -> Iterator[tuple[str, str, int]]:
    """The ConvGRU of torchvision's RAFT."""
    raft = import_module("torchvision.models.optical_flow.raft")
    for filters, input_channels, (height, width) in ((5, 7, (3, 1)), (11, 4, (5, 3))):
        cell = raft.ConvGRU(input_size=input_channels, hidden_size=filters, kernel_size=(height, width), padding=(height // 2, width // 2))
        yield "conv_gru2d", f"filters={filters} input_channels={input_channels} kernel_height={height} kernel_width={width}", trained(cell)


def mingru_keras() -> Iterator[tuple[str, str, int]]:
    """A minGRU for Keras 3."""
    package = import_module("mingru_keras")
    for units, input_dim in ((5, 7), (11, 3)):
        layer = package.MinGRU(units)
        layer.build((2, 4, input_dim))
        yield "min_gru", f"units={units} input_dim={input_dim} bias=1", layer.count_params()


def trained(module: Any) -> int:
    """The trainable parameters of a PyTorch module."""
    return sum(parameter.numel() for parameter in module.parameters() if parameter.requires_grad)


IMPLEMENTATIONS = (tensorflow_contrib, tensorflow_addons, mxnet_gluon, torch_packages, speechbrain, torchvision, mingru_keras)

if __name__ == "__main__":
    for implementation in IMPLEMENTATIONS:
        if implementation.__name__ in sys.argv[1:]:
            for fact in implementation():
                print(implementation.__name__, fact)
