"""Look-up tables: one row of numbers for each symbol."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import UNITS, affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("input_length", "mask_zero", "padding_idx", "max_norm", "time steps")

WORDS = shape("batch_size ...")
VECTORS = shape("batch_size ... embedding_dim")
LOOK_UP = r"e_t = E_{x_t}"


def table(rows: Size, columns: Size, meaning: str, name: str = "embeddings", copies: Size = 1) -> Weight:
    """One row for each thing that is looked up."""
    return Weight(name, (rows, columns), copies=copies, kind="embedding", meaning=meaning)


@layer(
    aliases=("EmbeddingBag", "Embed"),
    source="Bengio et al. 2003; https://keras.io/api/layers/core_layers/embedding",
    spellings={"input_dim": "vocab_size", "output_dim": "embedding_dim"},
    without_effect=WITHOUT_EFFECT,
    inputs=WORDS,
    outputs=VECTORS,
    equation=LOOK_UP,
)
def embedding(vocab_size: Size, embedding_dim: Size) -> Iterable[Weight]:
    """Embedding: one row for each word of the vocabulary, and no bias."""
    return [table(vocab_size, embedding_dim, "one row for each word")]


@layer(
    aliases=("PositionalEmbedding",),
    source="Gehring et al. 2017, arXiv 1705.03122",
    without_effect=("batch size", "size of the vocabulary"),
    inputs=shape("batch_size timesteps d_model"),
    outputs=shape("batch_size timesteps d_model"),
    equation=r"y_t = x_t + P_t",
)
def position_embedding(context_length: Size, d_model: Size) -> Iterable[Weight]:
    """Learned positions: one row for each place in the context."""
    return [table(context_length, d_model, "one row for each position")]


@layer(
    aliases=("tied_embedding",),
    source="Press & Wolf 2016, arXiv 1608.05859; keras.layers.ReversibleEmbedding",
    spellings={"input_dim": "vocab_size", "output_dim": "embedding_dim"},
    without_effect=(*WITHOUT_EFFECT, "logit_soft_cap"),
    inputs={"reverse=False": WORDS, "reverse=True": VECTORS},
    outputs={"reverse=False": VECTORS, "reverse=True": shape("batch_size ... vocab_size")},
    equation=(LOOK_UP, r"\mathrm{logits}_t = E h_t"),
)
def reversible_embedding(vocab_size: Size, embedding_dim: Size, tied: Size = 1) -> Iterable[Weight]:
    """Embedding that also leads back to the words: by the same matrix where it is tied, else by a second one."""
    return [
        table(vocab_size, embedding_dim, "one row for each word"),
        table(embedding_dim, vocab_size, "one column for each word on the way back", "reverse_embeddings", copies=1 - tied),
    ]


@layer(
    aliases=("factorised_embedding",),
    source="Lan et al. 2019 (ALBERT), arXiv 1909.11942, section 3.1; https://github.com/google-research/albert",
    without_effect=WITHOUT_EFFECT,
    inputs=WORDS,
    outputs=UNITS,
    equation=(LOOK_UP, r"y_t = W e_t + b"),
)
def factorized_embedding(vocab_size: Size, embedding_dim: Size, units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Narrow embedding and the affine map that widens it to the width of the model."""
    return [
        table(vocab_size, embedding_dim, "one row for each word"),
        *part("projection", affine_weights(units, embedding_dim, bias)),
    ]
