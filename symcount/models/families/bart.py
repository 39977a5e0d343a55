"""Encoders with decoders whose layers have two-map feed-forward layers: BART and those after it, and Whisper."""

from __future__ import annotations

from collections.abc import Iterator

from symcount import layers
from symcount.layers.weight import Size
from symcount.models.families.building import (
    OUT_PROJECTIONS,
    attention,
    linear,
    norm,
    only_if,
    part,
    positions,
    stacked,
    tensors,
    tied_head,
    tied_words,
    up_and_down,
    words,
)
from symcount.models.families.family import BARE, family
from symcount.models.families.heads import dense_classifier, language_model, nothing, scores
from symcount.models.families.keys import Key, Sizes, always, flag, labels, natural, tied, whole
from symcount.models.families.opt import OPT_POSITIONS
from symcount.models.model import Part


def seq2seq_keys(vocab: int, width: int, depth: int, heads: int, inner: int) -> dict[str, Key]:
    """The keys of BART's kin."""
    return {
        "vocab_size": whole("vocab_size", vocab),
        "target_vocab": always(lambda size: size.vocab_size),
        "d_model": whole("d_model hidden_size", width),
        "num_encoder_layers": natural("encoder_layers num_hidden_layers", depth),
        "num_decoder_layers": natural("decoder_layers", depth),
        "encoder_heads": whole("encoder_attention_heads num_attention_heads", heads),
        "decoder_heads": whole("decoder_attention_heads", heads),
        "encoder_ff": whole("encoder_ffn_dim", inner),
        "decoder_ff": whole("decoder_ffn_dim", inner),
        "tied": tied(True),
        "output_dim": labels(),
    }


def with_context(keys: dict[str, Key]) -> dict[str, Key]:
    """And as many positions in the encoder as in the decoder."""
    return {**keys, "context_length": whole("max_position_embeddings", 1024)}


DECODER_ONLY = "ForCausalLM"

BART_HEADS = {
    "ForConditionalGeneration": language_model("model.shared"),
    BARE: nothing,
    DECODER_ONLY: language_model("model.decoder.embed_tokens"),
    "ForSequenceClassification": dense_classifier("classification_head.dense", "classification_head.out_proj"),
    "ForQuestionAnswering": scores("qa_outputs", 2),
}


def encoder_layer(size: Sizes, key_bias: Size = 1) -> Iterator[Part]:
    """A layer of the encoder."""
    size.divided("d_model", "encoder_heads")
    yield from attention("self_attn", size.d_model, bias=1, key_bias=key_bias, names=OUT_PROJECTIONS)
    yield norm("self_attn_layer_norm", size.d_model)
    yield from up_and_down("fc1", "fc2", size.d_model, size.encoder_ff)
    yield norm("final_layer_norm", size.d_model)


def decoder_layer(size: Sizes, key_bias: Size = 1) -> Iterator[Part]:
    """A layer of the decoder, which also attends to the encoder."""
    size.divided("d_model", "decoder_heads")
    for name in ("self_attn", "encoder_attn"):
        yield from attention(name, size.d_model, bias=1, key_bias=key_bias, names=OUT_PROJECTIONS)
        yield norm(f"{name}_layer_norm", size.d_model)
    yield from up_and_down("fc1", "fc2", size.d_model, size.decoder_ff)
    yield norm("final_layer_norm", size.d_model)


def stack(size: Sizes, name: str, layer: Iterator[Part], *norms: str, is_trained: bool, offset: int) -> Iterator[Part]:
    """Positions and layers of one side, and its norms."""
    depth = size.num_encoder_layers if name == "encoder" else size.num_decoder_layers
    yield positions(f"{name}.embed_positions", size.context_length + offset, size.d_model, is_trained=is_trained)
    yield from stacked(f"{name}.layers", depth, layer)
    yield from (norm(f"{name}.{own}", size.d_model) for own in norms)


