"""`compare`: how each framework counts a layer, the difference to the textbook, why, and which arguments change the count."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest

import symcount as sc
from symcount.errors import InputError
from symcount.jobs.compare import arguments
from symcount.layers import CATALOGUE
from tests.latex import braces_balance, compile_page, compiles_latex, fits_a_page

RECURRENT = "units*(input_dim + units + {})"
IH_AND_HH = "bias = 2, two bias vectors for each affine map (bias_ih_l0 and bias_hh_l0)"
AFTER_RESET = ["bias = 2, two bias vectors for each affine map (bias)", "as the textbook with reset_after=False"]
STATISTICS = ["counts moving_mean and moving_variance, which are kept and not trained"]
CONV_LSTM = "4*filters*(input_channels*kernel_height*kernel_width + filters*kernel_height*kernel_width + {})"

DIFFERENT = [
    ("simple_rnn", "torch", RECURRENT.format(2), "units", [IH_AND_HH]),
    ("lstm", "torch", f"4*{RECURRENT.format(2)}", "4*units", [IH_AND_HH]),
    ("gru", "keras", f"3*{RECURRENT.format(2)}", "3*units", AFTER_RESET),
    ("gru", "torch", f"3*{RECURRENT.format(2)}", "3*units", [IH_AND_HH]),
    ("gru", "linen", "units*(3*input_dim + 3*units + 4)", "units", ["adds hn.bias (units,)"]),
    ("bidirectional_lstm", "torch", f"8*{RECURRENT.format(2)}", "8*units", None),
    ("minimal_gated_unit", "linen", "units*(2*input_dim + 2*units + 3)", "units", ["adds hn.bias (units,)", "as the textbook with reset_gate=False"]),
    ("projected_lstm", "torch", "units*(4*input_dim + 5*projection_dim + 8)", "4*units", [IH_AND_HH]),
    ("conv_lstm2d", "linen", CONV_LSTM.format(2), "4*filters", ["bias = 2, two bias vectors for each affine map (ih.bias and hh.bias)"]),
    ("batch_norm", "keras", "4*features", "2*features", STATISTICS),
]
ALIKE = [
    ("lstm", "keras", f"4*{RECURRENT.format(1)}", []),
    ("gru", "flax", f"3*{RECURRENT.format(1)}", []),
    ("batch_norm", "torch", "2*features", []),
    ("multi_head_attention", "keras", "4*d_model*(d_model + 1)", []),
    ("multi_head_attention", "torch", "4*d_model*(d_model + 1)", []),
    ("cross_attention", "torch", "d_model*(2*d_model + key_width + value_width + 4)", ["head_dim = d_model/num_heads"]),
    ("conv2d_transpose", "torch", "filters*(input_channels*kernel_height*kernel_width/groups + 1)", []),
    ("conv2d_transpose", "keras", "filters*(input_channels*kernel_height*kernel_width + 1)", ["has no groups: it is 1"]),
]
ARGUMENTS = [
    ("lstm", "keras", "units use_bias", "activation dropout recurrent_dropout return_sequences unit_forget_bias", "stateful"),
    ("lstm", "torch", "input_size hidden_size num_layers bias bidirectional proj_size", "batch_first dropout", ""),
    ("gru", "keras", "units use_bias reset_after", "activation dropout return_state", "stateful"),
    ("gru", "torch", "input_size hidden_size num_layers bias bidirectional", "batch_first dropout", ""),
    ("gru", "linen", "features", "activation_fn gate_fn", ""),
    ("batch_norm", "keras", "axis center scale renorm", "epsilon momentum", "synchronized"),
    ("batch_norm", "torch", "num_features affine bias", "eps momentum track_running_stats", ""),
    ("batch_norm", "flax", "num_features use_bias use_scale", "momentum epsilon use_running_average", ""),
    ("multi_head_attention", "keras", "num_heads key_dim value_dim output_shape use_bias use_gate", "dropout attention_axes", ""),
    ("multi_head_attention", "torch", "embed_dim kdim vdim bias add_bias_kv", "num_heads dropout add_zero_attn batch_first", ""),
    ("multi_head_attention", "linen", "qkv_features out_features use_bias normalize_qk", "num_heads dropout_rate", ""),
    ("conv2d", "keras", "filters kernel_size groups use_bias lora_rank", "data_format strides padding dilation_rate activation", "lora_alpha"),
    ("embedding", "torch", "num_embeddings embedding_dim", "padding_idx max_norm sparse _freeze", ""),
    ("bidirectional_lstm", "keras", "", "merge_mode", "layer backward_layer weights"),
    ("transformer", "torch", None, "activation norm_first", "custom_encoder custom_decoder"),
    ("lora", "flax", "in_features lora_rank out_features", "", "base_module"),
    ("dense", "linen", "features use_bias", "dot_general dot_general_cls", ""),
    ("cross_attention", "linen", None, "qk_attn_weights_einsum_cls attn_weights_value_einsum_cls qkv_dot_general_cls out_dot_general_cls", ""),
    ("stft_spectrogram", "keras", "mode frame_length fft_length", "window data_format", ""),
]
KEYS = {"layer", "formula", "source", "conventions"}
ENTRY_KEYS = {"constructor", "call", "formula", "difference", "why", "as_the_textbook", "weights", "arguments"}


@pytest.mark.parametrize("layer, framework, formula, difference, why", [*DIFFERENT, *((*row[:3], "0", row[3]) for row in ALIKE)])
def test_how_a_framework_counts(layer: str, framework: str, formula: str, difference: str, why: list[str] | None) -> None:
    entry = sc.compare(layer).to_dict()["conventions"][framework]
    assert (entry["formula"], entry["difference"]) == (formula, difference)
    assert entry["why"] == why or (why is None and entry["why"])


def test_where_nothing_is_said_nothing_differs() -> None:
    said = {(layer, framework) for layer, framework, *_ in DIFFERENT}
    families = {layer for layer, *_ in DIFFERENT}
    found = {(layer, name) for layer in families for name, one in sc.compare(layer).conventions.items() if one.difference != 0}
    assert found == said


@pytest.mark.parametrize("layer, framework, changing, idle, untried", ARGUMENTS)
def test_which_arguments_change_the_count(layer: str, framework: str, changing: str | None, idle: str, untried: str) -> None:
    found = arguments(sc.compare(layer).conventions[framework])
    assert changing is None or sorted(found["change_the_count"]) == sorted(changing.split())
    assert set(idle.split()) <= set(found["change_nothing"])
    assert sorted(found["not_tried"]) == sorted(untried.split())
    assert len({*chain(*found.values())}) == sum(map(len, found.values()))


@pytest.mark.parametrize(
    "layer, without",
    [
        ("lstm", ()),
        ("minimal_gated_unit", ("Keras", "PyTorch", "Flax nnx")),
        ("squeeze_excite", ("Keras", "PyTorch", "Flax nnx", "Flax linen")),
        ("gpt2", ("Keras", "PyTorch", "Flax nnx", "Flax linen")),
        ("einsum_dense", ("PyTorch", "Flax nnx", "Flax linen")),
    ],
)
def test_frameworks_without_a_constructor_to_compare_with(layer: str, without: tuple[str, ...]) -> None:
    found = sc.compare(layer)
    assert found.without == without
    assert ("no constructor to compare with" in str(found)) == bool(without)


@pytest.mark.parametrize("layer", CATALOGUE)
class TestEveryLayer:
    def test_json_has_the_keys_of_the_interface(self, layer: str) -> None:
        found = sc.compare(layer)
        plain = json.loads(found.to_json())
        assert set(plain) == KEYS
        assert all(set(entry) == ENTRY_KEYS for entry in plain["conventions"].values())
        assert sc.parse(plain["formula"]).value() == found.textbook

    def test_it_prints_each_framework_and_the_source(self, layer: str) -> None:
        printed = str(sc.compare(layer))
        assert all(title in printed for title in ("the textbook", "Keras", "PyTorch", "Flax nnx", "Flax linen"))
        assert printed.endswith(f"source: {CATALOGUE[layer].source}")

    def test_its_latex_balances(self, layer: str) -> None:
        found = sc.compare(layer)
        assert braces_balance(found.latex())
        assert braces_balance(found.table())
        rows = [line for line in found.table().splitlines() if line.endswith(r"\\") and not line.startswith(" &")]
        assert len(rows) == 2 + len(found.conventions)


@compiles_latex
def test_every_table_and_array_compiles(tmp_path: Path) -> None:
    compared = [sc.compare(layer) for layer in CATALOGUE]
    compile_page([f"\\[{one.latex()}\\]" for one in compared], "amsmath", tmp_path)
    fits_a_page([one.table() for one in compared], tmp_path)


def test_the_terminal() -> None:
    assert str(sc.compare("minimal_gated_unit")).splitlines() == [
        "minimal_gated_unit: Minimal gated unit: one gate, and a candidate.",
        "",
        "    the textbook  2·units·(input_dim + units + 1)",
        "    Flax linen    units·(2·input_dim + 2·units + 3)  + units",
        "",
        "    Flax linen: MGUCell(features=units)",
        "        adds hn.bias (units,)",
        "        as the textbook with reset_gate=False",
        "        changes the count: features, reset_gate",
        "        changes nothing:   activation_fn, gate_fn",
        "",
        "    Keras, PyTorch and Flax nnx: no constructor to compare with",
        "    source: Zhou et al. 2016, arXiv 1603.09420; flax.linen.MGUCell",
    ]


def test_a_table_for_a_paper() -> None:
    assert sc.compare("minimal_gated_unit").table().splitlines() == [
        r"\begin{tabular}{llll}",
        r"\toprule",
        r"convention & constructor & parameters & difference \\",
        r"\midrule",
        r"the textbook &  & $2n(m + n + 1)$ &  \\",
        r"Flax linen & \texttt{MGUCell} & $n(2m + 2n + 3)$ & $n$ \\",
        r"\bottomrule",
        r"\end{tabular}",
    ]


def test_a_table_of_a_layer_that_no_framework_has() -> None:
    assert sc.compare("squeeze_excite").table().splitlines()[:5] == [
        r"\begin{tabular}{ll}",
        r"\toprule",
        r"convention & parameters \\",
        r"\midrule",
        r"the textbook & $c\left(\frac{2c}{r} + 1 + \frac{1}{r}\right)$ \\",
    ]


def test_a_layer_at_every_time_step_is_the_layer_inside() -> None:
    assert sc.compare("TimeDistributed(GRU)").to_dict()["conventions"] == sc.compare("gru").to_dict()["conventions"]


@pytest.mark.parametrize(
    "layer, message",
    [
        ("ltsm", "no layer is called 'ltsm'; did you mean 'lstm'?"),
        ("weight_norm(dense)", "weight_norm(dense) has weights that dense has not, and is compared with no framework: compare dense"),
        ("time_distributed(weight_norm(dense))", "has weights that dense has not, and is compared with no framework: compare dense"),
        ("SpectralNormalization(Conv2D)", "spectral_norm(conv2d) has weights that conv2d has not, and is compared with no framework: compare conv2d"),
    ],
)
def test_refusals(layer: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        sc.compare(layer)
    assert message in str(refused.value)
