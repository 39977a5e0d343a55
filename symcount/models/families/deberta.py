"""DeBERTa: attention that weighs content and distance apart."""

from __future__ import annotations

from collections.abc import Iterator

from symcount import layers
from symcount.errors import InputError, shown
from symcount.layers.weight import Size
from symcount.models.families.bert import encoder_keys, predictions
from symcount.models.families.building import Names, attention, linear, norm, only_if, part, positions, stacked, tensors, up_and_down, words
from symcount.models.families.family import BARE, Parts, family
from symcount.models.families.heads import classifier, nothing
from symcount.models.families.keys import Sizes, even_heads, flag, natural, number_or_none, settled, several_words, whole, word
from symcount.models.model import Part

LEGACY_WORDS = predictions(
    "cls.predictions.transform", "deberta.embeddings.word_embeddings", "LayerNorm", "cls.predictions.decoder", "embedding_dim", "cls.predictions"
)


def masked_words(size: Sizes) -> Iterator[Part]:
    """The scores of all words; in the later layout the words' matrix is used as it is."""
    if size.is_legacy:
        yield from LEGACY_WORDS(size)
        return
    yield linear("lm_predictions.lm_head.dense", size.d_model, size.d_model)
    yield norm("lm_predictions.lm_head.LayerNorm", size.d_model)
    yield tensors("lm_predictions.lm_head", "bias", bias=(size.vocab_size,))


def pooled(classes: int | None = None) -> Parts:
    """A pooler, then the scores of the classes."""

    def parts(size: Sizes) -> Iterator[Part]:
        yield linear("pooler.dense", size.pooler_width, size.pooler_width)
        yield linear("classifier", size.output_dim if classes is None else classes, size.d_model)

    return parts


@family(
    "deberta-v2",
    title="DeBERTa-v2 and v3",
    prefix="DebertaV2",
    base="deberta",
    keys={
        **encoder_keys(128100, 1536, 24, 24, 6144),
        "num_segments": natural("type_vocab_size", 0),
        "embedding_dim": whole("embedding_size", lambda size: size.d_model),
        "pooler_width": whole("pooler_hidden_size", lambda size: size.d_model),
        "has_positions": flag("position_biased_input", True),
        "is_relative": flag("relative_attention", False),
        "shares_keys": flag("share_att_key", False),
        "distances": number_or_none("max_relative_positions", -1),
        "buckets": number_or_none("position_buckets", -1),
        "directions": several_words("pos_att_type"),
        "distance_norm": word("norm_rel_ebd", "none"),
        "conv_width": number_or_none("conv_kernel_size", 0),
        "head_dim": settled(whole("attention_head_size", even_heads)),
        "conv_groups": whole("conv_groups", 1),
        "is_legacy": flag("legacy", True),
    },
    heads={
        BARE: nothing,
        "ForMaskedLM": masked_words,
        "ForSequenceClassification": pooled(),
        "ForTokenClassification": classifier("classifier"),
        "ForQuestionAnswering": classifier("qa_outputs"),
        "ForMultipleChoice": pooled(1),
    },
    usual=BARE,
    source="He et al. 2020, arXiv 2006.03654; He et al. 2021 (v3), arXiv 2111.09543",
)
def deberta_v2(size: Sizes) -> Iterator[Part]:
    """DeBERTa-v2: relative positions that all layers share, with a norm and a convolution where the configuration says so."""
    width, narrow = size.d_model, size.embedding_dim
    yield words("embeddings.word_embeddings", size.vocab_size, narrow)
    yield from only_if(size.has_positions, positions("embeddings.position_embeddings", size.context_length, narrow))
    if size.num_segments != 0:
        yield words("embeddings.token_type_embeddings", size.num_segments, narrow)
    yield from only_if(narrow != width, linear("embeddings.embed_proj", width, narrow, 0))
    yield norm("embeddings.LayerNorm", width)
    yield from stacked("encoder.layer", size.num_layers, _layer(size))
    yield from only_if(size.is_relative, positions("encoder.rel_embeddings", 2 * _farthest(size), width))
    yield from only_if("layer_norm" in size.distance_norm, norm("encoder.LayerNorm", width))
    if size.conv_width > 0:
        sized = layers.conv1d(filters=width, input_channels=width, kernel_size=size.conv_width, groups=size.conv_groups)
        yield part("encoder.conv.conv", sized, "Conv1d")
        yield norm("encoder.conv.LayerNorm", width)


def _farthest(size: Sizes) -> Size:
    """How far a distance is told."""
    farthest: Size = next((one for one in (size.buckets, size.distances) if one > 0), size.context_length)
    return farthest


PROJ: Names = {"query": "self.query_proj", "key": "self.key_proj", "value": "self.value_proj", "output": "output.dense"}


def _layer(size: Sizes) -> Iterator[Part]:
    if size.head_dim != even_heads(size):
        raise InputError(f"attention_head_size is hidden_size over num_attention_heads, {shown(even_heads(size))}, not {shown(size.head_dim)}")
    width = size.d_model
    yield from attention("attention", width, bias=1, names=PROJ)
    if size.is_relative and not size.shares_keys:
        yield from only_if("c2p" in size.directions, linear("attention.self.pos_key_proj", width, width))
        yield from only_if("p2c" in size.directions, linear("attention.self.pos_query_proj", width, width))
    yield norm("attention.output.LayerNorm", width)
    yield from up_and_down("intermediate.dense", "output.dense", width, size.d_ff)
    yield norm("output.LayerNorm", width)
