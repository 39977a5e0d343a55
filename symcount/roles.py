"""The sizes formulas are made of: name, meaning, LaTeX glyph, and the spellings and letters in which people write them.

This is the one table of them. A spelling may stand for several sizes (`hidden_size` is the units of an LSTM and the width of a
transformer): which is meant, the layer decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache


@dataclass(frozen=True, slots=True)
class Role:
    """A size: `values` lists the few it may take (switches), or is empty for any whole number from `least`.

    `width` is "input" or "output" for the sizes that are the one width of what enters or leaves a layer.
    """

    name: str
    meaning: str
    glyph: str
    spellings: tuple[str, ...] = ()
    letters: str = ""
    width: str = ""
    values: tuple[int, ...] = ()
    least: int = 1


def _role(name: str, meaning: str, glyph: str, spellings: str = "", letters: str = "", width: str = "", values: tuple[int, ...] = (), least: int = 1) -> Role:
    return Role(name, meaning, glyph, tuple(spellings.split()), letters, width, values, least)


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role(
            "units",
            "outputs of a dense or recurrent layer (hidden size)",
            "n",
            "unit num_units n_units number_of_units hidden_size hidden_units hidden_dim hidden num_hidden n_hidden size_hidden state_size cell_size "
            "out_features output_size size_of_output output_units num_outputs n_outputs n_out d_out dim_out output_dim output_dimension out_dim output "
            "outputs number_of_outputs number_of_neurons neurons num_neurons nodes num_nodes rnn_units lstm_units h_dim d_h dh n_h d_hidden dim_h nh n_o out fan_out "
            "隐藏单元数 神经元个数 神经元数量 单元数 输出维度 隐藏层大小",
            "nhuHNoOkdU",
            width="output",
        ),
        _role(
            "input_dim",
            "features that enter a layer (per time step)",
            "m",
            "input_size size_of_input in_features input_features num_features n_features num_inputs n_inputs number_of_inputs inputs input input_units "
            "features feature_dim embedding_dim embedding_size d_in dim_in n_in in_dim input_dimension x_dim d_x dx n_x dim_x nx n_i d_input inp in fan_in "
            "输入维度 输入数据维度 特征数",
            "mixdeDIkfFMX",
            width="input",
        ),
        _role(
            "bias",
            "number of bias vectors of each affine map, of shifts of a norm: 0, 1, or 2 in recurrent layers",
            "b",
            "use_bias biases num_biases 偏差 偏置",
            "b",
            values=(0, 1, 2),
        ),
        _role("tied", "0/1: the output head shares the embedding's matrix", r"\tau", "tie_weights tie_word_embeddings tied_embeddings", values=(0, 1)),
        _role(
            "output_dim",
            "outputs of the last matrix: an Elman network's V, a model's classes",
            "k",
            "output_size num_outputs n_outputs out_dim output outputs num_classes n_classes d_out n_y",
            "koyqcK",
            width="output",
        ),
        _role("projection_dim", "width of a projected LSTM's recurrent output", "p", "proj_size num_proj projection_size", "prP"),
        _role(
            "vocab_size",
            "rows of an embedding (words, symbols)",
            "V",
            "vocabulary_size vocab n_vocab num_embeddings n_token num_tokens dictionary_size max_features 词汇量 词表大小",
            "VvNn",
        ),
        _role(
            "embedding_dim",
            "columns of an embedding",
            "e",
            "embed_dim embedding_size emb_dim emb_size embedding_vector_length d_model n_embd d_emb d_e hidden_size",
            "edEDhHm",
        ),
        _role(
            "filters",
            "output channels of a convolution",
            "f",
            "num_filters n_filters number_of_filters filter filter_num kernels num_kernels number_of_kernels out_channels output_channels "
            "num_output_channels output_channel 输出通道数 输出通道 卷积核个数 卷积核数量 c_out cout n_out out_c output_feature_channels feature_maps n_f nk oc",
            "fkFNnoOKLdDC",
            width="output",
        ),
        _role(
            "input_channels",
            "input channels of a convolution",
            "c",
            "in_channels channels num_channels n_channels number_of_channels input_channel num_input_channels number_of_input_channels previous_filters "
            "input_depth depth 输入通道数 输入通道 c_in cin n_c in_c input_feature_channels kc ic input_dim",
            "cdCDlIiMkpn",
            width="input",
        ),
        _role(
            "kernel_size",
            "length of a one-dimensional kernel, side of a square one",
            "k",
            "filter_size 필터크기 커널크기 kernel_length kernel kernel_width filter_length window_size",
            "kfFKswWmn",
        ),
        _role("kernel_depth", "depth of a three-dimensional kernel", "k_d", "kernel_d kd k_d filter_depth", "dtDT"),
        _role("kernel_height", "height of a kernel", "k_h", "kernel_h kh k_h 卷积核高 卷积核高度 filter_height f_h fh kernel_size_0 height filter_h kernel_rows", "nhmHkf"),
        _role("kernel_width", "width of a kernel", "k_w", "kernel_w kw k_w 卷积核宽 卷积核宽度 filter_width f_w fw kernel_size_1 width filter_w kernel_columns", "mwnWkf"),
        _role("groups", "groups of channels in a convolution or a group norm", "g", "num_groups n_groups group", "gG"),
        _role("depth_multiplier", "filters for each input channel of a depthwise convolution", "q", "channel_multiplier", "mqD"),
        _role(
            "features",
            "features with a gain or a slope of their own",
            "d",
            "num_features n_features normalized_shape channels num_channels dim input_dim filters units hidden_size d_model",
            "CdDcnNhf",
        ),
        _role(
            "d_model",
            "width of a transformer",
            "d",
            "model_dim embed_size embedding_size hidden_size hidden_dim hidden dim n_embd embed_dim embedding_dim d_embd dmodel emb_dim width hd",
            "dhDHEe",
        ),
        _role(
            "d_ff",
            "inner width of a feed-forward layer",
            r"d_{\mathrm{ff}}",
            "dff ffn_dim ff_dim hidden_dim hide_size d_ffn h_ffn intermediate_size n_inner mlp_dim d_mlp ffn_hidden_size d_inner",
            "fFmMiI",
        ),
        _role("num_heads", "attention heads", "h", "n_heads n_head heads num_attention_heads nhead nh", "haNnH"),
        _role("num_kv_heads", "key and value heads", r"h_{\mathrm{kv}}", "n_kv_heads h_kv num_key_value_heads n_kv n_head_kv kv_heads", "gKk"),
        _role("head_dim", "width of one head", "d_h", "d_head d_h dh head_size d_k d_v dk dv key_dim size_per_head", "kHd"),
        _role("num_layers", "stacked layers", "L", "n_layers n_layer layers number_of_layers num_hidden_layers num_blocks n_block n_blocks depth 层数", "LlN"),
        _role(
            "context_length",
            "learned positions",
            "s",
            "n_ctx n_positions max_position_embeddings block_size seq_len max_seq_len max_len context_window",
            "sTSCPN",
        ),
        _role("rank", "rank of a low-rank update (LoRA)", "r", "lora_rank lora_r", "rRk"),
        _role("num_experts", "experts of a mixture", "E", "n_experts experts num_local_experts n_routed_experts", "EeN"),
        _role("state_dim", "state of a state-space layer", "N", "d_state ssm_state_size", "NnS"),
        _role("conv_width", "width of Mamba's convolution", r"d_{\mathrm{conv}}", "d_conv conv_kernel", "kK"),
        _role("expansion", "inner width of Mamba over its width", "E", "expand expansion_factor", "Ee"),
        _role("dt_rank", "rank of Mamba's time-step projection", "R", "time_step_rank", "Rr"),
        _role("second_input_dim", "features of a second input (bilinear layers)", "m_2", "in2_features"),
        _role("places", "places that have a map of their own", "q"),
        _role("bias_units", "numbers in a bias that has axes of its own", "n_b"),
        _role("pieces", "linear pieces of a maxout unit", "k", "num_pieces", "kp"),
        _role("query_width", "features of the queries' input", r"d_{\mathrm{query}}", "qdim"),
        _role("key_width", "features of the keys' input", r"d_{\mathrm{key}}", "kdim"),
        _role("value_width", "features of the values' input", r"d_{\mathrm{value}}", "vdim"),
        _role("value_dim", "width of one head's values", "d_v", "v_head_dim"),
        _role("query_rank", "rank of latent attention's queries", "r_q", "q_lora_rank"),
        _role("kv_rank", "rank of latent attention's keys and values", "r_{kv}", "kv_lora_rank"),
        _role("rope_dim", "part of a head that carries its position", "d_r", "qk_rope_head_dim"),
        _role("gate", "0/1: attention's output is gated", r"\gamma", "use_gate", values=(0, 1)),
        _role("qk_norm", "0/1: queries and keys are normalised", r"\nu", "normalize_qk", values=(0, 1)),
        _role("peepholes", "0/1: the gates see the cell's state", r"\gamma_{\mathrm{peep}}", "use_peepholes peephole", values=(0, 1)),
        _role("skip_projection", "0/1: a matrix brings what skips the layer to its width", r"\gamma_{\mathrm{skip}}", "project_skip", values=(0, 1)),
        _role("num_encoder_layers", "layers of an encoder", r"L_{\mathrm{enc}}", "encoder_layers"),
        _role("num_decoder_layers", "layers of a decoder", r"L_{\mathrm{dec}}", "decoder_layers"),
        _role("reduction", "by how much a bottleneck narrows the channels", "r", "reduction_ratio squeeze_ratio se_ratio", "r"),
        _role("grid_size", "intervals of a spline's grid", "G", "grid_intervals num_grid_intervals"),
        _role("spline_order", "degree of a spline's pieces", r"k_{\mathrm{spline}}", "spline_degree"),
        _role("input_mode1", "first factor of a tensor train's input width", "m_1"),
        _role("input_mode2", "second factor of a tensor train's input width", "m_2"),
        _role("input_mode3", "third factor of a tensor train's input width", "m_3"),
        _role("output_mode1", "first factor of a tensor train's output width", "n_1"),
        _role("output_mode2", "second factor of a tensor train's output width", "n_2"),
        _role("output_mode3", "third factor of a tensor train's output width", "n_3"),
        _role("shortlist", "frequent words that an adaptive softmax scores at full width", r"V_{\mathrm{head}}", "cutoff cutoffs"),
        _role("div_value", "by how much an adaptive softmax narrows its tail", "q"),
        _role("window_height", "rows of an attention's window", r"M_h"),
        _role("window_width", "columns of an attention's window", r"M_w"),
        _role("with_radius", "0/1: a third channel tells the distance from the centre", "r", "with_r", values=(0, 1)),
        _role("frame_length", "samples of one frame of a spectrogram", r"l_{\mathrm{frame}}", "frame_size win_length"),
        _role("fft_length", "samples of a Fourier transform", r"l_{\mathrm{fft}}", "n_fft fft_size nfft"),
        _role("input_capsules", "capsules that enter a layer", "c_i", "num_input_capsules in_capsules"),
        _role("num_capsules", "capsules of a layer", "c", "n_capsules out_capsules"),
        _role("output_length", "places of a one-dimensional output", "l", "out_length"),
        _role("output_height", "rows of a two-dimensional output", "H", "out_height"),
        _role("output_width", "columns of a two-dimensional output", "W", "out_width"),
        _role("input_length", "places of a one-dimensional input", r"l_{\mathrm{in}}"),
        _role("volume_depth", "slices of a three-dimensional input", r"D_{\mathrm{in}}"),
        _role("input_height", "rows of an image that enters", r"H_{\mathrm{in}}"),
        _role("input_width", "columns of an image that enters", r"W_{\mathrm{in}}"),
        _role("stride", "places by which a window moves on", "s", "strides"),
        _role("padding", "zeros put before and behind each axis", "p", least=0),
        _role("output_padding", "places added behind a transposed convolution", r"p_{\mathrm{out}}", least=0),
        _role("dilation", "distance between the places that a window sees", r"\delta", "dilation_rate"),
        _role("key_length", "places of the keys and values of an attention", r"T_{\mathrm{key}}"),
        _role("num_nodes", "nodes of a graph", r"N_{\mathrm{nodes}}"),
        _role(
            "timesteps", "time steps; no parameter count depends on them", "T", "time_steps time_step time num_steps n_steps sequence_length sequence seq_length seq steps lookback maxlen", "TtsSl"
        ),
        _role("batch_size", "samples of a batch; no parameter count depends on it", "B", "batch num_samples", "B"),
    )
}

PRODUCTS: dict[str, str] = {
    "num_kv_heads*head_dim": "d_kv kv_dim kv_size kv_width kv_hidden_size",
    "num_heads*head_dim": "d_attn attn_dim attention_dim q_dim q_size all_head_size",
    "d_model": "d_attn attn_dim attention_dim",
    "expansion*d_model": "d_inner inner_dim",
    "kernel_height*kernel_width": "window_size kernel_area kernel_size filter_size 필터크기 커널크기 filter_area receptive_field",
    "kernel_depth*kernel_height*kernel_width": "window_size kernel_volume kernel_size filter_size filter_volume receptive_field",
}
"""Words for a product of sizes, where a layer has these: the width of all heads, which is the model's where heads are not counted; a kernel's area."""


WIDTHS = frozenset(
    [
        "units",
        "input_dim",
        "output_dim",
        "projection_dim",
        "vocab_size",
        "embedding_dim",
        "filters",
        "input_channels",
        "features",
        "d_model",
        "d_ff",
        "head_dim",
        "num_experts",
        "rank",
        "state_dim",
        "query_width",
        "key_width",
        "value_width",
        "value_dim",
    ]
)
"""Sizes that are the width of something: a word for one may mean what enters or leaves a layer that does not have it, `num_classes` the units of a dense layer."""


TELLING: dict[str, str] = {
    "input": "input inp_ inputs 输入 輸入 入力 입력 entrad entrée entree eingang eingän eingab вход prev 特征 特徵 feature",
    "output": "output outp_ 输出 輸出 出力 출력 salida saída sortie ausgang ausgän ausgab выход",
    "hidden": "hidden unit neuron cell 隐藏 隱藏 隐层 隠れ 은닉 скрыт oculta versteckt 神经元 神經元 ユニット нейрон 노드 뉴런",
}
"""Parts of words that tell what a width is, in the languages in which counts are published; what is hidden leaves one layer and enters the next."""


WITHOUT_EFFECT = ("timesteps", "batch_size")
"""Sizes that no parameter count depends on, known so that they can be named when a formula uses them."""


UNRELATED = frozenset(
    [
        "padding",
        "stride",
        "strides",
        "dilation",
        "dilationrate",
        "dropout",
        "dropoutrate",
        "recurrentdropout",
        "learningrate",
        "lr",
        "epochs",
        "momentum",
        "epsilon",
        "eps",
        "inputlength",
        "imageheight",
        "imagewidth",
        "imagesize",
        "imgheight",
        "imgwidth",
        "imgsize",
        "imgh",
        "imgw",
        "outh",
        "outw",
        "outheight",
        "outwidth",
        "outputheight",
        "outputwidth",
        "mapsize",
        "featuremapsize",
    ]
)
"""Words, as `spelled` gives them, that name no size of any weight: they are never guessed to be one."""


def least_size(name: str) -> int:
    """The smallest number that a size may be: 0 of `bias`, 1 of most, and of names that are no size of the table.

    >>> least_size("bias"), least_size("units"), least_size("n")
    (0, 1, 1)
    """
    role = ROLES.get(name)
    return min(role.values, default=role.least) if role else 1


def is_switch(name: str) -> bool:
    """Whether a name is that of a size that is 0 or 1.

    >>> is_switch("tied"), is_switch("bias"), is_switch("n")
    (True, False, False)
    """
    return name in ROLES and ROLES[name].values == (0, 1)


def spelled(text: str) -> str:
    """A spelling without case, spaces and punctuation, so that `hiddenSize`, `hidden_size` and `Hidden size` are one.

    >>> spelled("Hidden-Size")
    'hiddensize'
    """
    return re.sub(r"[\W_]+", "", text).lower()


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Every known spelling, as `spelled` gives it, and the roles it may stand for: a role's own name first."""
    found: dict[str, list[str]] = {spelled(name): [name] for name in ROLES}
    for role in ROLES.values():
        for spelling in role.spellings:
            names = found.setdefault(spelled(spelling), [])
            if role.name not in names:
                names.append(role.name)
    return {spelling: tuple(names) for spelling, names in found.items()}


@lru_cache(maxsize=1024)  # of authors' names there is no end
def side_told_by(name: str) -> str:
    """What a word or a letter tells of what it counts: "input", "output", "hidden" or nothing.

    >>> side_told_by("输入维度"), side_told_by("C_o"), side_told_by("number of hidden units"), side_told_by("n")
    ('input', 'output', 'hidden', '')
    """
    if name[1:] in ("", "_i", "_in", "_o", "_out"):
        letter = name[2:3] or name
        return "input" if letter in "iIxX" else "output" if letter in "oO" else ""
    found = [(place, side) for side, parts in TELLING.items() for part in parts.split() if (place := name.lower().find(part)) >= 0]
    return min(found)[1] if found else ""


@cache
def products() -> dict[str, tuple[str, ...]]:
    """Every word for a product of sizes, as `spelled` gives it, and the products that it may stand for."""
    found: dict[str, tuple[str, ...]] = {}
    for product, words in PRODUCTS.items():
        for word in words.split():
            found[spelled(word)] = (*found.get(spelled(word), ()), product)
    return found
