"""Look-up tables: one row of numbers for each symbol."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.definition import Size, Weight, layer


@layer(
    source="Bengio et al. 2003; https://keras.io/api/layers/core_layers/embedding",
    spellings={"input_dim": "vocab_size", "output_dim": "embedding_dim"},
    without_effect=("input_length", "mask_zero", "padding_idx", "max_norm", "time steps"),
)
def embedding(vocab_size: Size, embedding_dim: Size) -> Iterable[Weight]:
    """Embedding: one row for each word of the vocabulary, and no bias."""
    return [Weight("embeddings", (vocab_size, embedding_dim), kind="embedding", meaning="one row for each word")]
