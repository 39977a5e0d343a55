"""Counts of the recurrent layers of the literature; record_literature_recurrent.py prints those of the implementations again."""

from __future__ import annotations

COUNTS = {
    "TensorFlow 1.15.5, contrib.rnn: CoupledInputForgetGateLSTMCell, PhasedLSTMCell, NASCell, IndRNNCell": (
        ("coupled_lstm", "units=5 input_dim=7 peepholes=0", 195),
        ("coupled_lstm", "units=11 input_dim=3 peepholes=1", 517),
        ("phased_lstm", "units=5 input_dim=7 peepholes=0", 275),
        ("phased_lstm", "units=11 input_dim=3 peepholes=0", 693),
        ("nas_cell", "units=5 input_dim=7", 480),
        ("nas_cell", "units=11 input_dim=3", 1232),
        ("ind_rnn", "units=5 input_dim=7 bias=1", 45),
        ("ind_rnn", "units=11 input_dim=3 bias=1", 55),
    ),
    "dannyneil/public_plstm, the author's, at 52eb1b6, plstm.py, PLSTMLayer.__init__ from line 115: add_gate_params, add_timegate_params, W_cell_to_*": (
        ("phased_lstm", "units=5 input_dim=7 peepholes=1", 290),
        ("phased_lstm", "units=11 input_dim=3 peepholes=1", 726),
    ),
    "TensorFlow Addons 0.22.0: LayerNormLSTMCell, whose norms keep their shifts without use_bias": (
        ("layer_norm_lstm", "units=5 input_dim=7 bias=0", 330),
        ("layer_norm_lstm", "units=11 input_dim=3 bias=1", 858),
    ),
    "MXNet 1.9.1, gluon.contrib.rnn: Conv1DGRUCell, Conv2DGRUCell, Conv3DGRUCell": (
        ("conv_gru1d", "filters=5 input_channels=3 kernel_size=9 bias=2", 1110),
        ("conv_gru1d", "filters=4 input_channels=11 kernel_size=1 bias=2", 204),
        ("conv_gru2d", "filters=5 input_channels=3 kernel_height=7 kernel_width=9 bias=2", 7590),
        ("conv_gru2d", "filters=4 input_channels=11 kernel_height=3 kernel_width=1 bias=2", 564),
        ("conv_gru3d", "filters=5 input_channels=3 kernel_depth=3 kernel_height=7 kernel_width=9 bias=2", 22710),
        ("conv_gru3d", "filters=4 input_channels=11 kernel_depth=5 kernel_height=3 kernel_width=1 bias=2", 2724),
    ),
    "torchvision 0.28.0: ConvGRU of models.optical_flow.raft": (
        ("conv_gru2d", "filters=5 input_channels=7 kernel_height=3 kernel_width=1 bias=1", 555),
        ("conv_gru2d", "filters=11 input_channels=4 kernel_height=5 kernel_width=3 bias=1", 7458),
    ),
    "torchrecurrent 0.2.5: IndRNNCell, NASCell": (
        ("ind_rnn", "units=5 input_dim=7 bias=0", 40),
        ("ind_rnn", "units=11 input_dim=3 bias=2", 66),
        ("nas_cell", "units=5 input_dim=7", 480),
        ("nas_cell", "units=11 input_dim=3", 1232),
    ),
    "sru 2.6.0, the authors' package: SRUCell, the second one with has_skip_term=False": (
        ("sru", "units=5 input_dim=5", 95),
        ("sru", "units=5 input_dim=7", 125),
        ("sru", "units=11 input_dim=3 skip_projection=1", 176),
    ),
    "minGRU-pytorch 0.2.1: minGRU and minLSTM without proj_out": (
        ("min_gru", "units=21 input_dim=7 bias=0", 294),
        ("min_gru", "units=10 input_dim=5 bias=0", 100),
        ("min_lstm", "units=21 input_dim=7 bias=0", 441),
        ("min_lstm", "units=10 input_dim=5 bias=0", 150),
    ),
    "mingru-keras 0.1.3: MinGRU": (
        ("min_gru", "units=5 input_dim=7 bias=1", 80),
        ("min_gru", "units=11 input_dim=3 bias=1", 88),
    ),
    "YecanLee/min-LSTM-torch at b0048d8, minLSTMcell.py, lines 11 to 13: three nn.Linear(input_shape, units)": (
        ("min_lstm", "units=5 input_dim=7 bias=1", 120),
        ("min_lstm", "units=11 input_dim=3 bias=1", 132),
    ),
    "SpeechBrain 1.1.2: LiGRU, QuasiRNNLayer with and without its output gate": (
        ("light_gru", "units=5 input_dim=7 bias=0", 130),
        ("light_gru", "units=11 input_dim=3 bias=1", 352),
        ("qrnn", "units=5 input_dim=7 kernel_size=1", 120),
        ("qrnn", "units=11 input_dim=3 kernel_size=1", 132),
        ("qrnn_f", "units=5 input_dim=7 kernel_size=1", 80),
        ("qrnn_f", "units=11 input_dim=3 kernel_size=1", 88),
    ),
    "salesforce/pytorch-qrnn at 0e8afb5, torchqrnn/qrnn.py, line 46: nn.Linear(window * input_size, 3 or 2 * hidden_size)": (
        ("qrnn", "units=5 input_dim=7 window=2", 225),
        ("qrnn", "units=11 input_dim=3 window=2", 231),
        ("qrnn_f", "units=5 input_dim=7 window=2", 150),
        ("qrnn_f", "units=11 input_dim=3 window=2", 154),
    ),
    "LGirrbach/JoeyNMT-QRNN at 281dbf5, Custom-QRNN/qrnn.py, QRNNLayer.__init__: nn.Conv1d z_conv, f_conv, o_conv, i_conv": (
        ("qrnn_ifo", "units=5 input_dim=7 kernel_size=3", 440),
        ("qrnn_ifo", "units=11 input_dim=3 kernel_size=2", 308),
    ),
    "JosvanderWesthuizen/janet, the author's, at 0fa1c77, aux_code/rnn_cells.py, lines 35 to 41: W_xh, W_hh and bias with forget_only": (
        ("janet", "units=5 input_dim=7", 130),
        ("janet", "units=11 input_dim=3", 330),
    ),
    "carlthome/tensorflow-convlstm-cell at 0ec6db5, cell.py, lines 44 to 64, with normalize=False: kernel, bias, W_ci, W_cf, W_co": (
        ("peephole_conv_lstm2d", "filters=5 input_channels=3 kernel_height=2 kernel_width=7 output_height=11 output_width=13", 4405),
        ("peephole_conv_lstm2d", "filters=3 input_channels=4 kernel_height=5 kernel_width=3 output_height=7 output_width=2", 1398),
    ),
}
"""Layers with the count of an implementation: what a package builds when it is run, or the tensors of a repository's constructor."""

