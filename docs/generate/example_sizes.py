"""The numbers of the worked examples: small, telling apart what they stand for, chosen by a rule for all but the best known layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcount.errors import NotDivisible
from symcount.layers import Layer

WELL_KNOWN = {
    "dense": {"units": 10, "input_dim": 784},
    "simple_rnn": {"units": 32, "input_dim": 64},
    "lstm": {"units": 5, "input_dim": 13},
    "gru": {"units": 5, "input_dim": 4},
    "conv2d": {"filters": 32, "input_channels": 3, "kernel_size": 3},
    "conv1d": {"filters": 32, "input_channels": 128, "kernel_size": 7},
    "embedding": {"vocab_size": 1000, "embedding_dim": 64},
    "multi_head_attention": {"d_model": 512},
    "encoder_layer": {"d_model": 512, "d_ff": 2048},
    "gpt2": {"vocab_size": 50257, "context_length": 1024, "d_model": 768, "num_layers": 12},
}
"""Numbers that people know: those of MNIST, of published summaries, of the first transformer, of GPT-2."""

USUAL = {
    "units": 5, "input_dim": 13, "filters": 8, "input_channels": 3, "kernel_size": 7, "features": 64, "d_model": 12, "d_ff": 48, "num_heads": 4,
    "num_kv_heads": 2, "head_dim": 5, "vocab_size": 1000, "context_length": 100, "num_layers": 6, "num_experts": 8, "rank": 2,
    "frame_length": 6, "fft_length": 8,
}  # fmt: skip
"""A number for each of the sizes that many layers have."""

PRIMES = (5, 3, 2, 7, 11, 17, 19, 23, 29, 31, 37, 41)
"""For the others: no product of them is taken for another."""


def example_sizes(layer: Layer) -> dict[str, int]:
    """Numbers for the sizes that must be given: different ones, and such that every division is exact.

    >>> from symcount.layers import CATALOGUE
    >>> example_sizes(CATALOGUE["bidirectional_lstm"]), example_sizes(CATALOGUE["squeeze_excite"])
    ({'units': 5, 'input_dim': 13}, {'input_channels': 4, 'reduction': 2})
    """
    if layer.name in WELL_KNOWN:
        return WELL_KNOWN[layer.name]
    needed = [name for name in layer.sizes if name not in layer.defaults]
    return next(sizes for sizes in (_different(needed), *_dividing(needed)) if _is_exact(layer, sizes))


def _different(names: Sequence[str]) -> dict[str, int]:
    sizes: dict[str, int] = {}
    for name in names:
        sizes[name] = next(number for number in (*([USUAL[name]] if name in USUAL else []), *PRIMES) if number not in sizes.values())
    return sizes


def _dividing(names: Sequence[str]) -> Iterator[dict[str, int]]:
    """Powers of two, each of which divides those before it, ever larger."""
    for least in range(1, 12):
        yield {name: 2 ** (least + len(names) - place) for place, name in enumerate(names, 1)}


def _is_exact(layer: Layer, sizes: dict[str, int]) -> bool:
    try:
        layer(**sizes)
    except NotDivisible:
        return False
    return True
