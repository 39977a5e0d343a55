"""Encoders of text: BERT and those after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcount import layers
from symcount.errors import InputError
from symcount.layers.weight import Size
from symcount.models.families.building import Names, attention, linear, norm, only_if, part, positions, stacked, tensors, tied_head, up_and_down, words
from symcount.models.families.family import BARE, Parts, family
from symcount.models.families.heads import both, classifier, dense_classifier, nothing, scores
from symcount.models.families.keys import Key, Sizes, flag, labels, natural, tied, whole
from symcount.models.model import Part

SELF: Names = {"query": "self.query", "key": "self.key", "value": "self.value", "output": "output.dense"}

POOLED = (BARE, "ForPreTraining", "ForNextSentencePrediction", "ForSequenceClassification", "ForMultipleChoice")
"""The heads of BERT that look at the first token through the pooler."""


def encoder_keys(vocab: int, width: int, depth: int, heads: int, inner: int) -> dict[str, Key]:
    """The keys of BERT's kin."""
    return {
        "vocab_size": whole("vocab_size", vocab),
        "context_length": whole("max_position_embeddings", 512),
        "num_segments": natural("type_vocab_size", 2),
        "d_model": whole("hidden_size", width),
        "num_layers": natural("num_hidden_layers", depth),
        "num_heads": whole("num_attention_heads", heads),
        "d_ff": whole("intermediate_size", inner),
        "tied": tied(True),
        "output_dim": labels(),
    }


DECODING = {"is_decoder": flag("is_decoder", False), "has_cross": flag("add_cross_attention", False)}
BERT = {**encoder_keys(30522, 768, 12, 12, 3072), **DECODING}


def embeddings(size: Sizes, width: Size, norm_width: Size) -> Iterator[Part]:
    """Words, positions and segments, and their norm."""
    yield words("embeddings.word_embeddings", size.vocab_size, width)
    yield positions("embeddings.position_embeddings", size.context_length, width)
    yield words("embeddings.token_type_embeddings", size.num_segments, width)
    yield norm("embeddings.LayerNorm", norm_width)


def bert_layer(size: Sizes, names: Names = SELF) -> Iterator[Part]:
    """A layer of BERT: the norms stand behind attention and feed-forward layer; as a decoder it may also attend to an encoder."""
    size.divided("d_model", "num_heads")
    if size.has_cross and not size.is_decoder:
        raise InputError("add_cross_attention needs is_decoder to be true: an encoder has no cross-attention")
    for name in ("attention", "crossattention") if size.has_cross else ("attention",):
        yield from attention(name, size.d_model, bias=1, names=names)
        yield norm(f"{name}.output.LayerNorm", size.d_model)
    yield from up_and_down("intermediate.dense", "output.dense", size.d_model, size.d_ff)
    yield norm("output.LayerNorm", size.d_model)


def predictions(prefix: str, words_name: str, norm_name: str, decoder: str, width: str = "d_model", bias: str = "") -> Parts:
    """The scores of all words: a map with a norm, then the words' matrix, and a bias that stands by itself."""

    def parts(size: Sizes) -> Iterator[Part]:
        inner = getattr(size, width)
        yield linear(f"{prefix}.dense", inner, size.d_model)
        yield norm(f"{prefix}.{norm_name}", inner)
        yield tensors(bias, "bias", bias=(size.vocab_size,))
        yield tied_head(decoder, size.vocab_size, inner, size.tied, words_name, 1, f"{bias}.bias")

    return parts


def next_sentence(name: str) -> Parts:
    """Whether the second sentence follows the first."""
    return scores(name, 2)


BERT_WORDS = predictions("cls.predictions.transform", "bert.embeddings.word_embeddings", "LayerNorm", "cls.predictions.decoder", bias="cls.predictions")
COMMON: Mapping[str, Parts] = {
    BARE: nothing,
    "ForTokenClassification": classifier("classifier"),
    "ForQuestionAnswering": classifier("qa_outputs"),
    "ForMultipleChoice": scores("classifier", 1),
}
BERT_HEADS = {
    **COMMON,
    "ForMaskedLM": BERT_WORDS,
    "LMHeadModel": BERT_WORDS,
    "ForPreTraining": both(BERT_WORDS, next_sentence("cls.seq_relationship")),
    "ForNextSentencePrediction": next_sentence("cls.seq_relationship"),
    "ForSequenceClassification": classifier("classifier"),
}