WINDOW = "kernel_height=5 kernel_width=5"

# Both networks of a model have these layers, and a 1x1 convolution joins all the forecaster's states. The forecaster's first layer has
# no input: as a count is linear in the input channels, that is twice the layer with 16 channels less the one with 32.
WHOLES = {
    "Moving-MNIST ConvLSTM 5x5-256 (arXiv 1506.04214, table 1)": (
        13524496,
        (
            (3, "shared_peephole_conv_lstm2d", f"filters=256 input_channels=16 {WINDOW}"),
            (-1, "shared_peephole_conv_lstm2d", f"filters=256 input_channels=32 {WINDOW}"),
            (1, "conv2d", "filters=16 input_channels=256 kernel_height=1 kernel_width=1"),
        ),
    ),
    "Moving-MNIST ConvLSTM 5x5-128-5x5-128 (the same)": (
        10042896,
        (
            (3, "shared_peephole_conv_lstm2d", f"filters=128 input_channels=16 {WINDOW}"),
            (-1, "shared_peephole_conv_lstm2d", f"filters=128 input_channels=32 {WINDOW}"),
            (2, "shared_peephole_conv_lstm2d", f"filters=128 input_channels=128 {WINDOW}"),
            (1, "conv2d", "filters=16 input_channels=256 kernel_height=1 kernel_width=1"),
        ),
    ),
    "Moving-MNIST ConvLSTM 5x5-128-5x5-64-5x5-64 (the same)": (
        7585296,
        (
            (3, "shared_peephole_conv_lstm2d", f"filters=128 input_channels=16 {WINDOW}"),
            (-1, "shared_peephole_conv_lstm2d", f"filters=128 input_channels=32 {WINDOW}"),
            (2, "shared_peephole_conv_lstm2d", f"filters=64 input_channels=128 {WINDOW}"),
            (2, "shared_peephole_conv_lstm2d", f"filters=64 input_channels=64 {WINDOW}"),
            (1, "conv2d", "filters=16 input_channels=256 kernel_height=1 kernel_width=1"),
        ),
    ),
}
"""Published totals, and the layers that make them."""

KEPT = {
    "speechbrain 1.1.2, nnet.RNN.LiGRU: the running statistics of BatchNorm1d(2 * hidden_size), less its counter": (
        ("light_gru", "units=5 input_dim=7", 20),
        ("light_gru", "units=11 input_dim=3", 44),
    ),
}
"""The numbers that are kept beside the parameters."""
