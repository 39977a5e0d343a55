"""Models without attention: state spaces and linear recurrences."""

from __future__ import annotations

from collections.abc import Iterator

from symcount import layers
from symcount.algebra import Value, ceil_div
from symcount.errors import InputError, shown
from symcount.frameworks.built import BuiltWeight, laid_out, outputs_first
from symcount.layers.weight import Size
from symcount.models.families.building import changed, linear, norm, part, rms_norm, stacked, tensors, words
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import language_model, nothing
from symcount.models.families.keys import Key, Sizes, flag, natural, settled, tied, whole
from symcount.models.model import Part

BACKBONE = {"ForCausalLM": language_model("backbone.embeddings"), BARE: nothing}


def mamba_keys(vocab: int, width: int, depth: int, state: int, is_tied: bool) -> dict[str, Key]:
    """The keys of Mamba's kin."""
    return {
        "vocab_size": whole("vocab_size", vocab),
        "d_model": whole("hidden_size", width),
        "num_layers": natural("num_hidden_layers", depth),
        "state_dim": whole("state_size", state),
        "conv_width": whole("conv_kernel", 4),
        "expansion": whole("expand", 2),
        "has_bias": flag("use_bias", False),
        "has_conv_bias": flag("use_conv_bias", True),
        "tied": tied(is_tied),
    }


def sixteenth(size: Sizes) -> Size:
    """The rank of the time steps that is not stated."""
    rank: Size = ceil_div(size.d_model, 16)
    return rank


def expanded(size: Sizes) -> Size:
    """The inner width that is not stated."""
    inner: Size = size.expansion * size.d_model
    return inner


@family(
    "mamba",
    title="Mamba",
    prefix="Mamba",
    base="backbone",
    keys={
        **mamba_keys(50280, 768, 32, 16, is_tied=True),
        "inner": settled(whole("intermediate_size", expanded)),
        "dt_rank": whole("time_step_rank", sixteenth, auto=True),
    },
    heads=BACKBONE,
    usual="ForCausalLM",
    source="Gu & Dao 2023, arXiv 2312.00752",
)
def mamba(size: Sizes) -> Iterator[Part]:
    """Mamba: a mixer with a norm in each layer."""
    yield words("embeddings", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, [rms_norm("norm", size.d_model), _mamba_mixer(size)])
    yield rms_norm("norm_f", size.d_model)


MAMBA = {name: f"{name}.weight" for name in ("in_proj", "x_proj", "out_proj")} | {
    "conv1d.kernel": "conv1d.weight",
    "dt_proj.kernel": "dt_proj.weight",
}


def _mamba_mixer(size: Sizes) -> Part:
    inner = expanded(size)
    if size.inner != inner:
        raise InputError(f"intermediate_size is expand times hidden_size, {shown(inner)}, not {shown(size.inner)}")
    sized = layers.mamba(size.d_model, size.expansion, size.state_dim, size.conv_width, size.dt_rank)
    built = laid_out(sized, MAMBA, outputs_first, {"conv1d.weight": (inner, 1, size.conv_width), "A_log": (inner, size.state_dim)})
    built = built if size.has_conv_bias else built.without("conv1d.bias")
    if size.has_bias:
        built = built.adding(BuiltWeight("in_proj.bias", (2 * inner,)), BuiltWeight("out_proj.bias", (size.d_model,)))
    return changed("mixer", "MambaMixer", built, sized)


@family(
    "mamba2",
    title="Mamba-2",
    prefix="Mamba2",
    base="backbone",
    keys={
        **mamba_keys(32768, 4096, 64, 128, is_tied=False),
        "num_heads": whole("num_heads", 128),
        "head_dim": whole("head_dim", 64),
        "groups": whole("n_groups", 8),
    },
    heads=BACKBONE,
    usual="ForCausalLM",
    source="Dao & Gu 2024, arXiv 2405.21060",
)
def mamba2(size: Sizes) -> Iterator[Part]:
    """Mamba-2: heads that each have one decay, and a norm before the way back."""
    yield words("embeddings", size.vocab_size, size.d_model)
    yield from stacked("layers", size.num_layers, _mamba2_layer(size))
    yield rms_norm("norm_f", size.d_model)


def _mamba2_layer(size: Sizes) -> Iterator[Part]:
    inner = size.expansion * size.d_model
    if isinstance(inner, int) and isinstance(size.num_heads * size.head_dim, int) and inner != size.num_heads * size.head_dim:
        raise InputError(f"num_heads times head_dim is expand times hidden_size: {size.num_heads} times {size.head_dim} is not {inner}")
    channels = inner + 2 * size.groups * size.state_dim
    yield rms_norm("norm", size.d_model)
    yield linear("mixer.in_proj", inner + channels + size.num_heads, size.d_model, size.has_bias)
    sized = layers.depthwise_conv1d(input_channels=channels, depth_multiplier=1, kernel_size=size.conv_width, bias=size.has_conv_bias)
    yield part("mixer.conv1d", sized, "Conv1d", shapes={"weight": (channels, 1, size.conv_width)})
    yield tensors("mixer", "heads", dt_bias=(size.num_heads,), A_log=(size.num_heads,), D=(size.num_heads,))
    yield rms_norm("mixer.norm", inner)
    yield linear("mixer.out_proj", size.d_model, inner, size.has_bias)


RWKV = {
    "vocab_size": whole("vocab_size", 50277),
    "d_model": whole("hidden_size", 4096),
    "num_layers": natural("num_hidden_layers", 32),
    "attention_width": whole("attention_hidden_size", lambda size: size.d_model),
    "d_ff": whole("intermediate_size", lambda size: 4 * size.d_model),
    "tied": tied(False),
}


@family(
    "rwkv",
    title="RWKV-4",
    prefix="Rwkv",
    base="rwkv",
    keys=RWKV,
    heads={"ForCausalLM": language_model("rwkv.embeddings", name="head"), BARE: nothing},
    usual="ForCausalLM",
    source="Peng et al. 2023, arXiv 2305.13048",
)
def rwkv(size: Sizes) -> Iterator[Part]:
    """RWKV-4: mixtures in time and in channels, each behind a norm, and one norm more behind the words."""
    yield words("embeddings", size.vocab_size, size.d_model)
    if isinstance(size.num_layers, Value) or size.num_layers:
        yield norm("blocks.0.pre_ln", size.d_model)
    yield from stacked("blocks", size.num_layers, _rwkv_layer(size))
    yield norm("ln_out", size.d_model)


def _rwkv_layer(size: Sizes) -> Iterator[Part]:
    width, inner, mixed = size.d_model, size.attention_width, (1, 1, size.d_model)
    yield norm("ln1", width)
    yield norm("ln2", width)
    yield tensors("attention", "decay", time_decay=(inner,), time_first=(inner,))
    yield tensors("attention", "mixture", time_mix_key=mixed, time_mix_value=mixed, time_mix_receptance=mixed)
    yield from (linear(f"attention.{name}", inner, width, 0) for name in ("key", "value", "receptance"))
    yield linear("attention.output", width, inner, 0)
    yield tensors("feed_forward", "mixture", time_mix_key=mixed, time_mix_receptance=mixed)
    yield linear("feed_forward.key", size.d_ff, width, 0)
    yield linear("feed_forward.receptance", width, width, 0)
    yield linear("feed_forward.value", width, size.d_ff, 0)