def shared_words(size: Sizes) -> Iterator[Part]:
    """One matrix of words for both sides where it is tied, else one more for each; a decoder alone has its own."""
    if size.head == DECODER_ONLY:
        yield words("decoder.embed_tokens", size.target_vocab, size.d_model)
        return
    shared = "shared.weight" if size.head == BARE else "model.shared.weight"
    yield words("shared", size.vocab_size, size.d_model)
    yield tied_words("encoder.embed_tokens", size.vocab_size, size.d_model, size.tied, shared)
    yield tied_words("decoder.embed_tokens", size.vocab_size if size.tied == 1 else size.target_vocab, size.d_model, size.tied, shared)


def sides(size: Sizes, *norms: str, is_trained: bool = True, offset: int = OPT_POSITIONS) -> Iterator[Part]:
    """Encoder and decoder, or the decoder alone; positions that are trained have `offset` rows more."""
    rows = offset if is_trained else 0
    if size.head != DECODER_ONLY:
        yield from stack(size, "encoder", encoder_layer(size), *norms, is_trained=is_trained, offset=rows)
    yield from stack(size, "decoder", decoder_layer(size), *norms, is_trained=is_trained, offset=rows)


@family(
    "bart",
    title="BART",
    prefix="Bart",
    keys={**with_context(seq2seq_keys(50265, 1024, 12, 16, 4096)), "output_dim": labels(3)},
    heads=BART_HEADS,
    usual="ForConditionalGeneration",
    source="Lewis et al. 2019, arXiv 1910.13461",
)
def bart(size: Sizes) -> Iterator[Part]:
    """BART: one matrix of words, a norm behind the embeddings of each side, norms behind attention and feed-forward layer."""
    yield from shared_words(size)
    yield from sides(size, "layernorm_embedding")


@family(
    "mbart",
    title="mBART",
    prefix="MBart",
    keys=with_context(seq2seq_keys(50265, 1024, 12, 16, 4096)),
    heads=BART_HEADS,
    usual="ForConditionalGeneration",
    source="Liu et al. 2020, arXiv 2001.08210",
)
def mbart(size: Sizes) -> Iterator[Part]:
    """mBART: as BART, the norms before, and so one more at the end of each side."""
    yield from shared_words(size)
    yield from sides(size, "layernorm_embedding", "layer_norm")


@family(
    "pegasus",
    title="Pegasus",
    prefix="Pegasus",
    keys=with_context(seq2seq_keys(50265, 1024, 12, 16, 4096)),
    heads={name: BART_HEADS[name] for name in ("ForConditionalGeneration", BARE, DECODER_ONLY)},
    usual="ForConditionalGeneration",
    source="Zhang et al. 2019, arXiv 1912.08777",
)
def pegasus(size: Sizes) -> Iterator[Part]:
    """Pegasus: as mBART, with sine positions, which are not trained, and no norm behind the embeddings."""
    yield from shared_words(size)
    yield from sides(size, "layer_norm", is_trained=False)


@family(
    "blenderbot",
    title="BlenderBot",
    prefix="Blenderbot",
    keys={
        **seq2seq_keys(8008, 2560, 2, 32, 10240),
        "num_decoder_layers": natural("decoder_layers", 24),
        "context_length": whole("max_position_embeddings", 128),
    },
    heads={name: BART_HEADS[name] for name in ("ForConditionalGeneration", BARE, DECODER_ONLY)},
    usual="ForConditionalGeneration",
    source="Roller et al. 2020, arXiv 2004.13637",
)
def blenderbot(size: Sizes) -> Iterator[Part]:
    """BlenderBot: as Pegasus, with positions that are trained."""
    yield from shared_words(size)
    yield from sides(size, "layer_norm", offset=0)


@family(
    "m2m_100",
    title="M2M-100 and NLLB",
    prefix="M2M100",
    keys=seq2seq_keys(128112, 1024, 12, 16, 4096),
    heads={name: BART_HEADS[name] for name in ("ForConditionalGeneration", BARE)},
    usual="ForConditionalGeneration",
    source="Fan et al. 2020, arXiv 2010.11125; NLLB Team 2022, arXiv 2207.04672",
)
def m2m_100(size: Sizes) -> Iterator[Part]:
    """M2M-100: as Pegasus, with sine positions that are computed and not kept."""
    yield from shared_words(size)
    for name, depth, layer in (("encoder", size.num_encoder_layers, encoder_layer(size)), ("decoder", size.num_decoder_layers, decoder_layer(size))):
        yield from stacked(f"{name}.layers", depth, layer)
        yield norm(f"{name}.layer_norm", size.d_model)


