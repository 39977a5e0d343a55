"""What families are built of: the catalogue's layers under the names that transformers gives their weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from symcount import layers
from symcount.algebra import Value
from symcount.frameworks.built import Built, BuiltWeight, Layout, Sides, laid_out, outputs_first
from symcount.layers import SizedLayer
from symcount.layers.weight import Size
from symcount.models.model import Part

WEIGHTS = {"kernel": "weight", "gamma": "weight", "scale": "weight", "embeddings": "weight", "beta": "bias", "bias": "bias"}
"""What the catalogue's weights are called in PyTorch."""

Names = Mapping[str, str]
"""What a family calls the maps of a layer."""

PROJECTIONS: Names = {"query": "q_proj", "key": "k_proj", "value": "v_proj", "output": "o_proj"}
OUT_PROJECTIONS: Names = {**PROJECTIONS, "output": "out_proj"}
GATED: Names = {"gate": "gate_proj", "up": "up_proj", "down": "down_proj"}


def part(
    name: str, sized: SizedLayer, kind: str, names: Names | None = None, layout: Layout = outputs_first, shapes: Mapping[str, Sides] | None = None
) -> Part:
    """A layer of the catalogue as a part of a model."""
    own = {weight.name: _own_name(weight.name, names or {}) for weight in sized.weights}
    return Part(name, kind, laid_out(sized, own, layout, shapes).weights, sized)


def _own_name(name: str, names: Names) -> str:
    place, _, weight = name.rpartition(".")
    return ".".join(word for word in (names.get(place, place), WEIGHTS.get(weight, weight)) if word)


def stacked(name: str, times: Size, parts: Iterable[Part], active: Size | None = None) -> Iterator[Part]:
    """The same parts several times, `active` of which one token goes through."""
    if not isinstance(times, Value) and times <= 0:
        return
    for one in parts:
        is_chosen = active is not None or one.active is not None
        through = (one.copies if one.active is None else one.active) * (times if active is None else active)
        yield replace(one, name=f"{name}.*.{one.name}".removesuffix("."), copies=one.copies * times, active=through if is_chosen else None)


def inside(prefix: str, parts: Iterable[Part]) -> Iterator[Part]:
    """Parts behind a prefix, where there is one."""
    for one in parts:
        yield replace(one, name=f"{prefix}.{one.name}") if prefix else one


def only_if(condition: object, *parts: Part) -> tuple[Part, ...]:
    """The parts that a configuration may leave out."""
    return parts if condition else ()


# -- tables and vectors ----------------------------------------------------------------------------------------------


def words(name: str, rows: Size, width: Size) -> Part:
    """One row for each word."""
    return part(name, layers.embedding(vocab_size=rows, embedding_dim=width), "Embedding")


def positions(name: str, rows: Size, width: Size, *, is_trained: bool = True) -> Part:
    """One row for each position."""
    sized = layers.position_embedding(context_length=rows, d_model=width)
    built = laid_out(sized, WEIGHTS)
    return Part(name, "Embedding", (built if is_trained else built.frozen()).weights, sized)


def image_positions(rows: Size, width: Size) -> Part:
    """One row for each patch of an image, and for the tokens beside them."""
    sized = layers.position_embedding(context_length=rows, d_model=width)
    built = laid_out(sized, {"embeddings": "position_embeddings"}, shapes={"position_embeddings": (1, rows, width)})
    return Part("embeddings", "positions", built.weights, sized)


def tensors(name: str, kind: str, **shapes: Sides) -> Part:
    """Weights that no layer of the catalogue has alone."""
    return Part(name, kind, tuple(BuiltWeight(own, sides) for own, sides in shapes.items()))


# -- norms and maps --------------------------------------------------------------------------------------------------


def norm(name: str, width: Size, bias: Size = 1) -> Part:
    """Layer normalisation."""
    return part(name, layers.layer_norm(features=width, bias=bias), "LayerNorm")


def head_norm(name: str, heads: Size, width: Size) -> Part:
    """Layer normalisation of each head by gains of its own, without a shift."""
    return part(name, layers.layer_norm(features=heads * width, bias=0), "LayerNorm", shapes={"weight": (heads, width)})