@family(
    "bert",
    title="BERT",
    prefix="Bert",
    base="bert",
    keys=BERT,
    heads=BERT_HEADS,
    usual=BARE,
    source="Devlin et al. 2018, arXiv 1810.04805",
    letters={"d_model": "H", "num_layers": "L"},
)
def bert(size: Sizes) -> Iterator[Part]:
    """BERT: words, positions and segments with a norm, layers, and the pooler where the head looks at the first token."""
    yield from embeddings(size, size.d_model, size.d_model)
    yield from stacked("encoder.layer", size.num_layers, bert_layer(size))
    yield from only_if(size.head in POOLED, linear("pooler.dense", size.d_model, size.d_model))


ROBERTA_WORDS = predictions("lm_head", "roberta.embeddings.word_embeddings", "layer_norm", "lm_head.decoder", bias="lm_head")
ROBERTA_HEADS = {
    **COMMON,
    "ForMaskedLM": ROBERTA_WORDS,
    "ForCausalLM": ROBERTA_WORDS,
    "ForSequenceClassification": dense_classifier("classifier.dense", "classifier.out_proj"),
}


@family(
    "roberta",
    title="RoBERTa",
    prefix="Roberta",
    base="roberta",
    keys={**encoder_keys(50265, 768, 12, 12, 3072), **DECODING},
    heads=ROBERTA_HEADS,
    usual=BARE,
    source="Liu et al. 2019, arXiv 1907.11692",
)
@family(
    "xlm-roberta",
    title="XLM-R",
    prefix="XLMRoberta",
    base="roberta",
    keys=BERT,
    heads=ROBERTA_HEADS,
    usual=BARE,
    source="Conneau et al. 2019, arXiv 1911.02116",
)
@family(
    "camembert",
    title="CamemBERT",
    prefix="Camembert",
    base="roberta",
    keys=BERT,
    heads=ROBERTA_HEADS,
    usual=BARE,
    source="Martin et al. 2019, arXiv 1911.03894",
)
def roberta(size: Sizes) -> Iterator[Part]:
    """RoBERTa: as BERT; two of its positions are never used."""
    yield from embeddings(size, size.d_model, size.d_model)
    yield from stacked("encoder.layer", size.num_layers, bert_layer(size))
    yield from only_if(size.head in (BARE, "ForMultipleChoice"), linear("pooler.dense", size.d_model, size.d_model))


ALBERT_WORDS = predictions("predictions", "albert.embeddings.word_embeddings", "LayerNorm", "predictions.decoder", "embedding_dim", "predictions")


@family(
    "albert",
    title="ALBERT",
    prefix="Albert",
    base="albert",
    keys={
        **encoder_keys(30000, 4096, 12, 64, 16384),
        "embedding_dim": whole("embedding_size", 128),
        "num_groups": natural("num_hidden_groups", 1),
        "group_layers": natural("inner_group_num", 1),
    },
    heads={
        **COMMON,
        "ForMaskedLM": ALBERT_WORDS,
        "ForPreTraining": both(ALBERT_WORDS, classifier("sop_classifier.classifier")),
        "ForSequenceClassification": classifier("classifier"),
    },
    usual=BARE,
    source="Lan et al. 2019, arXiv 1909.11942",
    letters={"d_model": "H", "embedding_dim": "E"},
)
def albert(size: Sizes) -> Iterator[Part]:
    """ALBERT: narrow embeddings, and the same layers again and again: their number does not matter, that of the groups does."""
    yield from embeddings(size, size.embedding_dim, size.embedding_dim)
    yield linear("encoder.embedding_hidden_mapping_in", size.d_model, size.embedding_dim)
    group = stacked("albert_layers", size.group_layers, _albert_layer(size))
    yield from stacked("encoder.albert_layer_groups", size.num_groups, group)
    yield from only_if(size.head in POOLED, linear("pooler", size.d_model, size.d_model))


def _albert_layer(size: Sizes) -> Iterator[Part]:
    size.divided("d_model", "num_heads")
    yield norm("full_layer_layer_norm", size.d_model)
    yield from attention("attention", size.d_model, bias=1, names={"query": "query", "key": "key", "value": "value", "output": "dense"})
    yield norm("attention.LayerNorm", size.d_model)
    yield from up_and_down("ffn", "ffn_output", size.d_model, size.d_ff)