def marian_words(size: Sizes) -> Iterator[Part]:
    """The scores of all words of the target language."""
    is_shared = size.shares_words and size.head != DECODER_ONLY
    has_own_rows = not is_shared and (size.head != DECODER_ONLY or size.tied == 1)
    rows = size.target_vocab if has_own_rows else size.vocab_size
    yield tied_head("lm_head", rows, size.d_model, size.tied, "model.shared" if is_shared else "model.decoder.embed_tokens")


@family(
    "marian",
    title="Marian (OPUS-MT)",
    prefix="Marian",
    keys={
        **with_context(seq2seq_keys(58101, 1024, 12, 16, 4096)),
        "target_vocab": whole("decoder_vocab_size", lambda size: size.vocab_size),
        "shares_words": flag("share_encoder_decoder_embeddings", True),
    },
    heads={"MTModel": marian_words, BARE: nothing, DECODER_ONLY: marian_words},
    usual="MTModel",
    source="Junczys-Dowmunt et al. 2018, arXiv 1804.00344",
)
def marian(size: Sizes) -> Iterator[Part]:
    """Marian: as BART, with sine positions and no norm behind the embeddings; each language may have words of its own."""
    if size.shares_words or size.head == DECODER_ONLY:
        yield from shared_words(size)
    else:
        yield words("encoder.embed_tokens", size.vocab_size, size.d_model)
        yield words("decoder.embed_tokens", size.target_vocab, size.d_model)
    yield from sides(size, is_trained=False)


def audio_classes(size: Sizes) -> Iterator[Part]:
    """A narrow map, then the scores of the classes; where it says so, the layers are weighed."""
    yield from only_if(size.weighs_layers, tensors("", "weights", layer_weights=(size.num_encoder_layers + 1,)))
    yield linear("projector", size.projection_dim, size.d_model)
    yield linear("classifier", size.output_dim, size.projection_dim)


AUDIO = "ForAudioClassification"


@family(
    "whisper",
    title="Whisper",
    prefix="Whisper",
    keys={
        **seq2seq_keys(51865, 384, 4, 6, 1536),
        "encoder_heads": whole("encoder_attention_heads num_attention_heads num_key_value_heads", 6),
        "input_channels": whole("num_mel_bins", 80),
        "source_length": whole("max_source_positions", 1500),
        "context_length": whole("max_target_positions", 448),
        "projection_dim": whole("classifier_proj_size", 256),
        "weighs_layers": flag("use_weighted_layer_sum", False),
    },
    heads={
        "ForConditionalGeneration": language_model("model.decoder.embed_tokens", "proj_out"),
        BARE: nothing,
        DECODER_ONLY: language_model("model.decoder.embed_tokens", "proj_out"),
        AUDIO: audio_classes,
    },
    other_bases={AUDIO: ""},
    usual="ForConditionalGeneration",
    source="Radford et al. 2022, arXiv 2212.04356",
)
def whisper(size: Sizes) -> Iterator[Part]:
    """Whisper: two convolutions of the sound, sine positions in the encoder, which are not trained, and no bias in the keys."""
    width = size.d_model
    if size.head != DECODER_ONLY:
        for name, channels in (("conv1", size.input_channels), ("conv2", width)):
            yield part(f"encoder.{name}", layers.conv1d(filters=width, input_channels=channels, kernel_size=3), "Conv1d")
        yield positions("encoder.embed_positions", size.source_length, width, is_trained=False)
        yield from stacked("encoder.layers", size.num_encoder_layers, encoder_layer(size, 0))
        yield norm("encoder.layer_norm", width)
    if size.head != AUDIO:
        yield words("decoder.embed_tokens", size.vocab_size, width)
        yield positions("decoder.embed_positions", size.context_length, width)
        yield from stacked("decoder.layers", size.num_decoder_layers, decoder_layer(size, 0))
        yield norm("decoder.layer_norm", width)