def layer_scale(name: str, own: str, width: Size) -> Part:
    """A gain for each feature of what a block adds."""
    sized = layers.layer_scale(features=width)
    return Part(name, "LayerScale", laid_out(sized, {"scale": own}).weights, sized)


def rms_norm(name: str, width: Size) -> Part:
    """Root mean square normalisation."""
    return part(name, layers.rms_norm(features=width), "RMSNorm")


def linear(name: str, outputs: Size, inputs: Size, bias: Size = 1) -> Part:
    """An affine map."""
    return part(name, layers.dense(units=outputs, input_dim=inputs, bias=bias), "Linear")


def tied_head(name: str, rows: Size, width: Size, tied: Size, words_name: str, bias: Size = 0, bias_name: str = "") -> Part:
    """The map back to the words: by the matrix of the embedding where it is tied, and the bias of `bias_name`, or one of its own."""
    whole = linear(name, rows, width, bias)
    shared = {"weight": f"{words_name}.weight", **({"bias": bias_name} if bias_name else {})}
    if isinstance(tied, Value):
        return replace(whole, weights=tuple(replace(one, copies=1 - tied) if one.name in shared else one for one in whole.weights))
    return replace(whole, shared=shared) if tied else whole


def tied_words(name: str, rows: Size, width: Size, tied: Size, shared: str) -> Part:
    """One row for each word, in a matrix that is another's where it is tied."""
    whole = words(name, rows, width)
    if isinstance(tied, Value):
        return replace(whole, weights=tuple(replace(one, copies=1 - tied) for one in whole.weights))
    return replace(whole, shared={"weight": shared}) if tied else whole


# -- attention and feed-forward layers -------------------------------------------------------------------------------


def attention(
    name: str,
    width: Size,
    heads: tuple[Size, Size, Size] | None = None,
    bias: Size = 0,
    output_bias: Size | None = None,
    key_bias: Size | None = None,
    names: Names = PROJECTIONS,
) -> Iterator[Part]:
    """Attention of `heads` (of queries, of keys and values, and the width of one), else of heads that share the width.

    Where its maps do not all have a bias, or all none, each of them is a part.
    """
    output_bias, key_bias = bias if output_bias is None else output_bias, bias if key_bias is None else key_bias
    if bias == output_bias == key_bias:
        yield part(name, _attention(width, heads, bias), "Attention", names)
        return
    query_heads, kv_heads, head = heads or (1, 1, width)
    outputs = {"query": (query_heads * head, bias), "key": (kv_heads * head, key_bias), "value": (kv_heads * head, bias)}
    for own in dict.fromkeys(names[role] for role in outputs):
        joined = [size for role, (size, _) in outputs.items() if names[role] == own]
        has_bias = next(flag for role, (_, flag) in outputs.items() if names[role] == own)
        yield linear(f"{name}.{own}", sum(joined[1:], joined[0]), width, has_bias)
    yield linear(f"{name}.{names['output']}", width, query_heads * head, output_bias)


def _attention(width: Size, heads: tuple[Size, Size, Size] | None, bias: Size) -> SizedLayer:
    one: SizedLayer
    if heads is None:
        one = layers.multi_head_attention(d_model=width, bias=bias)
    else:
        one = layers.grouped_query_attention(d_model=width, num_heads=heads[0], num_kv_heads=heads[1], head_dim=heads[2], bias=bias)
    return one


def feed_forward(name: str, width: Size, inner: Size, bias: Size, names: Names) -> Part:
    """Up to the inner width and back."""
    return part(name, layers.feed_forward(d_model=width, d_ff=inner, bias=bias), "MLP", names)


def gated(name: str, width: Size, inner: Size, bias: Size = 0, names: Names = GATED) -> Part:
    """Two maps up to the inner width, one of them the gate of the other, and back."""
    return part(name, layers.gated_feed_forward(d_model=width, d_ff=inner, bias=bias), "MLP", names)


def up_and_down(up: str, down: str, width: Size, inner: Size, bias: Size = 1) -> Iterator[Part]:
    """A feed-forward layer whose two maps stand apart."""
    yield linear(up, inner, width, bias)
    yield linear(down, width, inner, bias)


def changed(name: str, kind: str, built: Built, sized: SizedLayer) -> Part:
    """A layer with named changes: the catalogue explains it where its count is the same."""
    return Part(name, kind, built.weights, sized if built.count == sized.total else None)
