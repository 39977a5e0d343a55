"""OPT: GPT's kin with words of another width, and norms before or behind."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.models.families.building import OUT_PROJECTIONS, attention, linear, norm, only_if, positions, stacked, up_and_down, words
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import classifier, language_model, nothing, scores
from symcount.models.families.keys import Sizes, flag, labels, natural, tied, whole
from symcount.models.model import Part

OPT = {
    "vocab_size": whole("vocab_size", 50272),
    "context_length": whole("max_position_embeddings", 2048),
    "d_model": whole("hidden_size", 768),
    "embedding_dim": whole("word_embed_proj_dim", lambda size: size.d_model),
    "num_layers": natural("num_hidden_layers", 12),
    "num_heads": whole("num_attention_heads", 12),
    "d_ff": whole("ffn_dim", 3072),
    "bias": flag("enable_bias", True),
    "norms_first": flag("do_layer_norm_before", True),
    "no_last_norm": flag("_remove_final_layer_norm", False),
    "has_gains": flag("layer_norm_elementwise_affine", True),
    "tied": tied(True),
    "output_dim": labels(),
}
OPT_HEADS = {
    "ForCausalLM": language_model("model.decoder.embed_tokens", width="embedding_dim"),
    BARE: nothing,
    "ForSequenceClassification": classifier("score", bias=0, width="embedding_dim"),
    "ForQuestionAnswering": scores("qa_outputs", 2, width="embedding_dim"),
}

OPT_POSITIONS = 2
"""Rows that OPT and BART have before the first position."""


@family(
    "opt",
    title="OPT",
    prefix="OPT",
    keys=OPT,
    heads=OPT_HEADS,
    usual="ForCausalLM",
    source="Zhang et al. 2022, arXiv 2205.01068",
)
def opt(size: Sizes) -> Iterator[Part]:
    """OPT: two rows more of positions; words of another width (350m) are brought to the model's and back, and norms behind leave the last one out."""
    size.divided("d_model", "num_heads")
    width, narrow = size.d_model, size.embedding_dim
    has_last_norm = size.norms_first and not size.no_last_norm and size.has_gains
    yield words("decoder.embed_tokens", size.vocab_size, narrow)
    yield positions("decoder.embed_positions", size.context_length + OPT_POSITIONS, width)
    yield from only_if(narrow != width, linear("decoder.project_out", narrow, width, 0), linear("decoder.project_in", width, narrow, 0))
    yield from only_if(has_last_norm, norm("decoder.final_layer_norm", width))
    yield from stacked("decoder.layers", size.num_layers, _opt_layer(size))


def _opt_layer(size: Sizes) -> Iterator[Part]:
    yield from attention("self_attn", size.d_model, bias=size.bias, names=OUT_PROJECTIONS)
    yield from only_if(size.has_gains, norm("self_attn_layer_norm", size.d_model), norm("final_layer_norm", size.d_model))
    yield from up_and_down("fc1", "fc2", size.d_model, size.d_ff, size.bias)
