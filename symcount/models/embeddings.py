"""What belongs to the words, by its name: tables of positions, and the head that leads back to the words; one table of names for every source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from symcount import layers
from symcount.layers.weight import Size
from symcount.models.explaining import Explanation
from symcount.models.model import Part

HEADS = re.compile(r"(generator_lm_|lm_)?head|embed_out|output(_layer)?|proj_out|fc_out|vocab_projector|decoder|(to_)?logits")
"""What the map back to the words is called: `lm_head`, GPT-NeoX' `embed_out`, Llama's `output`, Whisper's `proj_out`, BERT's `predictions.decoder`."""

POSITIONS = re.compile(r"(pos(ition(s|al)?)?_?(emb|enc)|emb(ed)?_?pos|\bwpe|\brel_emb)[^./]*([./](emb\w*|weight|table))?$")
"""What tables of positions are called: `wpe`, `position_embeddings`, `embed_positions`, `position_embd`, and DeBERTa's distances, `rel_embeddings`."""


def with_heads(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts of a model, those that lead back to the words marked: they are named as a head and go to as many words as an embedding has.

    >>> words = Part("wte", "", (), layers.embedding(vocab_size=100, embedding_dim=8))
    >>> heads = [Part(name, "", (), layers.dense(units=units, input_dim=8, bias=0)) for name, units in (("lm_head", 100), ("lm_head", 2), ("fc", 100))]
    >>> [part.is_head for part in with_heads([words, *heads])]
    [False, True, False, False]
    """
    every = tuple(parts)
    rows = [part.layer.sizes["vocab_size"] for part in every if part.layer and part.layer.layer.name == "embedding"]
    return tuple(replace(part, is_head=True) if _is_head(part, rows) else part for part in every)


def _is_head(part: Part, rows: Sequence[Size]) -> bool:
    if part.layer is None or part.layer.layer.name != "dense" or part.layer.sizes["units"] not in rows:
        return False
    return HEADS.fullmatch(re.split(r"[./]", part.name)[-1].lower()) is not None


def says_positions(name: str, kind: str = "") -> bool:
    """Whether a table is called one of positions, by its place in the model or by its class.

    >>> says_positions("transformer.wpe"), says_positions("embeddings.position_embeddings"), says_positions("token_and_position_embedding.token_emb")
    (True, True, False)
    """
    return POSITIONS.search(name.lower()) is not None or POSITIONS.search(kind.lower()) is not None


def is_table_of_positions(name: str, sides: int) -> bool:
    """Whether a tensor with so many axes is by itself a table of positions, as ViT's `embeddings.position_embeddings`.

    >>> is_table_of_positions("vit.embeddings.position_embeddings", 3), is_table_of_positions("wpe.weight", 2)
    (True, False)
    """
    return sides > 1 and says_positions(re.split(r"[./]", name)[-1])


def by_name(found: Explanation, name: str, kind: str) -> Explanation:
    """A table of rows as one of positions, where it is called so: frameworks build both alike."""
    table = found.layer
    if table.layer.name != "embedding" or not says_positions(name, kind):
        return found
    return Explanation(layers.position_embedding(context_length=table.sizes["vocab_size"], d_model=table.sizes["embedding_dim"]), found.weights)
