"""What stands on a model: the map back to the words, or a classifier."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from symcount.models.families.building import linear, tied_head
from symcount.models.families.family import BARE, Parts
from symcount.models.families.keys import Sizes
from symcount.models.model import Part


def nothing(_size: Sizes) -> Iterator[Part]:
    """The model alone."""
    yield from ()


def language_model(words_name: str, name: str = "lm_head", bias: int = 0, width: str = "d_model") -> Parts:
    """The scores of all words."""

    def parts(size: Sizes) -> Iterator[Part]:
        yield tied_head(name, size.vocab_size, getattr(size, width), size.tied, words_name, bias)

    return parts


def classifier(name: str, bias: int = 1, width: str = "d_model") -> Parts:
    """The scores of the classes."""

    def parts(size: Sizes) -> Iterator[Part]:
        yield linear(name, size.output_dim, getattr(size, width), bias)

    return parts


def scores(name: str, outputs: int, width: str = "d_model") -> Parts:
    """So many scores, whatever the classes."""

    def parts(size: Sizes) -> Iterator[Part]:
        yield linear(name, outputs, getattr(size, width))

    return parts


def both(*heads: Parts) -> Parts:
    """Several heads on one model."""

    def parts(size: Sizes) -> Iterator[Part]:
        for head in heads:
            yield from head(size)

    return parts


def dense_classifier(first: str, last: str, classes: int | None = None) -> Parts:
    """A map of the model's width, then the scores of the classes."""

    def parts(size: Sizes) -> Iterator[Part]:
        yield linear(first, size.d_model, size.d_model)
        yield linear(last, size.output_dim if classes is None else classes, size.d_model)

    return parts


def decoder_heads(words_name: str = "model.embed_tokens", bias: int = 0, token_name: str = "score", **other: Parts) -> Mapping[str, Parts]:
    """The heads that most decoders have."""
    return {
        "ForCausalLM": language_model(words_name, bias=bias),
        BARE: nothing,
        "ForSequenceClassification": classifier("score", bias=0),
        "ForTokenClassification": classifier(token_name),
        "ForQuestionAnswering": scores("qa_outputs", 2),
        **other,
    }


def without(heads: Mapping[str, Parts], *names: str) -> Mapping[str, Parts]:
    """Heads but some of them."""
    return {name: head for name, head in heads.items() if name not in names}
