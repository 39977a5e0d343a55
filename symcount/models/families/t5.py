"""Encoders with decoders that know distances only: T5 and those after it."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.layers.weight import Size
from symcount.models.families.building import Names, attention, feed_forward, gated, rms_norm, stacked, tied_words, words
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import classifier, dense_classifier, language_model, nothing
from symcount.models.families.keys import Key, Sizes, flag, labels, natural, settled, tied, whole, word
from symcount.models.model import Part

LETTERS: Names = {"query": "q", "key": "k", "value": "v", "output": "o"}
GATED: Names = {"gate": "wi_0", "up": "wi_1", "down": "wo"}

GENERATION = "ForConditionalGeneration"
ENCODER_ONLY = ("EncoderModel", "ForTokenClassification")


def t5_keys(vocab: int, width: int, inner: int, depth: int, heads: int, maps: str, is_tied: bool = True) -> dict[str, Key]:
    """The keys of T5's kin."""
    return {
        "vocab_size": whole("vocab_size", vocab),
        "d_model": whole("d_model hidden_size", width),
        "head_dim": whole("d_kv head_dim", 64),
        "d_ff": whole("d_ff", inner),
        "num_encoder_layers": natural("num_layers num_hidden_layers", depth),
        "decoder_default": settled(natural("num_layers", depth)),  # set before further names are read
        "num_decoder_layers": natural("num_decoder_layers", lambda size: size.decoder_default),
        "num_heads": whole("num_heads num_attention_heads", heads),
        "num_buckets": whole("relative_attention_num_buckets", 32),
        "maps": word("feed_forward_proj", maps),
        "is_gated": flag("is_gated_act", lambda size: int(size.maps.split("-")[0] == "gated")),
        "is_decoder": flag("is_decoder", False),
        "tied": tied(is_tied),
        "output_dim": labels(),
    }


def untied(size: Sizes) -> Iterator[str]:
    """What is to be known of a head of its own."""
    if size.head == GENERATION and size.tied == 0:
        yield "the head is a matrix of its own, as published; transformers from version 5 on ties it to the words whatever tie_word_embeddings says"


HEADS = {
    GENERATION: language_model("shared"),
    BARE: nothing,
    "EncoderModel": nothing,
    "ForSequenceClassification": dense_classifier("classification_head.dense", "classification_head.out_proj"),
    "ForTokenClassification": classifier("classifier"),
    "ForQuestionAnswering": classifier("qa_outputs"),
}


@family(
    "t5",
    title="T5",
    prefix="T5",
    base="",
    keys=t5_keys(32128, 512, 2048, 6, 8, "relu"),
    heads=HEADS,
    usual=GENERATION,
    notes=untied,
    source="Raffel et al. 2019, arXiv 1910.10683; version 1.1: Shazeer 2020, arXiv 2002.05202; Flan: Chung et al. 2022, arXiv 2210.11416",
)
@family(
    "mt5",
    title="mT5",
    prefix="MT5",
    base="",
    keys=t5_keys(250112, 512, 1024, 8, 6, "gated-gelu"),
    heads=HEADS,
    usual=GENERATION,
    notes=untied,
    source="Xue et al. 2020, arXiv 2010.11934",
)
def t5(size: Sizes) -> Iterator[Part]:
    """T5: one matrix of words for both sides, a table of distances in the first layer of each, no bias; from 1.1 on gated, and a head of its own."""
    yield from _sides(size, 1)


@family(
    "umt5",
    title="umT5",
    prefix="UMT5",
    base="",
    keys=t5_keys(250112, 512, 1024, 8, 6, "gated-gelu"),
    heads=HEADS,
    usual=GENERATION,
    notes=untied,
    source="Chung et al. 2023, arXiv 2304.09151",
)
def umt5(size: Sizes) -> Iterator[Part]:
    """umT5: as mT5, with a table of distances in every layer."""
    yield from _sides(size, None)


def _sides(size: Sizes, tables: int | None) -> Iterator[Part]:
    """Encoder and decoder, or the encoder alone, with so many tables of distances in each, or one in every layer."""
    prefix = {"ForSequenceClassification": "transformer.", "ForTokenClassification": "transformer."}.get(size.head, "")
    yield words(f"{prefix}shared", size.vocab_size, size.d_model)
    yield tied_words(f"{prefix}encoder.embed_tokens", size.vocab_size, size.d_model, 1, f"{prefix}shared.weight")
    layer = _decoder_layer if size.is_decoder and size.head in ENCODER_ONLY else _encoder_layer
    yield from _stack(size, f"{prefix}encoder", size.num_encoder_layers, layer(size), tables)
    if size.head not in ENCODER_ONLY:
        yield tied_words(f"{prefix}decoder.embed_tokens", size.vocab_size, size.d_model, 1, f"{prefix}shared.weight")
        yield from _stack(size, f"{prefix}decoder", size.num_decoder_layers, _decoder_layer(size), tables)


def _stack(size: Sizes, name: str, depth: Size, layer: Iterator[Part], tables: int | None) -> Iterator[Part]:
    distances = words("SelfAttention.relative_attention_bias", size.num_buckets, size.num_heads)
    yield from stacked(f"{name}.block", depth, stacked("layer", 1, layer))
    if not isinstance(depth, int) or depth:
        yield from stacked(f"{name}.block", depth if tables is None else tables, stacked("layer", 1, [distances]))
    yield rms_norm(f"{name}.final_layer_norm", size.d_model)


def _encoder_layer(size: Sizes) -> Iterator[Part]:
    yield from _attention(size, "SelfAttention")
    yield from _feed_forward(size)


def _decoder_layer(size: Sizes) -> Iterator[Part]:
    yield from _attention(size, "SelfAttention")
    yield from _attention(size, "EncDecAttention")
    yield from _feed_forward(size)


def _attention(size: Sizes, name: str) -> Iterator[Part]:
    yield from attention(name, size.d_model, (size.num_heads, size.num_heads, size.head_dim), names=LETTERS)
    yield rms_norm("layer_norm", size.d_model)


def _feed_forward(size: Sizes) -> Iterator[Part]:
    if size.is_gated:
        yield gated("DenseReluDense", size.d_model, size.d_ff, names=GATED)
    else:
        yield feed_forward("DenseReluDense", size.d_model, size.d_ff, 0, {"up": "wi", "down": "wo"})
    yield rms_norm("layer_norm", size.d_model)
