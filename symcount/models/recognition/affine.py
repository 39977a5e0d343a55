"""Dense layers, embeddings and convolutions, by the shapes of their tensors."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from symcount.models.explaining import Constructor
from symcount.models.recognition.grouping import Group

LOOKED_UP = r"embed|embd|\bwte\b|\bwpe\b|\bemb\b|lookup|relative_attention_bias|\bshared\b"
"""What embeddings are called: `wte`, `tok_embeddings`, `word_embeddings`, `embed_tokens`, `token_embd`, T5's `shared`."""

MULTIPLIED = (
    r"proj|linear|dense|fc|head|embed_out|\bout|output|mlp|ffn|attn|attention|query|key|value|gate|router|mapping|decoder\b|classifier|\bw\d?\b|layers?\.\d+$"
)
"""What dense layers are called."""

TRANSPOSED = r"transpose|deconv|upconv"
CONVOLVED = f"conv|{TRANSPOSED}|bilinear"
"""What convolutions are called that have their outputs first, and what layers are that have as many axes."""

STACKED = r"expert|exps"
"""What maps of several experts in one tensor are called: they have the axes of a convolution and are none."""


def dense(group: Group) -> Iterator[Constructor]:
    """A matrix, with or without a bias. The bias tells the outputs: GPT-2 has them last, and PyTorch first."""
    matrix, bias = group.own.get("weight", ()), group.own.get("bias")
    if len(matrix) != 2 or group.own.keys() - {"weight", "bias"}:
        return
    first, last = matrix
    if bias is None and looks_up(group):
        yield Constructor("torch", "Embedding", {"num_embeddings": first, "embedding_dim": last})
    yield Constructor("torch", "Linear", {"out_features": first, "in_features": last, "bias": bias is not None})
    yield Constructor("flax", "Linear", {"in_features": first, "out_features": last, "use_bias": bias is not None})


def looks_up(group: Group) -> bool:
    """Whether it is called an embedding."""
    return group.says(LOOKED_UP) and not group.says(r"proj|embed_out|mapping|linear")


def undecided(group: Group, layer: str) -> str:
    """What else a matrix without a bias may be, or a kernel with more axes, where its name does not tell."""
    if layer.startswith("conv") and not group.says(CONVOLVED):
        return _undecided_kernel(group)
    is_matrix = list(map(len, group.own.values())) == [2] and group.own.keys() == {"weight"}
    return "a dense layer or an embedding: its name does not say" if is_matrix and not group.says(f"{LOOKED_UP}|{MULTIPLIED}") else ""


def _undecided_kernel(group: Group) -> str:
    """What else fits: a convolution the other way round where both sides are as wide or no bias tells, a bilinear layer where there is one window."""
    kernel = max(group.own.values(), key=lambda shape: (len(shape), prod(shape)))
    bias = next((shape for shape in group.own.values() if len(shape) == 1), None)
    is_of_torch = any("weight" in name for name in group.own)
    first, second = kernel[:2] if is_of_torch else kernel[-2:]
    is_either = bias is None or first == second
    if is_of_torch and len(kernel) == 3 and bias in (None, kernel[:1]):
        return f"a convolution{', a transposed one' if is_either else ''} or a bilinear layer: shapes do not say"
    return "a convolution or a transposed one: shapes do not say" if is_either else ""


def dense_inputs_first(group: Group) -> Iterator[Constructor]:
    """A kernel of Keras or Flax, with or without a bias; several axes may be summed, or new."""
    kernel, bias = group.own.get("kernel", ()), group.own.get("bias")
    if group.own.keys() - {"kernel", "bias"}:
        return
    use = {"use_bias": bias is not None}
    if len(kernel) == 2:
        yield Constructor("flax", "Linear", {"in_features": kernel[0], "out_features": kernel[1], **use})
    if len(kernel) == 3 and (len(bias or ()) == 2 or group.says("query|key|value|attention|out$|einsum")):
        summed = 2 if bias == kernel[2:] or group.says("out") else 1
        axis = tuple(range(-summed, 0))
        yield Constructor("flax", "LinearGeneral", {"in_features": kernel[:summed], "out_features": kernel[summed:], "axis": axis, **use})