DISTILBERT = {
    "vocab_size": whole("vocab_size", 30522),
    "context_length": whole("max_position_embeddings", 512),
    "d_model": whole("dim hidden_size", 768),
    "num_layers": natural("n_layers num_hidden_layers", 6),
    "num_heads": whole("n_heads num_attention_heads", 12),
    "d_ff": whole("hidden_dim", 3072),
    "is_sinusoidal": flag("sinusoidal_pos_embds", False),
    "tied": tied(True),
    "output_dim": labels(),
}
LIN: Names = {"query": "q_lin", "key": "k_lin", "value": "v_lin", "output": "out_lin"}


def distilbert_words(size: Sizes) -> Iterator[Part]:
    """The scores of all words."""
    yield linear("vocab_transform", size.d_model, size.d_model)
    yield norm("vocab_layer_norm", size.d_model)
    yield tied_head("vocab_projector", size.vocab_size, size.d_model, size.tied, "distilbert.embeddings.word_embeddings", 1)


@family(
    "distilbert",
    title="DistilBERT",
    prefix="DistilBert",
    base="distilbert",
    keys=DISTILBERT,
    heads={
        **COMMON,
        "ForMaskedLM": distilbert_words,
        "ForSequenceClassification": dense_classifier("pre_classifier", "classifier"),
        "ForMultipleChoice": dense_classifier("pre_classifier", "classifier", 1),
    },
    usual=BARE,
    source="Sanh et al. 2019, arXiv 1910.01108",
)
def distilbert(size: Sizes) -> Iterator[Part]:
    """DistilBERT: as BERT, without segments and pooler."""
    yield words("embeddings.word_embeddings", size.vocab_size, size.d_model)
    yield positions("embeddings.position_embeddings", size.context_length, size.d_model, is_trained=not size.is_sinusoidal)
    yield norm("embeddings.LayerNorm", size.d_model)
    yield from stacked("transformer.layer", size.num_layers, _distilbert_layer(size))


def _distilbert_layer(size: Sizes) -> Iterator[Part]:
    size.divided("d_model", "num_heads")
    yield from attention("attention", size.d_model, bias=1, names=LIN)
    yield norm("sa_layer_norm", size.d_model)
    yield part("ffn", layers.feed_forward(d_model=size.d_model, d_ff=size.d_ff), "FFN", {"up": "lin1", "down": "lin2"})
    yield norm("output_layer_norm", size.d_model)


def electra_words(size: Sizes) -> Iterator[Part]:
    """The generator's scores of all words."""
    yield norm("generator_predictions.LayerNorm", size.embedding_dim)
    yield linear("generator_predictions.dense", size.embedding_dim, size.d_model)
    yield tied_head("generator_lm_head", size.vocab_size, size.embedding_dim, size.tied, "electra.embeddings.word_embeddings", 1)


def electra_choice(size: Sizes) -> Iterator[Part]:
    """The score of one of several answers."""
    yield from only_if(size.has_summary, linear("sequence_summary.summary", size.d_model, size.d_model))
    yield linear("classifier", 1, size.d_model)


@family(
    "electra",
    title="ELECTRA",
    prefix="Electra",
    base="electra",
    keys={
        **encoder_keys(30522, 256, 12, 4, 1024),
        **DECODING,
        "embedding_dim": whole("embedding_size", 128),
        "has_summary": flag("summary_use_proj", True),
    },
    heads={
        **COMMON,
        "ForMaskedLM": electra_words,
        "ForCausalLM": electra_words,
        "ForPreTraining": dense_classifier("discriminator_predictions.dense", "discriminator_predictions.dense_prediction", 1),
        "ForSequenceClassification": dense_classifier("classifier.dense", "classifier.out_proj"),
        "ForMultipleChoice": electra_choice,
    },
    usual=BARE,
    source="Clark et al. 2020, arXiv 2003.10555",
)
def electra(size: Sizes) -> Iterator[Part]:
    """ELECTRA: as BERT, its embeddings widened where they are narrower than the model, and no pooler."""
    yield from embeddings(size, size.embedding_dim, size.embedding_dim)
    yield from only_if(size.embedding_dim != size.d_model, linear("embeddings_project", size.d_model, size.embedding_dim))
    yield from stacked("encoder.layer", size.num_layers, bert_layer(size))