def low_rank(group: Group) -> Iterator[Constructor]:
    """A low-rank update of Flax, alone or beside the kernel that it changes."""
    shapes = {name.rpartition(".")[2]: shape for name, shape in group.own.items()}
    first, second = shapes.get("lora_a", ()), shapes.get("lora_b", ())
    if len(first) == len(second) == 2:
        config = {"in_features": first[0], "lora_rank": first[1], "out_features": second[1]}
        yield Constructor("flax", "LoRALinear", {**config, "use_bias": "bias" in shapes}) if "kernel" in shapes else Constructor("flax", "LoRA", config)


def embedding(group: Group) -> Iterator[Constructor]:
    """A table of Keras or Flax."""
    for name in ("embeddings", "embedding"):
        if group.own.keys() == {name} and len(table := group.own[name]) == 2:
            yield Constructor("flax", "Embed", {"num_embeddings": table[0], "features": table[1]})


def convolution(group: Group) -> Iterator[Constructor]:
    """A kernel of PyTorch: outputs, the inputs of one group, and the sides. Groups cannot be seen.

    A transposed convolution has the inputs before the outputs, which the bias tells, or the name.
    """
    kernel, bias = group.own.get("weight", ()), group.own.get("bias")
    if not 3 <= len(kernel) <= 5 or group.own.keys() - {"weight", "bias"} or group.says(STACKED):
        return
    first, second, *sides = kernel
    dimensions = len(sides)
    config = {"kernel_size": tuple(sides), "bias": bias is not None}
    plain = Constructor("torch", f"Conv{dimensions}d", {"in_channels": second, "out_channels": first, **config})
    transposed = Constructor("torch", f"ConvTranspose{dimensions}d", {"in_channels": first, "out_channels": second, **config})
    if dimensions == 1 and group.says("bilinear"):
        yield Constructor("torch", "Bilinear", {"in1_features": second, "in2_features": sides[0], "out_features": first, "bias": bias is not None})
    yield from (transposed, plain) if group.says(TRANSPOSED) else (plain, transposed)


def convolution_inputs_first(group: Group) -> Iterator[Constructor]:
    """A kernel of Keras or Flax: the sides, the inputs of one group, the outputs; of a depthwise one a bias for each of both together."""
    kernel, bias = group.own.get("kernel", group.own.get("depthwise_kernel", ())), group.own.get("bias")
    if not 3 <= len(kernel) <= 5 or group.own.keys() - {"kernel", "depthwise_kernel", "bias"} or group.says(STACKED):
        return
    *sides, inputs, outputs = kernel
    use = {"use_bias": bias is not None}
    if len(sides) < 3 and ("depthwise_kernel" in group.own or group.says("depthwise|dwconv") or (bias == (inputs * outputs,) and bias != (outputs,))):
        image = _image(sides, inputs)
        yield Constructor("keras", f"DepthwiseConv{len(sides)}D", {"kernel_size": tuple(sides), "depth_multiplier": outputs, **use}, image)
    plain = Constructor("flax", "Conv", {"kernel_size": tuple(sides), "in_features": inputs, "out_features": outputs, **use})
    config = {"kernel_size": tuple(sides), "in_features": outputs, "out_features": inputs, "transpose_kernel": True, **use}
    of_keras = Constructor("flax", "ConvTranspose", config)
    of_flax = Constructor("flax", "ConvTranspose", {**config, "in_features": inputs, "out_features": outputs, "transpose_kernel": False})
    if group.says(TRANSPOSED):
        yield from (of_flax, of_keras) if group.says("convtranspose") else (of_keras, of_flax)
    yield from (plain, of_keras)


def separable_convolution(group: Group) -> Iterator[Constructor]:
    """Keras' two kernels of a separable convolution."""
    depthwise, pointwise = group.own.get("depthwise_kernel", ()), group.own.get("pointwise_kernel", ())
    if len(depthwise) in (3, 4) and pointwise:
        *sides, inputs, multiplier = depthwise
        config = {"kernel_size": tuple(sides), "depth_multiplier": multiplier, "filters": pointwise[-1], "use_bias": "bias" in group.own}
        yield Constructor("keras", f"SeparableConv{len(sides)}D", config, _image(sides, inputs))


def _image(sides: list[int], channels: int) -> tuple[tuple[int | None, ...], ...]:
    return ((None, *(None for _ in sides), channels),)
